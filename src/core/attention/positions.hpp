// Sinusoidal position encoding.
#pragma once

#include <cstdint>

namespace headscope::core {

/// PE(position, 2i) = sin(position / 10000^(2i/d_model)), PE(position, 2i+1) = cos(same angle)
/// (Vaswani et al. 2017, arXiv 1706.03762, section 3.5). The same bits on every platform. `position` up to 1e6.
float sinusoidal_position(std::int64_t position, std::int32_t dim, std::int32_t d_model);

}  // namespace headscope::core
