// A weight matrix laid out in column panels, the order in which the tile kernels read it.
#pragma once

#include "core/base/buffer.hpp"
#include "core/base/tensor.hpp"

namespace headscope::core {

/// W `[in, out]` as panels of kPanelWidth columns, each panel `[in][kPanelWidth]`, zero beyond the last column.
/// Pack once, use for any number of projections; after an edit re-pack only the columns touched.
class PackedMatrix {
public:
    /// Packs all of `weights`. Errors: missing, out_of_range, too_large, not_contiguous, out_of_memory.
    Status pack(const ConstMatrixView& weights);
    /// Re-reads columns `columns` of a matrix with the shape that was packed. Errors: shape_mismatch, out_of_range.
    Status repack_columns(const ConstMatrixView& weights, Range columns);

    std::int32_t rows() const { return rows_; }        ///< `in`
    std::int32_t columns() const { return columns_; }  ///< `out`
    const float* panel(std::int32_t index) const;      ///< `[in][kPanelWidth]`

private:
    void copy_columns(const ConstMatrixView& weights, Range columns);

    Buffer panels_;
    std::int32_t rows_ = 0;
    std::int32_t columns_ = 0;
};

}  // namespace headscope::core
