// Every layer at once.
#pragma once

#include "ui/picture/numbers.hpp"

namespace headscope::ui {

/// Whether there is anything to choose from.
bool has_layer_strip(const Context& c);
inline constexpr float kLayerStrip = 92;
/// A card for each layer at the cursor, over this width and kLayerStrip high: every head's chosen step above what the layer hands on.
/// The selected token's row is outlined in all of them. Returns the layer to show from now on: the shown one, or whose card is pressed.
int layer_strip(Context& c, PictureNumbers& numbers, float width);

}  // namespace headscope::ui
