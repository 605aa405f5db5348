// One row of scores to one row of weights.
#pragma once

#include "core/tensor.hpp"

namespace headscope::core {

/// How the scores of one query become masked scores.
struct RowRule {
  float scale = 1.0f;
  float softcap = 0.0f;          ///< 0 = off
  const float* bias = nullptr;   ///< additive mask of the row, -inf hides; readable to padded length; nullptr = none
  Range visible;                 ///< keys outside are hidden
};

/// Rows of scores in scratch are padded to a multiple of this many floats, which may be read and written.
std::int32_t padded_row(std::int32_t num_keys);

/// scaled = scores * scale, for `count` keys.
void scale_row(const float* scores, float scale, float* scaled, std::int32_t count);
/// softcapped = softcap * tanh(scaled / softcap); a copy when softcap is 0. In place allowed.
void softcap_row(const float* scaled, float softcap, float* softcapped, std::int32_t count);
/// masked = softcapped + bias, -inf where hidden, for keys [0, count). In place allowed.
void mask_row(const float* softcapped, const RowRule& rule, float* masked, std::int32_t count);

enum class RowState { normal, nothing_visible, not_finite };

/// Softmax in place over raw scores: `row` becomes weights in `cleared`, exactly 0 at hidden keys, and so does `shown`, the
/// caller's row of `num_keys` weights, where it is not null. `cleared` covers the visible range and consists of whole
/// panels. Reads the visible range only. The sum runs over lanes by absolute key position, so it depends on the visible
/// range alone. not_finite: a visible score was NaN or +inf; the contents of both rows are then unspecified.
RowState softmax_row(float* row, Range cleared, const RowRule& rule, float* shown, std::int32_t num_keys);

}  // namespace headscope::core
