// Rows as arrows and points of a plane, in place of the map: the score as a projection, the context as a mixture of values, X to be moved.
#pragma once

#include "ui/kit/kit.hpp"
#include "ui/picture/numbers.hpp"

namespace headscope::ui {

/// The choice of rows and of the plane's axes, the picture, and a line about it. Of the shown head, item and layer.
void geometry(Context& c, PictureNumbers& numbers, const Region& room);
/// The button that turns it on and off.
void geometry_sign(Context& c, ImVec2 at, ImVec2 size, ButtonKind kind);

}  // namespace headscope::ui
