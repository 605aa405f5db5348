// The message above the page.
#pragma once

#include <string>

#include "ui/base/context.hpp"
#include "ui/page/page_plan.hpp"

namespace headscope::ui {

/// The message shown, empty: none. Errors stay until dismissed.
struct ShownNotice {
    std::string message;
    bool is_error = false;
    double until = 0;  // ImGui time
};
/// Draws it and tells a screen reader; clears it when its time is over or it is dismissed.
void draw_notice(Context& c, ShownNotice& notice, const PagePlan& plan);

}  // namespace headscope::ui
