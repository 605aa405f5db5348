// Numbers as text: fixed decimals for reading, exact digits for typing. No locale, no streams.
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "ui/kit.hpp"
#include "ui/kit/format.hpp"

namespace headscope::ui {

int format_fixed(char* out, double value, int decimals) {
    static constexpr double kPowers[] = {1, 10, 100, 1000, 1e4, 1e5, 1e6};
    char* at = out;
    const auto put = [&](const char* text) {
        while (*text) *at++ = *text++;
    };
    if (std::isnan(value)) {
        put("NaN");
        return static_cast<int>(at - out);
    }
    const double power = kPowers[decimals < 0 ? 0 : decimals > 6 ? 6 : decimals];
    const double size = std::fabs(value);
    const bool negative = value < 0 && (size >= 1e9 || size * power >= 0.5);
    if (negative) put("\xE2\x88\x92");  // minus sign U+2212
    if (std::isinf(value)) {
        put("∞");
        return static_cast<int>(at - out);
    }
    if (size >= 1e6) {
        char text[32];
        std::snprintf(text, sizeof text, "%.1e", size);
        for (const char* ch = text; *ch; ++ch)
            if (*ch == '-') put("\xE2\x88\x92");
            else if (*ch != '+' && !(*ch == '0' && ch[-1] == '+')) *at++ = *ch;
        return static_cast<int>(at - out);
    }
    auto scaled = static_cast<unsigned long long>(size * power + 0.5);
    char digits[24];
    int n = 0, point = power > 1 ? (decimals > 6 ? 6 : decimals) : 0;
    do {
        digits[n++] = static_cast<char>('0' + scaled % 10);
        scaled /= 10;
    } while (scaled || n <= point);
    while (n > 0) {
        if (n == point) *at++ = '.';
        *at++ = digits[--n];
    }
    return static_cast<int>(at - out);
}

std::string shown(double value, int decimals) {
    char text[kNumberText];
    return {text, static_cast<size_t>(format_fixed(text, value, decimals))};
}

std::string exact(double value) {
    char text[40];
    for (int digits = 6; digits <= 17; ++digits) {
        std::snprintf(text, sizeof text, "%.*g", digits, value);
        const double back = std::strtod(text, nullptr);
        if (digits < 9 ? static_cast<float>(back) == static_cast<float>(value) && std::fabs(value) < 1e6 : back == value) break;
        if (digits >= 9 && static_cast<float>(back) == static_cast<float>(value) &&
            static_cast<double>(static_cast<float>(value)) == value)
            break;
    }
    return text;
}

}  // namespace headscope::ui
