// The bar on top.
#pragma once

#include "ui/base/context.hpp"
#include "ui/plan/page_plan.hpp"

namespace headscope::ui {

void top_bar(Context& c, const PagePlan& plan);

}  // namespace headscope::ui
