// Decimal digits against C's library, which the page does without.
#include <catch2/catch_test_macros.hpp>

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>

#include "lab/text/digits.hpp"
#include "lab/text/number.hpp"

using namespace headscope;

namespace {

std::string by_c(const char* format, double value, int count) {
    char text[64];
    std::snprintf(text, sizeof text, format, count, value);
    return text;
}

/// Any finite double: every exponent, both signs.
double any_double(std::mt19937_64& random) {
    for (;;) {
        const auto value = std::bit_cast<double>(random());
        if (std::isfinite(value)) return value;
    }
}

}  // namespace

TEST_CASE("Significant digits are written as C's %g writes them, for numbers of every size") {
    std::mt19937_64 random(41);
    for (int i = 0; i < 4000; ++i) {
        const double any = any_double(random);
        const double usual = std::ldexp(any, -std::ilogb(any) + i % 60 - 30);
        for (const double value : {any, usual}) {
            const int count = 5 + i % 9;  // too few for an exact half
            INFO(by_c("%.*g", value, 17) << " to " << count << " digits");
            REQUIRE(lab::significant(value, count) == by_c("%.*g", value, count));
            REQUIRE(lab::scientific(value, count) == by_c("%.*e", value, count - 1));
        }
    }
    for (const double value : {0.0, -0.0, 1.0, 1e5, 999999.75, 1e6, 1e-4, 1e-5, 123456.0, 0.5, -2.5e-310, 1e300})
        for (const int count : {1, 4, 6, 9, 17}) CHECK(lab::significant(value, count) == by_c("%.*g", value, count));
}

TEST_CASE("Digits are read as C's strtod reads them, and what is printed reads back to the same bits") {
    std::mt19937_64 random(42);
    for (int i = 0; i < 4000; ++i) {
        const double value = any_double(random);
        const std::string text = by_c("%.*g", value, 5 + i % 20);
        INFO(text);
        REQUIRE(std::bit_cast<std::uint64_t>(lab::nearest_double(text)) ==
                std::bit_cast<std::uint64_t>(std::strtod(text.c_str(), nullptr)));
        double back = 0;
        REQUIRE(lab::read_double(lab::print_double(value), back) == lab::NumberFault::none);
        REQUIRE(back == value);
        const auto single = static_cast<float>(std::ldexp(value, -std::ilogb(value) + i % 240 - 120));
        float single_back = 0;
        REQUIRE(lab::read_float(lab::print_float(single), single_back) == lab::NumberFault::none);
        REQUIRE(single_back == single);
    }
    CHECK(std::isinf(lab::nearest_double("1e400")));
    CHECK(std::isinf(lab::nearest_double("-1e400")));
}
