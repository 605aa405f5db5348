// Philox 4x32-10 and the distributions drawn from it.
#include "core/random/random.hpp"

#include <cmath>

#include "core/kernels/elementary.hpp"

namespace headscope::core {
namespace {

// Constants of the paper, section 4.3: multipliers, and the Weyl sequence that advances the key.
constexpr std::uint64_t kMultiplier0 = 0xD2511F53, kMultiplier1 = 0xCD9E8D57;
constexpr std::uint32_t kWeyl0 = 0x9E3779B9, kWeyl1 = 0xBB67AE85;
constexpr int kRounds = 10;

std::uint32_t low(std::uint64_t x) { return static_cast<std::uint32_t>(x); }
std::uint32_t high(std::uint64_t x) { return static_cast<std::uint32_t>(x >> 32); }

/// Block `index` of a stream; `kind` keeps distributions that share a stream apart.
std::array<std::uint32_t, 4> block(std::uint64_t seed, std::uint32_t stream, std::uint64_t index, std::uint32_t kind) {
    return philox({low(index), high(index), stream, kind}, {low(seed), high(seed)});
}

}  // namespace

std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter, std::array<std::uint32_t, 2> key) {
    for (int round = 0; round < kRounds; ++round) {
        const std::uint64_t product0 = kMultiplier0 * counter[0];
        const std::uint64_t product1 = kMultiplier1 * counter[2];
        counter = {high(product1) ^ counter[1] ^ key[0], low(product1), high(product0) ^ counter[3] ^ key[1], low(product0)};
        key = {key[0] + kWeyl0, key[1] + kWeyl1};
    }
    return counter;
}

std::uint32_t random_bits(std::uint64_t seed, std::uint32_t stream, std::uint64_t index) {
    return block(seed, stream, index / 4, 0)[index % 4];
}

float random_uniform(std::uint64_t seed, std::uint32_t stream, std::uint64_t index) {
    return static_cast<float>(random_bits(seed, stream, index) >> 8) * 0x1p-24f;
}

float random_normal(std::uint64_t seed, std::uint32_t stream, std::uint64_t index) {
    // z = sqrt(-2 ln u) cos(2 pi v), u in (0, 1], v in [0, 1), 53 bits each.
    const std::array<std::uint32_t, 4> words = block(seed, stream, index, 1);
    const auto fraction = [](std::uint32_t a, std::uint32_t b) { return (std::uint64_t{a} << 21) | (b >> 11); };
    const double u = static_cast<double>(fraction(words[0], words[1]) + 1) * 0x1p-53;
    const double v = static_cast<double>(fraction(words[2], words[3])) * 0x1p-53;
    constexpr double kTwoPi = 6.283185307179586476925;
    return static_cast<float>(std::sqrt(-2.0 * portable_log(u)) * portable_cos(kTwoPi * v));
}

}  // namespace headscope::core
