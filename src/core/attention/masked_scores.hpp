// The element-wise steps from raw scores to masked scores, for one row.
#pragma once

#include "core/base/tensor.hpp"

namespace headscope::core {

/// How the scores of one query become masked scores.
struct RowRule {
    float scale = 1.0f;
    float softcap = 0.0f;         ///< 0 = off
    const float* bias = nullptr;  ///< additive mask of the row, -inf hides; readable to padded length; nullptr = none
    Range visible;                ///< keys outside are hidden
    float slope = 0.0f;           ///< taken off for each place between the query and a key; 0 = no ALiBi
    std::int32_t position = 0;    ///< of the query
};

/// Rows of scores in scratch are padded to a multiple of this many floats, which may be read and written.
std::int32_t padded_row(std::int32_t num_keys);

/// uncapped = scores * scale, for `count` keys.
void scale_row(const float* scores, float scale, float* uncapped, std::int32_t count);
/// scaled = softcap * tanh(uncapped / softcap); a copy when softcap is 0. In place allowed.
void softcap_row(const float* uncapped, float softcap, float* scaled, std::int32_t count);
/// bias = -slope |position - key|, for `count` keys.
void position_bias_row(const RowRule& rule, float* bias, std::int32_t count);
/// masked = scaled + bias - slope |position - key|, -inf where hidden, for keys [0, count). In place allowed.
void mask_row(const float* scaled, const RowRule& rule, float* masked, std::int32_t count);

/// The softmax takes its exponentials to base 4: the exponent of key j is its masked score times log4 e. Where the rule is a scale
/// alone, that is one product, raw score times `exponent_factor(scale)`.
float exponent_factor(float scale);
/// Raw scores become exponents, in place over whole vectors; hidden keys that share a vector with visible ones are left to the caller.
void exponents_in_place(float* row, Range vectors, const RowRule& rule);
/// largest_exponent (softmax.hpp) of a row of exponents from which the distances of ALiBi are taken on the way, in one pass.
float largest_with_distances(float* row, const RowRule& rule);

}  // namespace headscope::core
