// Numbers as text: fixed decimals for reading, exact digits for typing. No locale, no streams.
#include "ui/text/number_text.hpp"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <numbers>

#include "core/kernels/elementary.hpp"

namespace headscope::ui {
namespace {

double power_of_ten(int exponent) {
    double power = 1;
    while (exponent-- > 0) power *= 10;
    return power;
}

}  // namespace

double decade(double size) {
    const int place = static_cast<int>(std::floor(core::portable_log(size) / std::numbers::ln10 + 1e-9));
    return place < 0 ? 1 / power_of_ten(-place) : power_of_ten(place);
}

int format_fixed(char* out, double value, int decimals) {
    char* at = out;
    const auto put = [&](const char* text) {
        while (*text) *at++ = *text++;
    };
    if (std::isnan(value)) {
        put("NaN");
        return static_cast<int>(at - out);
    }
    const double power = power_of_ten(decimals > 6 ? 6 : decimals);
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

namespace {

/// Puts the typographic minus in front and an exponent into a power of ten.
std::string dressed(const char* digits) {
    std::string text;
    for (const char* at = digits; *at != '\0'; ++at) {
        if (*at == '-') text += "\u2212";
        else if (*at == 'e') text += at[1] == '-' ? "e\u2212" : "e", at += 1;
        else text += *at;
    }
    return text;
}

}  // namespace

std::string number_text(double value, int decimals) {
    if (std::isnan(value)) return "NaN";
    if (value == 0) return "0";
    if (std::isinf(value)) return value < 0 ? "\u2212\u221e" : "\u221e";
    char buffer[64];
    const double size = std::fabs(value);
    const double smallest = 0.5 / power_of_ten(decimals);
    if (size >= 1e6 || (size > 0 && size < smallest)) std::snprintf(buffer, sizeof buffer, "%.1e", value);
    else if (size >= 1000) std::snprintf(buffer, sizeof buffer, "%.*f", decimals > 2 ? 1 : 0, value);
    else std::snprintf(buffer, sizeof buffer, "%.*f", decimals, value);
    return dressed(buffer);
}

std::string count_text(double count) {
    char buffer[32];
    const char* unit = "";
    if (count >= 1e9) count /= 1e9, unit = " G";
    else if (count >= 1e6) count /= 1e6, unit = " M";
    else if (count >= 1e3) count /= 1e3, unit = " k";
    std::snprintf(buffer, sizeof buffer, *unit == '\0' || count >= 100 ? "%.0f%s" : "%.1f%s", count, unit);
    return buffer;
}

std::string short_text(double value) {
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%.4g", value);
    return dressed(buffer);
}

std::string three_digits(double value) {
    char buffer[32];
    const int decimals = value < 1 ? 3 : value < 10 ? 2 : value < 100 ? 1 : 0;
    std::snprintf(buffer, sizeof buffer, "%.*f", decimals, value);
    return buffer;
}

std::string time_text(double ms) { return ms < 1 ? three_digits(ms * 1000) + " \u00b5s" : three_digits(ms) + " ms"; }

std::string shape_text(std::initializer_list<int> dims) {
    std::string text = "[";
    for (int dim : dims) {
        if (text.size() > 1) text += ',';
        text += std::to_string(dim);
    }
    return text += ']';
}

}  // namespace headscope::ui
