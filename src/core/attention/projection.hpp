// The linear map y = x W + b.
#pragma once

#include "core/kernels/packed_matrix.hpp"
#include "core/kernels/workspace.hpp"

namespace headscope::core {

/// `output[r, c] = bias[c] + sum over k of input[r, k] * weights[k, c]` for r in `rows` and c in `columns`.
///
/// `input` is `[rows, in]`, `output` is `[rows, out]`; both are addressed by absolute index, and nothing outside the two
/// ranges is written. `bias` has `out` entries, or is nullptr for none. `[B,S,d]` memory is the matrix `[B*S, d]`.
/// The sum runs in the order of k and starts from the bias, and the bits of an element depend on its own inputs only: any
/// split into ranges gives the same output. `output` must not overlap `input`.
/// Errors: missing, shape_mismatch, out_of_range, too_large, not_contiguous.
Status project(const ConstMatrixView& input, const PackedMatrix& weights, const float* bias, const MatrixView& output,
               Range rows, Range columns, const Workspace& workspace);

/// The same over the whole matrix.
Status project(const ConstMatrixView& input, const PackedMatrix& weights, const float* bias, const MatrixView& output,
               const Workspace& workspace);

}  // namespace headscope::core
