// Glyphs drawn by the browser on a 2D canvas, with the system's own fonts: every script, emoji in colour, no font file. The drawing: glyphs.js.
#include "app/glyph_source.hpp"

extern "C" {
float headscope_baseline();
void headscope_load_glyph(int face, float size, int code_point, int draw, void* metrics);
void headscope_take_pixels(void* to);
}

namespace headscope::app {

float glyph_baseline() { return headscope_baseline(); }

GlyphMetrics load_glyph(GlyphFace face, float size, std::uint32_t code_point, std::vector<std::uint8_t>* pixels) {
    GlyphMetrics metrics;
    headscope_load_glyph(static_cast<int>(face), size, static_cast<int>(code_point), pixels != nullptr, &metrics);
    if (pixels && metrics.width > 0 && metrics.height > 0) {
        pixels->resize(static_cast<std::size_t>(metrics.width) * static_cast<std::size_t>(metrics.height) * 4);
        headscope_take_pixels(pixels->data());
    }
    return metrics;
}

}  // namespace headscope::app
