// How closely float32 results must follow float64 ones.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstring>
#include <sstream>
#include <string>
#include <vector>

namespace headscope::core::test {

/// True when both are NaN, the same infinity, or |got - expected| <= absolute + relative * |expected|.
inline bool agrees(double got, double expected, double absolute, double relative) {
    if (std::isnan(expected) || std::isnan(got)) return std::isnan(expected) && std::isnan(got);
    if (std::isinf(expected) || std::isinf(got)) return got == expected;
    return std::abs(got - expected) <= absolute + relative * std::abs(expected);
}

/// The same bits, NaN for NaN.
inline bool equal_bits(const std::vector<float>& a, const std::vector<float>& b) {
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
}

/// Empty when all of `count` numbers agree; otherwise names the first that does not. `at(i)` is the index in `got`.
template <class Got, class Expected, class Index>
std::string first_difference(const char* name, const Got& got, const Expected& expected, double absolute, double relative,
                             Index at) {
    for (std::size_t i = 0; i < expected.size(); ++i) {
        if (agrees(got[at(i)], expected[i], absolute, relative)) continue;
        std::ostringstream text;
        text.precision(9);
        text << name << "[" << i << "] is " << got[at(i)] << ", expected " << expected[i];
        return text.str();
    }
    return {};
}

template <class Got, class Expected>
std::string first_difference(const char* name, const Got& got, const Expected& expected, double absolute,
                             double relative = 0.0) {
    return first_difference(name, got, expected, absolute, relative, [](std::size_t i) { return i; });
}

}  // namespace headscope::core::test
