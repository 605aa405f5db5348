// The line below the flow.
#pragma once

#include "ui/base/context.hpp"

namespace headscope::ui {

/// What computes, how long it took, how much it was.
void status_line(Context& c, ImVec2 min, ImVec2 max);

}  // namespace headscope::ui
