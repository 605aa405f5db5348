// Long products: the tiles do one short chain of all elements of a panel after the other.
#include "core/kernels/long_product.hpp"

#include <algorithm>

#include "core/kernels/long_sum.hpp"

namespace headscope::core {
namespace {

/// Rows whose sums are held together. All tiles' rows divide it.
constexpr std::int32_t kRows = 24;

/// Some rows of one panel, at most kRows. `panel` is of the columns from 0 on. (Cold: that is short code. The tiles do the work.)
[[gnu::cold]] void multiply_panel(const Product& panel, TileKernel kernel) {
    CompensatedSum sums[kRows][kPanelVectors];
    alignas(64) float results[kRows][kPanelWidth] = {};
    Product chain = panel;
    chain.out = results[0];
    chain.out_stride = kPanelWidth;
    chain.init = chain.factor = nullptr;
    // 1. What the sums start from, then chain by chain.
    if (panel.init) {
        for (std::int32_t c = panel.columns.begin; c < panel.columns.end; ++c) results[0][c] = panel.init[c];
        for (std::int32_t r = 0; r < panel.rows; ++r)
            for (int v = 0; v < kPanelVectors; ++v) sums[r][v].add(load(&results[0][v * kLanes]));
    }
    for_each_chain({panel.first_term, panel.first_term + panel.depth}, kShortChain, [&](Range terms) {
        const std::int32_t at = terms.begin - panel.first_term;
        chain.left = panel.left + at;
        chain.panels = panel.panels + static_cast<std::ptrdiff_t>(at) * kPanelWidth;
        chain.depth = chain.all_terms = terms.size();
        multiply(chain, kernel);
        for (std::int32_t r = 0; r < panel.rows; ++r)
            for (int v = 0; v < kPanelVectors; ++v) sums[r][v].add(load(&results[r][v * kLanes]));
    });
    // 2. Totals times factors.
    for (std::int32_t r = 0; r < panel.rows; ++r) {
        const Floats factor = splat(panel.factor ? panel.factor[r * panel.factor_stride] : 1.0f);
        for (int v = 0; v < kPanelVectors; ++v)
            store(&results[r][v * kLanes], multiply_add(sums[r][v].total(), factor, splat(0.0f)));
        for (std::int32_t c = panel.columns.begin; c < panel.columns.end; ++c)
            panel.out[r * panel.out_stride + c] = results[r][c];
    }
}

}  // namespace

[[gnu::cold]] void multiply_in_chains(const Product& product, TileKernel kernel) {
    for (std::int32_t row = 0; row < product.rows; row += kRows)
        for (std::int32_t column = round_down(product.columns.begin, kPanelWidth); column < product.columns.end;
             column += kPanelWidth) {
            Product panel = product;
            panel.left += row * product.left_stride;
            panel.rows = std::min(kRows, product.rows - row);
            panel.panels += column / kPanelWidth * product.panel_stride;
            panel.columns = {std::max(product.columns.begin - column, 0), std::min(product.columns.end - column, kPanelWidth)};
            if (product.init) panel.init += column;
            if (product.factor) panel.factor += row * product.factor_stride;
            panel.out += row * product.out_stride + column;
            multiply_panel(panel, kernel);
        }
}

}  // namespace headscope::core
