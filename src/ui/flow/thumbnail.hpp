// A stage of one head, small, as the cards of heads and layers show it.
#pragma once

#include "ui/picture/numbers.hpp"

namespace headscope::ui {

/// Draws it there, with the selected row and column outlined and what changed marked. A pointer over it (`pointed`: over its card)
/// selects the cell.
void thumbnail(Context& c, PictureNumbers& numbers, lab::TensorId stage, int head, ImVec2 at, ImVec2 size, bool pointed);

}  // namespace headscope::ui
