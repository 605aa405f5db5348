// Products whose sums are too long for one chain.
#pragma once

#include "core/kernels/tile.hpp"

namespace headscope::core {

/// As multiply, in chains of kShortChain terms (long_sum.hpp).
void multiply_in_chains(const Product& product, TileKernel kernel);

}  // namespace headscope::core
