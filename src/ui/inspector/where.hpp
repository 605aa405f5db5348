// Where a number stands, in words.
#pragma once

#include <string>

#include "ui/picture/numbers.hpp"

namespace headscope::ui {

/// Of a stage: "Attention weights • Head 1 • gave → I", "Query • Head 1 • gave • dimension 3". Of a matrix: name and symbol, and which
/// head's block the cell lies in.
std::string where(const Context& c, const PictureNumbers& numbers, const lab::CellRef& cell);
/// "[0,1,3,0] of [1,4,7,7]", as two texts.
std::string index_text(const lab::CellRef& cell);
std::string shape_of(const Context& c, const lab::CellRef& cell);
/// What a number of a matrix does: it has no arithmetic behind it.
std::string purpose_of(const Context& c, const lab::CellRef& cell);

}  // namespace headscope::ui
