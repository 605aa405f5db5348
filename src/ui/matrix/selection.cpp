// From cells to the selection, and from the selection to what lights up: one selection, shown in every picture.
#include "ui/matrix/parts.hpp"

namespace headscope::ui::matrix_parts {
namespace {

using lab::MatrixId;
using lab::Stage;

bool has_heads(Stage stage) {
    switch (stage) {
        case Stage::input:
        case Stage::memory:
        case Stage::concat:
        case Stage::output: return false;
        default: return true;
    }
}

bool is_score(Stage stage) {
    return stage == Stage::scores || stage == Stage::scaled || stage == Stage::masked_scores || stage == Stage::weights;
}

/// The stage whose columns a matrix's columns make: W_q and b_q make Q.
std::optional<Stage> made_by(MatrixId id) {
    switch (id) {
        case MatrixId::W_q:
        case MatrixId::b_q: return Stage::query;
        case MatrixId::W_k:
        case MatrixId::b_k: return Stage::key;
        case MatrixId::W_v:
        case MatrixId::b_v: return Stage::value;
        case MatrixId::W_o:
        case MatrixId::b_o: return Stage::output;
        default: return std::nullopt;
    }
}

/// The stage whose columns meet a matrix's rows: X's columns the rows of W_q.
std::optional<Stage> read_by(const lab::Document& doc, MatrixId id) {
    switch (id) {
        case MatrixId::W_q: return Stage::input;
        case MatrixId::W_k:
        case MatrixId::W_v: return doc.cross() ? Stage::memory : Stage::input;
        case MatrixId::W_o: return Stage::concat;
        default: return std::nullopt;
    }
}

/// The selection boiled down: a query, a key, a head, a column of a stage, and a column of the stage before.
struct Focus {
    int query = -1, key = -1, head = -1;
    std::optional<Stage> stage, read;
    int column = -1, read_column = -1;  // over all heads
};

Focus focus_of(const lab::Cell& s, int head_dim) {
    Focus f;
    const int wide = has_heads(s.stage) ? s.head * head_dim + s.col : s.col;
    if (has_heads(s.stage)) f.head = s.head;
    switch (s.stage) {
        case Stage::memory: f.key = s.row, f.stage = s.stage, f.column = wide; break;
        case Stage::key:
        case Stage::value: f.key = s.row, f.stage = s.stage, f.column = wide; break;
        case Stage::scores:
        case Stage::scaled:
        case Stage::masked_scores:
        case Stage::weights: f.query = s.row, f.key = s.col; break;
        case Stage::concat:
            f.query = s.row, f.stage = s.stage, f.column = wide;
            if (head_dim > 0) f.head = s.col / head_dim;
            break;
        case Stage::context: f.query = s.row, f.stage = Stage::concat, f.column = wide; break;
        default: f.query = s.row, f.stage = s.stage, f.column = wide; break;
    }
    return f;
}

Focus focus_of(const lab::Document& doc, const ParameterCell& s, int head_dim) {
    Focus f;
    f.stage = made_by(s.matrix);
    if (f.stage) f.column = s.col;
    f.read = read_by(doc, s.matrix);
    if (f.read) f.read_column = s.row;
    if (f.stage && *f.stage != Stage::output && head_dim > 0) f.head = s.col / head_dim;
    if (s.matrix == MatrixId::input) f.query = s.row, f.stage = Stage::input, f.column = s.col;
    if (s.matrix == MatrixId::memory) f.key = s.row, f.stage = Stage::memory, f.column = s.col;
    if (s.matrix == MatrixId::mask_allow || s.matrix == MatrixId::mask_bias) f.query = s.row, f.key = s.col;
    return f;
}

/// The stage that a spec shows, X before positions counting as X.
std::optional<Stage> stage_of(const MatrixSpec& spec) {
    if (spec.parameter) {
        if (spec.editable == MatrixId::input) return Stage::input;
        if (spec.editable == MatrixId::memory) return Stage::memory;
        return std::nullopt;
    }
    return spec.origin.stage == Stage::context ? Stage::concat : spec.origin.stage;
}

/// The column of this matrix where a stage's column (counted over all heads) is; -1 = not here.
int column_of(const MatrixSpec& spec, std::optional<Stage> stage, int column, int head_dim) {
    if (!stage || column < 0 || stage_of(spec) != stage || is_score(*stage)) return -1;
    if (spec.parameter || !has_heads(spec.origin.stage) || spec.cols_per_head > 0) return column;
    return head_dim > 0 && column / head_dim == spec.origin.head ? column % head_dim : -1;
}

/// What the selected number is made of and goes into: columns and rows of parameters, columns of stages.
void mark_used(const Context& c, const MatrixSpec& spec, const Focus& f, int head_dim, Highlights& out) {
    out.used_col = column_of(spec, f.stage, f.column, head_dim);
    if (out.used_col < 0) out.used_col = column_of(spec, f.read, f.read_column, head_dim);
    if (!spec.parameter || !spec.editable || !f.stage) return;
    if (made_by(*spec.editable) == f.stage) out.used_col = f.column;
    if (read_by(c.document, *spec.editable) == f.stage) out.used_row = f.column;
}

}  // namespace

lab::Cell stage_cell(const MatrixSpec& spec, int row, int col) {
    lab::Cell cell = spec.origin;
    cell.row += row;
    if (spec.cols_per_head > 0 && has_heads(cell.stage)) {
        cell.head += col / spec.cols_per_head;
        cell.col += col % spec.cols_per_head;
    } else {
        cell.col += col;
    }
    return cell;
}

ParameterCell parameter_cell(const Context& c, const MatrixSpec& spec, int row, int col) {
    const MatrixId id = spec.editable ? *spec.editable : spec.paintable ? *spec.paintable : MatrixId::input;
    return {id, lab::per_batch_item(id) ? c.view.item : 0, row, col};
}

void hover_cell(Matrix& m, int row, int col) {
    if (m.spec.parameter) m.c.hovered_parameter_now = parameter_cell(m.c, m.spec, row, col), m.c.hovered_now.reset();
    else m.c.hovered_now = stage_cell(m.spec, row, col), m.c.hovered_parameter_now.reset();
}

bool is_locked(const Matrix& m, int row, int col) {
    const View& v = m.c.view;
    return m.spec.parameter ? v.locked_parameter == parameter_cell(m.c, m.spec, row, col)
                            : v.locked == stage_cell(m.spec, row, col);
}

void lock_cell(Matrix& m, int row, int col, bool toggle) {
    View& v = m.c.view;
    const bool unlock = toggle && is_locked(m, row, col);
    v.locked.reset();
    v.locked_parameter.reset();
    again(m.c);
    if (unlock) return;
    if (m.spec.parameter) {
        v.locked_parameter = parameter_cell(m.c, m.spec, row, col);
        return;
    }
    v.locked = stage_cell(m.spec, row, col);
    if (has_heads(v.locked->stage)) v.head = v.locked->head;
}

void set_active(Matrix& m, int row, int col, bool reveal) {
    m.row = ImClamp(row, 0, ImMax(m.map.rows - 1, 0));
    m.col = ImClamp(col, 0, ImMax(m.map.cols - 1, 0));
    m.c.view.interaction.active_cells.SetInt(m.control.id, m.row * 65536 + m.col);
    again(m.c);
    if (!reveal) return;
    ImRect room = m.cell(m.row, m.col);
    room.Expand(ImMax(4.0f, 24 - room.GetHeight()));
    ImGui::ScrollToRect(ImGui::GetCurrentWindow(), room, ImGuiScrollFlags_KeepVisibleEdgeY | ImGuiScrollFlags_KeepVisibleEdgeX);
}

Highlights highlights_of(const Context& c, const MatrixSpec& spec) {
    Highlights out;
    const lab::Cell* cell = c.view.selected();
    const ParameterCell* parameter = c.view.selected_parameter();
    if (!cell && !parameter) return out;
    const int head_dim = c.document.integer(lab::Param::head_dim);
    if ((cell && cell->item != spec.origin.item && !spec.parameter) || spec.heatmap.rows <= 0) return out;
    const Focus f = cell ? focus_of(*cell, head_dim) : focus_of(c.document, *parameter, head_dim);
    if (spec.rows_are_queries) out.query_row = f.query;
    if (spec.rows_are_keys) out.key_row = f.key;
    if (spec.cols_are_keys) out.key_col = f.key;
    if (spec.cols_per_head > 0) out.head = f.head;
    mark_used(c, spec, f, head_dim, out);
    const bool one_head = !spec.parameter && has_heads(spec.origin.stage) && spec.cols_per_head == 0;
    out.other_head = one_head && f.head >= 0 && f.head != spec.origin.head;

    if (parameter && spec.parameter && parameter_cell(c, spec, parameter->row, parameter->col) == *parameter) {
        out.row = parameter->row, out.col = parameter->col;
    } else if (cell && !spec.parameter && cell->stage == spec.origin.stage && !out.other_head) {
        out.row = cell->row - spec.origin.row;
        out.col = cell->col - spec.origin.col;
        if (spec.cols_per_head > 0 && has_heads(cell->stage)) out.col += (cell->head - spec.origin.head) * spec.cols_per_head;
    } else if (cell && spec.parameter && spec.editable == MatrixId::input && cell->stage == Stage::input) {
        out.row = cell->row, out.col = cell->col;  // X before positions are added: the same place
    }
    const auto clip = [](int& index, int count) {
        if (index >= count) index = -1;
    };
    for (int* row : {&out.query_row, &out.key_row, &out.row, &out.used_row}) clip(*row, spec.heatmap.rows);
    for (int* col : {&out.key_col, &out.col, &out.used_col}) clip(*col, spec.heatmap.cols);
    if (out.row < 0 || out.col < 0) out.row = out.col = -1;
    if (out.row >= 0 && !spec.parameter) out.used_col = -1;  // the cell itself says it
    return out;
}

}  // namespace headscope::ui::matrix_parts
