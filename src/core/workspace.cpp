// Choosing the tile kernel by timing, and naming the build.
#include "core/workspace.hpp"

#include "core/simd.hpp"
#include "core/tile.hpp"

namespace headscope::core {

TileKernel choose_tile_kernel(double (*now_ms)(), double budget_ms) {
  // A product the size of one head's scores, in first-level cache: a multiple of all tiles' rows and columns.
  constexpr std::int32_t kRows = 12, kDepth = 64, kPanels = 6;
  constexpr std::int32_t kColumns = kPanels * kPanelWidth;
  Buffer memory;
  if (now_ms == nullptr || !memory.resize(packed_rows_size(kRows, kDepth) + kColumns * (kDepth + kRows)).ok()) return TileKernel::narrow;
  memory.fill_zero();
  Product product;
  product.left = memory.data();
  product.rows = kRows;
  product.depth = kDepth;
  product.panels = memory.data() + packed_rows_size(kRows, kDepth);
  product.panel_stride = kDepth * kPanelWidth;
  product.columns = {0, kColumns};
  product.out = memory.data() + packed_rows_size(kRows, kDepth) + kColumns * kDepth;
  product.out_stride = kColumns;

  // Alternate short runs, so that a change of clock speed or tier meets both; the best run of each counts.
  double best[2] = {1e300, 1e300};
  const double start = now_ms();
  for (int repeats = 8; now_ms() - start < budget_ms;) {
    for (const TileKernel kernel : {TileKernel::narrow, TileKernel::wide}) {
      const double before = now_ms();
      for (int i = 0; i < repeats; ++i) multiply(product, kernel);
      const double per_run = (now_ms() - before) / repeats;
      double& slot = best[static_cast<int>(kernel)];
      if (per_run > 0.0 && per_run < slot) slot = per_run;
    }
    // Browsers round their clocks to 0.1 ms; longer runs make that matter less.
    if (repeats < 64) repeats *= 2;
  }
  return best[1] < best[0] ? TileKernel::wide : TileKernel::narrow;
}

const char* build_description() {
#if defined(__wasm_relaxed_simd__)
  return "wasm relaxed simd, 4 lanes, fused multiply-add";
#elif defined(__wasm__)
  return "wasm simd128, 4 lanes, multiply and add";
#else
  if constexpr (kLanes == 16) return kFused ? "native, 16 lanes, fused multiply-add" : "native, 16 lanes, multiply and add";
  if constexpr (kLanes == 8) return kFused ? "native, 8 lanes, fused multiply-add" : "native, 8 lanes, multiply and add";
  return kFused ? "native, 4 lanes, fused multiply-add" : "native, 4 lanes, multiply and add";
#endif
}

}  // namespace headscope::core
