// Lists and numbers in the texts of the view's fields.
#include "ui/base/view_lists.hpp"

#include <cmath>

#include "lab/text/number.hpp"
#include "lab/text/split.hpp"

namespace headscope::ui {

std::vector<std::string_view> parts_of(std::string_view list) {
    std::vector<std::string_view> parts;
    while (!list.empty()) parts.push_back(lab::take_part(list, ';'));
    return parts;
}

std::string joined(const std::vector<lab::CellRef>& cells) {
    std::string text;
    for (const lab::CellRef& cell : cells) text += (text.empty() ? "" : ";") + lab::print_cell(cell);
    return text;
}

std::string joined(const std::vector<std::string>& keys) {
    std::string text;
    for (const std::string& key : keys) text += (text.empty() ? "" : ";") + key;
    return text;
}

double number_of(std::string_view text) {
    double value = 0;
    return lab::read_double(text, value) == lab::NumberFault::none ? value : std::nan("");
}

}  // namespace headscope::ui
