// Numbers as text: fixed decimals for reading, exact digits for typing. No locale, no streams.
#include "ui/text/number_text.hpp"

#include <cmath>
#include <numbers>

#include "core/kernels/elementary.hpp"
#include "lab/text/digits.hpp"

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
        const std::string text = lab::scientific(size, 2);
        for (const char* ch = text.c_str(); *ch; ++ch)
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
    const auto single = static_cast<float>(value);
    std::string text;
    for (int digits = 6; digits <= 17; ++digits) {
        text = lab::significant(value, digits);
        const double back = lab::nearest_double(text);
        const bool same_float = static_cast<float>(back) == single;
        if (digits < 9 ? same_float && std::fabs(value) < 1e6 : back == value) break;
        if (digits >= 9 && same_float && static_cast<double>(single) == value) break;
    }
    return text;
}

namespace {

/// Puts the typographic minus in front and an exponent into a power of ten.
std::string dressed(const std::string& digits) {
    std::string text;
    for (size_t i = 0; i < digits.size(); ++i) {
        if (digits[i] == '-') text += "\u2212";
        else if (digits[i] == 'e') {
            text += digits[++i] == '-' ? "e\u2212" : "e";
            if (digits[i + 1] == '0') ++i;  // C pads exponents to two digits
        } else text += digits[i];
    }
    return text;
}

}  // namespace

std::string number_text(double value, int decimals) {
    if (std::isnan(value)) return "NaN";
    if (value == 0) return "0";
    if (std::isinf(value)) return value < 0 ? "\u2212\u221e" : "\u221e";
    const double size = std::fabs(value);
    const double smallest = 0.5 / power_of_ten(decimals);
    if (size >= 1e6 || size < smallest) return dressed(lab::scientific(value, 2));
    return shown(value, size < 1000 ? decimals : decimals > 2 ? 1 : 0);
}

std::string count_text(double count) {
    const char* unit = "";
    if (count >= 1e9) count /= 1e9, unit = " G";
    else if (count >= 1e6) count /= 1e6, unit = " M";
    else if (count >= 1e3) count /= 1e3, unit = " k";
    return shown(count, *unit == '\0' || count >= 100 ? 0 : 1) + unit;
}

std::string counted(double count) {
    return count < kShortCount ? std::to_string(static_cast<long long>(count)) : count_text(count);
}

std::string short_text(double value) { return dressed(lab::significant(value, 4)); }

std::string three_digits(double value) { return shown(value, value < 1 ? 3 : value < 10 ? 2 : value < 100 ? 1 : 0); }

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
