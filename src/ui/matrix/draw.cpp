// Caption, names and selection outlines of a matrix.
#include <cmath>

#include "ui/matrix/parts.hpp"

namespace headscope::ui::matrix_parts {
namespace {

/// An outline that stays visible on any cell colour and never becomes thinner than it can be seen.
void outline(ImRect rect, ImU32 colour, ImU32 paper, float thickness, float least) {
    const ImVec2 grow(ImMax(0.0f, least - rect.GetWidth()) / 2, ImMax(0.0f, least - rect.GetHeight()) / 2);
    rect.Min -= grow, rect.Max += grow;
    if (paper)
        canvas()->AddRect(rect.Min + ImVec2(1, 1) * (thickness - 0.5f), rect.Max - ImVec2(1, 1) * (thickness - 0.5f), paper, 0,
                          0, 1);
    canvas()->AddRect(rect.Min - ImVec2(1, 1) * 0.5f, rect.Max + ImVec2(1, 1) * 0.5f, colour, 2, 0, thickness);
}

ImRect rows_rect(const MatrixFrame& m, int first, int count) {
    return {m.map.min.x, m.rows.at(first), m.map.max.x, m.rows.at(first + count - 1) + m.rows.pitch};
}
ImRect cols_rect(const MatrixFrame& m, int first, int count) {
    return {m.cols.at(first), m.map.min.y, m.cols.at(first + count - 1) + m.cols.pitch, m.map.max.y};
}

/// One name for every so many columns, so that a short name fits; the marked one is always there.
struct ColumnNames {
    int every = 1;
    float size = 13, room = 0;
};

/// Names that rise from their columns to the left below them: each may be as long as the height allows, so none reaches into another.
void draw_slanted_names(MatrixFrame& m, int marked) {
    constexpr float kSize = 12, kApart = 18;  // lines that rise halfway are as far apart as their type is high
    Context& c = m.c;
    const MatrixSpec& s = m.spec;
    const int count = ImMin(m.map.cols, static_cast<int>(s.col_names.size()));
    const int every = ImMax(static_cast<int>(std::ceil(kApart / ImMax(m.cols.pitch, 0.01f))), 1);
    constexpr float kSlope = 1.414f, kLeast = 2.5f * kSize;
    const float high = (m.layout.names_height - 8) * kSlope - kSize;
    const float left = ImMin(m.map.min.x, m.layout.place.outer_min.x) - s.names_reach;
    std::string storage;
    for (int col = 0; col < count; ++col) {
        const bool on = col == marked;
        // Near the marked one there is no room for others.
        const bool near = marked >= 0 && !on && std::fabs(m.cols.at(col) - m.cols.at(marked)) < kApart;
        if (!on && (col % every != 0 || near)) continue;
        const Face face = on ? Face::bold : Face::regular;
        const float end = m.cols.at(col) + m.cols.pitch / 2 + kSize * 0.3f;
        const float most = ImMin(high, ImMax((end - left) * kSlope - kSize, on ? kLeast : 0.0f));
        const std::string_view name = s.col_names[static_cast<size_t>(col)];
        const std::string_view text = elided(name, most, kSize, face, storage);
        if (!on && most < kLeast && text.size() != name.size()) continue;  // nothing could be read of it
        draw_turned(c, {end, m.map.max.y + 8}, text, on ? c.theme.ink : c.theme.quiet, kSize, face);
    }
}

ColumnNames plan_of(const MatrixFrame& m, int count) {
    constexpr float kLeast = 26;
    ColumnNames plan;
    if (m.cols.pitch < kLeast) plan.every = static_cast<int>(kLeast / ImMax(m.cols.pitch, 0.01f)) + 1;
    plan.room = m.cols.pitch * static_cast<float>(plan.every) - 3;
    if (count / plan.every > 64) return plan;
    // Smaller type before cut names.
    for (; plan.size > 11; --plan.size) {
        float widest = 0;
        for (int i = 0; i < count; i += plan.every)
            widest = ImMax(widest, text_size(m.spec.col_names[static_cast<size_t>(i)], plan.size).x);
        if (widest <= plan.room) break;
    }
    return plan;
}

void draw_column_names(MatrixFrame& m, const Highlights& lit) {
    Context& c = m.c;
    const MatrixSpec& s = m.spec;
    const int count = ImMin(m.map.cols, static_cast<int>(s.col_names.size()));
    const int marked = lit.key_col >= 0 ? lit.key_col : s.cols_are_keys ? -1 : lit.col;
    if (s.slanted_names) return draw_slanted_names(m, marked);
    const bool crowded = m.cols.pitch < 4;
    if (crowded && marked < 0) return;
    const ColumnNames plan = plan_of(m, count);
    const float y = m.sides.Max.y + m.layout.names_height / 2 + 1, left = m.layout.place.outer_min.x;
    const auto width_at = [&](int col) {
        return col < 0 || col >= count ? 0.0f : ImMin(text_size(s.col_names[static_cast<size_t>(col)], plan.size).x, plan.room);
    };
    std::string storage;
    ImVec2 taken(0, -1);
    const auto draw = [&](int col, bool on) {
        const Face face = on ? Face::bold : Face::regular;
        // A name may reach into the room that its neighbours leave.
        const float neighbours = ImMax(width_at(col - plan.every), width_at(col + plan.every));
        const float centre = m.cols.at(col) + m.cols.pitch / 2;
        float most = on ? ImMax(plan.room, 84.0f) : 2 * plan.room - neighbours;
        if (!on && (centre - most / 2 < left || centre + most / 2 > m.map.max.x + 20)) most = plan.room;  // it would be moved
        const std::string_view text = elided(s.col_names[static_cast<size_t>(col)], most, plan.size, face, storage);
        const float w = text_size(text, plan.size, face).x;
        const float x = ImClamp(centre - w / 2, left, ImMax(m.map.max.x + 20 - w, left));
        if (on) taken = {x - 4, x + w + 4};
        else if (x < taken.y && x + w > taken.x) return;
        draw_centred(c, {x, y}, text, on ? c.theme.ink : c.theme.quiet, plan.size, face);
    };
    if (marked >= 0 && marked < count) draw(marked, true);
    if (crowded) return;
    const ImVec4 clip = canvas()->_ClipRectStack.back();
    const int first = m.cols.find(clip.x) / plan.every * plan.every, last = m.cols.find(clip.z);
    for (int col = first; col < count && col <= last; col += plan.every)
        if (col != marked) draw(col, false);
}

}  // namespace

void draw_caption(MatrixFrame& m) {
    if (m.layout.caption_height <= 0) return;
    Context& c = m.c;
    const MatrixSpec& s = m.spec;
    const float size = c.theme.caption, small = c.theme.small;
    const ImU32 colour = s.colour ? s.colour : c.theme.ink;
    ImVec2 at(m.sides.Min.x, m.sides.Min.y - m.layout.caption_height);
    const float room = ImMax(m.layout.place.outer_min.x + s.area.x, m.layout.place.outer_max.x);
    const float end = s.names_stay ? at.x + s.caption_room : ImMax(room, at.x + s.caption_room) - (s.editable ? 30.0f : 0.0f);
    const float baseline = middle_of(size, Face::bold);
    const float symbol = s.symbol.empty() ? 0 : math_size(s.symbol, size, Face::bold).x;
    if (!s.caption.empty()) {
        std::string storage;
        const std::string_view text =
            elided(s.caption, ImMax(end - at.x - (symbol > 0 ? symbol + 6 : 0), 0.0f), size, Face::bold, storage);
        at.x += draw_text(c, at, text, colour, size, Face::bold).x + 6;
    }
    if (symbol > 0 && at.x + symbol <= end + 30) at.x += draw_math(c, at, s.symbol, colour, size, Face::bold).x + 6;
    if (!s.shape.empty() && at.x + text_size(s.shape, small, Face::mono).x <= end)
        at.x +=
            draw_text(c, {at.x, at.y + baseline - middle_of(small, Face::mono)}, s.shape, c.theme.quiet, small, Face::mono).x;
    m.caption_end = at.x;
}

void draw_names(MatrixFrame& m, const Highlights& lit) {
    Context& c = m.c;
    const MatrixSpec& s = m.spec;
    std::string storage;
    // Those of rows and columns that have scrolled away do not stand in the corners.
    const auto beside = [&](bool rows) {
        if (!s.names_stay) return;
        const ImVec2 min = ImGui::GetCurrentWindow()->ClipRect.Min, max = ImGui::GetCurrentWindow()->ClipRect.Max;
        ImGui::PushClipRect({rows ? min.x : m.sides.Min.x, rows ? m.sides.Min.y : min.y},
                            {rows ? max.x : m.sides.Max.x, rows ? m.sides.Max.y : max.y}, true);
    };
    const auto end = [&] {
        if (s.names_stay) ImGui::PopClipRect();
    };
    if (m.layout.names_width > 0) {
        beside(true);
        const ImVec4 clip = canvas()->_ClipRectStack.back();
        const float size = m.layout.name_size, room = m.layout.names_width - 8;
        // Of rows too low for a name each, evenly some, and always those of the selection.
        const int every = ImMax(static_cast<int>(std::ceil(size * 1.1f / ImMax(m.rows.pitch, 0.01f))), 1);
        const auto is_on = [&](int r) { return r == lit.row || r == lit.query_row || r == lit.key_row; };
        const auto near_one_that_is = [&](int r) {
            for (int other = r - every + 1; other < r + every; ++other)
                if (other >= 0 && is_on(other)) return true;
            return false;
        };
        const int first = m.rows.find(clip.y), last = m.rows.find(clip.w);
        for (int r = first; r <= last && r < static_cast<int>(s.row_names.size()); ++r) {
            const bool on = is_on(r);
            if (!on && (r % every != 0 || near_one_that_is(r))) continue;
            const Face face = on ? Face::bold : Face::regular;
            const std::string_view text = elided(s.row_names[static_cast<size_t>(r)], room, size, face, storage);
            const float y = m.rows.at(r) + m.rows.pitch / 2;
            const float x = s.row_names_right ? m.sides.Max.x + 8 : m.sides.Min.x - 8 - text_size(text, size, face).x;
            draw_centred(c, {x, y}, text, c.theme.ink, size, face);
        }
        end();
    }
    if (m.layout.names_height <= 0 || s.col_names.empty()) return;
    beside(false);
    draw_column_names(m, lit);
    end();
}

void draw_corners(const MatrixFrame& m) {
    const float side = ImMin(m.cols.pitch, m.rows.pitch), corner = ImMin(side * 0.3f, 8.0f);
    if (side < 6) return;
    const ImVec4 clip = canvas()->_ClipRectStack.back();
    const int last_row = m.rows.find(clip.w), last_col = m.cols.find(clip.z);
    for (int r = m.rows.find(clip.y); r <= last_row; ++r)
        for (int col = m.cols.find(clip.x); col <= last_col; ++col) {
            if (!m.map.is_present(r) || m.map.value(r, col) == 0.0f) continue;
            const ImVec2 at(m.cols.at(col) + m.cols.pitch - m.map.gap, m.rows.at(r));
            canvas()->AddTriangleFilled(at, at - ImVec2(corner, 0), at + ImVec2(0, corner), m.c.theme.ink);
        }
}

void draw_changed(const MatrixFrame& m) {
    const Heatmap& map = m.map;
    if (map.changed_rows <= 0 || map.changed_cols <= 0) return;
    const ImRect first = m.cell(map.changed_row, map.changed_col),
                 last = m.cell(map.changed_row + map.changed_rows - 1, map.changed_col + map.changed_cols - 1);
    ImRect block(first.Min, last.Max);
    block.Expand(1);
    outline(block, m.c.theme.changed, m.c.theme.panel, 2, 5);
}

void draw_highlights(MatrixFrame& m) {
    const Theme& t = m.c.theme;
    const auto draw = [&](const lab::CellRef& cell, ImU32 colour, float thickness) {
        const CellPlace at = place_of(m.c.document, m.spec, cell);
        if (at.row >= 0 && at.row < m.map.rows && at.col < m.map.cols)
            outline(m.cell(at.row, at.col), colour, t.panel, thickness, 6);
    };
    for (const lab::CellRef& cell : m.c.view.pins) draw(cell, t.ink, 1.5f);
    for (const lab::CellRef& cell : m.c.view.highlights) draw(cell, t.accent, 2);
}

void draw_selection(MatrixFrame& m, const Highlights& lit) {
    const Theme& t = m.c.theme;
    const float strength = lit.other_head ? 0.5f : 1.0f;
    const ImU32 accent = faded(t.accent, strength), key = faded(t.key, strength);
    const bool rows_are_heads = m.spec.rows_per_head;
    const int per = m.spec.cols_per_head;
    if (lit.head >= 0 && per > 0 && m.layout.cell_width * static_cast<float>(per) > 5) {
        const int first = lit.head * per, limit = rows_are_heads ? m.map.rows : m.map.cols;
        const int count = ImMin(per, limit - first);
        if (count > 0 && count < limit) {
            ImRect block = rows_are_heads ? rows_rect(m, first, count) : cols_rect(m, first, count);
            block.Expand(1);
            outline(block, m.spec.colour ? faded(m.spec.colour, 0.8f) : faded(t.quiet, 0.75f), 0, 1.5f, 5);
        }
    }
    if (lit.used_col >= 0) outline(cols_rect(m, lit.used_col, 1), accent, 0, 1.5f, 4);
    if (lit.used_row >= 0) outline(rows_rect(m, lit.used_row, 1), accent, 0, 1.5f, 4);
    if (lit.key_col >= 0) outline(cols_rect(m, lit.key_col, 1), key, 0, 1.5f, 4);
    if (lit.key_row >= 0) outline(rows_rect(m, lit.key_row, 1), key, 0, 2, 4);
    if (lit.query_row >= 0) outline(rows_rect(m, lit.query_row, 1), accent, 0, 2, 4);
    if (lit.row >= 0) outline(m.cell(lit.row, lit.col), t.accent, t.panel, 3, 6);
    else if (lit.used_col >= 0 && lit.query_row >= 0) outline(m.cell(lit.query_row, lit.used_col), accent, t.panel, 2.5f, 6);
    if (m.control.ring) {
        ImRect all(m.map.min, m.map.max);
        all.Expand(3);
        draw_ring(m.c, all, 3);
        if (lit.row != m.row || lit.col != m.col) outline(m.cell(m.row, m.col), t.ink, t.panel, 2, 6);
    }
}

}  // namespace headscope::ui::matrix_parts
