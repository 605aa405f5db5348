// The one seam below xsimd: a fused multiply-add for WebAssembly, whose xsimd back end has none.
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
  asm("local.get %1\n\tv128.load32_splat %2:p2align=2\n\tlocal.set %0" : "=r"(value) : "r"(address), "i"(kIndex * 4), "m"(address[kIndex]));
  return Floats(value);
#else
  return Floats(address[kIndex]);
#endif
}

}  // namespace headscope::core
