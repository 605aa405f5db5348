// Every form but the phone: rail or drawer, flow, inspector and status line.
#pragma once

#include "ui/picture/numbers.hpp"
#include "ui/plan/page_plan.hpp"

namespace headscope::ui {

void wide_page(Context& c, PictureNumbers& numbers, const PagePlan& plan);
/// The controls over the page, where they have no rail.
void drawer(Context& c, PictureNumbers& numbers, const PagePlan& plan);

}  // namespace headscope::ui
