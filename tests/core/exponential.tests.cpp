// Accuracy of 4^x and tanh in units in the last place, and their edges.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdio>

#include "core/kernels/exponential.hpp"

using namespace headscope::core;

namespace {

float power_lane(float x) { return power_of_4(splat(x), ExpConstants::load_all()).get(0); }
float tanh_lane(float x) { return tanh_of(splat(x), ExpConstants::load_all()).get(0); }

/// Distance in spacings of float32 at the true value.
double ulp_error(float got, double truth) {
    const float nearest = static_cast<float>(truth);
    const double spacing = static_cast<double>(std::nextafter(std::abs(nearest), kInfinity)) - std::abs(nearest);
    return std::abs(static_cast<double>(got) - truth) / spacing;
}

}  // namespace

TEST_CASE("4^x is within two units in the last place wherever its result is a normal number") {
    double worst = 0.0;
    // Every 61st float from -0 to -63, by its bits.
    const auto last = std::bit_cast<std::uint32_t>(-63.0f);
    for (std::uint32_t bits = 0x80000000; bits <= last; bits += 61) {
        const float x = std::bit_cast<float>(bits);
        worst = std::max(worst, ulp_error(power_lane(x), std::exp2(2.0 * static_cast<double>(x))));
        if (bits < 0xb0000000) bits += 100000;  // tiny arguments: all of them give 1
    }
    std::printf("4^x: at most %.3f ulp\n", worst);
    REQUIRE(worst <= 2.0);
}

TEST_CASE("4^x is exact at its edges") {
    REQUIRE(power_lane(0.0f) == 1.0f);
    REQUIRE(power_lane(-0.0f) == 1.0f);
    REQUIRE(power_lane(-0.5f) == 0.5f);
    REQUIRE(power_lane(-1.0f) == 0.25f);
    REQUIRE(power_lane(-63.0f) == 0x1p-126f);
    REQUIRE(power_lane(-kInfinity) == 0.0f);
    REQUIRE(power_lane(-1e30f) == 0.0f);
    REQUIRE(power_lane(-63.5f) == 0.0f);
    REQUIRE(std::isnan(power_lane(kNaN)));
    // Down to -63.25 the result is subnormal; below it is 0.
    REQUIRE(std::abs(power_lane(-63.125f) - std::exp2(-126.25)) < 1e-43);
}

TEST_CASE("tanh is within four units in the last place, odd, and saturates") {
    double worst = 0.0;
    for (std::uint32_t bits = 0x00800000; bits < 0x41a00000; bits += 997) {
        const float x = std::bit_cast<float>(bits);
        worst = std::max(worst, ulp_error(tanh_lane(x), std::tanh(static_cast<double>(x))));
        if (tanh_lane(-x) != -tanh_lane(x)) FAIL("not odd at " << x);
    }
    std::printf("tanh: at most %.3f ulp\n", worst);
    REQUIRE(worst <= 4.0);
    REQUIRE(tanh_lane(30.0f) == 1.0f);
    REQUIRE(tanh_lane(kInfinity) == 1.0f);
    REQUIRE(tanh_lane(-kInfinity) == -1.0f);
    REQUIRE(tanh_lane(0.0f) == 0.0f);
    REQUIRE(std::isnan(tanh_lane(kNaN)));
}
