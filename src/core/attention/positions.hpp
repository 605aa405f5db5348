// What a position adds: sinusoids to an embedding, and with a distance to a score.
#pragma once

#include <cstdint>

namespace headscope::core {

/// PE(position, 2i) = sin(position / 10000^(2i/d_model)), PE(position, 2i+1) = cos(same angle)
/// (Vaswani et al. 2017, arXiv 1706.03762, section 3.5). The same bits on every platform. `position` up to 1e6.
float sinusoidal_position(std::int64_t position, std::int32_t dim, std::int32_t d_model);

/// How much a score of this head loses with each place between query and key (ALiBi: Press et al. 2022, arXiv 2108.12409, section 3):
/// 2^(-8 (head+1) / n) for n heads when n is a power of two. Otherwise, as in the authors' code, the first heads have the slopes of
/// the largest power of two below n, and the others every other slope of twice that many heads. The same bits on every platform.
float alibi_slope(std::int32_t head, std::int32_t num_heads);

}  // namespace headscope::core
