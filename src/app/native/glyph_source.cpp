// Glyphs for the native tests: boxes, the same on every machine.
#include "app/drawing/glyph_source.hpp"

#include <cmath>

namespace headscope::app {

float glyph_baseline() { return 0.85f; }

GlyphMetrics load_glyph(GlyphFace face, float size, std::uint32_t code_point, std::vector<std::uint8_t>* pixels) {
    const bool wide = code_point >= 0x2e80;
    GlyphMetrics metrics;
    metrics.advance = size * (wide ? 1.0f : face == GlyphFace::mono ? 0.6f : 0.54f);
    if (code_point <= ' ') return metrics;
    metrics.left = 1;
    metrics.top = static_cast<std::int32_t>(-std::ceil(size * 0.7f));
    metrics.width = static_cast<std::int32_t>(metrics.advance) - 1;
    metrics.height = -metrics.top;
    if (pixels && metrics.width > 0) {
        pixels->assign(static_cast<std::size_t>(metrics.width) * static_cast<std::size_t>(metrics.height) * 4, 255);
    }
    return metrics;
}

}  // namespace headscope::app
