// exp and tanh for vectors of floats, with the errors the tests hold them to.
#pragma once

#include "core/simd.hpp"

namespace headscope::core {

/// Constants of exp_nonpositive, read from memory once before a loop: newer V8 rebuilds a vector constant at every use.
struct ExpConstants {
  Floats lowest, log2_e, magic, minus_ln2_high, minus_ln2_low, c6, c5, c4, c3, c2, one;
  static ExpConstants load_all();
};

/// The numbers, in the order of the members of ExpConstants.
inline constexpr float kExpTable[] = {
    -88.0f,              // lowest: rounds to n = -127, whose 2^n is 0
    0x1.715476p+0f,      // log2(e)
    0x1.8p+23f + 127.0f, // adding it rounds to an integer and leaves n + 127 in the low bits
    -0.693359375f,       // ln 2 in two parts; n * high is exact for |n| <= 127
    2.12194440e-4f,
    0x1.6a2352p-10f, 0x1.123a6cp-7f, 0x1.5558f4p-5f, 0x1.555490p-3f, 0x1.fffffcp-2f,  // minimax of (e^r - 1 - r) / r^2
    1.0f,
};

inline ExpConstants ExpConstants::load_all() {
  const float* table = kExpTable;
#if defined(__GNUC__)
  asm volatile("" : "+r"(table));  // keeps the compiler from turning the loads back into constants
#endif
  return {splat(table[0]), splat(table[1]), splat(table[2]), splat(table[3]), splat(table[4]), splat(table[5]),
          splat(table[6]), splat(table[7]), splat(table[8]), splat(table[9]), splat(table[10])};
}

/// e^x for x <= 0: at most 2 ulp while the result is a normal number, exactly 1 at 0, exactly 0 at -inf (and below -87.7),
/// NaN at NaN.
///
/// e^x = 2^n e^r, n = round(x log2 e), |r| <= ln(2)/2, e^r by a polynomial of degree 6.
inline Floats exp_nonpositive(Floats x, const ExpConstants& k) {
  // 1. Split off the power of two.
  x = at_least(x, k.lowest);
  const Floats shifted = multiply_add(x, k.log2_e, k.magic);
  const Floats n = shifted - k.magic;
  const Floats r = multiply_add(n, k.minus_ln2_low, multiply_add(n, k.minus_ln2_high, x));
  // 2. e^r.
  Floats p = multiply_add(k.c6, r, k.c5);
  p = multiply_add(p, r, k.c4);
  p = multiply_add(p, r, k.c3);
  p = multiply_add(p, r, k.c2);
  p = multiply_add(p, r, k.one);
  p = multiply_add(p, r, k.one);
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
  const Floats e = exp_nonpositive(splat(-2.0f) * magnitude, k);
  const Floats large = splat(1.0f) - splat(2.0f) * e / (splat(1.0f) + e);
  const Floats signed_large = xsimd::select(x < splat(0.0f), -large, large);
  return xsimd::select(magnitude < splat(0.625f), small, signed_large);
}

}  // namespace headscope::core
