// The flow: the whole computation as pictures, where the formula puts them.
#pragma once

#include "ui/picture/numbers.hpp"

namespace headscope::ui {

/// The whole computation in a room of this size; scrolls in its window when the room is too small.
void flow(Context& c, PictureNumbers& numbers, ImVec2 room);

}  // namespace headscope::ui
