// A piece of a masked area, for legends.
#pragma once

#include "ui/base/theme.hpp"

namespace headscope::ui {

/// The marks of the heatmaps' shader, one for each square as high as the piece.
void draw_hatch_sample(ImDrawList* list, ImVec2 min, ImVec2 max, Hatch hatch, const Theme& theme);

}  // namespace headscope::ui
