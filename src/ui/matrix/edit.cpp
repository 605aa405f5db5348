// From what a hand did to edits of the document.
#include <cmath>
#include <cstdlib>
#include <limits>

#include "lab/model/heads.hpp"
#include "lab/text/paste.hpp"
#include "ui/matrix/parts.hpp"
#include "ui/text/number_text.hpp"

namespace headscope::ui::matrix_parts {
namespace {

/// The mask or matrix that is written to.
std::optional<lab::TensorId> target_id(const MatrixFrame& m) { return m.spec.paintable ? m.spec.paintable : m.spec.editable; }

}  // namespace

int owner_of(const MatrixFrame& m, lab::TensorId matrix) {
    return lab::info(matrix).per_item ? m.spec.origin.item : m.spec.origin.layer;
}

const lab::Matrix* target(const MatrixFrame& m) {
    const auto id = target_id(m);
    return id ? &m.c.document.matrix(*id, owner_of(m, *id)) : nullptr;
}

bool can_edit(const MatrixFrame& m, int row, int col) {
    if (!m.spec.editable || m.map.is_later(row, col)) return false;
    const lab::Matrix& matrix = m.c.document.matrix(*m.spec.editable, owner_of(m, *m.spec.editable));
    return row >= 0 && col >= 0 && row < matrix.rows() && col < matrix.cols() &&
           lab::Blocks(m.c.document, *m.spec.editable).has(row, col);
}

float value_of(const MatrixFrame& m, int row, int col) {
    if (can_edit(m, row, col)) return m.c.document.matrix(*m.spec.editable, owner_of(m, *m.spec.editable)).at(row, col);
    return m.map.values && row < m.map.rows && col < m.map.cols && m.map.is_present(row) ? m.map.value(row, col) : 0.0f;
}

Spot spot_of(const MatrixFrame& m, int row, int col) { return {std::string(m.spec.key), row, col}; }

void set_cell(MatrixFrame& m, int row, int col, double value, bool running) {
    if (!can_edit(m, row, col)) return;
    m.c.edit(lab::SetCell{*m.spec.editable, owner_of(m, *m.spec.editable), row, col, static_cast<float>(value)}, running,
             spot_of(m, row, col));
    again(m.c);
}

double drag_step(const MatrixFrame& m, double value) {
    const double least =
        m.map.scale != Scale::diverging ? 0.25 : 0.2 * static_cast<double>(m.map.limit > 0 ? m.map.limit : 1.0f);
    const double size = std::isfinite(value) ? std::fabs(value) : 0;
    return 0.01 * (size > least ? size : least);
}

double rounded(double value, double step) {
    const double digit = decade(step);
    return std::round(value / digit) * digit;
}

namespace {

/// A stroke on the mask's own picture: what its first cell becomes, the others become too.
double opposite(const MatrixFrame& m, lab::TensorId id, int row, int col) {
    const lab::Matrix& mask = m.c.document.matrix(id, owner_of(m, id));
    const bool there = row < mask.rows() && col < mask.cols();
    const lab::TensorInfo& info = lab::info(id);
    const float now = there ? mask.at(row, col) : info.initial, paint = m.c.view.paint_bias;
    if (info.values == lab::Values::zero_or_one) return now != 0 ? 0 : 1;
    return static_cast<double>(now == paint ? 0.0f : paint);
}

/// A stroke on another picture writes what the brush says.
double by_brush(const View& view, lab::TensorId id) {
    const bool is_bias = lab::info(id).values != lab::Values::zero_or_one;
    if (is_bias && view.brush == Brush::number) return static_cast<double>(view.paint_bias);
    const bool hides = view.brush != Brush::allow;
    if (is_bias) return hides ? -std::numeric_limits<double>::infinity() : 0;
    return hides ? 0 : 1;
}

}  // namespace

void paint_to(MatrixFrame& m, int row, int col, bool first) {
    const lab::TensorId id = *m.spec.paintable;
    // The rows of the shown head, on a picture of one.
    const int item = owner_of(m, id), above = m.spec.editable == id ? 0 : m.c.document.mask_row(m.spec.origin.head, 0);
    Drag& drag = m.c.interaction.drag;
    if (first) {
        drag.value = m.spec.editable == id ? opposite(m, id, row, col) : by_brush(m.c.view, id);
        drag.row = row, drag.col = col;
    } else if (row == drag.row && col == drag.col) {
        return;
    }
    // Every cell on the way from the last one, however fast the hand was.
    lab::Paint paint{id, item, {}, static_cast<float>(drag.value)};
    const int steps = ImMax(ImMax(std::abs(row - drag.row), std::abs(col - drag.col)), 1);
    const auto on_the_way = [&](int from, int to, int i) {
        return from + static_cast<int>(std::lround(static_cast<double>(to - from) * i / steps));
    };
    for (int i = first ? steps : 1; i <= steps; ++i) {
        const int r = on_the_way(drag.row, row, i), at = on_the_way(drag.col, col, i);
        if (!m.map.is_later(r, at)) paint.cells.emplace_back(above + r, at);
    }
    drag.row = row, drag.col = col;
    if (paint.cells.empty()) return;
    m.c.edit(std::move(paint), true);
    drag.emitted = true;
}

void handle_paste(MatrixFrame& m) {
    auto& paste = m.c.interaction.paste;
    if (!paste || !m.control.focused) return;
    const std::string text = std::move(*paste);
    paste.reset();
    if (!m.spec.editable) {
        m.c.refusals.push_back({spot_of(m, m.row, m.col), std::string(m.c.text(lab::Str::matrix_read_only))});
        return;
    }
    auto block = lab::parse_block(text);
    if (!block) {
        m.c.refusals.push_back({spot_of(m, m.row, m.col), lab::text_of(block.error(), m.c.view.language)});
        return;
    }
    lab::Block& b = block.value();
    m.c.edit(lab::SetBlock{*m.spec.editable, owner_of(m, *m.spec.editable), m.row, m.col, b.rows, b.cols, std::move(b.values)},
             false, spot_of(m, m.row, m.col));
    again(m.c);
}

void copy(MatrixFrame& m, bool whole) {
    if (!m.map.values) return;
    const float* from = whole ? m.map.values : m.map.values + m.row * m.map.row_stride;
    m.c.commands.push_back({Command::copy_text, lab::print_block(from, whole ? m.map.rows : 1, m.map.cols, m.map.row_stride)});
}

}  // namespace headscope::ui::matrix_parts
