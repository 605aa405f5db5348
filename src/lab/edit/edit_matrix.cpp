// Writes into the matrices of a draft, which is thrown away when one of them is refused.
#include "lab/edit/edit_matrix.hpp"

#include <cmath>
#include <cstring>
#include <limits>

#include "lab/edit/draft.hpp"
#include "lab/edit/initial_numbers.hpp"
#include "lab/edit/matrix_text.hpp"
#include "lab/model/heads.hpp"
#include "lab/model/masks.hpp"
#include "lab/text/number.hpp"

namespace headscope::lab {
namespace {

std::string name_of(TensorId id) { return std::string(key_of(id)); }
size_t index_of(const Matrix& m, int row, int col) {
    return static_cast<size_t>(row) * static_cast<size_t>(m.cols()) + static_cast<size_t>(col);
}

Result<bool> check_target(const Document& doc, TensorId id, int owner) {
    if (index_of(id) >= static_cast<size_t>(kTensorCount) || !info(id).is_matrix()) return Error{Str::error_matrix, {}};
    const int owners = doc.owners(id);
    if (info(id).owner() == Owner::item) return check_item(owner, owners);
    return owner >= 0 && owner < owners ? Result<bool>(true)
                                        : Error{Str::error_layer, {print_int(owner + 1), print_int(owners)}};
}

Result<bool> check_cell(const Matrix& m, TensorId id, int row, int col) {
    if (row >= 0 && row < m.rows() && col >= 0 && col < m.cols()) return true;
    return Error{Str::error_cell, {name_of(id), print_int(row), print_int(col), print_int(m.rows()), print_int(m.cols())}};
}

/// A place outside the blocks of narrow heads holds 0 and nothing else.
Result<bool> check_there(const Blocks& blocks, TensorId id, int row, int col) {
    if (blocks.has(row, col)) return true;
    const int first = blocks.first_row(col);
    return Error{Str::error_outside,
                 {name_of(id), print_int(row), print_int(col), print_int(col / blocks.of_head), print_int(first),
                  print_int(first + blocks.depth - 1)}};
}

Result<bool> check_region(const Matrix& m, TensorId id, int row, int col, int rows, int cols) {
    if (row >= 0 && col >= 0 && rows >= 1 && cols >= 1 && rows <= m.rows() && cols <= m.cols() && row <= m.rows() - rows &&
        col <= m.cols() - cols)
        return true;
    return Error{Str::error_block,
                 {name_of(id), print_int(rows), print_int(cols), print_int(row), print_int(col), print_int(m.rows()),
                  print_int(m.cols())}};
}

// Writes only what differs in its bits, so that an edit without effect keeps the storage shared.
void write(Matrix& m, int row, int col, float value) {
    const float old = m.at(row, col);
    if (std::memcmp(&old, &value, sizeof value) != 0) m.edit()[index_of(m, row, col)] = value;
}

}  // namespace

Result<bool> set_cell(Document& doc, const SetCell& change) {
    if (const auto ok = check_target(doc, change.matrix, change.owner); !ok) return ok;
    if (const auto ok = check_cell(doc.matrix(change.matrix, change.owner), change.matrix, change.row, change.col); !ok)
        return ok;
    if (const auto ok = check_there(Blocks(doc, change.matrix), change.matrix, change.row, change.col); !ok) return ok;
    if (const auto ok = check_value(change.matrix, change.value); !ok) return ok;
    write(doc.matrix(change.matrix, change.owner), change.row, change.col, change.value);
    return true;
}

Result<bool> set_block(Document& doc, const SetBlock& change) {
    if (const auto ok = check_target(doc, change.matrix, change.owner); !ok) return ok;
    if (const auto ok = check_region(doc.matrix(change.matrix, change.owner), change.matrix, change.row, change.col,
                                     change.rows, change.cols);
        !ok)
        return ok;
    const auto count = static_cast<size_t>(change.rows) * static_cast<size_t>(change.cols);
    if (change.values.size() != count)
        return Error{Str::error_block_count,
                     {name_of(change.matrix), print_int(change.rows), print_int(change.cols), std::to_string(count),
                      std::to_string(change.values.size())}};
    for (const float value : change.values)
        if (const auto ok = check_value(change.matrix, value); !ok) return ok;
    const Blocks blocks(doc, change.matrix);
    Matrix& m = doc.matrix(change.matrix, change.owner);
    const float* value = change.values.data();
    for (int r = 0; r < change.rows; ++r)
        for (int c = 0; c < change.cols; ++c, ++value) {
            const int row = change.row + r, col = change.col + c;
            if (*value != 0)
                if (const auto ok = check_there(blocks, change.matrix, row, col); !ok) return ok;
            if (blocks.has(row, col)) write(m, row, col, *value);
        }
    return true;
}

Result<bool> set_matrix(Document& doc, const SetMatrix& change) {
    if (const auto ok = check_target(doc, change.matrix, change.owner); !ok) return ok;
    // Read into the matrix as it was before any edit: what the text leaves out is that.
    Matrix matrix = doc.seeded(change.matrix, change.owner);
    if (const auto ok = read_matrix(change.text, change.matrix, matrix); !ok) return ok;
    const Blocks blocks(doc, change.matrix);
    for (int r = 0; !blocks.whole() && r < matrix.rows(); ++r)
        for (int c = 0; c < matrix.cols(); ++c) {
            if (blocks.has(r, c)) continue;
            if (matrix.at(r, c) != 0 && !is_filling(change.text))
                if (const auto ok = check_there(blocks, change.matrix, r, c); !ok) return ok;
            write(matrix, r, c, 0.0f);
        }
    doc.matrix(change.matrix, change.owner) = std::move(matrix);
    return true;
}

Result<bool> fill(Document& doc, const Fill& change) {
    if (const auto ok = check_target(doc, change.matrix, change.owner); !ok) return ok;
    const Matrix& before = doc.matrix(change.matrix, change.owner);
    if (const auto ok = check_region(before, change.matrix, change.row, change.col, change.rows, change.cols); !ok) return ok;
    if (!std::isfinite(change.factor))
        return Error{Str::error_value_finite, {name_of(change.matrix), print_float(change.factor)}};
    if (info(change.matrix).values == Values::zero_or_one && (is_random(change.kind) || change.kind == FillKind::scale))
        return Error{Str::error_fill_mask, {name_of(change.matrix)}};
    Matrix source;
    if (change.kind == FillKind::seeded) source = doc.seeded(change.matrix, change.owner);
    if (is_random(change.kind)) {
        source = Matrix(before.rows(), before.cols());
        if (!fill_random(doc, change.matrix, source, change.kind, change.factor, change.seed,
                         cell_of(change.matrix, change.owner).layer))
            return Error{Str::error_out_of_memory, {print_int(static_cast<long long>(before.bytes() >> 20) * 3 + 1)}};
    }
    const Blocks blocks(doc, change.matrix);
    Matrix& m = doc.matrix(change.matrix, change.owner);
    for (int r = change.row; r < change.row + change.rows; ++r)
        for (int c = change.col; c < change.col + change.cols; ++c) {
            if (!blocks.has(r, c)) continue;
            float value = 0;
            if (change.kind == FillKind::one) value = 1;
            if (change.kind == FillKind::identity) value = r == c ? 1.0f : 0.0f;
            if (change.kind == FillKind::scale) value = before.at(r, c) * change.factor;
            if (source.rows() > 0) value = source.at(r, c);
            if (!check_value(change.matrix, value))
                return Error{Str::error_fill_overflow, {name_of(change.matrix), print_float(change.factor)}};
            write(m, r, c, value);
        }
    // Whole again as seeded: share the storage, so that it counts as untouched.
    if (change.kind == FillKind::seeded && m == source) m = source;
    return true;
}

Result<bool> paint(Document& doc, const Paint& change) {
    if (const auto ok = check_target(doc, change.matrix, change.item); !ok) return ok;
    if (info(change.matrix).kind != TensorKind::mask) return Error{Str::error_not_a_mask, {name_of(change.matrix)}};
    if (const auto ok = check_value(change.matrix, change.value); !ok) return ok;
    const Matrix& before = doc.matrix(change.matrix, change.item);
    for (const auto& [row, col] : change.cells)
        if (const auto ok = check_cell(before, change.matrix, row, col); !ok) return ok;
    for (const auto& [row, col] : change.cells) write(doc.matrix(change.matrix, change.item), row, col, change.value);
    double& mode = doc.params[static_cast<size_t>(Param::custom_mask)];
    if (mode == 0 && !change.cells.empty()) mode = static_cast<double>(choice_of(change.matrix));
    return true;
}

}  // namespace headscope::lab
