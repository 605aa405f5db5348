// A matrix drawn with less than a pixel per cell, brought down to about one texel per pixel without losing lone bright cells.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "ui/base/heatmap.hpp"

namespace headscope::app {

/// Cells per texel and side, 1 when every cell has a pixel. `cells_x`, `cells_y`: cells per device pixel.
int minification(float cells_x, float cells_y);

/// How many texels so many cells become.
constexpr int texels(int cells, int factor) { return (cells + factor - 1) / factor; }

/// Reduces blocks of factor x factor cells, smaller ones at the right and lower edge. A block becomes the mean of its average
/// and its value of largest magnitude: an even area keeps its colour, a lone bright cell stays in sight. Hidden cells
/// (`hatches`, may be nullptr) do not count; a block of nothing but NaN is NaN. `out` is [ceil(rows/factor), ceil(cols/factor)].
void minify(const float* values, std::ptrdiff_t row_stride, int rows, int cols, const ui::Hatch* hatches, int factor,
            std::vector<float>& out);
/// A block is visible when any of its cells is, else hatched as its first cell.
void minify_hatches(const ui::Hatch* hatches, int rows, int cols, int factor, std::vector<ui::Hatch>& out);

}  // namespace headscope::app
