// Matrix product of rows with packed panels: the inner loops of projections, scores and context.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/base/tensor.hpp"
#include "core/kernels/workspace.hpp"

namespace headscope::core {

/// `out[r, c] = factor[r] * (init[c] + sum over k of left[r, k] * panels[c / w][k][c % w])` with w = kPanelWidth, for r in
/// [0, rows) and c in `columns`. One chain per element, in order of k, starting from init; sums of more than kLongestChain terms
/// are cut into short ones (long_sum.hpp).
struct Product {
    const float* left = nullptr;  ///< `[rows, depth]`
    std::ptrdiff_t left_stride = 0;
    std::int32_t rows = 0;
    std::int32_t depth = 0;       ///< number of terms
    std::int32_t first_term = 0;  ///< where they begin in a sum of `all_terms`, of which the others are known to be 0
    std::int32_t all_terms = 0;   ///< less than depth = depth
    const float* panels = nullptr;
    std::ptrdiff_t panel_stride = 0;  ///< floats from one panel to the next
    Range columns;
    const float* init = nullptr;       ///< nullptr = zeros; one row for all (a bias), addressed by absolute column
    const float* factor = nullptr;     ///< nullptr = ones
    std::ptrdiff_t factor_stride = 0;  ///< floats from one row's factor to the next: 0 = the same for all
    float* out = nullptr;              ///< addressed by absolute column
    std::ptrdiff_t out_stride = 0;
};

/// Computes it; the bits are the same with either kernel.
void multiply(const Product& product, TileKernel kernel);

}  // namespace headscope::core
