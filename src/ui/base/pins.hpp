// What is pinned, and the walk from a pin to the numbers it is made of.
#pragma once

#include "core/base/tensor.hpp"
#include "ui/base/view.hpp"

namespace headscope::ui {

bool is_pinned(const View& view, const lab::CellRef& cell);
/// Pins the cell, in the place of the others or (`add`) beside them; its formula opens. False when there are kMostPins already.
bool pin(View& view, const lab::CellRef& cell, bool add);
void unpin(View& view, const lab::CellRef& cell);
void unpin_all(View& view);

/// Opens the formula of an operand of the open cell; without a pin the open cell (`from`) becomes one.
void open_operand(View& view, const lab::CellRef& from, const lab::CellRef& operand);
/// Back to a cell of the trail, by its place; 0 is the pin the walk began at. And one step back, false when there is none.
void go_back_to(View& view, size_t place);
bool go_back(View& view);

/// Of query heads the shown one, else the first; -1: there are none.
int head_among(const View& view, core::Range heads);
/// Shows this head from now on, whatever is previewed; the second of two that are compared is shown already.
void choose_head(View& view, int head);

}  // namespace headscope::ui
