// What a picture shows of a step of decoding: what is not there yet, what is made now, what the cache keeps.
#pragma once

#include <string_view>

#include "lab/readings/decoding.hpp"
#include "ui/base/context.hpp"

namespace headscope::ui {

/// Over a drawn heatmap: blank paper, an outline around what this step makes, a dashed one around what is cached; what earlier steps
/// made and nobody needs again is pale.
void draw_turns(const Context& c, const Heatmap& map);
/// One of these marks, in a rectangle.
void draw_turn_mark(const Context& c, lab::Turn turn, ImVec2 min, ImVec2 max);
/// What a number is at the step shown: "cached, not recomputed"; empty while nothing is decoded.
std::string_view turn_words(const Context& c, const lab::CellRef& cell);

}  // namespace headscope::ui
