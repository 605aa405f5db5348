// A rectangle that something is laid out in.
#pragma once

#include "imgui.h"

namespace headscope::ui {

struct Region {
    ImVec2 min, max;
    float width() const { return max.x - min.x; }
    float height() const { return max.y - min.y; }
    bool empty() const { return max.x <= min.x || max.y <= min.y; }
};

}  // namespace headscope::ui
