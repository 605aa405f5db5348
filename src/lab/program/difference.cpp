// Comparing documents: first by shared storage, then by ranges of rows and columns.
#include "lab/program/difference.hpp"

#include <cstring>

namespace headscope::lab {
namespace {

const float* row_of(const Matrix& m, int row) { return m.data() + static_cast<std::ptrdiff_t>(row) * m.cols(); }

Range changed_rows(const Matrix& a, const Matrix& b) {
    if (a.same_storage(b)) return {};
    const int common = std::min(a.rows(), b.rows());
    const size_t bytes = static_cast<size_t>(b.cols()) * sizeof(float);
    Range rows{0, common};
    while (rows.begin < rows.end && std::memcmp(row_of(a, rows.begin), row_of(b, rows.begin), bytes) == 0) ++rows.begin;
    while (rows.begin < rows.end && std::memcmp(row_of(a, rows.end - 1), row_of(b, rows.end - 1), bytes) == 0) --rows.end;
    if (a.rows() != b.rows()) rows = hull(rows, {common, std::max(a.rows(), b.rows())});
    return rows;
}

Range changed_columns(const Matrix& a, const Matrix& b) {
    Range columns;
    if (a.same_storage(b)) return columns;
    for (int r = 0; r < b.rows(); ++r) {
        const float *x = row_of(a, r), *y = row_of(b, r);
        if (std::memcmp(x, y, static_cast<size_t>(b.cols()) * sizeof(float)) == 0) continue;
        Range differ{0, b.cols()};
        while (std::memcmp(x + differ.begin, y + differ.begin, sizeof(float)) == 0) ++differ.begin;
        while (std::memcmp(x + differ.end - 1, y + differ.end - 1, sizeof(float)) == 0) --differ.end;
        columns = hull(columns, differ);
    }
    return columns;
}

}  // namespace

Difference::Difference(const Document* before, const Document& after)
    : before_(before), after_(after), sizes_(sizes_of(after)) {
    if (before_ == nullptr) return;
    Sizes old = sizes_of(*before_);
    other_heads_ = old.heads != sizes_.heads;
    // The last two also follow from which stages there are, which is set aside below.
    bool same_columns = true;
    for (const Axis axis : {Axis::key_columns, Axis::value_columns, Axis::output_width, Axis::norm_width})
        same_columns = same_columns && old.of(axis) == sizes_.of(axis);
    remade_ = (old.own - sizes_.own) | (sizes_.own - old.own);
    old.heads = sizes_.heads;
    old.kv_heads = sizes_.kv_heads;
    old.own = sizes_.own;
    // Another memory changes what keys and values are made of.
    if (!(old == sizes_) || !same_columns || (other_heads_ && sizes_.narrow) || remade_.contains(TensorId::memory) ||
        remade_.contains(TensorId::value_memory))
        before_ = nullptr;
}

bool Difference::any(std::initializer_list<Param> params) const {
    if (everything()) return true;
    for (const Param p : params)
        if (before_->real(p) != after_.real(p)) return true;
    return false;
}

Range Difference::rows(TensorId matrix, int item) const {
    if (everything()) return {0, sizes_.of(info(matrix).rows)};
    return changed_rows(before_->matrix(matrix, item), after_.matrix(matrix, item));
}

Range Difference::columns(TensorId matrix, int layer) const {
    if (everything()) return {0, after_.matrix(matrix, layer).cols()};
    return changed_columns(before_->matrix(matrix, layer), after_.matrix(matrix, layer));
}

}  // namespace headscope::lab
