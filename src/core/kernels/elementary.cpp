// Elementary functions whose bits do not depend on the platform: no call into a math library, no contraction.
#include "core/kernels/elementary.hpp"

#include <bit>
#include <cmath>
#include <cstdint>

namespace headscope::core {
namespace {

constexpr double kLn2High = 0x1.62e42feep-1;  // 32 bits: products with an exponent are exact
constexpr double kLn2Low = 0x1.a39ef35793c76p-33;

double power_of_two(std::int64_t n) { return std::bit_cast<double>(static_cast<std::uint64_t>(n + 1023) << 52); }

/// sin and cos on [-pi/4, pi/4] by their Taylor series, to beyond float64.
double sine_kernel(double x) {
    const double z = x * x;
    double sum = 0.0;
    for (int n = 21; n >= 3; n -= 2) sum = -z * (1.0 + sum) / (n * (n - 1));
    return x + x * sum;
}

double cosine_kernel(double x) {
    const double z = x * x;
    double sum = 0.0;
    for (int n = 22; n >= 2; n -= 2) sum = -z * (1.0 + sum) / (n * (n - 1));
    return 1.0 + sum;
}

struct Reduced {
    double angle;          ///< in [-pi/4, pi/4]
    std::int64_t quarter;  ///< x = angle + quarter * pi/2
};

Reduced reduce(double x) {
    // pi/2 in three parts of 33 bits, so that multiples up to 2^20 are exact.
    constexpr double kPart1 = 0x1.921fb544p+0, kPart2 = 0x1.0b4611a6p-34, kPart3 = 0x1.3198a2e037073p-69;
    const double n = std::floor(x * 0x1.45f306dc9c883p-1 + 0.5);
    return {((x - n * kPart1) - n * kPart2) - n * kPart3, static_cast<std::int64_t>(n)};
}

}  // namespace

double portable_log(double x) {
    // x = m 2^e with m in [sqrt(1/2), sqrt(2)); ln m = 2 atanh(f), f = (m-1)/(m+1).
    const std::uint64_t bits = std::bit_cast<std::uint64_t>(x);
    std::int64_t exponent = static_cast<std::int64_t>((bits >> 52) & 0x7ff) - 1023;
    double m = std::bit_cast<double>((bits & 0x000fffffffffffffULL) | 0x3ff0000000000000ULL);
    if (m > 1.4142135623730951) {
        m *= 0.5;
        ++exponent;
    }
    const double f = (m - 1.0) / (m + 1.0), z = f * f;
    double sum = 0.0;
    for (int n = 23; n >= 3; n -= 2) sum = z * (sum + 1.0 / n);
    const double e = static_cast<double>(exponent);
    return e * kLn2High + (2.0 * f + (2.0 * f * sum + e * kLn2Low));
}

double portable_exp(double x) {
    if (!(std::fabs(x) <= 700)) return x < 0 ? 0 : x + INFINITY;  // NaN stays NaN
    // e^x = 2^n e^r, |r| <= ln(2)/2, e^r by its Taylor series.
    const double n = std::floor(x * 0x1.71547652b82fep+0 + 0.5);
    const double r = (x - n * kLn2High) - n * kLn2Low;
    double sum = 0.0;
    for (int k = 14; k >= 1; --k) sum = r * (1.0 + sum) / k;
    return (1.0 + sum) * power_of_two(static_cast<std::int64_t>(n));
}

double portable_sin(double x) {
    const Reduced reduced = reduce(x);
    switch (reduced.quarter & 3) {
        case 0: return sine_kernel(reduced.angle);
        case 1: return cosine_kernel(reduced.angle);
        case 2: return -sine_kernel(reduced.angle);
        default: return -cosine_kernel(reduced.angle);
    }
}

double portable_cos(double x) {
    const Reduced reduced = reduce(x);
    switch (reduced.quarter & 3) {
        case 0: return cosine_kernel(reduced.angle);
        case 1: return -sine_kernel(reduced.angle);
        case 2: return -cosine_kernel(reduced.angle);
        default: return sine_kernel(reduced.angle);
    }
}

}  // namespace headscope::core
