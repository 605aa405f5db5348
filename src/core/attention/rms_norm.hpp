// Rows of a head brought to one size: the norm of queries and keys before they are multiplied.
#pragma once

#include "core/base/tensor.hpp"

namespace headscope::core {

/// What is added to the mean square, so that a row of zeros stays one.
inline constexpr float kRmsEps = 1e-6f;

/// What a row of a head is multiplied by: 1 / sqrt(mean of x^2 + kRmsEps). The sum is in float64: no row overflows.
float rms_factor(const float* row, std::int32_t head_dim);

/// y = x rms_factor for rows of `[B, heads, S, head_dim]`: RMS norm (Zhang and Sennrich 2019, arXiv 1910.07467) over each head's row,
/// without a gain, as models with QK-norm apply it to queries and keys before the rotation. In place allowed. The bits of an element
/// depend on its own row alone. Arguments are taken to be valid: equal shapes.
void rms_norm(const ConstTensor& from, const Tensor& to, Range batch, Range heads, Range rows);

}  // namespace headscope::core
