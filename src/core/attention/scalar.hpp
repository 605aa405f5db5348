// The same attention in plain C++ without SIMD: what a visitor compares the vectorised core with, number by number and in time.
#pragma once

#include "core/attention/attention.hpp"
#include "core/attention/packed_heads.hpp"
#include "core/attention/rotary.hpp"
#include "core/base/tensor.hpp"

namespace headscope::core::scalar {

// Float32 throughout, one number at a time: the file is compiled so that no compiler turns its loops into SIMD. It is written
// as one would write it for speed without SIMD: sums stay in registers, several at once, memory is read in order, and keys
// that causal, window or valid length hide are skipped as the core skips them. Arguments are taken to be valid.

/// `y = x W + b` for these rows of x and y. W is `[in, out]` as it is stored, not packed. `bias` may be nullptr.
void project(const ConstMatrixView& input, const ConstMatrixView& weights, const float* bias, const MatrixView& output,
             Range rows);

/// core::rotate and core::rms_norm, with the same angles.
void rotate(const ConstTensor& from, const Tensor& to, const RotaryAngles& angles, std::int32_t first, Range batch, Range heads,
            Range rows);
void rms_norm(const ConstTensor& from, const Tensor& to, Range batch, Range heads, Range rows);

/// Attention of a region by dot or additive scoring (of bilinear one the caller multiplies the queries), with every kind of mask,
/// scale, softcap, ALiBi, sinks and dropout; `attention.heads` and the past of `keys_values` are ignored. Writes the region's rows of
/// `weights` (whole rows, 0 where hidden) and of `context`, which must be
/// there, and with dropout those of `dropped_weights`, too.
void attend(const Attention& attention, const KeysValues& keys_values, const Region& region, const AttentionStages& stages);

}  // namespace headscope::core::scalar
