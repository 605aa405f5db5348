// Sums of very many terms, whose error does not grow with their number.
//
// One chain of float32 additions of n equal terms is off by up to n 2^-26: nothing for the laboratory's lengths, a hundredth for
// a million keys. Longer sums than kLongestChain are therefore cut into short chains, whose results are added together with what
// each addition rounds away (Knuth, The Art of Computer Programming 2, 4.2.2, theorem B).
#pragma once

#include <algorithm>

#include "core/base/tensor.hpp"
#include "core/kernels/simd.hpp"

namespace headscope::core {

/// Sums of up to this many terms are one chain.
inline constexpr std::int32_t kLongestChain = 2048;
/// Terms of each chain of a longer sum, which end at the multiples of this.
inline constexpr std::int32_t kShortChain = 64;

/// Adds the results of chains in each lane.
class CompensatedSum {
public:
    void add(Floats chain) {
        const Floats sum = sum_ + chain;
        const Floats added = sum - sum_;
        lost_ = lost_ + ((sum_ - (sum - added)) + (chain - added));
        sum_ = sum;
    }
    /// An infinite or NaN sum is itself: nothing can be said of what it lost.
    Floats total() const { return xsimd::select(lost_ * splat(0.0f) == splat(0.0f), sum_ + lost_, sum_); }

private:
    Floats sum_{0.0f}, lost_{0.0f};
};

/// Calls `body(part)` for the parts of `terms` that are a chain of `length` each; the first and the last may be shorter. Where the
/// parts end depends on the terms' own numbers alone, so a sum that leaves out terms of 0 at either end is the same.
template <class Body>
inline void for_each_chain(Range terms, std::int32_t length, Body body) {
    for (std::int32_t begin = terms.begin; begin < terms.end;) {
        const std::int32_t end = std::min(round_down(begin, length) + length, terms.end);
        body(Range{begin, end});
        begin = end;
    }
}

/// The sum over `terms`, of a sum that has `all` terms: `chain(part)` gives one chain's. One chain where that is good enough.
template <class Chain>
inline Floats sum_in_chains(Range terms, std::int32_t all, Chain chain) {
    const bool one = all <= kLongestChain;
    CompensatedSum sum;
    Floats last(0.0f);
    for_each_chain(terms, one ? kLongestChain : kShortChain, [&](Range part) {
        last = chain(part);
        sum.add(last);
    });
    return one ? last : sum.total();  // as it is, with the sign of its zero
}

}  // namespace headscope::core
