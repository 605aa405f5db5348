// Decoding token by token: turning it on, stepping, and what the cache saves.
#pragma once

#include "ui/picture/numbers.hpp"

namespace headscope::ui {

/// The button that turns it on and off, of this height, with its upper right corner there. Where the document cannot be decoded it says
/// why, and offers to change that.
void decoding_switch(Context& c, ImVec2 upper_right, float height);
/// 0 when it is hidden.
float decoding_switch_width(const Context& c);
/// While one decodes: steps to the token before and the next, which one it is, and what the step costs with and without the cache, at the
/// cursor. Takes decoding_height.
void decoding_steps(Context& c, const PictureNumbers& numbers, float width);
/// 0 while nothing is decoded.
float decoding_height(const Context& c);

}  // namespace headscope::ui
