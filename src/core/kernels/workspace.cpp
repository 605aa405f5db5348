// Naming the build.
#include "core/kernels/workspace.hpp"

#include "core/kernels/simd.hpp"

namespace headscope::core {

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

std::string_view engine_name() {
#if defined(__wasm_relaxed_simd__)
    return "relaxed simd";
#elif defined(__wasm__)
    return "simd128";
#else
    return "native";
#endif
}

}  // namespace headscope::core
