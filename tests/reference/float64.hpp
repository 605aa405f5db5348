// The same mathematics in plain float64 loops: what every test of the core compares with. Slow on purpose.
#pragma once

#include <cstdint>
#include <vector>

#include "core/attention/attention.hpp"

namespace headscope::core::reference {

/// Every stage in float64, dense: scores-like `[B, num_heads, S_q, S_k]`, context `[B, num_heads, S_q, value_dim]`.
struct Stages {
    std::vector<double> scores, uncapped, scaled, position_bias, masked_scores, weights, dropped_weights, context;
};

/// Attention as in attend, from unpacked keys and values. Arguments are taken to be valid; `attention.heads` is ignored.
Stages attend(const Attention& attention, const KeysValues& keys_values);

/// y = x W + b in float64, `[rows, out]`. `bias` may be nullptr.
std::vector<double> project(const ConstMatrixView& input, const ConstMatrixView& weights, const float* bias);

}  // namespace headscope::core::reference
