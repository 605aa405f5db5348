// Fitting caption, names and cells into the room there is.
#include <cmath>

#include "ui/matrix/parts.hpp"

namespace headscope::ui::matrix_parts {
namespace {

constexpr float kNameGap = 8, kColumnNames = 20;

float width_of_names(const MatrixSpec& spec, float size) {
    float widest = 0;
    for (const std::string& name : spec.row_names) {
        widest = ImMax(widest, text_size(name, size, Face::bold).x);
        if (widest >= spec.name_max) return spec.name_max;
    }
    return std::ceil(widest);
}

/// Whole units keep cells even and edges sharp, as long as that does not cost much.
float snapped(float cell) { return cell >= 5 ? ImFloor(cell) : cell >= 2 ? ImFloor(cell * 2) / 2 : cell; }

}  // namespace

float fitting_number_size(const MatrixSpec& spec, float width, float height) {
    if (width < 18 || height < 11) return 0;
    char sample[16] = {'0', '.'};
    int n = 0;
    const bool is_signed = spec.heatmap.scale == Scale::diverging;
    if (!spec.hide_zero_dot) sample[n++] = '0';
    if (spec.decimals > 0) sample[n++] = '.';
    for (int i = 0; i < ImMin(spec.decimals, 6); ++i) sample[n++] = '0';
    float size = ImClamp(ImFloor(ImMin(width * 0.36f, height * 0.62f)), 9.0f, 18.0f);
    for (; size >= 9; --size) {
        const float needed =
            text_size({sample, static_cast<size_t>(n)}, size).x + (is_signed ? text_size("\xE2\x88\x92", size).x : 0);
        if (needed + 3 <= width) return size;
    }
    return 0;
}

MatrixLayout layout_of(const Context& c, const MatrixSpec& spec, ImVec2 at) {
    MatrixLayout l;
    const Heatmap& h = spec.heatmap;
    const int cols = ImMax(h.cols, 1), rows = ImMax(h.rows, 1);
    const float fcols = static_cast<float>(cols), frows = static_cast<float>(rows);
    if (!spec.caption.empty() || !spec.symbol.empty() || !spec.shape.empty()) l.caption_height = c.theme.caption + 8;
    if (!spec.col_names.empty()) l.names_height = kColumnNames;
    const float height = ImMax(spec.area.y - l.caption_height - l.names_height, 1.0f);
    if (!spec.row_names.empty()) {
        const float pitch = ImMin(height / frows, spec.cell_max);
        l.name_size = pitch >= 15 ? c.theme.small : pitch >= 10 ? ImFloor(pitch * 0.85f) : 0;
        if (l.name_size > 0) l.names_width = width_of_names(spec, l.name_size) + kNameGap;
    }
    const float width = ImMax(spec.area.x - l.names_width, 1.0f);
    const int per = spec.cols_per_head;
    const int group_cols = per > 0 && !spec.rows_per_head && per < cols ? per : 0;
    const int group_rows = per > 0 && spec.rows_per_head && per < rows ? per : 0;
    const int gaps_x = group_cols ? (cols - 1) / group_cols : 0, gaps_y = group_rows ? (rows - 1) / group_rows : 0;
    const float raw = ImMin(width / fcols, height / frows);
    if (gaps_x + gaps_y > 0)
        l.group_gap = raw >= 3 ? ImClamp(ImFloor(raw * 0.35f), raw >= 5 ? 3.0f : 2.0f, 6.0f) : raw >= 1 ? 1.0f : 0.0f;
    const float room_x = width - static_cast<float>(gaps_x) * l.group_gap,
                room_y = height - static_cast<float>(gaps_y) * l.group_gap;
    float w = ImClamp(room_x / fcols, spec.cell_min, ImMax(spec.cell_max, spec.cell_min));
    float ht = ImClamp(room_y / frows, spec.cell_min, ImMax(spec.cell_max, spec.cell_min));
    if (!spec.stretch) w = ht = snapped(ImMin(w, ht));
    if (w <= 0 || ht <= 0) w = ht = 0.01f;
    l.cell_width = w, l.cell_height = ht;
    ImVec2 size(w * fcols + static_cast<float>(gaps_x) * l.group_gap, ht * frows + static_cast<float>(gaps_y) * l.group_gap);
    size = {ImMax(ImFloor(size.x + 0.01f), 1.0f), ImMax(ImFloor(size.y + 0.01f), 1.0f)};
    at = {ImFloor(at.x), ImFloor(at.y)};
    MatrixPlace& p = l.place;
    p.min = at + ImVec2(spec.row_names_right ? 0 : l.names_width, l.caption_height);
    p.max = p.min + size;
    p.outer_min = at;
    p.outer_max = {p.max.x + (spec.row_names_right ? l.names_width : 0), p.max.y + l.names_height};
    p.cell = ImMin(w, ht);
    l.number_size = fitting_number_size(spec, w, ht);
    return l;
}

}  // namespace headscope::ui::matrix_parts
