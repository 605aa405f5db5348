// Glyphs drawn by the browser on a 2D canvas, with the system's own fonts: every script, emoji in colour, no font file. The drawing: glyphs.js.
#include "app/drawing/glyph_source.hpp"

#include <algorithm>

extern "C" {
float headscope_baseline();
void headscope_load_glyph(int face, float size, int code_point, int draw, void* metrics);
void headscope_take_pixels(void* to);
}

namespace headscope::app {
namespace {

/// Makes a glyph white, whose faint edges come back not quite so; true, and as it was, when it has colours of its own.
bool whiten(std::vector<std::uint8_t>& rgba) {
    constexpr std::uint8_t kSolid = 96, kWhite = 200;
    for (std::size_t i = 0; i < rgba.size(); i += 4) {
        if (rgba[i + 3] > kSolid && std::min({rgba[i], rgba[i + 1], rgba[i + 2]}) < kWhite) return true;
    }
    for (std::size_t i = 0; i < rgba.size(); i += 4) rgba[i] = rgba[i + 1] = rgba[i + 2] = 255;
    return false;
}

}  // namespace

float glyph_baseline() { return headscope_baseline(); }

GlyphMetrics load_glyph(GlyphFace face, float size, std::uint32_t code_point, std::vector<std::uint8_t>* pixels) {
    GlyphMetrics metrics;
    headscope_load_glyph(static_cast<int>(face), size, static_cast<int>(code_point), pixels != nullptr, &metrics);
    if (pixels && metrics.width > 0 && metrics.height > 0) {
        pixels->resize(static_cast<std::size_t>(metrics.width) * static_cast<std::size_t>(metrics.height) * 4);
        headscope_take_pixels(pixels->data());
        metrics.coloured = whiten(*pixels);
    }
    return metrics;
}

}  // namespace headscope::app
