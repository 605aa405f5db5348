// Where the selected number comes from, and what its parts share.
#pragma once

#include <string>

#include "ui/picture/numbers.hpp"

namespace headscope::ui {

/// Under each other in what scrolls, or in columns side by side.
void inspector(Context& c, PictureNumbers& numbers, bool columns);
/// The pinned numbers as cards, unless they stand elsewhere, and the way from them to the open one; without a pin the number pointed at.
void inspector_value(Context& c, PictureNumbers& numbers, bool with_cards = true);
/// The formula with the actual operands in it.
void inspector_steps(Context& c, PictureNumbers& numbers);
/// The weights of the open cell's query's row, or who looks at its key; at most so many when `most` > 0.
void inspector_row(Context& c, PictureNumbers& numbers, int most);
/// What is told of the shown head by its weights.
void inspector_head(Context& c, PictureNumbers& numbers);
/// One of two hints, for the mouse or for a finger, as a sentence of its own.
std::string hint(const Context& c, lab::Str mouse, lab::Str touch);
/// What one can do here; before it what the page is, unless that stands elsewhere.
void inspector_nothing(Context& c, bool with_guide = true);
/// Comparing with the start, and the state before the last change.
void looks_back(Context& c);
/// One short sentence about the selected number, for a screen reader.
void announce_selection(Context& c, const PictureNumbers& numbers);

/// The name of a query (or key) token of the shown item, or its number.
std::string token_name(const PictureNumbers& numbers, bool key, int index);
/// A selection may outlive the shape it was made in, and the stage it is in may not be kept: whether there is a number to tell about.
bool has_number(const Context& c, const lab::CellRef& cell);
/// The number there, worked out when its stage is not kept.
float number_at(const Context& c, const lab::CellRef& cell);
/// The selected cell if there is one, else nullptr; only of a stage when `of_stage`.
const lab::CellRef* told_cell(const Context& c, bool of_stage = false);
/// The cell whose formula is shown: what is open when something is pinned, whatever is pointed at; else the selected cell.
const lab::CellRef* formula_cell(const Context& c, bool of_stage = false);

}  // namespace headscope::ui
