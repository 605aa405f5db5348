// The message above the page.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "ui/base/context.hpp"
#include "ui/plan/page_plan.hpp"

namespace headscope::ui {

/// The message shown, empty: none. Errors stay until dismissed.
struct ShownNotice {
    std::string message;
    bool is_error = false;
    double until = 0;  // ImGui time
    Spot at{};         // what it is about: it stands there; nothing: above the foot of the page
    std::optional<std::uint64_t> revision =
        {};  // of the document that it left as it was: the next right entry ends it; none: not known yet
};
/// Draws it and tells a screen reader; clears it when its time is over or it is dismissed.
void draw_notice(Context& c, ShownNotice& notice, const PagePlan& plan);

}  // namespace headscope::ui
