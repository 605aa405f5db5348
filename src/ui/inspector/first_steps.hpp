// What the page is, and three things to try until the first of them is done.
#pragma once

#include "ui/base/context.hpp"

namespace headscope::ui {

/// All of it; where there is little room what the page is, and a button that brings the rest; or only what has just been done.
enum class Guide { whole, brief, done };
/// How high the card is over this width; 0 when the view has none, or nothing has been done.
float first_steps_height(Context& c, Guide guide, float width);
/// The card over the available width; false, and nothing drawn, when it has no height. Pressing a thing to try points out where.
bool first_steps(Context& c, Guide guide = Guide::whole);
/// Before the panels: what was asked for has been done when the document has changed; a moment later the card goes.
void follow_first_steps(Context& c);
/// After the panels: notices what the visitor's edits try.
void note_first_steps(Context& c);
/// After the panels: outlines what a thing to try points out and takes the focus there, until the next press.
void point_out(Context& c);

}  // namespace headscope::ui
