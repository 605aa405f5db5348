// Scratch memory and the tile kernel to use, kept by the caller between calls.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/base/buffer.hpp"

namespace headscope::core {

/// The tile kernels of this build. All give the same bits; which one is fastest depends on the engine that runs them.
enum class TileKernel : std::uint8_t { narrow, wide };

/// Passed to every function that computes. One per thread; contents carry no numbers from call to call.
struct Workspace {
    TileKernel tile = TileKernel::narrow;
    Buffer scratch;
};

/// What this build was compiled for, for the interface and the benchmark: for example "wasm relaxed simd, 4 lanes, fma".
const char* build_description();

/// The same in the words of the page and its catalogue: "simd128", "relaxed simd" or "native".
std::string_view engine_name();

}  // namespace headscope::core
