// Which batch item the pictures show.
#pragma once

#include "ui/base/context.hpp"

namespace headscope::ui {

/// Which batch item (or, of only one, what is computed) in this width.
void batch_choice(Context& c, float width);

}  // namespace headscope::ui
