// Where the selected number comes from, and what its parts share.
#pragma once

#include <string>

#include "ui/picture/numbers.hpp"

namespace headscope::ui {

/// The whole inspector. `wide`: in columns side by side.
void inspector(Context& c, PictureNumbers& numbers, bool wide);
/// The value and its position only; for the phone, above the bars.
void inspector_value(Context& c, PictureNumbers& numbers);
/// The formula with the actual operands in it.
void inspector_steps(Context& c, PictureNumbers& numbers);
/// The weights of the selected query's row, or who looks at the selected key; at most so many when `most` > 0.
void inspector_row(Context& c, PictureNumbers& numbers, int most);
void inspector_nothing(Context& c);
/// One short sentence about the selected number, for a screen reader.
void announce_selection(Context& c, const PictureNumbers& numbers);

/// The name of a query (or key) token of the shown item, or its number.
std::string token_name(const PictureNumbers& numbers, bool key, int index);
/// A selection may outlive the shape it was made in, and the stage it is in may not be kept: whether there is a number to tell about.
bool has_number(const Context& c, const lab::CellRef& cell);
/// The selected cell if it has a number, else nullptr; only of a stage when `of_stage`.
const lab::CellRef* told_cell(const Context& c, bool of_stage = false);

}  // namespace headscope::ui
