// Softmax over one row, in line: short rows would spend as long on calls as on their numbers.
#pragma once

#include <algorithm>
#include <cmath>

#include "core/base/tensor.hpp"
#include "core/kernels/exponential.hpp"
#include "core/kernels/long_sum.hpp"

namespace headscope::core {

/// Writes weights to the caller's memory, a piece at a time, between the steps of other work: memory far from the processor takes
/// the pieces in while it computes.
class RowWriter {
public:
    /// Will write `to[j] = row[j] * factor` for j in [0, count).
    void start(const float* row, float factor, float* to, std::int32_t count) {
        row_ = row;
        factor_ = factor;
        to_ = to;
        left_ = count;
    }
    /// Writes up to `count` more, a multiple of the vector's lanes.
    void advance(std::int32_t count) {
        count = std::min(count, left_);
        const Floats factor(factor_);
        std::int32_t j = 0;
        for (; j + kLanes <= count; j += kLanes) store(to_ + j, load(row_ + j) * factor);
        for (; j < count; ++j) to_[j] = row_[j] * factor_;
        row_ += count;
        to_ += count;
        left_ -= count;
    }
    void finish() { advance(left_); }

private:
    const float* row_ = nullptr;
    float* to_ = nullptr;
    float factor_ = 1.0f;
    std::int32_t left_ = 0;
};

/// The vectors that hold a range of keys.
inline Range vectors_of(Range keys) {
    return keys.size() > 0 ? Range{round_down(keys.begin, kLanes), round_up(keys.end, kLanes)} : Range{};
}

/// -inf in the lanes of the first and last vector that are outside the visible range.
inline void hide_ends(float* row, Range vectors, Range visible) {
    for (std::int32_t j = vectors.begin; j < visible.begin; ++j) row[j] = -kInfinity;
    for (std::int32_t j = visible.end; j < vectors.end; ++j) row[j] = -kInfinity;
}

/// Several chains, since one would wait for itself.
inline float maximum_of(const float* row, Range vectors) {
    Floats maximum[4] = {splat(-kInfinity), splat(-kInfinity), splat(-kInfinity), splat(-kInfinity)};
    std::int32_t j = vectors.begin;
    for (; j + 4 * kLanes <= vectors.end; j += 4 * kLanes)
        for (int i = 0; i < 4; ++i) maximum[i] = xsimd::max(maximum[i], load(row + j + i * kLanes));
    for (; j < vectors.end; j += kLanes) maximum[0] = xsimd::max(maximum[0], load(row + j));
    return xsimd::reduce_max(xsimd::max(xsimd::max(maximum[0], maximum[1]), xsimd::max(maximum[2], maximum[3])));
}

/// First half of the softmax over one row of exponents: the largest visible one, NaN left out; -inf when nothing is visible.
/// Writes -inf to hidden keys within the vectors of the visible range.
[[gnu::always_inline]] inline float largest_exponent(float* row, Range visible) {
    const Range vectors = vectors_of(visible);
    if (vectors.size() == 0) return -kInfinity;
    hide_ends(row, vectors, visible);
    return maximum_of(row, vectors);
}

/// Keys per turn between computing and writing: what the processor can hold back on its way to memory.
inline constexpr std::int32_t kPiece = 16 * kLanes;

/// 4^(row - largest) in place; returns their sum, a chain for each lane.
[[gnu::always_inline]] inline Floats exponentials(float* row, Range vectors, float largest, const ExpConstants& k,
                                                  RowWriter& writer) {
    const Floats shift(largest);
    Floats sum(0.0f);
    for (std::int32_t j = vectors.begin; j < vectors.end; writer.advance(kPiece)) {
        for (const std::int32_t end = std::min(j + kPiece, vectors.end); j < end; j += kLanes) {
            const Floats e = power_of_4(load(row + j) - shift, k);
            store(row + j, e);
            sum = sum + e;
        }
    }
    return sum;
}

/// The same for a row of more than kLongestChain keys, with nothing written on the way: a writer that is handed to a function
/// could not live in registers.
[[gnu::noinline, gnu::cold]] inline Floats exponentials_in_chains(float* row, Range vectors, float largest,
                                                                  const ExpConstants& k) {
    CompensatedSum sum;
    RowWriter none;
    for_each_chain(vectors, kShortChain * kLanes, [&](Range part) { sum.add(exponentials(row, part, largest, k, none)); });
    return sum.total();
}

enum class RowState { normal, nothing_visible, not_finite };

/// Second half, in place, but for one factor: `row[j] * factor` is the weight of key j, for j in `cleared`; exactly 0 at hidden
/// keys. `cleared` covers the visible range and consists of whole panels. Reads the visible range only. The sum runs over lanes
/// by absolute key position, so it depends on the visible range alone. nothing_visible: all 0, factor 1. not_finite: a visible
/// exponent was NaN or +inf; the contents of the row are then unspecified, factor 1. `beside`: what else the sum of the exponentials
/// holds. `writer` advances on the way.
/// (Two halves, because the second can begin at once when the largest exponent is long known.)
[[gnu::always_inline]] inline RowState exponentials_of(float* row, Range cleared, Range visible, float largest, float beside,
                                                       float& factor, const ExpConstants& k, RowWriter& writer) {
    const Range vectors = vectors_of(visible);
    factor = 1.0f;
    if (largest == kInfinity) return RowState::not_finite;
    if (largest == -kInfinity) {
        for (std::int32_t j = visible.begin; j < visible.end; ++j)
            if (std::isnan(row[j])) return RowState::not_finite;
        fill_row(row, cleared.begin, cleared.end, 0.0f);
        return RowState::nothing_visible;
    }
    const Floats sums = vectors.size() <= kLongestChain ? exponentials(row, vectors, largest, k, writer)
                                                        : exponentials_in_chains(row, vectors, largest, k);
    const float sum = xsimd::reduce_add(sums) + beside;
    if (!(sum < kInfinity)) return RowState::not_finite;
    factor = 1.0f / sum;
    fill_row(row, cleared.begin, vectors.begin, 0.0f);
    fill_row(row, vectors.end, cleared.end, 0.0f);
    return RowState::normal;
}

}  // namespace headscope::core
