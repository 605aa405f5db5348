// What the mirror hears about a matrix: one grid, and its active cell.
#include "ui/matrix/parts.hpp"
#include "ui/matrix/turns.hpp"
#include "ui/text/number_text.hpp"

namespace headscope::ui::matrix_parts {
namespace {

std::string place_text(const Context& c, lab::Str pattern, int index, int count, std::span<const std::string> names) {
    std::string out = lab::format(pattern, c.view.language, {std::to_string(index + 1), std::to_string(count)});
    if (static_cast<size_t>(index) < names.size()) {
        out += c.view.language == lab::Language::chinese ? "（" : " (";
        out += names[static_cast<size_t>(index)];
        out += c.view.language == lab::Language::chinese ? "）" : ")";
    }
    return out;
}

/// The highlighted cells that are here, in words.
std::string highlighted(const MatrixFrame& m) {
    constexpr size_t kMost = 400;  // nobody listens to more
    std::string cells;
    for (const lab::CellRef& cell : m.c.view.highlights) {
        const CellPlace at = place_of(m.c.document, m.spec, cell);
        if (at.row < 0 || at.row >= m.map.rows || at.col >= m.map.cols || cells.size() > kMost) continue;
        if (!cells.empty()) cells += m.c.text(lab::Str::list_comma);
        cells += '(' + std::to_string(at.row + 1) + ", " + std::to_string(at.col + 1) + ')';
    }
    return cells.empty() ? cells : lab::format(lab::Str::matrix_highlighted, m.c.view.language, {cells});
}

}  // namespace

void report(MatrixFrame& m) {
    Context& c = m.c;
    const MatrixSpec& s = m.spec;
    std::string name = s.caption.empty() ? s.symbol : s.caption;
    MirrorItem grid = item_of(m.control, Role::grid, name, s.key);
    if (!s.caption.empty() && !s.symbol.empty()) grid.label += " " + s.symbol;
    if (!s.shape.empty()) grid.label += " " + s.shape;
    if (name.empty()) grid.label = name = s.key;
    grid.min = m.map.min, grid.max = m.map.max;
    grid.rows = m.map.rows, grid.cols = m.map.cols;
    grid.row = m.row, grid.col = m.col;
    grid.group_cols = m.map.group_cols, grid.group_rows = m.map.group_rows, grid.group_gap = m.map.group_gap;
    grid.help = highlighted(m);
    MirrorItem cell;
    if (m.map.rows > 0 && m.map.cols > 0) {
        const ImRect rect = m.cell(m.row, m.col);
        cell.id = cell_id(m);
        cell.role = Role::gridcell;
        const bool chinese = c.view.language == lab::Language::chinese;
        cell.label = name + (chinese ? "，" : ", ") + place_text(c, lab::Str::matrix_row, m.row, m.map.rows, s.row_names) +
                     (chinese ? "，" : ", ") + place_text(c, lab::Str::matrix_column, m.col, m.map.cols, s.col_names);
        const Hatch hatch = m.map.hatch(m.row, m.col);
        if (const std::string_view turn = turn_words(c, cell_of(s, m.row, m.col)); !turn.empty() && hatch != Hatch::later)
            (cell.label += chinese ? "，" : ", ") += turn;
        cell.key = std::string(s.key) + ".cell";
        cell.min = rect.Min, cell.max = rect.Max;
        cell.row = m.row, cell.col = m.col;
        cell.focused = m.control.focused;
        cell.checked = is_locked(m, m.row, m.col);
        cell.disabled = !can_edit(m, m.row, m.col);
        const lab::Str hidden = hatch == Hatch::later                      ? lab::Str::decoding_later
                                : hatch == Hatch::dropped                  ? lab::Str::matrix_dropped
                                : s.editable && !can_edit(m, m.row, m.col) ? lab::Str::matrix_outside
                                                                           : lab::Str::matrix_masked;
        cell.value = m.map.hidden(m.row, m.col) ? std::string(c.text(hidden))
                                                : shown(static_cast<double>(value_of(m, m.row, m.col)), ImMax(s.decimals, 4));
        cell.now = static_cast<double>(value_of(m, m.row, m.col));
        grid.value = cell.value;
    }
    c.mirror.add(std::move(grid));
    if (cell.id) c.mirror.add(std::move(cell));
}

}  // namespace headscope::ui::matrix_parts
