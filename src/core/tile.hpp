// Matrix product of packed rows with packed panels: the inner loops of projections, scores and context.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/tensor.hpp"
#include "core/workspace.hpp"

namespace headscope::core {

/// Floats that `pack_rows` writes for `rows` rows of `depth` terms; the last few are slack.
std::int64_t packed_rows_size(std::int32_t rows, std::int32_t depth);

/// Lays `[rows, depth]` out as this kernel's tiles read them: groups of rows, one after the other, each `[depth][rows of the group]`.
/// A tile then walks one pointer, and rows that lie a power of two apart no longer fall into the same cache sets. Pays where the
/// rows meet many panels.
void pack_rows(const float* left, std::ptrdiff_t left_stride, std::int32_t rows, std::int32_t depth, TileKernel kernel, float* packed);

/// `out[r, c] = init[r, c] + sum over k of left[r, k] * panels[c / w][k][c % w]` with w = kPanelWidth, for r in [0, rows)
/// and c in `columns`. One chain per element, in order of k, starting from init.
struct Product {
  const float* left = nullptr;  ///< `[rows, depth]`
  std::ptrdiff_t left_stride = 0;
  bool packed = false;          ///< left is from pack_rows, for the kernel that multiplies; it has no stride
  std::int32_t rows = 0;
  std::int32_t depth = 0;       ///< number of terms
  const float* panels = nullptr;
  std::ptrdiff_t panel_stride = 0;  ///< floats from one panel to the next
  Range columns;
  const float* init = nullptr;  ///< nullptr = zeros; one row for all (a bias), addressed by absolute column
  float* out = nullptr;         ///< addressed by absolute column
  std::ptrdiff_t out_stride = 0;
};

/// Computes it in slices of some terms, so that a panel's slice stays in the first-level cache; `out` carries the chain from
/// slice to slice.
void multiply(const Product& product, TileKernel kernel);

}  // namespace headscope::core
