// The phone: one column, one large picture at a time, tabs at the bottom.
#pragma once

#include "ui/picture/numbers.hpp"
#include "ui/plan/page_plan.hpp"

namespace headscope::ui {

void phone(Context& c, PictureNumbers& numbers, const PagePlan& plan);

}  // namespace headscope::ui
