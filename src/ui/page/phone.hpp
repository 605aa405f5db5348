// The phone: one column, one large picture at a time, tabs at the bottom.
#pragma once

#include "ui/page/page_plan.hpp"
#include "ui/picture/numbers.hpp"

namespace headscope::ui {

void phone(Context& c, PictureNumbers& numbers, const PagePlan& plan);

}  // namespace headscope::ui
