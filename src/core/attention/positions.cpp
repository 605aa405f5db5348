// Sinusoidal position encoding, and the slopes of ALiBi.
#include "core/attention/positions.hpp"

#include "core/kernels/elementary.hpp"

namespace headscope::core {

float sinusoidal_position(std::int64_t position, std::int32_t dim, std::int32_t d_model) {
    if (d_model < 1) return 0.0f;
    constexpr double kLn10000 = 9.210340371976182736072;
    const double pair = static_cast<double>(dim - dim % 2);
    const double angle = static_cast<double>(position) * portable_exp(-kLn10000 * pair / static_cast<double>(d_model));
    return static_cast<float>(dim % 2 == 0 ? portable_sin(angle) : portable_cos(angle));
}

float alibi_slope(std::int32_t head, std::int32_t num_heads) {
    constexpr double kLn2 = 0.693147180559945309417;
    std::int32_t power = 1;
    while (power <= num_heads / 2) power *= 2;
    const double heads = head < power ? power : 2.0 * power, index = head < power ? head + 1 : 2 * (head - power) + 1;
    return static_cast<float>(portable_exp(-8.0 * kLn2 * index / heads));
}

}  // namespace headscope::core
