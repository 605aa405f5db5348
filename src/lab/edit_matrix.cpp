// Writes into matrices, each checked before the first number changes.
#include "lab/edit_matrix.hpp"

#include <cmath>
#include <cstring>
#include <limits>

#include "lab/number.hpp"
#include "lab/seeds.hpp"

namespace headscope::lab {
namespace {

std::string name_of(MatrixId id) { return std::string(key_of(id)); }
size_t index_of(const Matrix& m, int row, int col) {
    return static_cast<size_t>(row) * static_cast<size_t>(m.cols()) + static_cast<size_t>(col);
}

Result<bool> check_target(const Document& doc, MatrixId id, int item) {
    if (static_cast<unsigned>(id) >= static_cast<unsigned>(kMatrixCount)) return Error{Str::error_matrix, {}};
    if (per_batch_item(id) && (item < 0 || item >= doc.batch()))
        return Error{Str::error_item, {print_int(item), print_int(doc.batch())}};
    return true;
}

Result<bool> check_cell(const Matrix& m, MatrixId id, int row, int col) {
    if (row >= 0 && row < m.rows() && col >= 0 && col < m.cols()) return true;
    return Error{Str::error_cell, {name_of(id), print_int(row), print_int(col), print_int(m.rows()), print_int(m.cols())}};
}

Result<bool> check_region(const Matrix& m, MatrixId id, int row, int col, int rows, int cols) {
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

bool is_random(FillKind kind) { return kind >= FillKind::gaussian && kind <= FillKind::orthogonal; }

}  // namespace

Result<bool> check_value(MatrixId matrix, float value) {
    if (matrix == MatrixId::mask_allow) {
        if (value == 0.0f || value == 1.0f) return true;
        return Error{Str::error_value_mask, {name_of(matrix), print_float(value)}};
    }
    const bool hides = matrix == MatrixId::mask_bias && value == -std::numeric_limits<float>::infinity();
    if (std::isfinite(value) || hides) return true;
    return Error{Str::error_value_finite, {name_of(matrix), print_float(value)}};
}

Result<Document> set_cell(const Document& doc, const SetCell& edit) {
    if (const auto ok = check_target(doc, edit.matrix, edit.item); !ok) return ok.error();
    if (const auto ok = check_cell(doc.matrix(edit.matrix, edit.item), edit.matrix, edit.row, edit.col); !ok) return ok.error();
    if (const auto ok = check_value(edit.matrix, edit.value); !ok) return ok.error();
    Document next = doc;
    write(next.matrix(edit.matrix, edit.item), edit.row, edit.col, edit.value);
    return next;
}

Result<Document> set_block(const Document& doc, const SetBlock& edit) {
    if (const auto ok = check_target(doc, edit.matrix, edit.item); !ok) return ok.error();
    if (const auto ok = check_region(doc.matrix(edit.matrix, edit.item), edit.matrix, edit.row, edit.col, edit.rows, edit.cols);
        !ok)
        return ok.error();
    const auto count = static_cast<size_t>(edit.rows) * static_cast<size_t>(edit.cols);
    if (edit.values.size() != count)
        return Error{Str::error_block_count,
                     {name_of(edit.matrix), print_int(edit.rows), print_int(edit.cols), std::to_string(count),
                      std::to_string(edit.values.size())}};
    for (const float value : edit.values)
        if (const auto ok = check_value(edit.matrix, value); !ok) return ok.error();
    Document next = doc;
    Matrix& m = next.matrix(edit.matrix, edit.item);
    const float* value = edit.values.data();
    for (int r = 0; r < edit.rows; ++r)
        for (int c = 0; c < edit.cols; ++c) write(m, edit.row + r, edit.col + c, *value++);
    return next;
}

Result<Document> fill(const Document& doc, const Fill& edit) {
    if (const auto ok = check_target(doc, edit.matrix, edit.item); !ok) return ok.error();
    const Matrix& before = doc.matrix(edit.matrix, edit.item);
    if (const auto ok = check_region(before, edit.matrix, edit.row, edit.col, edit.rows, edit.cols); !ok) return ok.error();
    if (!std::isfinite(edit.factor)) return Error{Str::error_value_finite, {name_of(edit.matrix), print_float(edit.factor)}};
    if (edit.matrix == MatrixId::mask_allow && (is_random(edit.kind) || edit.kind == FillKind::scale))
        return Error{Str::error_fill_mask, {name_of(edit.matrix)}};
    Matrix source;
    if (edit.kind == FillKind::seeded) source = doc.seeded(edit.matrix, edit.item);
    if (is_random(edit.kind)) {
        source = Matrix(before.rows(), before.cols());
        const float gain = edit.factor * base_gain(edit.matrix, before.rows(), edit.kind);
        if (!fill_random(source, edit.kind, gain, edit.seed, static_cast<int>(edit.matrix)))
            return Error{Str::error_out_of_memory, {print_int(static_cast<long long>(before.bytes() >> 20) * 3 + 1)}};
    }
    Document next = doc;
    Matrix& m = next.matrix(edit.matrix, edit.item);
    for (int r = edit.row; r < edit.row + edit.rows; ++r)
        for (int c = edit.col; c < edit.col + edit.cols; ++c) {
            float value = 0;
            if (edit.kind == FillKind::one) value = 1;
            if (edit.kind == FillKind::identity) value = r == c ? 1.0f : 0.0f;
            if (edit.kind == FillKind::scale) value = before.at(r, c) * edit.factor;
            if (source.rows() > 0) value = source.at(r, c);
            if (!check_value(edit.matrix, value))
                return Error{Str::error_fill_overflow, {name_of(edit.matrix), print_float(edit.factor)}};
            write(m, r, c, value);
        }
    // Whole again as seeded: share the storage, so that it counts as untouched.
    if (edit.kind == FillKind::seeded && m == source) m = source;
    return next;
}

Result<Document> paint(const Document& doc, const Paint& edit) {
    if (const auto ok = check_target(doc, edit.matrix, edit.item); !ok) return ok.error();
    if (!is_mask(edit.matrix)) return Error{Str::error_not_a_mask, {name_of(edit.matrix)}};
    if (const auto ok = check_value(edit.matrix, edit.value); !ok) return ok.error();
    const Matrix& before = doc.matrix(edit.matrix, edit.item);
    for (const auto& [row, col] : edit.cells)
        if (const auto ok = check_cell(before, edit.matrix, row, col); !ok) return ok.error();
    Document next = doc;
    for (const auto& [row, col] : edit.cells) write(next.matrix(edit.matrix, edit.item), row, col, edit.value);
    double& mode = next.params[static_cast<size_t>(Param::custom_mask)];
    const CustomMask kind = edit.matrix == MatrixId::mask_allow ? CustomMask::boolean : CustomMask::bias;
    if (mode == 0 && !edit.cells.empty()) mode = static_cast<double>(kind);
    return next;
}

}  // namespace headscope::lab
