// Views of float memory: the shapes every function of the core takes and returns.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "core/base/status.hpp"

namespace headscope::core {

/// Half-open range of indices.
struct Range {
    std::int32_t begin = 0;
    std::int32_t end = 0;
    constexpr std::int32_t size() const { return end - begin; }
    friend constexpr bool operator==(const Range&, const Range&) = default;
};

/// Four-dimensional strided view `[batch, head, row, column]` of memory owned by somebody else.
/// Strides count elements; columns must be contiguous (strides[3] == 1). `data == nullptr` means "not given" / "not wanted".
template <class T>
struct TensorView {
    T* data = nullptr;
    std::array<std::int32_t, 4> dims{};
    std::array<std::ptrdiff_t, 4> strides{};

    explicit operator bool() const { return data != nullptr; }
    T* row(std::int32_t batch, std::int32_t head, std::int32_t index) const {
        return data + batch * strides[0] + head * strides[1] + index * strides[2];
    }
    operator TensorView<const T>() const { return {data, dims, strides}; }
};
using Tensor = TensorView<float>;
using ConstTensor = TensorView<const float>;

/// Dense row-major tensor `[batch, heads, rows, columns]`.
template <class T>
TensorView<T> dense_view(T* data, std::int32_t batch, std::int32_t heads, std::int32_t rows, std::int32_t columns) {
    const std::ptrdiff_t row = columns, head = row * rows, item = head * heads;
    return {data, {batch, heads, rows, columns}, {item, head, row, 1}};
}

/// `[batch, seq_len, heads*head_dim]` memory seen as `[batch, heads, seq_len, head_dim]`: heads are consecutive column blocks.
/// Splits Q, K, V and merges the context (the concat tensor) without a copy.
template <class T>
TensorView<T> split_heads(T* data, std::int32_t batch, std::int32_t seq_len, std::int32_t heads, std::int32_t head_dim) {
    const std::ptrdiff_t row = static_cast<std::ptrdiff_t>(heads) * head_dim;
    return {data, {batch, heads, seq_len, head_dim}, {row * seq_len, head_dim, row, 1}};
}

/// Matrix view `[rows, columns]`, columns contiguous.
template <class T>
struct MatrixViewOf {
    T* data = nullptr;
    std::int32_t rows = 0;
    std::int32_t columns = 0;
    std::ptrdiff_t row_stride = 0;

    explicit operator bool() const { return data != nullptr; }
    T* row(std::int32_t index) const { return data + index * row_stride; }
    operator MatrixViewOf<const T>() const { return {data, rows, columns, row_stride}; }
};
using MatrixView = MatrixViewOf<float>;
using ConstMatrixView = MatrixViewOf<const float>;

/// Dense row-major matrix.
template <class T>
MatrixViewOf<T> dense_matrix(T* data, std::int32_t rows, std::int32_t columns) {
    return {data, rows, columns, columns};
}

/// Checks that a tensor is given, has dimensions 1..kMaxDim, at most kMaxTensorElements and contiguous columns.
Status check_tensor(const ConstTensor& tensor, const char* argument);
/// The same for a matrix.
Status check_matrix(const ConstMatrixView& matrix, const char* argument);
/// Checks `0 <= begin <= end <= size`.
Status check_range(Range range, std::int32_t size, const char* argument);

}  // namespace headscope::core
