// Names, places and purposes, from the row of the table.
#include "ui/inspector/where.hpp"

#include "lab/model/heads.hpp"
#include "lab/model/masks.hpp"
#include "lab/model/sizes.hpp"
#include "ui/inspector/inspector.hpp"
#include "ui/matrix/focus.hpp"
#include "ui/picture/words.hpp"
#include "ui/text/number_text.hpp"

namespace headscope::ui {

using lab::Axis;
using lab::Str;

namespace {

constexpr std::string_view kDot = " \u2022 ";

/// Whose numbers they are, where there are several layers.
std::string of_layer(const Context& c, const lab::Document& doc, const lab::CellRef& cell) {
    if (doc.layers.size() < 2 || !lab::info(cell.tensor).per_layer) return {};
    return layer_name(c, cell.layer).append(kDot);
}

std::string where_in_matrix(const Context& c, const lab::Document& doc, const lab::TensorInfo& row, const lab::CellRef& cell) {
    std::string text = of_layer(c, doc, cell).append(c.text(row.word));
    if (!row.symbol.empty()) text.append(" ").append(row.symbol);
    const std::string_view from = lab::row_name(doc, cell), to = lab::column_name(doc, cell);
    if (!from.empty() || !to.empty())
        return text.append(kDot).append(from).append(from.empty() || to.empty() ? "" : " \u2192 ").append(to);
    if (const int of_rows = lab::of_head(doc, row.rows); of_rows > 0)
        return text.append(kDot).append(head_name(c, cell.row / of_rows));
    const int of_cols = lab::of_head(doc, row.cols);
    if (of_cols > 0 && row.kind == lab::TensorKind::scoring) text.append(kDot).append(head_name(c, cell.col / of_cols));
    else if (of_cols > 0)
        text.append(kDot).append(
            head_name(c, lab::CellRef{.tensor = matrix_parts::made_with(doc, row.id), .head = cell.col / of_cols}));
    return text;
}

/// A name, or the number of what has none.
std::string dimension(const Context& c, std::string_view name, int index) {
    return name.empty() ? lab::format(Str::inspector_dimension, c.view.language, {std::to_string(index + 1)})
                        : std::string(name);
}

/// From which dimension to which, of what has no tokens.
std::string dimensions(const Context& c, const lab::Document& doc, const lab::CellRef& cell) {
    const std::string to = dimension(c, lab::column_name(doc, cell), cell.col);
    if (lab::info(cell.tensor).per_item) return to;
    return dimension(c, lab::row_name(doc, cell), cell.row).append(" \u2192 ").append(to);
}

std::string token_of(const lab::Document& doc, bool key, int item, int index) {
    const std::vector<std::string>& tokens = (key ? doc.key_sentence(item) : doc.items[static_cast<size_t>(item)].query).tokens;
    return static_cast<size_t>(index) < tokens.size() ? tokens[static_cast<size_t>(index)] : "\u00b7";
}

}  // namespace

std::string token_name(const PictureNumbers& numbers, bool key, int index) {
    const std::span<const std::string> names = key ? numbers.keys() : numbers.queries();
    return index >= 0 && static_cast<size_t>(index) < names.size() ? names[static_cast<size_t>(index)]
                                                                   : std::to_string(index + 1);
}

std::string where(const Context& c, const PictureNumbers& numbers, const lab::CellRef& cell) {
    const lab::TensorInfo& row = lab::info(cell.tensor);
    if (row.is_matrix()) return where_in_matrix(c, c.document, row, cell);
    std::string text = of_layer(c, c.document, cell).append(c.text(row.word));
    if (row.per_head) text.append(kDot).append(head_name(c, cell));
    if (row.per_item) text.append(kDot).append(token_name(numbers, lab::counts_keys(row.rows), cell.row));
    if (lab::counts_keys(row.cols)) return text.append(" \u2192 ").append(token_name(numbers, true, cell.col));
    return text.append(kDot).append(dimensions(c, c.document, cell));
}

std::string place_words(const Context& c, const lab::Document& doc, const lab::CellRef& cell) {
    const lab::TensorInfo& row = lab::info(cell.tensor);
    if (row.is_matrix()) return where_in_matrix(c, doc, row, cell);
    std::string text = of_layer(c, doc, cell);
    if (row.per_item) text.append(token_of(doc, lab::counts_keys(row.rows), cell.item, cell.row));
    if (lab::counts_keys(row.cols)) text.append(" \u2192 ").append(token_of(doc, true, cell.item, cell.col));
    else text.append(row.per_item ? kDot : "").append(dimensions(c, doc, cell));
    return row.per_head ? text.append(kDot).append(head_name(c, cell)) : text;
}

std::string meaning_of(const lab::Document& doc, const lab::CellRef& cell) {
    const lab::TensorInfo& row = lab::info(cell.tensor);
    std::string text = std::to_string(row.per_head ? lab::heads_of(doc, row.id) : 0);
    const auto add = [&](Axis axis, int index) {
        const bool key = lab::counts_keys(axis);
        text += '\n';
        if (key || lab::counts_queries(axis))
            text.append(key && doc.cross() ? "+" : "")
                .append(token_of(doc, key, cell.item, key ? index : doc.query_at(axis, index)));
        else if (axis != Axis::places) text += std::to_string(doc.size(axis, cell.item));
    };
    add(row.rows, cell.row);
    add(row.cols, cell.col);
    return text;
}

void draw_where(Context& c, ImVec2 at, std::string_view words, const lab::CellRef& cell, ImU32 colour, float size, Face face) {
    if (lab::info(cell.tensor).is_matrix()) draw_math(c, at, words, colour, size, face);
    else draw_text(c, at, words, colour, size, face);  // a token may have low lines of its own
}

std::string hiders(const Context& c, unsigned by) {
    std::string text;
    for (const lab::MaskInfo& mask : lab::masks()) {
        if ((by & mask.bit) == 0) continue;
        if (!text.empty()) text += c.text(Str::list_comma);
        text += c.text(mask.words);
    }
    return text;
}

std::string shape_of(const Context& c, const lab::CellRef& cell) {
    if (!lab::info(cell.tensor).is_matrix()) return shape_text(cell.tensor, c.trace.view(cell.tensor, cell.layer));
    const lab::Matrix& matrix = c.document.matrix(cell.tensor, owner_of(cell));
    return shape_text({matrix.rows(), matrix.cols()});
}

std::string purpose_of(const Context& c, const lab::CellRef& cell) {
    const lab::TensorInfo& row = lab::info(cell.tensor);
    const int of_rows = std::max(lab::of_head(c.document, row.rows), 1),
              of_cols = std::max(lab::of_head(c.document, row.cols), 1);
    const auto number = [](int index) { return std::to_string(index + 1); };
    return lab::format(row.purpose, c.view.language,
                       {number(cell.row), number(cell.col), number(cell.col / of_cols), number(cell.col % of_cols),
                        number(cell.row / of_rows), number(cell.row % of_rows)});
}

}  // namespace headscope::ui
