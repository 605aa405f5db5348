// Weights as the kernels take them.
#pragma once

#include "lab/model/heads.hpp"

namespace headscope::lab {

/// The rows that each column has, [depth, out]: of a whole matrix itself, of narrow heads' projections their blocks side by side.
Matrix stacked(const Matrix& weight, const Blocks& blocks);

}  // namespace headscope::lab
