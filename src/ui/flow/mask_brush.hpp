// The brush beside the large picture: whether strokes paint the mask, and what they write.
#pragma once

#include "ui/base/context.hpp"

namespace headscope::ui {

/// A row of controls at the cursor, at most `room` wide and always as high; returns the room it takes. Turning the brush on turns a
/// painted mask on, and a picture in which it shows; a number to paint makes it an additive one.
ImVec2 mask_brush(Context& c, float room);
/// Of its button alone, which is what there is of it while nobody paints; 0 when it is hidden.
float brush_button_width(const Context& c);

}  // namespace headscope::ui
