// What the pictures show: which batch item, and which stage on the way from scores to weights.
#pragma once

#include "ui/base/context.hpp"

namespace headscope::ui {

/// Which batch item (or, of only one, what is computed) in this width.
void batch_choice(Context& c, float width);
void stage_choice(Context& c);

}  // namespace headscope::ui
