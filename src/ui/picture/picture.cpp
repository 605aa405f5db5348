// What each tensor's picture shows and may do: specs for the matrix widget.
#include "ui/picture/picture.hpp"

#include <algorithm>

#include "ui/kit/kit.hpp"
#include "ui/kit/number_text.hpp"

namespace headscope::ui {

using lab::Axis;
using lab::Param;
using lab::TensorId;
using lab::TensorKind;

namespace {

/// What follows from the axes: how the selection lights it up, and what is cut into heads.
void by_axes(const lab::Document& doc, const lab::TensorInfo& row, MatrixSpec& spec) {
    spec.rows_are_queries = lab::counts_queries(row.rows);
    spec.rows_are_keys = lab::counts_keys(row.rows);
    spec.cols_are_keys = lab::counts_keys(row.cols);
    spec.stretch = !spec.cols_are_keys;
    spec.rows_per_head = row.rows == Axis::width;
    if (row.rows == Axis::width || row.cols == Axis::width) spec.cols_per_head = doc.integer(Param::head_dim);
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
    if (row.with_positions != lab::Str::count_ && c.document.on(Param::positions)) spec.symbol += " + P";
    if (head < 0 && row.per_head) spec.cols_per_head = view.dims[3];
    if (!row.is_score()) return;
    spec.row_names = numbers.queries();
    spec.col_names = numbers.keys();
}

}  // namespace

MatrixSpec picture_of(Context& c, PictureNumbers& numbers, TensorId tensor, int head) {
    const lab::TensorInfo& row = lab::info(tensor);
    MatrixSpec spec;
    spec.key = row.key;
    spec.symbol = row.symbol;
    spec.colour = colour_of(tensor, c.theme);
    spec.cell_min = 0;
    by_axes(c.document, row, spec);
    if (row.is_matrix()) matrix_picture(c, numbers, row, spec);
    else stage_picture(c, numbers, row, head, spec);
    spec.heatmap.rounding = 3;
    return spec;
}

MatrixSpec large_picture(Context& c, PictureNumbers& numbers) {
    MatrixSpec spec = picture_of(c, numbers, c.view.large, c.view.head);
    spec.key = "large";
    spec.caption += " \u2022 ";
    spec.caption += head_name(c, c.view.head);
    spec.symbol.clear();
    spec.cell_max = 84;
    const auto custom = static_cast<lab::CustomMask>(c.document.integer(Param::custom_mask));
    if (c.view.painting && custom != lab::CustomMask::off && lab::info(c.view.large).is_score()) {
        spec.paintable = custom == lab::CustomMask::bias ? TensorId::mask_bias : TensorId::mask_allow;
    }
    return spec;
}

MatrixPlace place(Context& c, MatrixSpec spec, ImVec2 at, ImVec2 area) {
    spec.area = area;
    if (!spec.caption.empty() && !spec.symbol.empty()) {
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
