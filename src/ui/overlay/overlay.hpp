// A sheet over the page: it has the focus while it is open, and gives it back.
#pragma once

#include "ui/base/context.hpp"
#include "ui/plan/page_plan.hpp"

namespace headscope::ui {

/// Before the page reports its controls: the focus goes back when the last sheet has been closed.
void return_focus(Context& c);
/// A heading, a sign that closes, and below them room of at most this width for what is drawn until end_overlay(); false: it is
/// closed. Escape, the sign and a press beside the sheet set *open to false. Tab stays inside.
bool begin_overlay(Context& c, const PagePlan& plan, std::string_view key, lab::Str title, float width, bool* open);
void end_overlay(Context& c);

}  // namespace headscope::ui
