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

/// Writes a finished row to the caller's memory a piece at a time, between the steps of other work: memory far from the processor
/// takes the pieces in while it computes.
class RowWriter {
 public:
  /// Will write `to[j] = from[j] * factor` for j in [0, count).
  void start(const float* from, float factor, float* to, std::int32_t count);
  /// Writes up to `count` more, a multiple of the vector's lanes.
  void advance(std::int32_t count);
  void finish();

 private:
  const float* from_ = nullptr;
  float* to_ = nullptr;
  float factor_ = 1.0f;
  std::int32_t left_ = 0;
};

enum class RowState { normal, nothing_visible, not_finite };

/// Softmax in place over raw scores, but for one factor: `row[j] * factor` is the weight of key j, for j in `cleared`; exactly 0
/// at hidden keys. `cleared` covers the visible range and consists of whole panels. Reads the visible range only. The sum runs
/// over lanes by absolute key position, so it depends on the visible range alone. nothing_visible: all 0, factor 1.
/// not_finite: a visible score was NaN or +inf; the contents of the row are then unspecified, factor 1.
/// `writer` advances on the way.
RowState softmax_row(float* row, Range cleared, const RowRule& rule, float& factor, RowWriter& writer);

}  // namespace headscope::core
