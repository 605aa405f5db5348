// Checks shared by every function that takes a view.
#include "core/base/tensor.hpp"

#include "core/base/limits.hpp"

namespace headscope::core {

Status check_tensor(const ConstTensor& tensor, const char* argument) {
    if (!tensor) return fail(ErrorCode::missing, argument);
    for (const std::int32_t dim : tensor.dims) {
        if (dim < 1) return fail(ErrorCode::out_of_range, argument, dim, 1);
        if (dim > kMaxDim) return fail(ErrorCode::too_large, argument, dim, kMaxDim);
    }
    const std::int64_t elements = saturated_product({tensor.dims[0], tensor.dims[1], tensor.dims[2], tensor.dims[3]});
    if (elements > kMaxTensorElements) return fail(ErrorCode::too_large, argument, elements, kMaxTensorElements);
    if (tensor.strides[3] != 1) return fail(ErrorCode::not_contiguous, argument, tensor.strides[3], 1);
    return success();
}

Status check_matrix(const ConstMatrixView& matrix, const char* argument) {
    if (!matrix) return fail(ErrorCode::missing, argument);
    for (const std::int32_t dim : {matrix.rows, matrix.columns}) {
        if (dim < 1) return fail(ErrorCode::out_of_range, argument, dim, 1);
        if (dim > kMaxDim) return fail(ErrorCode::too_large, argument, dim, kMaxDim);
    }
    if (checked_product({matrix.rows, matrix.columns}) < 0)
        return fail(ErrorCode::too_large, argument, std::int64_t{matrix.rows} * matrix.columns, kMaxTensorElements);
    return success();
}

Status check_range(Range range, std::int32_t size, const char* argument) {
    if (range.begin < 0) return fail(ErrorCode::out_of_range, argument, range.begin, 0);
    if (range.end > size) return fail(ErrorCode::out_of_range, argument, range.end, size);
    if (range.begin > range.end) return fail(ErrorCode::out_of_range, argument, range.begin, range.end);
    return success();
}

}  // namespace headscope::core
