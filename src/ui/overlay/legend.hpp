// The overlay that says what colours, outlines and hatches mean, and which conventions and symbols hold.
#pragma once

#include "ui/base/context.hpp"
#include "ui/plan/page_plan.hpp"

namespace headscope::ui {

void legend_overlay(Context& c, const PagePlan& plan);

}  // namespace headscope::ui
