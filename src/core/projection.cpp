// y = x W + b by tiles: blocks of rows, slices of terms.
#include "core/projection.hpp"

#include <algorithm>

#include "core/simd.hpp"
#include "core/tile.hpp"

namespace headscope::core {
namespace {
/// Rows taken together, so that they stay in the second-level cache while all panels pass. All tiles' rows divide it.
constexpr std::int32_t kRowBlock = 72;

Status check(const ConstMatrix& input, const Projection& projection) {
  if (projection.weights == nullptr || projection.weights->rows() == 0) return fail(ErrorCode::missing, "weights");
  const PackedMatrix& weights = *projection.weights;
  const Matrix& output = projection.output;
  if (const Status status = check_matrix(output, "output"); !status.ok()) return status;
  if (input.columns != weights.rows()) return fail(ErrorCode::shape_mismatch, "input.columns", input.columns, weights.rows());
  if (output.columns != weights.columns())
    return fail(ErrorCode::shape_mismatch, "output.columns", output.columns, weights.columns());
  if (output.rows != input.rows) return fail(ErrorCode::shape_mismatch, "output.rows", output.rows, input.rows);
  return check_range(projection.columns, output.columns, "columns");
}

}  // namespace

Status project(const ConstMatrix& input, std::span<const Projection> projections, Range rows, Workspace& workspace) {
  if (const Status status = check_matrix(input, "input"); !status.ok()) return status;
  for (const Projection& projection : projections)
    if (const Status status = check(input, projection); !status.ok()) return status;
  if (const Status status = check_range(rows, input.rows, "rows"); !status.ok()) return status;
  const std::int32_t most = std::min(kRowBlock, rows.size());
  if (const Status status = workspace.scratch.resize(packed_rows_size(most, input.columns)); !status.ok())
    return fail(status.code, "workspace", status.got, status.expected);

  // A block of rows meets all weights while it is in cache; where there are many blocks, all of them meet the same weights first.
  const std::size_t together = rows.size() <= 2 * kRowBlock ? projections.size() : 1;
  for (; !projections.empty(); projections = projections.subspan(together))
    for (std::int32_t row = rows.begin; row < rows.end; row += kRowBlock) {
      Product product;
      product.left = workspace.scratch.data();
      product.packed = true;
      product.rows = std::min(kRowBlock, rows.end - row);
      product.depth = input.columns;
      pack_rows(input.row(row), input.row_stride, product.rows, product.depth, workspace.tile, workspace.scratch.data());
      for (const Projection& projection : projections.first(together)) {
        product.panels = projection.weights->panel(0);
        product.panel_stride = static_cast<std::ptrdiff_t>(input.columns) * kPanelWidth;
        product.columns = projection.columns;
        product.init = projection.bias;
        product.out = projection.output.row(row);
        product.out_stride = projection.output.row_stride;
        multiply(product, workspace.tile);
      }
    }
  return success();
}

Status project(const ConstMatrix& input, const PackedMatrix& weights, const float* bias, const Matrix& output, Range rows,
               Range columns, Workspace& workspace) {
  const Projection projection{&weights, bias, output, columns};
  return project(input, {&projection, 1}, rows, workspace);
}

Status project(const ConstMatrix& input, const PackedMatrix& weights, const float* bias, const Matrix& output,
               Workspace& workspace) {
  return project(input, weights, bias, output, {0, input.rows}, {0, output.columns}, workspace);
}

}  // namespace headscope::core
