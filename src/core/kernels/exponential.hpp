// Powers and tanh for vectors of floats, with the errors the tests hold them to.
#pragma once

#include "core/kernels/simd.hpp"

namespace headscope::core {

/// Constants of power_of_4, read from memory once before a loop: newer V8 rebuilds a vector constant at every use.
struct ExpConstants {
    Floats lowest, magic, c6, c5, c4, c3, c2, c1, one;
    static ExpConstants load_all();
};

/// The numbers, in the order of the members of ExpConstants.
inline constexpr float kExpTable[] = {
    -63.5f,              // lowest: 4^-63.5 becomes 0
    0x1.8p+22f + 63.5f,  // adding it rounds to a half n / 2 and leaves n + 127 in the low bits
    0x1.41fb2ep-7f,
    0x1.5f3f2ep-5f,
    0x1.3b2d50p-3f,
    0x1.c6aee6p-2f,
    0x1.ebfbd6p-1f,
    0x1.62e430p+0f,  // minimax of (4^f - 1) / f
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

/// e^x = 4^(x log4 e). (Base 4, because a factor below 1 makes no infinity of a finite score; base 2 would.)
inline constexpr float kLog4E = 0x1.715476p-1f;

/// 4^x for x <= 0: at most 2 ulp while the result is a normal number, exactly 1 at 0, exactly 0 at -inf (and below -63.25),
/// NaN at NaN.
///
/// 4^x = 2^n 4^f, n = round(2 x), |f| <= 1/4, 4^f by a polynomial of degree 6.
inline Floats power_of_4(Floats x, const ExpConstants& k) {
    // 1. Split off the power of two.
    x = at_least(x, k.lowest);
    const Floats shifted = x + k.magic;
    const Floats f = x - (shifted - k.magic);
    // 2. 4^f, in pairs of terms: one long chain would wait for itself.
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
    const Floats e = power_of_4(splat(-2.0f * kLog4E) * magnitude, k);
    const Floats large = splat(1.0f) - splat(2.0f) * e / (splat(1.0f) + e);
    const Floats signed_large = xsimd::select(x < splat(0.0f), -large, large);
    return xsimd::select(magnitude < splat(0.625f), small, signed_large);
}

}  // namespace headscope::core
