// From cells to the selection, and from the selection to what lights up: one selection, shown in every picture.
#include <utility>

#include "lab/model/heads.hpp"
#include "ui/base/pins.hpp"
#include "ui/matrix/focus.hpp"
#include "ui/matrix/parts.hpp"

namespace headscope::ui::matrix_parts {
namespace {

using lab::TensorId;

/// One head of a stage that has several.
bool one_head(const MatrixSpec& spec) { return lab::info(spec.origin.tensor).per_head && spec.cols_per_head == 0; }

/// The column of this matrix where a stage's column (counted over all heads) is; -1 = not here.
int column_of(const lab::Document& doc, const MatrixSpec& spec, TensorId stage, int column) {
    if (stage == TensorId::none || column < 0 || stage_of(spec.origin.tensor) != stage || lab::info(stage).is_score())
        return -1;
    if (!one_head(spec)) return column;
    const int of_head = lab::of_head(doc, lab::info(spec.origin.tensor).cols);
    return of_head > 0 && column / of_head == spec.origin.head ? column % of_head : -1;
}

/// What the selected number is made of and goes into: columns and rows of parameters, columns of stages.
void mark_used(const Context& c, const MatrixSpec& spec, const Focus& f, Highlights& out) {
    out.used_col = column_of(c.document, spec, f.stage, f.column);
    if (out.used_col < 0) out.used_col = column_of(c.document, spec, f.read, f.read_column);
    const TensorId own = spec.origin.tensor;
    if (!lab::info(own).is_matrix() || f.stage == TensorId::none) return;
    if (made_with(c.document, own) == f.stage) out.used_col = f.column;
    if (read_by(c.document, own) == f.stage) out.used_row = f.column;
}

}  // namespace

lab::CellRef cell_of(const MatrixSpec& spec, int row, int col) {
    if (spec.heatmap.transposed) std::swap(row, col);
    lab::CellRef cell = spec.origin;
    cell.row += row;
    if (spec.cols_per_head > 0 && lab::info(cell.tensor).per_head) {
        cell.head += col / spec.cols_per_head;
        cell.col += col % spec.cols_per_head;
    } else {
        cell.col += col;
    }
    return cell;
}

CellPlace place_of(const lab::Document& doc, const MatrixSpec& spec, const lab::CellRef& cell) {
    const lab::CellRef& first = spec.origin;
    const bool same = cell.tensor == first.tensor;
    const TensorId own = first.tensor, other = cell.tensor;
    // X before and after positions are added: the same place.
    const bool embedding = !same && (becomes(own) == other || (becomes(other) == own && !doc.adds_positions()));
    if ((!same && !embedding) || cell.layer != first.layer || cell.item != first.item) return {};
    if (one_head(spec) && cell.head != first.head) return {};
    CellPlace at{cell.row - first.row, cell.col - first.col};
    if (lab::info(own).per_head && spec.cols_per_head > 0) at.col += (cell.head - first.head) * spec.cols_per_head;
    if (spec.heatmap.transposed) std::swap(at.row, at.col);
    return at.row < 0 || at.col < 0 ? CellPlace{} : at;
}

/// A place outside the blocks of narrow heads is no cell, and neither is one that is not there yet.
static bool is_cell(const MatrixFrame& m, int row, int col) {
    const lab::CellRef cell = cell_of(m.spec, row, col);
    return !m.map.is_later(row, col) && lab::Blocks(m.c.document, cell.tensor).has(cell.row, cell.col);
}

void hover_cell(MatrixFrame& m, int row, int col) {
    if (!is_cell(m, row, col)) return;
    m.c.hovered_now = cell_of(m.spec, row, col);
    // One head shows the previewed head itself; and who walks with the keyboard chooses heads by key.
    if (one_head(m.spec) || m.c.interaction.keyboard_last) return;
    if (const int head = head_among(m.c.view, focus_of(m.c.document, *m.c.hovered_now).heads); head >= 0)
        m.c.preview_now = head;
}

bool is_locked(const MatrixFrame& m, int row, int col) { return is_pinned(m.c.view, cell_of(m.spec, row, col)); }

void lock_cell(MatrixFrame& m, int row, int col, bool toggle) {
    const lab::CellRef cell = cell_of(m.spec, row, col);
    if (is_cell(m, row, col)) pin_pressed(m.c, cell, toggle);
}

void set_active(MatrixFrame& m, int row, int col, bool reveal) {
    m.row = ImClamp(row, 0, ImMax(m.map.rows - 1, 0));
    m.col = ImClamp(col, 0, ImMax(m.map.cols - 1, 0));
    m.c.interaction.active_cells.SetInt(m.control.id, m.row * 65536 + m.col);
    again(m.c);
    if (!reveal) return;
    ImRect room = m.cell(m.row, m.col);
    room.Expand(ImMax(4.0f, 24 - room.GetHeight()));
    if (m.spec.names_stay) {  // not behind the names
        const MatrixPlace& place = m.layout.place;
        room = {room.Min - (place.min - place.outer_min), room.Max + (place.outer_max - place.max)};
    }
    ImGui::ScrollToRect(ImGui::GetCurrentWindow(), room, ImGuiScrollFlags_KeepVisibleEdgeY | ImGuiScrollFlags_KeepVisibleEdgeX);
}

Highlights highlights_of(const Context& c, const MatrixSpec& spec) {
    Highlights out;
    const lab::CellRef* cell = c.view.selected();
    if (spec.heatmap.rows <= 0) return out;
    if (spec.cols_per_head > 0) out.head = c.view.head / spec.group;  // what the shown head takes of it
    if (!cell) return out;
    const bool stages = !lab::info(cell->tensor).is_matrix() && !lab::info(spec.origin.tensor).is_matrix();
    if (stages && cell->item != spec.origin.item) return out;
    const Focus f = focus_of(c.document, *cell);
    if (spec.rows_are_queries) out.query_row = f.query;
    if (spec.rows_are_keys) out.key_row = f.key;
    if (spec.cols_are_keys) out.key_col = f.key;
    const int focused = head_among(c.view, f.heads);
    if (spec.cols_per_head > 0 && focused >= 0) out.head = focused / spec.group;
    const auto other_layer = [](const lab::CellRef& a, const lab::CellRef& b) {
        return a.layer != b.layer && lab::info(a.tensor).per_layer && lab::info(b.tensor).per_layer;
    };
    if (!other_layer(*cell, spec.origin)) mark_used(c, spec, f, out);
    if (spec.heatmap.transposed) std::swap(out.used_row, out.used_col);
    out.other_head = one_head(spec) && focused >= 0 && focused / spec.group != spec.origin.head;
    const CellPlace at = place_of(c.document, spec, *cell);
    out.row = at.row, out.col = at.col;
    const auto clip = [](int& index, int count) {
        if (index >= count) index = -1;
    };
    for (int* row : {&out.query_row, &out.key_row, &out.row, &out.used_row}) clip(*row, spec.heatmap.rows);
    for (int* col : {&out.key_col, &out.col, &out.used_col}) clip(*col, spec.heatmap.cols);
    if (out.row < 0 || out.col < 0) out.row = out.col = -1;
    if (out.row >= 0 && !lab::info(spec.origin.tensor).is_matrix())
        out.used_col = out.used_row = -1;  // the cell itself says it
    return out;
}

}  // namespace headscope::ui::matrix_parts

namespace headscope::ui {

void pin_pressed(Context& c, const lab::CellRef& cell, bool toggle) {
    View& v = c.view;
    again(c);
    if (toggle && is_pinned(v, cell)) return unpin(v, cell);
    if (!pin(v, cell, ImGui::GetIO().KeyCtrl || v.pinning))
        c.notices.push_back({lab::format(lab::Str::pin_most, v.language, {std::to_string(kMostPins)}), false});
    else if (lab::info(cell.tensor).per_head)
        choose_head(v, head_among(v, lab::query_heads(c.document, cell.tensor, cell.head)));
}

}  // namespace headscope::ui
