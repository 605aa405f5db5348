// Timing the tile kernels, and counting the answers.
#include "core/kernels/tile_choice.hpp"

#include "core/kernels/simd.hpp"
#include "core/kernels/tile.hpp"

namespace headscope::core {

TileKernel faster_tile_kernel(double (*now_ms)(), double budget_ms) {
    // A product the size of one head's scores, in first-level cache: a multiple of all tiles' rows and columns.
    constexpr std::int32_t kRows = 12, kDepth = 64, kPanels = 6;
    constexpr std::int32_t kColumns = kPanels * kPanelWidth;
    Buffer memory;
    if (now_ms == nullptr || !memory.resize(kRows * kDepth + kColumns * (kDepth + kRows)).ok()) return TileKernel::narrow;
    memory.fill_zero();
    Product product;
    product.left = memory.data();
    product.left_stride = kDepth;
    product.rows = kRows;
    product.depth = kDepth;
    product.panels = product.left + kRows * kDepth;
    product.panel_stride = kDepth * kPanelWidth;
    product.columns = {0, kColumns};
    product.out = memory.data() + (kRows + kColumns) * kDepth;
    product.out_stride = kColumns;

    // Alternate runs, so that a change of clock speed or tier meets both; the best run of each counts. Browsers round their clocks
    // to 0.1 ms and more, so a run counts only when it lasts many steps of that: its repeats grow until it does.
    double best[2] = {1e300, 1e300};
    const double start = now_ms();
    for (int repeats = 8; now_ms() - start < budget_ms;) {
        double run[2];
        for (const TileKernel kernel : {TileKernel::narrow, TileKernel::wide}) {
            const double before = now_ms();
            for (int i = 0; i < repeats; ++i) multiply(product, kernel);
            run[static_cast<int>(kernel)] = now_ms() - before;
        }
        if (run[0] + run[1] < budget_ms / 4) {
            repeats *= 2;
            continue;
        }
        for (int k = 0; k < 2; ++k) {
            if (run[k] / repeats < best[k]) best[k] = run[k] / repeats;
        }
    }
    return best[1] < best[0] ? TileKernel::wide : TileKernel::narrow;
}

void TileChoice::count(TileKernel faster, double at_ms) {
    if (made()) return;
    if (timings_ >= kWarmUps && faster == TileKernel::wide) ++for_wide_;
    ++timings_;
    last_ms_ = at_ms;
}

}  // namespace headscope::core
