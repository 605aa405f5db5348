// The phone's sheet for the number that was tapped: a finger needs a slider and keys, not a secret.
#pragma once

#include <optional>

#include "ui/kit/region.hpp"
#include "ui/picture/numbers.hpp"

namespace headscope::ui {

inline constexpr float kSheetHeight = 186;

/// The matrix whose cell is pinned last, where it can be edited with a slider; none: no sheet.
std::optional<lab::CellRef> sheet_cell(const Context& c);
/// Its name and number, a slider, zero, the other sign, its first number, typing, and a way to put the sheet away.
void cell_sheet(Context& c, PictureNumbers& numbers, const lab::CellRef& cell, const Region& region);

}  // namespace headscope::ui
