// Counter-based random numbers: any element of any stream by its index, the same bits on every platform.
#pragma once

#include <array>
#include <cstdint>

namespace headscope::core {

/// Philox 4x32-10 (Salmon, Moraes, Dror, Shaw: "Parallel random numbers: as easy as 1, 2, 3", SC 2011).
std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter, std::array<std::uint32_t, 2> key);

/// 32 random bits: element `index` of stream `stream` under `seed`. Streams are independent.
std::uint32_t random_bits(std::uint64_t seed, std::uint32_t stream, std::uint64_t index);
/// Uniform in [0, 1): a multiple of 2^-24.
float random_uniform(std::uint64_t seed, std::uint32_t stream, std::uint64_t index);
/// Standard normal, by the Box-Muller transform in float64 rounded once to float32.
float random_normal(std::uint64_t seed, std::uint32_t stream, std::uint64_t index);

}  // namespace headscope::core
