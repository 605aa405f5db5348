// The question of the open preset: a line below the bar, until it is dismissed.
#pragma once

#include "ui/base/context.hpp"
#include "ui/kit/region.hpp"

namespace headscope::ui {

/// How high the line is at this width; 0: there is none.
float question_height(Context& c, float width);
void question(Context& c, const Region& region);

}  // namespace headscope::ui
