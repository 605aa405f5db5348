// y = x W + b by tiles, in blocks of rows.
#include "core/attention/projection.hpp"

#include <algorithm>

#include "core/kernels/simd.hpp"
#include "core/kernels/tile.hpp"

namespace headscope::core {
namespace {
/// Rows taken together, so that they stay in the second-level cache while all panels pass. All tiles' rows divide it.
constexpr std::int32_t kRowBlock = 72;

Status check(const ConstMatrixView& input, const PackedMatrix& weights, const MatrixView& output) {
    if (weights.rows() == 0) return fail(ErrorCode::missing, "weights");
    if (const Status status = check_matrix(input, "input"); !status.ok()) return status;
    if (const Status status = check_matrix(output, "output"); !status.ok()) return status;
    if (input.columns != weights.rows()) return fail(ErrorCode::shape_mismatch, "input.columns", input.columns, weights.rows());
    if (output.columns != weights.columns())
        return fail(ErrorCode::shape_mismatch, "output.columns", output.columns, weights.columns());
    if (output.rows != input.rows) return fail(ErrorCode::shape_mismatch, "output.rows", output.rows, input.rows);
    return success();
}

}  // namespace

Status project(const ConstMatrixView& input, const PackedMatrix& weights, const float* bias, const MatrixView& output,
               Range rows, Range columns, const Workspace& workspace) {
    if (const Status status = check(input, weights, output); !status.ok()) return status;
    if (const Status status = check_range(columns, output.columns, "columns"); !status.ok()) return status;
    if (const Status status = check_range(rows, input.rows, "rows"); !status.ok()) return status;
    for (std::int32_t row = rows.begin; row < rows.end; row += kRowBlock) {
        Product product;
        product.left = input.row(row);
        product.left_stride = input.row_stride;
        product.rows = std::min(kRowBlock, rows.end - row);
        product.depth = input.columns;
        product.panels = weights.panel(0);
        product.panel_stride = static_cast<std::ptrdiff_t>(input.columns) * kPanelWidth;
        product.columns = columns;
        product.init = bias;
        product.out = output.row(row);
        product.out_stride = output.row_stride;
        multiply(product, workspace.tile);
    }
    return success();
}

Status project(const ConstMatrixView& input, const PackedMatrix& weights, const float* bias, const MatrixView& output,
               const Workspace& workspace) {
    return project(input, weights, bias, output, {0, input.rows}, {0, output.columns}, workspace);
}

}  // namespace headscope::core
