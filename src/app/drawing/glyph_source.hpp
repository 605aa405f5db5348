// Where glyphs come from: in the page the browser's own fonts (browser/), in the native tests boxes (native/).
#pragma once

#include <cstdint>
#include <vector>

namespace headscope::app {

/// A face, as ui::Face counts them.
enum class GlyphFace : int { regular, bold, mono };

/// Metrics in device pixels, relative to the pen on the baseline; y grows downwards.
struct GlyphMetrics {
    float advance = 0;
    std::int32_t left = 0, top = 0;      // of the bitmap's first pixel
    std::int32_t width = 0, height = 0;  // 0: nothing to draw
    std::int32_t coloured = 0;           // 1: has colours of its own (emoji)
};

/// Baseline below the top of a line box of height 1, for the regular face; used for all three so that they line up.
float glyph_baseline();
/// Measures a code point at this em size in device pixels; with `pixels`, also draws it: width * height RGBA, straight alpha,
/// white unless coloured.
GlyphMetrics load_glyph(GlyphFace face, float size, std::uint32_t code_point, std::vector<std::uint8_t>* pixels);

}  // namespace headscope::app
