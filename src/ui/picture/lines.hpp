// The thin lines between pictures: what flows where, in its colour.
#pragma once

#include "imgui.h"

namespace headscope::ui {

/// An S-shaped line from the right edge of one picture to the left edge of another.
void flow_curve(ImDrawList* list, ImVec2 from, ImVec2 to, ImU32 colour);
/// A horizontal line that turns up or down into its target.
void flow_corner(ImDrawList* list, ImVec2 from, ImVec2 to, ImU32 colour);

}  // namespace headscope::ui
