// Lists and numbers in the texts of the view's fields.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lab/model/cell.hpp"

namespace headscope::ui {

/// What stands between the semicolons; nothing of an empty text.
std::vector<std::string_view> parts_of(std::string_view list);
std::string joined(const std::vector<lab::CellRef>& cells);
std::string joined(const std::vector<std::string>& keys);
/// NaN when it is no finite number.
double number_of(std::string_view text);

}  // namespace headscope::ui
