// Numbers as text.
#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <limits>

#include "ui/text/number_text.hpp"

using namespace headscope::ui;

TEST_CASE("Shown numbers have fixed decimals, a real minus sign, and no negative zero") {
    CHECK(shown(0.126, 2) == "0.13");
    CHECK(shown(-0.126, 2) == "\u22120.13");
    CHECK(shown(-0.001, 2) == "0.00");
    CHECK(shown(12345, 0) == "12345");
    CHECK(shown(9.999, 2) == "10.00");
    CHECK(shown(0, 3) == "0.000");
}

TEST_CASE("Numbers too long for fixed decimals become scientific, and what is no number says so") {
    CHECK(shown(2.5e7, 2) == "2.5e7");
    CHECK(shown(-std::numeric_limits<double>::infinity(), 2) == "\u2212\u221E");
    CHECK(shown(std::nan(""), 2) == "NaN");
}

TEST_CASE("In sentences very large and very small numbers become powers of ten, without padding") {
    CHECK(number_text(0.00036, 3) == "3.6e\u22124");
    CHECK(number_text(-2.5e12, 3) == "\u22122.5e12");
    CHECK(number_text(1e-30, 3) == "1.0e\u221230");
    CHECK(number_text(1234.56, 3) == "1234.6");
    CHECK(short_text(1e8) == "1e8");
}

TEST_CASE("Exact digits read back to the same number") {
    for (const float value : {0.1f, 1.0f / 3, 16777217.0f, 1e-8f, -2.5e20f, 0.0f})
        CHECK(std::strtof(exact(static_cast<double>(value)).c_str(), nullptr) == value);
    CHECK(exact(4294967295.0) == "4294967295");
    CHECK(exact(0.1) == "0.1");
}

TEST_CASE("A decade is the power of ten at or below a size") {
    const double sizes[][2] = {{1, 1},          {9.99, 1},      {10, 10},     {1000, 1000},   {0.001, 0.001},
                               {0.0099, 0.001}, {1e-30, 1e-30}, {3e38, 1e38}, {9.99e-8, 1e-8}};
    for (const auto& [size, expected] : sizes) {
        INFO(size);
        CHECK(std::fabs(decade(size) / expected - 1) < 1e-14);
    }
}
