// The phone's live map: what the heads make of it stays in sight while weights are edited.
#pragma once

#include "ui/kit/region.hpp"
#include "ui/picture/numbers.hpp"

namespace headscope::ui {

inline constexpr float kLiveMapHeight = 96;

/// The shown head's weights, small, and beside them, where there is room, the pinned number with its last change. Returns the room
/// beside the map.
Region live_map(Context& c, PictureNumbers& numbers, const Region& region);

}  // namespace headscope::ui
