// 2^x and tanh for vectors of floats, with the errors the tests hold them to.
#pragma once

#include "core/simd.hpp"

namespace headscope::core {

/// Constants of exp2_nonpositive, read from memory once before a loop: newer V8 rebuilds a vector constant at every use.
struct ExpConstants {
  Floats lowest, magic, c6, c5, c4, c3, c2, c1, one;
  static ExpConstants load_all();
};

/// The numbers, in the order of the members of ExpConstants.
inline constexpr float kExpTable[] = {
    -127.0f,             // lowest: 2^-127 becomes 0
    0x1.8p+23f + 127.0f, // adding it rounds to an integer and leaves n + 127 in the low bits
    0x1.41fb2ep-13f, 0x1.5f3f2ep-10f, 0x1.3b2d50p-7f, 0x1.c6aee6p-5f, 0x1.ebfbd6p-3f, 0x1.62e430p-1f,  // minimax of (2^f - 1) / f
    1.0f,
};

inline ExpConstants ExpConstants::load_all() {
  const float* table = kExpTable;
#if defined(__GNUC__)
  asm volatile("" : "+r"(table));  // keeps the compiler from turning the loads back into constants
#endif
  return {splat(table[0]), splat(table[1]), splat(table[2]), splat(table[3]), splat(table[4]),
          splat(table[5]), splat(table[6]), splat(table[7]), splat(table[8])};
}

inline constexpr float kLog2E = 0x1.715476p+0f;

/// 2^x for x <= 0: at most 2 ulp while the result is a normal number, exactly 1 at 0, exactly 0 at -inf (and below -126.5),
/// NaN at NaN. e^x = 2^(x log2 e); rounding that product adds a relative error of at most |x| 2^-23.
///
/// 2^x = 2^n 2^f, n = round(x), |f| <= 1/2, 2^f by a polynomial of degree 6.
inline Floats exp2_nonpositive(Floats x, const ExpConstants& k) {
  // 1. Split off the power of two.
  x = at_least(x, k.lowest);
  const Floats shifted = x + k.magic;
  const Floats f = x - (shifted - k.magic);
  // 2. 2^f, in pairs of terms: one long chain would wait for itself.
  const Floats f2 = f * f;
  const Floats low = multiply_add(k.c1, f, k.one);
  const Floats middle = multiply_add(k.c3, f, k.c2);
  const Floats high = multiply_add(k.c6, f2, multiply_add(k.c5, f, k.c4));
  const Floats p = multiply_add(multiply_add(high, f2, middle), f2, low);
  // 3. Scale: the low bits of `shifted` become the exponent.
  const Ints power = xsimd::bitwise_cast<std::int32_t>(shifted) << 23;
  return p * xsimd::bitwise_cast<float>(power);
}

/// tanh x: at most 4 ulp, odd, exactly +-1 for large |x|, NaN at NaN.
///
/// |x| < 0.625: x + x^3 P(x^2). Otherwise 1 - 2 e / (1 + e) with e = e^(-2|x|), which cannot overflow.
inline Floats tanh_of(Floats x, const ExpConstants& k) {
  const Floats magnitude = xsimd::abs(x);
  const Floats square = x * x;
  Floats p = multiply_add(splat(-0.005666977260261774f), square, splat(0.020606176927685738f));
  p = multiply_add(p, square, splat(-0.05373000726103783f));
  p = multiply_add(p, square, splat(0.13331331312656403f));
  p = multiply_add(p, square, splat(-0.33333277702331543f));
  const Floats small = multiply_add(p * square, x, x);
  const Floats e = exp2_nonpositive(splat(-2.0f * kLog2E) * magnitude, k);
  const Floats large = splat(1.0f) - splat(2.0f) * e / (splat(1.0f) + e);
  const Floats signed_large = xsimd::select(x < splat(0.0f), -large, large);
  return xsimd::select(magnitude < splat(0.625f), small, signed_large);
}

}  // namespace headscope::core
