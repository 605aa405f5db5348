// The one place where sizes are limited, and products of sizes that cannot overflow.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <limits>

namespace headscope::core {

/// Limits of the laboratory's document. The lab and every importer check against these.
inline constexpr std::int32_t kMaxSeqLen = 1024;    ///< S_q and S_k, each
inline constexpr std::int32_t kMaxModelDim = 1024;  ///< d_model, and the width of keys and values
/// All heads side by side, of queries or of what they give: wide heads of a model of 256, eight of them. A layer's weights then take at most
/// 4 * 1024 * 2048 floats (32 MiB), as much again packed for the kernels, and as much again once all are edited.
inline constexpr std::int32_t kMaxHeadsWidth = 2048;
inline constexpr std::int32_t kMaxHeads = 64;
/// Of 35 tokens, 64 columns and 8 heads, all of them take 20 MiB of trace.
inline constexpr std::int32_t kMaxBatch = 32;
/// All tensors of one laboratory trace together may take this many bytes (512 MiB).
inline constexpr std::int64_t kMaxTraceBytes = std::int64_t{512} << 20;

/// Limits of the headless functions, which the core itself enforces: any one dimension, and the elements of any one tensor.
inline constexpr std::int32_t kMaxDim = 1 << 20;
inline constexpr std::int64_t kMaxTensorElements = std::int64_t{1} << 28;

/// Product of non-negative `factors`, or -1 when one is negative or the product exceeds `limit`. Never overflows.
constexpr std::int64_t checked_product(std::initializer_list<std::int64_t> factors, std::int64_t limit = kMaxTensorElements) {
    std::int64_t product = 1;
    bool exceeded = false, zero = false;
    for (const std::int64_t factor : factors) {
        if (factor < 0) return -1;
        zero = zero || factor == 0;
        exceeded = exceeded || (factor > 0 && product > limit / factor);
        if (!exceeded) product *= factor;
    }
    return zero ? 0 : exceeded ? -1 : product;
}

/// The product of non-negative `factors` for a message, or the largest number there is when it is larger than that.
constexpr std::int64_t saturated_product(std::initializer_list<std::int64_t> factors) {
    constexpr std::int64_t kLargest = std::numeric_limits<std::int64_t>::max();
    const std::int64_t product = checked_product(factors, kLargest);
    return product < 0 ? kLargest : product;
}

}  // namespace headscope::core
