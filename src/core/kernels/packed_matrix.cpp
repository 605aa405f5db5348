// Packing a weight matrix into column panels.
#include "core/kernels/packed_matrix.hpp"

#include <algorithm>
#include <cstring>

#include "core/kernels/simd.hpp"

namespace headscope::core {

Status PackedMatrix::pack(const ConstMatrixView& weights) {
    if (const Status status = check_matrix(weights, "weights"); !status.ok()) return status;
    const std::int64_t padded = round_up(weights.columns, kPanelWidth);
    if (const Status status = panels_.resize(padded * weights.rows); !status.ok()) return status;
    rows_ = weights.rows;
    columns_ = weights.columns;
    panels_.fill_zero();
    copy_columns(weights, {0, columns_});
    return success();
}

Status PackedMatrix::repack_columns(const ConstMatrixView& weights, Range columns) {
    if (const Status status = check_matrix(weights, "weights"); !status.ok()) return status;
    if (weights.rows != rows_) return fail(ErrorCode::shape_mismatch, "weights.rows", weights.rows, rows_);
    if (weights.columns != columns_) return fail(ErrorCode::shape_mismatch, "weights.columns", weights.columns, columns_);
    if (const Status status = check_range(columns, columns_, "columns"); !status.ok()) return status;
    copy_columns(weights, columns);
    return success();
}

const float* PackedMatrix::panel(std::int32_t index) const {
    return panels_.data() + static_cast<std::ptrdiff_t>(index) * rows_ * kPanelWidth;
}

void PackedMatrix::copy_columns(const ConstMatrixView& weights, Range columns) {
    for (std::int32_t column = columns.begin; column < columns.end;) {
        const std::int32_t lane = column % kPanelWidth;
        const std::int32_t count = std::min(kPanelWidth - lane, columns.end - column);
        float* to = panels_.data() + static_cast<std::ptrdiff_t>(column / kPanelWidth) * rows_ * kPanelWidth + lane;
        for (std::int32_t row = 0; row < rows_; ++row, to += kPanelWidth)
            std::memcpy(to, weights.row(row) + column, sizeof(float) * static_cast<std::size_t>(count));
        column += count;
    }
}

}  // namespace headscope::core
