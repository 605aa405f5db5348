// Names, places and purposes, from the row of the table.
#include "ui/inspector/where.hpp"

#include "lab/model/sizes.hpp"
#include "ui/inspector/inspector.hpp"
#include "ui/kit/number_text.hpp"
#include "ui/picture/words.hpp"

namespace headscope::ui {

using lab::Axis;
using lab::Str;

namespace {

constexpr std::string_view kDot = " \u2022 ";

std::string where_in_matrix(const Context& c, const lab::TensorInfo& row, const lab::CellRef& cell) {
    std::string text(c.text(row.word));
    if (!row.symbol.empty()) text.append(" ").append(row.symbol);
    const int head_dim = c.document.integer(lab::Param::head_dim);
    if (row.rows == Axis::width) text.append(kDot).append(head_name(c, cell.row / head_dim));
    else if (row.cols == Axis::width) text.append(kDot).append(head_name(c, cell.col / head_dim));
    return text;
}

}  // namespace

std::string token_name(const PictureNumbers& numbers, bool key, int index) {
    const std::span<const std::string> names = key ? numbers.keys() : numbers.queries();
    return index >= 0 && static_cast<size_t>(index) < names.size() ? names[static_cast<size_t>(index)]
                                                                   : std::to_string(index + 1);
}

std::string where(const Context& c, const PictureNumbers& numbers, const lab::CellRef& cell) {
    const lab::TensorInfo& row = lab::info(cell.tensor);
    if (row.is_matrix()) return where_in_matrix(c, row, cell);
    std::string text(c.text(row.word));
    if (row.per_head) text.append(kDot).append(head_name(c, cell.head));
    text.append(kDot).append(token_name(numbers, lab::counts_keys(row.rows), cell.row));
    if (lab::counts_keys(row.cols)) return text.append(" \u2192 ").append(token_name(numbers, true, cell.col));
    return text.append(kDot).append(lab::format(Str::inspector_dimension, c.view.language, {std::to_string(cell.col + 1)}));
}

std::string index_text(const lab::CellRef& cell) {
    const lab::TensorInfo& row = lab::info(cell.tensor);
    if (row.is_matrix()) return shape_text({cell.row, cell.col});
    return row.per_head ? shape_text({cell.item, cell.head, cell.row, cell.col}) : shape_text({cell.item, cell.row, cell.col});
}

std::string shape_of(const Context& c, const lab::CellRef& cell) {
    if (!lab::info(cell.tensor).is_matrix()) return shape_text(cell.tensor, c.trace.view(cell.tensor, cell.layer));
    const lab::Matrix& matrix = c.document.matrix(cell.tensor, owner_of(cell));
    return shape_text({matrix.rows(), matrix.cols()});
}

std::string purpose_of(const Context& c, const lab::CellRef& cell) {
    const int head_dim = c.document.integer(lab::Param::head_dim);
    const auto number = [](int index) { return std::to_string(index + 1); };
    return lab::format(lab::info(cell.tensor).purpose, c.view.language,
                       {number(cell.row), number(cell.col), number(cell.col / head_dim), number(cell.col % head_dim),
                        number(cell.row / head_dim), number(cell.row % head_dim)});
}

}  // namespace headscope::ui
