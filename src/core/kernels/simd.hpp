// Names for the vector type of this build, and the few operations the kernels share.
#pragma once

#include <cstdint>
#include <cstring>
#include <limits>

#include "core/kernels/instructions.hpp"

namespace headscope::core {

using Ints = xsimd::batch<std::int32_t>;
inline constexpr int kLanes = static_cast<int>(Floats::size);
/// Columns of a packed panel: as many vectors as a tile takes. Without a fused multiply-add a product needs a register of its own,
/// and three vectors keep the two arithmetic instructions busier than two.
inline constexpr int kPanelVectors = kFused ? 2 : 3;
inline constexpr int kPanelWidth = kPanelVectors * kLanes;

inline constexpr float kInfinity = std::numeric_limits<float>::infinity();
inline constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

constexpr std::int32_t round_up(std::int32_t value, std::int32_t multiple) {
    return (value + multiple - 1) / multiple * multiple;
}
constexpr std::int32_t round_down(std::int32_t value, std::int32_t multiple) { return value / multiple * multiple; }

inline Floats load(const float* address) { return Floats::load_unaligned(address); }
inline void store(float* address, Floats value) { value.store_unaligned(address); }
inline Floats splat(float value) { return Floats(value); }

/// The first `count` (< kLanes) floats at `address`, `fill` in the other lanes.
inline Floats load_partial(const float* address, int count, float fill) {
    alignas(64) float lanes[kLanes];
    for (int lane = 0; lane < kLanes; ++lane) lanes[lane] = lane < count ? address[lane] : fill;
    return Floats::load_aligned(lanes);
}

/// Stores the first `count` lanes only.
inline void store_partial(float* address, Floats value, int count) {
    alignas(64) float lanes[kLanes];
    value.store_aligned(lanes);
    std::memcpy(address, lanes, sizeof(float) * static_cast<std::size_t>(count));
}

/// Larger of x and floor; NaN in x stays NaN (xsimd's max keeps its first operand when a comparison is unordered).
inline Floats at_least(Floats x, Floats floor) { return xsimd::max(x, floor); }

/// Whether all lanes are finite.
inline bool is_finite(Floats x) { return xsimd::all(x * splat(0.0f) == splat(0.0f)); }

/// Copies and clears short rows. A call into memcpy or memset costs more than the row, and in WebAssembly it is never inlined;
/// the barrier keeps the compiler from recognising the loops as such a call.
inline void copy_row(const float* from, float* to, std::int32_t count) {
    std::int32_t j = 0;
    for (; j + kLanes <= count; j += kLanes) {
        store(to + j, load(from + j));
        asm volatile("" ::: "memory");
    }
    for (; j < count; ++j) to[j] = from[j];
}
inline void fill_row(float* row, std::int32_t begin, std::int32_t end, float value) {
    std::int32_t j = begin;
    for (; j + kLanes <= end; j += kLanes) {
        store(row + j, splat(value));
        asm volatile("" ::: "memory");
    }
    for (; j < end; ++j) {
        row[j] = value;
        asm volatile("" ::: "memory");
    }
}

/// Calls `body(position, count)` for every vector of `[begin, end)`: count is kLanes, smaller for the last.
template <class Body>
inline void for_each_vector(std::int32_t begin, std::int32_t end, Body body) {
    std::int32_t position = begin;
    for (; position + kLanes <= end; position += kLanes) body(position, kLanes);
    if (position < end) body(position, end - position);
}

}  // namespace headscope::core
