// The tile kernels. A tile is some rows times one or two panels, its sums held in registers.
//
// The loop body is one step of k ended by a pointer compare: unrolled bodies make V8 (before version 12) hoist every load and
// spill. Which tile is fastest differs between engines, so there are two; each element's chain is the same in both.
#include "core/tile.hpp"

#include <algorithm>

#include "core/simd.hpp"

namespace headscope::core {
namespace {

alignas(64) constexpr float kZeros[2 * kPanelWidth] = {};

struct TileArguments {
  const float* left;
  std::ptrdiff_t left_stride;
  const float* panel;
  std::ptrdiff_t panel_stride;
  std::int32_t depth;
  const float* init;
  std::ptrdiff_t init_stride;
  float* out;
  std::ptrdiff_t out_stride;
};

template <int kRows, int kPanels>
void tile(const TileArguments& t) {
  constexpr int kVectors = 2 * kPanels;
  // 1. Start the chains.
  Floats sums[kRows][kVectors];
  const float* left[kRows];
  for (int r = 0; r < kRows; ++r) {
    for (int v = 0; v < kVectors; ++v) sums[r][v] = load(t.init + r * t.init_stride + v * kLanes);
    left[r] = t.left + r * t.left_stride;
  }
  // 2. One term of every chain per step.
  const float* panel = t.panel;
  const float* const end = panel + static_cast<std::ptrdiff_t>(t.depth) * kPanelWidth;
  const std::ptrdiff_t next_panel = t.panel_stride;
#pragma GCC unroll 1
  while (panel != end) {
    Floats right[kVectors];
    for (int v = 0; v < kVectors; ++v) right[v] = load(panel + (v / 2) * next_panel + (v % 2) * kLanes);
    for (int r = 0; r < kRows; ++r) {
      const Floats value = splat(*left[r]++);
      for (int v = 0; v < kVectors; ++v) sums[r][v] = multiply_add(value, right[v], sums[r][v]);
    }
    panel += kPanelWidth;
  }
  // 3. Store.
  for (int r = 0; r < kRows; ++r)
    for (int v = 0; v < kVectors; ++v) store(t.out + r * t.out_stride + v * kLanes, sums[r][v]);
}

constexpr int kNarrowRows = 4;
constexpr int kWideRows = kFused ? 6 : 2;
constexpr int kWidePanels = kFused ? 1 : 2;

template <int kPanels>
void rows_of_tiles(TileArguments t, std::int32_t rows, int main_rows) {
  const auto advance = [&](int count) {
    t.left += count * t.left_stride;
    t.init += count * t.init_stride;
    t.out += count * t.out_stride;
    rows -= count;
  };
  if (main_rows == kWideRows)
    for (; rows >= kWideRows; advance(kWideRows)) tile<kWideRows, kPanels>(t);
  if constexpr (kPanels == 1)
    for (; rows >= kNarrowRows; advance(kNarrowRows)) tile<kNarrowRows, kPanels>(t);
  if (rows >= 2) {
    tile<2, kPanels>(t);
    advance(2);
  }
  if (rows == 1) tile<1, kPanels>(t);
}

/// A panel of which only some columns are wanted: through a buffer, so that nothing else is read from init or written.
void partial_panel(const TileArguments& t, std::int32_t rows, int first, int last, const Product& product) {
  float buffer[kNarrowRows][kPanelWidth] = {};
  TileArguments part = t;
  part.init = part.out = &buffer[0][0];
  part.init_stride = part.out_stride = kPanelWidth;
  for (std::int32_t row = 0; row < rows; row += kNarrowRows) {
    const std::int32_t count = std::min<std::int32_t>(kNarrowRows, rows - row);
    for (std::int32_t r = 0; r < count; ++r)
      for (int c = first; c < last; ++c)
        buffer[r][c] = product.init ? t.init[(row + r) * t.init_stride + c] : 0.0f;
    part.left = t.left + row * t.left_stride;
    rows_of_tiles<1>(part, count, kNarrowRows);
    for (std::int32_t r = 0; r < count; ++r)
      for (int c = first; c < last; ++c) t.out[(row + r) * t.out_stride + c] = buffer[r][c];
  }
}

}  // namespace

void multiply(const Product& p, TileKernel kernel) {
  const bool wide = kernel == TileKernel::wide;
  const int main_rows = wide ? kWideRows : kNarrowRows;
  TileArguments t{p.left, p.left_stride, nullptr, p.panel_stride, p.depth, kZeros, p.init ? p.init_stride : 0, nullptr, p.out_stride};
  std::int32_t column = round_down(p.columns.begin, kPanelWidth);
  while (column < p.columns.end) {
    t.panel = p.panels + (column / kPanelWidth) * p.panel_stride;
    if (p.init) t.init = p.init + column;
    t.out = p.out + column;
    const int first = std::max(p.columns.begin - column, 0);
    const int last = std::min(p.columns.end - column, kPanelWidth);
    if (first > 0 || last < kPanelWidth) {
      partial_panel(t, p.rows, first, last, p);
    } else if (wide && kWidePanels == 2 && column + 2 * kPanelWidth <= p.columns.end) {
      rows_of_tiles<kWidePanels>(t, p.rows, kWideRows);
      column += kPanelWidth;
    } else {
      rows_of_tiles<1>(t, p.rows, main_rows);
    }
    column += kPanelWidth;
  }
}

void multiply_blocked(Product p, TileKernel kernel) {
  std::int32_t left_over = p.depth;
  for (;;) {
    p.depth = std::min(left_over, kDepthBlock);
    multiply(p, kernel);
    left_over -= p.depth;
    if (left_over == 0) return;
    p.left += p.depth;
    p.panels += static_cast<std::ptrdiff_t>(p.depth) * kPanelWidth;
    p.init = p.out;
    p.init_stride = p.out_stride;
  }
}

}  // namespace headscope::core
