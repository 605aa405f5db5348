// Digits from C's library, or in WebAssembly from the browser: the library's tables and big numbers would be 6 kB of a page load.
#include "lab/text/digits.hpp"

#include <cstdlib>

#if defined(__EMSCRIPTEN__)
/// In digits.js. The double nearest to a text that ends with a zero.
extern "C" double headscope_nearest_double(const char* ascii);
/// Writes the value with so many digits after the point, a power of ten, and a zero at the end.
extern "C" void headscope_scientific(double value, int after, char* out);
#else
#include <cstdio>
#endif

namespace headscope::lab {
namespace {

/// What a text of 17 digits needs with sign, point, exponent and end.
constexpr int kMostText = 32;

/// A value's digits without the point, and which power of ten the first of them counts.
struct Digits {
    std::string sign, digits;
    int exponent = 0;
    Digits(double value, int count) {
        char text[kMostText];
#if defined(__EMSCRIPTEN__)
        headscope_scientific(value, count - 1, text);
        if (value == 0 && __builtin_signbit(value)) sign = "-";  // the browser's zero has no sign
#else
        std::snprintf(text, sizeof text, "%.*e", count - 1, value);
#endif
        const char* at = text;
        if (*at == '-') sign = *at++;
        for (; *at != 'e'; ++at)
            if (*at != '.') digits += *at;
        exponent = std::atoi(at + 1);
    }
    std::string power() const {
        const std::string size = std::to_string(std::abs(exponent));
        return std::string(exponent < 0 ? "e-" : "e+").append(size.size() < 2 ? "0" : "").append(size);
    }
    /// The digits with the point behind so many of them.
    std::string pointed(size_t before) const {
        return digits.size() <= before ? digits : digits.substr(0, before).append(".").append(digits.substr(before));
    }
};

}  // namespace

std::string scientific(double value, int count) {
    const Digits of(value, count);
    return of.sign + of.pointed(1) + of.power();
}

std::string significant(double value, int count) {
    Digits of(value, count);
    of.digits.resize(of.digits.find_last_not_of('0') + 1);
    if (of.digits.empty()) return of.sign + "0";
    if (of.exponent < -4 || of.exponent >= count) return of.sign + of.pointed(1) + of.power();
    if (of.exponent < 0) return of.sign + "0." + std::string(static_cast<size_t>(-of.exponent - 1), '0') + of.digits;
    const auto before = static_cast<size_t>(of.exponent + 1);
    if (of.digits.size() < before) of.digits.resize(before, '0');
    return of.sign + of.pointed(before);
}

double nearest_double(const std::string& ascii) {
#if defined(__EMSCRIPTEN__)
    return headscope_nearest_double(ascii.c_str());
#else
    return std::strtod(ascii.c_str(), nullptr);
#endif
}

}  // namespace headscope::lab
