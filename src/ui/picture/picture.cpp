// What each tensor's picture shows and may do: specs for the matrix widget.
#include "ui/picture/picture.hpp"

#include <algorithm>
#include <utility>

#include "lab/model/heads.hpp"
#include "lab/model/masks.hpp"
#include "ui/kit/kit.hpp"
#include "ui/text/number_text.hpp"

namespace headscope::ui {

using lab::Param;
using lab::TensorId;
using lab::TensorKind;

namespace {

/// What follows from the axes: how the selection lights it up, and what is cut into heads.
void by_axes(const lab::Document& doc, const lab::TensorInfo& row, MatrixSpec& spec) {
    const int of_rows = lab::of_head(doc, row.rows);
    spec.rows_are_queries = lab::counts_queries(row.rows) && of_rows == 0;
    spec.rows_are_keys = lab::counts_keys(row.rows);
    spec.cols_are_keys = lab::counts_keys(row.cols);
    spec.stretch = !spec.cols_are_keys;
    const bool shared = row.kv_heads || lab::counts_kv_heads(row.cols);
    if (shared) spec.group = lab::group_of(doc);
    if (row.per_head) return;
    spec.rows_per_head = of_rows > 0;
    spec.cols_per_head = of_rows > 0 ? of_rows : lab::of_head(doc, row.cols);
}

void matrix_picture(Context& c, PictureNumbers& numbers, const lab::TensorInfo& row, MatrixSpec& spec) {
    spec.heatmap = numbers.matrix(c, row.id);
    const int rows = spec.heatmap.rows, cols = spec.heatmap.cols;
    spec.shape = shape_text({rows, cols});
    spec.editable = row.id;
    spec.origin = shown_cell(c.document, shown_part(c.view, row.id));
    if (row.kind != TensorKind::weight && row.kind != TensorKind::bias) spec.caption = c.text(row.word);
    if (row.kind == TensorKind::mask) spec.paintable = row.id;
    if (row.kind != TensorKind::embedding) return;
    const std::span<const std::string> names = spec.rows_are_keys ? numbers.keys() : numbers.queries();
    spec.shape = shape_text({c.document.batch(), static_cast<int>(names.size()), cols});
    spec.row_names = names.first(static_cast<size_t>(rows));
}

void stage_picture(Context& c, PictureNumbers& numbers, const lab::TensorInfo& row, int head, MatrixSpec& spec) {
    const lab::TensorView view = c.trace.view(row.id, c.view.layer);
    spec.heatmap = numbers.stage(c, row.id, head);
    spec.caption = word_of(c, row.id);
    spec.shape = shape_text(row.id, view);
    spec.origin = shown_part(c.view, row.id, std::max(head, 0));
    if (row.with_positions != lab::Str::count_ && c.document.adds_positions() && c.view.layer == 0) spec.symbol += " + P";
    if (row.id == TensorId::input && c.view.layer > 0) spec.symbol += "_" + std::to_string(c.view.layer + 1);
    if (head < 0 && row.per_head) spec.cols_per_head = view.dims[3];
    if (row.cols != lab::Axis::keys) return;
    spec.row_names = numbers.queries();
    spec.col_names = numbers.keys();
}

/// Names of dimensions from the first that a picture shows; as many as it has columns (rows).
std::span<const std::string> names_from(const lab::Document& doc, lab::Space space, int first, int count) {
    if (space == lab::Space::none) return {};
    const std::span<const std::string> all = doc.names[static_cast<size_t>(space)];
    const auto begin = static_cast<size_t>(first);
    return begin < all.size() ? all.subspan(begin, std::min(all.size() - begin, static_cast<size_t>(count)))
                              : std::span<const std::string>();
}

/// They are told to the mirror; who draws the picture says whether they are drawn, too.
void name_dimensions(const lab::Document& doc, const lab::TensorInfo& row, int head, MatrixSpec& spec) {
    const int first = lab::named_dimension(doc, {row.id, 0, 0, std::max(head, 0), 0, 0});
    // Side by side, shared heads have names of their own groups: no row of names.
    const bool in_order = spec.group == 1 || spec.heatmap.cols <= lab::of_head(doc, row.cols);
    if (const auto names = names_from(doc, row.col_space, first, spec.heatmap.cols); in_order && !names.empty())
        spec.col_names = names, spec.column_names = 0;
    if (const auto names = names_from(doc, row.row_space, 0, spec.heatmap.rows); !names.empty())
        spec.row_names = names, spec.name_max = 0;
}

}  // namespace

MatrixSpec picture_of(Context& c, PictureNumbers& numbers, TensorId tensor, int head) {
    const lab::TensorInfo& row = lab::info(tensor);
    if (head > 0) head = lab::head_for(c.document, tensor, head);
    MatrixSpec spec;
    spec.key = row.key;
    spec.symbol = row.symbol;
    spec.colour = colour_of(tensor, c.theme);
    spec.cell_min = 0;
    by_axes(c.document, row, spec);
    if (row.is_matrix()) matrix_picture(c, numbers, row, spec);
    else stage_picture(c, numbers, row, head, spec);
    name_dimensions(c.document, row, head, spec);
    spec.heatmap.rounding = 3;
    spec.enlargeable = true;
    if (c.difference == nullptr) return spec;
    // A difference is called one, by word or sign.
    spec.marked = c.view.against > 0;
    if (!spec.caption.empty())
        spec.caption =
            spec.marked ? "\u0394 " + spec.caption : lab::format(lab::Str::compare_caption, c.view.language, {spec.caption});
    else if (!spec.symbol.empty()) spec.symbol.insert(0, "\u0394");
    return spec;
}

MatrixSpec large_picture(Context& c, PictureNumbers& numbers) {
    MatrixSpec spec = picture_of(c, numbers, c.view.large, c.view.head);
    spec.key = "large";
    if (spec.marked) spec.caption.append(" (").append(c.text(against(c.view).name)).append(")");
    if (lab::info(c.view.large).per_head) spec.caption.append(" \u2022 ").append(head_name(c, c.view.head));
    if (lab::info(c.view.large).per_item) spec.symbol.clear();
    spec.enlargeable = false;
    if (c.view.painting && lab::info(c.view.large).is_score()) spec.paintable = lab::painted_mask(c.document);
    return spec;
}

MatrixSpec transposed(MatrixSpec spec) {
    std::swap(spec.heatmap.rows, spec.heatmap.cols);
    std::swap(spec.heatmap.made_rows, spec.heatmap.made_cols);
    std::swap(spec.heatmap.changed_row, spec.heatmap.changed_col);
    std::swap(spec.heatmap.changed_rows, spec.heatmap.changed_cols);
    spec.heatmap.transposed = true;
    spec.cols_are_keys = spec.rows_are_keys;
    spec.rows_are_queries = spec.rows_are_keys = false;
    std::swap(spec.row_names, spec.col_names);
    if (!spec.row_names.empty() && spec.column_names == 0) spec.name_max = 0;
    return spec;
}

MatrixPlace place(Context& c, MatrixSpec spec, ImVec2 at, ImVec2 area) {
    spec.area = area;
    if (spec.captioned && !spec.caption.empty() && !spec.symbol.empty()) {
        const float size = c.theme.caption;
        const float symbol = math_size(spec.symbol, size, Face::bold).x;
        const float shape = text_size(spec.shape, c.theme.small, Face::mono).x;
        const float room = std::max(area.x, spec.caption_room) - (spec.editable ? 30.0f : 0.0f);
        if (text_size(spec.caption, size, Face::bold).x + symbol + shape + 14 > room) spec.caption.clear();
    }
    ImGui::SetCursorScreenPos(at);
    if (spec.heatmap.values == nullptr) {
        ImGui::Dummy(area);
        return {at, at, at, at, 0};
    }
    return matrix(c, spec);
}

}  // namespace headscope::ui
