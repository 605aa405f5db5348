// Matrix product of plain rows with packed panels: the inner loops of projections, scores and context.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/tensor.hpp"
#include "core/workspace.hpp"

namespace headscope::core {

/// `out[r, c] = init[r, c] + sum over k of left[r, k] * panels[c / w][k][c % w]` with w = kPanelWidth, for r in [0, rows)
/// and c in `columns`. One chain per element, in order of k, starting from init.
struct Product {
  const float* left = nullptr;  ///< `[rows, depth]`
  std::ptrdiff_t left_stride = 0;
  std::int32_t rows = 0;
  std::int32_t depth = 0;       ///< number of terms
  const float* panels = nullptr;
  std::ptrdiff_t panel_stride = 0;  ///< floats from one panel to the next
  Range columns;
  const float* init = nullptr;  ///< nullptr = zeros; otherwise addressed by absolute column
  std::ptrdiff_t init_stride = 0;  ///< 0 repeats one row (a bias)
  float* out = nullptr;         ///< addressed by absolute column; may equal init
  std::ptrdiff_t out_stride = 0;
};

/// Terms per pass over a panel, so that a panel's slice stays in the first-level cache.
inline constexpr std::int32_t kDepthBlock = 256;

/// One pass, whatever the depth.
void multiply(const Product& product, TileKernel kernel);
/// In slices of kDepthBlock terms: `out` carries the chain from slice to slice.
void multiply_blocked(Product product, TileKernel kernel);

}  // namespace headscope::core
