// The generator against published vectors, and the numbers drawn from it.
#include <catch2/catch_test_macros.hpp>

#include <cmath>

#include "core/random/random.hpp"

using namespace headscope::core;
using Words = std::array<std::uint32_t, 4>;

TEST_CASE("Philox 4x32-10 gives the known answers published with it") {
    // Random123, kat_vectors, "philox4x32 10".
    CHECK(philox({0, 0, 0, 0}, {0, 0}) == Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
    CHECK(philox({0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}, {0xffffffff, 0xffffffff}) ==
          Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
    CHECK(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}) ==
          Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

TEST_CASE("Uniform numbers fill [0, 1) evenly") {
    double sum = 0.0, squares = 0.0;
    constexpr int kCount = 100000;
    for (int i = 0; i < kCount; ++i) {
        const float u = random_uniform(5, 1, static_cast<std::uint64_t>(i));
        REQUIRE((u >= 0.0f && u < 1.0f));
        sum += u;
        squares += double(u) * u;
    }
    CHECK(std::abs(sum / kCount - 0.5) < 0.005);
    CHECK(std::abs(squares / kCount - 1.0 / 3.0) < 0.005);
}

TEST_CASE("Normal numbers have mean 0, variance 1 and fourth moment 3") {
    double moments[5] = {};
    constexpr int kCount = 100000;
    for (int i = 0; i < kCount; ++i) {
        const double z = random_normal(7, 2, static_cast<std::uint64_t>(i));
        for (int k = 1; k <= 4; ++k) moments[k] += std::pow(z, k) / kCount;
    }
    CHECK(std::abs(moments[1]) < 0.02);
    CHECK(std::abs(moments[2] - 1.0) < 0.03);
    CHECK(std::abs(moments[3]) < 0.06);
    CHECK(std::abs(moments[4] - 3.0) < 0.2);
}

TEST_CASE("Seeds, streams and indices give unrelated numbers") {
    CHECK(random_bits(1, 0, 0) != random_bits(2, 0, 0));
    CHECK(random_bits(1, 0, 0) != random_bits(1, 1, 0));
    CHECK(random_bits(1, 0, 0) != random_bits(1, 0, 4));
    CHECK(random_bits(1, 0, 0) != random_bits(1ULL << 32, 0, 0));
}
