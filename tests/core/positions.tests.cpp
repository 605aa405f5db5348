// The slopes of ALiBi, against those that are published.
#include "core/attention/positions.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace headscope::core;

namespace {

/// Largest relative distance from slopes that are given as powers of two: -log2 of each.
double slopes_apart(const std::vector<double>& exponents) {
    const auto heads = static_cast<std::int32_t>(exponents.size());
    double largest = 0;
    for (std::int32_t head = 0; head < heads; ++head) {
        const double expected = std::exp2(-exponents[static_cast<std::size_t>(head)]);
        largest = std::max(largest, std::fabs(static_cast<double>(alibi_slope(head, heads)) / expected - 1));
    }
    return largest;
}

}  // namespace

TEST_CASE("The slopes of ALiBi are those of the paper for eight and sixteen heads, exactly where they are powers of two") {
    for (std::int32_t head = 0; head < 8; ++head) CHECK(alibi_slope(head, 8) == std::ldexp(1.0f, -head - 1));
    CHECK(slopes_apart({0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 5.5, 6, 6.5, 7, 7.5, 8}) < 1e-7);
    CHECK(alibi_slope(0, 1) == std::ldexp(1.0f, -8));
    CHECK(slopes_apart({2, 4, 6, 8}) < 1e-7);
}

TEST_CASE("Head counts that are no power of two take every other slope of twice the power below for the heads beyond it") {
    // The authors' get_slopes(12), (6) and (3), written out.
    CHECK(slopes_apart({1, 2, 3, 4, 5, 6, 7, 8, 0.5, 1.5, 2.5, 3.5}) < 1e-7);
    CHECK(slopes_apart({2, 4, 6, 8, 1, 3}) < 1e-7);
    CHECK(slopes_apart({4, 8, 2}) < 1e-7);
}
