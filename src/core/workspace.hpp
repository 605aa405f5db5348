// Scratch memory and the choice of tile kernel, kept by the caller between calls.
#pragma once

#include <cstdint>

#include "core/buffer.hpp"

namespace headscope::core {

/// The tile kernels of this build. All give the same bits; which one is fastest depends on the engine that runs them.
enum class TileKernel : std::uint8_t { narrow, wide };

/// Passed to every function that computes. One per thread; contents carry no numbers from call to call.
struct Workspace {
  TileKernel tile = TileKernel::narrow;
  Buffer scratch;
};

/// Times the tile kernels against each other for about `budget_ms` and returns the faster one.
/// `now_ms` is a monotonic clock in milliseconds (in a page: performance.now). Never fails: out of memory gives `narrow`.
TileKernel choose_tile_kernel(double (*now_ms)(), double budget_ms = 4.0);

/// What this build was compiled for, for the interface and the benchmark: for example "wasm relaxed simd, 4 lanes, fma".
const char* build_description();

}  // namespace headscope::core
