// The tile kernels. A tile is some rows times some vectors of columns, its sums held in registers.
//
// Engines differ in what they make of a loop, so there are two kernels and a choice by timing; each element's chain is the same
// in both. V8 before version 12 hoists all loads of a block of code to its top and spills what then does not fit the registers:
// the narrow kernel keeps its blocks small. Newer engines keep the order: the wide kernel fills the registers and does several
// terms per turn of the loop.
#include "core/kernels/tile.hpp"

#include <algorithm>
#include <utility>

#include "core/kernels/long_product.hpp"
#include "core/kernels/long_sum.hpp"
#include "core/kernels/simd.hpp"

namespace headscope::core {
namespace {

// A build that has to be compiled quickly takes fewer; every element's chain of sums is the same.
#ifndef HEADSCOPE_WIDE_STEPS
#define HEADSCOPE_WIDE_STEPS (kFused ? 2 : 16)
#endif

/// Terms per turn of the loop. (Without fused multiply-add 16 are 4 % faster than 4 in Chromium 156; with it 4 gain nothing over 2.)
constexpr int steps_of(TileKernel kernel) { return kernel == TileKernel::narrow ? 1 : HEADSCOPE_WIDE_STEPS; }

/// Rows of a tile so many vectors wide: as many sums as registers hold beside what a step needs, for chains enough to keep the
/// arithmetic units busy. (V8 11 spills the narrow kernel's sums without fused multiply-add from the fourth row on.)
constexpr int most_rows(TileKernel kernel, int vectors) {
    constexpr int kNarrow[] = {kFused ? 6 : 3, kFused ? 4 : 3, 3}, kWide[] = {8, kFused ? 6 : 4, 3};
    return (kernel == TileKernel::narrow ? kNarrow : kWide)[vectors - 1];
}

constexpr float kOne = 1.0f;

/// Rows of the next group when `rows` are left: as many as a tile takes, or at the end two groups of about half: the few chains
/// of a very small group would leave the arithmetic units waiting.
int group_rows(int most, std::int32_t rows) {
    if (rows <= most) return static_cast<int>(rows);
    return rows <= most + most / 2 ? static_cast<int>((rows + 1) / 2) : most;
}

struct TileArguments {
    const float* left;
    std::ptrdiff_t left_stride;
    const float* panel;  ///< `[depth][kPanelWidth]`
    std::int32_t depth;
    const float* init;  ///< one row for all, nullptr = zeros
    const float* factor;
    std::ptrdiff_t factor_stride;
    float* out;
    std::ptrdiff_t out_stride;
};

/// Calls `body(0)`, `body(1)` ... with constants.
template <class Body, int... kIndices>
inline void for_constants(std::integer_sequence<int, kIndices...>, const Body& body) {
    (body(std::integral_constant<int, kIndices>()), ...);
}

template <TileKernel kKernel, int kVectors, int kRows>
void tile(const TileArguments& t) {
    // 1. Start the chains.
    Floats sums[kRows][kVectors];
    for (int r = 0; r < kRows; ++r)
        for (int v = 0; v < kVectors; ++v) sums[r][v] = t.init == nullptr ? splat(0.0f) : load(t.init + v * kLanes);
    // 2. One term of every chain after the other.
    // Two instructions per multiply-add need a register in between.
    constexpr int kSteps = steps_of(kKernel);
    constexpr bool kFences = kSteps == 1 && !kFused;
    const float* left[kRows];
    for (int r = 0; r < kRows; ++r) left[r] = t.left + r * t.left_stride;
    const float* panel = t.panel;
    const auto step = [&](auto k) {
        Floats right[kVectors];
        for (int v = 0; v < kVectors; ++v) right[v] = load(panel + k * kPanelWidth + v * kLanes);
        for_constants(std::make_integer_sequence<int, kRows>(), [&](auto r) {
            if constexpr (kFences && r > 0) fence<2 * r + 1>(left[0]);
            const Floats value = splat_at<k>(left[r]);
            for (int v = 0; v < kVectors; ++v) {
                sums[r][v] = multiply_add(value, right[v], sums[r][v]);
                keep_order(sums[r][v]);
            }
        });
    };
    const auto turns = [&](auto steps, std::int32_t depth) {
        const float* const end = t.panel + static_cast<std::ptrdiff_t>(depth) * kPanelWidth;
#pragma GCC unroll 1
        while (panel != end) {
            for_constants(std::make_integer_sequence<int, steps>(), step);
            for (const float*& row : left) row += steps;
            panel += steps * kPanelWidth;
        }
    };
    turns(std::integral_constant<int, kSteps>(), round_down(t.depth, kSteps));
    if constexpr (kSteps > 1) turns(std::integral_constant<int, 1>(), t.depth);
    // 3. Store. An underflow may have left -0, which a further term of 0 would turn into +0; that must not depend on the tile.
    for (int r = 0; r < kRows; ++r) {
        const Floats factor = splat(t.factor[r * t.factor_stride]);
        for (int v = 0; v < kVectors; ++v)
            store(t.out + r * t.out_stride + v * kLanes, multiply_add(sums[r][v], factor, splat(0.0f)));
    }
}

/// The tile of so many rows, at most kRows; most often it is as many.
template <TileKernel kKernel, int kVectors, int kRows = most_rows(kKernel, kVectors)>
void tile_of(int rows, const TileArguments& t) {
    if (rows == kRows) return tile<kKernel, kVectors, kRows>(t);
    if constexpr (kRows > 1) tile_of<kKernel, kVectors, kRows - 1>(rows, t);
}

/// Where the chains of the columns from `column` on start, go and find their terms.
TileArguments arguments_of(const Product& p, std::int32_t column) {
    TileArguments t{};
    t.left = p.left;
    t.left_stride = p.left_stride;
    t.panel = p.panels + (column / kPanelWidth) * p.panel_stride + column % kPanelWidth;
    t.depth = p.depth;
    t.init = p.init ? p.init + column : nullptr;
    t.factor = p.factor ? p.factor : &kOne;
    t.factor_stride = p.factor ? p.factor_stride : 0;
    t.out = p.out + column;
    t.out_stride = p.out_stride;
    return t;
}

/// Calls `body(rows, t)` for each group of at most so many rows, with `t` set to it.
template <class Body>
inline void for_each_group(std::int32_t all_rows, int most, TileArguments t, const Body& body) {
    for (std::int32_t left_over = all_rows; left_over > 0;) {
        const int rows = group_rows(most, left_over);
        body(rows, t);
        t.left += rows * t.left_stride;
        t.factor += rows * t.factor_stride;
        t.out += rows * t.out_stride;
        left_over -= rows;
    }
}

/// All rows against `kVectors` whole vectors of columns from `column` on, all in one panel. Each in a function of its own: engines
/// allot registers better in small ones.
template <TileKernel kKernel, int kVectors>
[[gnu::noinline]] void whole_vectors(const Product& product, std::int32_t column) {
    for_each_group(product.rows, most_rows(kKernel, kVectors), arguments_of(product, column),
                   [](int rows, const TileArguments& t) { tile_of<kKernel, kVectors>(rows, t); });
}

/// The columns `wanted` of one vector: through a buffer, so that nothing else is read from init or written to out.
template <TileKernel kKernel>
[[gnu::noinline]] void part_of_vector(const Product& product, Range wanted) {
    const std::int32_t column = round_down(wanted.begin, kLanes);
    const int first = wanted.begin - column, last = wanted.end - column;
    constexpr int kMost = most_rows(kKernel, 1);
    float init[kLanes] = {};
    for (int c = first; product.init && c < last; ++c) init[c] = product.init[column + c];
    for_each_group(product.rows, kMost, arguments_of(product, column), [&](int rows, const TileArguments& t) {
        float out[kMost][kLanes];
        TileArguments part = t;
        part.init = init;
        part.out = &out[0][0];
        part.out_stride = kLanes;
        tile_of<kKernel, 1>(rows, part);
        for (int r = 0; r < rows; ++r)
            for (int c = first; c < last; ++c) t.out[r * t.out_stride + c] = out[r][c];
    });
}

template <TileKernel kKernel>
void multiply_by(const Product& product) {
    for (std::int32_t column = product.columns.begin; column < product.columns.end;) {
        const std::int32_t panel_end = std::min(round_down(column, kPanelWidth) + kPanelWidth, product.columns.end);
        const std::int32_t vectors = (panel_end - column) / kLanes;
        if (column % kLanes != 0 || vectors == 0) {
            const Range part{column, std::min(round_down(column, kLanes) + kLanes, panel_end)};
            part_of_vector<kKernel>(product, part);
            column = part.end;
        } else {
            if (vectors == 1) whole_vectors<kKernel, 1>(product, column);
            else if (vectors == 2) whole_vectors<kKernel, 2>(product, column);
            else whole_vectors<kKernel, kPanelVectors>(product, column);
            column += vectors * kLanes;
        }
    }
}

}  // namespace

void multiply(const Product& product, TileKernel kernel) {
    if (std::max(product.depth, product.all_terms) > kLongestChain) multiply_in_chains(product, kernel);
    else if (kernel == TileKernel::wide) multiply_by<TileKernel::wide>(product);
    else multiply_by<TileKernel::narrow>(product);
}

}  // namespace headscope::core
