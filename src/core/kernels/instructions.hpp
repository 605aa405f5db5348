// What goes below xsimd: instructions its WebAssembly back end lacks, and what keeps engines from undoing the order of a loop.
//
// What each gains (one Zen 4 core, products in cache):
// - multiply_add: relaxed SIMD's fused multiply-add, 58.8 GFLOP/s in registers where multiplying and adding gives 52.
// - splat_at: one part in a hundred, four where a loop's body holds several terms.
// - keep_order, with the linker's options in CMakeLists.txt: 50 instead of 22 GFLOP/s for the unrolled tile (simd128, V8 13.6).
// - fence: 46 instead of 35 for tiles of three rows in V8 11 (simd128).
#pragma once

#include <xsimd/xsimd.hpp>
#if defined(__wasm__)
#include <wasm_simd128.h>
#endif

namespace headscope::core {

using Floats = xsimd::batch<float>;

#if defined(__wasm_relaxed_simd__) || defined(__FMA__) || defined(__ARM_FEATURE_FMA)
inline constexpr bool kFused = true;
#else
inline constexpr bool kFused = false;
#endif

/// a * b + c, rounded once where the build has a fused multiply-add and twice where not. Every chain of the core uses this
/// one function, in tails too, so that a number does not depend on where in a tile it was computed.
inline Floats multiply_add(Floats a, Floats b, Floats c) {
#if defined(__wasm_relaxed_simd__)
    return wasm_f32x4_relaxed_madd(a, b, c);
#else
    if constexpr (kFused) return xsimd::fma(a, b, c);
    else return a * b + c;
#endif
}

/// `address[kIndex]` in every lane. LLVM adds the offset of a splatting load in an instruction of its own, in every step of every
/// row; written out it is part of the load.
template <int kIndex>
inline Floats splat_at(const float* address) {
#if defined(__wasm__)
    v128_t value;
    asm("local.get %1\n\tv128.load32_splat %2:p2align=2\n\tlocal.set %0"
        : "=r"(value)
        : "r"(address), "i"(kIndex * 4), "m"(address[kIndex]));
    return Floats(value);
#else
    return Floats(address[kIndex]);
#endif
}

/// Keeps the compiler from reordering the steps: it would interleave them until nothing fits the registers.
inline void keep_order([[maybe_unused]] Floats& sum) {
#if defined(__wasm__)
    asm volatile("" : "+r"(sum.data) : : "memory");
#endif
}

/// Divides a loop's body into blocks by a branch that is never taken: no float lies at an odd address. (It leads to the nearest
/// label, which is the loop's start: a branch out of the loop would cost registers.) Each fence of a body has an odd number of
/// its own, since the engine drops a second test of the same condition.
template <int kOdd>
inline void fence([[maybe_unused]] const float* address) {
#if defined(__wasm__)
    asm volatile("local.get %0\n\ti32.const %1\n\ti32.eq\n\tbr_if 0" : : "r"(address), "i"(kOdd) : "memory");
#endif
}

}  // namespace headscope::core
