// Scores other than the plain dot product.
#pragma once

#include "core/base/tensor.hpp"

namespace headscope::core {

/// out[c] = sum over r of row[r] * matrix[r, c]: the query of bilinear scoring, in order of r.
void row_times_matrix(const float* row, const ConstMatrixView& matrix, float* out);

/// scores[j] = sum over d of vector[d] * tanh(query[d] + key_j[d]) for keys in `keys` rounded out to whole panels.
/// `key_panels` as in PackedHeads::keys; `scores` is padded to whole panels. In order of d.
void additive_scores(const float* query, const float* key_panels, const float* vector, std::int32_t head_dim, Range keys,
                     float* scores);

}  // namespace headscope::core
