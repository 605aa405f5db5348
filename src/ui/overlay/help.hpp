// What the keyboard does, wherever the focus is; and the overlay that says so.
#pragma once

#include "ui/base/context.hpp"
#include "ui/plan/page_plan.hpp"

namespace headscope::ui {

void shortcuts(Context& c);
void help_overlay(Context& c, const PagePlan& plan);

}  // namespace headscope::ui
