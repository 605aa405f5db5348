// What lies behind the regions of the page.
#pragma once

#include "ui/base/theme.hpp"
#include "ui/plan/page_plan.hpp"

namespace headscope::ui {

void draw_paper(ImDrawList* list, const PagePlan& plan, const Theme& theme);

}  // namespace headscope::ui
