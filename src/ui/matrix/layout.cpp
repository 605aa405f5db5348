// Fitting caption, names and cells into the room there is.
#include <cmath>

#include "ui/matrix/parts.hpp"

namespace headscope::ui::matrix_parts {
namespace {

constexpr float kNameGap = 8;

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

float fitting_number_size(const MatrixSpec& spec, float width, float height, int* fitting) {
    constexpr float kLeast = 11, kMost = 20;
    if (width < 12 || height < kLeast + 2) return 0;
    const bool is_signed = spec.heatmap.scale == Scale::diverging;
    // Whole numbers need no decimals; signed ones may do with one.
    const int most = spec.heatmap.whole ? 0 : spec.decimals, least = spec.heatmap.whole ? 0 : ImMin(most, 1);
    constexpr std::string_view kSample = "0.000000";
    const float largest = ImClamp(ImFloor(ImMin(width * 0.36f, height * 0.62f)), kLeast, kMost);
    for (int decimals = most; decimals >= least; --decimals) {
        const std::string_view sample = kSample.substr(0, decimals > 0 ? static_cast<size_t>(ImMin(decimals, 6)) + 2 : 1);
        for (float size = largest; size >= kLeast; --size) {
            const float needed = text_size(sample, size).x + (is_signed ? text_size("\xE2\x88\x92", size).x : 0);
            if (needed + 3 > width) continue;
            *fitting = decimals;
            return size;
        }
    }
    return 0;
}

MatrixLayout layout_of(const Context& c, const MatrixSpec& spec, ImVec2 at) {
    MatrixLayout l;
    const Heatmap& h = spec.heatmap;
    const int cols = ImMax(h.cols, 1), rows = ImMax(h.rows, 1);
    const float fcols = static_cast<float>(cols), frows = static_cast<float>(rows);
    if (spec.captioned && !(spec.caption.empty() && spec.symbol.empty() && spec.shape.empty()))
        l.caption_height = caption_height(c);
    if (!spec.col_names.empty()) l.names_height = spec.column_names;
    const float height = ImMax(spec.area.y - l.caption_height - l.names_height, 1.0f);
    if (!spec.row_names.empty() && spec.name_max > 0) {
        const float pitch = ImMin(height / frows, spec.cell_max);
        l.name_size = pitch >= 15 ? c.theme.small : 11.0f;  // of low rows only some are named
        l.names_width = width_of_names(spec, l.name_size) + kNameGap;
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
    if (spec.exact.x > 0)
        w = (spec.exact.x - static_cast<float>(gaps_x) * l.group_gap) / fcols,
        ht = (spec.exact.y - static_cast<float>(gaps_y) * l.group_gap) / frows;
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
    l.number_size = fitting_number_size(spec, w, ht, &l.decimals);
    return l;
}

}  // namespace headscope::ui::matrix_parts

namespace headscope::ui {

float caption_height(const Context& c) { return c.theme.caption + 8; }

}  // namespace headscope::ui
