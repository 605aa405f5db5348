// The fonts of the interface, loaded glyph by glyph from a glyph source at exactly the pixel size that is drawn.
#pragma once

struct ImFontAtlas;

namespace headscope::app {

/// Adds the three faces in the order of ui::Face: regular, bold, mono.
void add_fonts(ImFontAtlas& atlas);

}  // namespace headscope::app
