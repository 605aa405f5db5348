// Reading and printing numbers behind a check of the syntax that is ours.
#include "lab/text/number.hpp"

#include <cmath>

#include "lab/text/digits.hpp"

namespace headscope::lab {
namespace {

constexpr size_t kMaxNumberLength = 400;
constexpr std::string_view kMinusSign = "\xE2\x88\x92";     // U+2212
constexpr std::string_view kInfinitySign = "\xE2\x88\x9E";  // U+221E

bool is_digit(char c) { return c >= '0' && c <= '9'; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// The sign as '+' or '-', taken off the front of `text`.
char take_sign(std::string_view& text) {
    if (text.starts_with(kMinusSign)) {
        text.remove_prefix(kMinusSign.size());
        return '-';
    }
    if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
        const char sign = text[0];
        text.remove_prefix(1);
        return sign;
    }
    return '+';
}

bool equals_folded(std::string_view text, std::string_view lower_case) {
    if (text.size() != lower_case.size()) return false;
    for (size_t i = 0; i < text.size(); ++i)
        if (lower(text[i]) != lower_case[i]) return false;
    return true;
}

bool is_infinity(std::string_view unsigned_text) {
    return equals_folded(unsigned_text, "inf") || equals_folded(unsigned_text, "infinity") || unsigned_text == kInfinitySign;
}

// The plain ASCII spelling of `text`, or what is wrong with it.
NumberFault normalise(std::string_view text, std::string& ascii) {
    if (text.size() > kMaxNumberLength) return NumberFault::not_a_number;
    ascii.assign(1, take_sign(text));
    if (is_infinity(text) || equals_folded(text, "nan")) return NumberFault::not_finite;
    size_t i = 0, digits = 0;
    bool comma = false;
    const auto take_digits = [&] {
        for (; i < text.size() && is_digit(text[i]); ++i, ++digits) ascii += text[i];
    };
    take_digits();
    if (i < text.size() && (text[i] == '.' || text[i] == ',')) {
        comma = text[i] == ',';
        ascii += '.';
        ++i;
        take_digits();
    }
    if (digits == 0) return NumberFault::not_a_number;
    if (i < text.size() && lower(text[i]) == 'e') {
        ascii += 'e';
        ++i;
        std::string_view rest = text.substr(i);
        const size_t before = rest.size();
        ascii += take_sign(rest);
        i += before - rest.size();
        digits = 0;
        take_digits();
        if (digits == 0) return NumberFault::not_a_number;
    }
    if (i != text.size()) return NumberFault::not_a_number;
    return comma ? NumberFault::decimal_comma : NumberFault::none;
}

}  // namespace

NumberFault read_float(std::string_view text, float& value) {
    double read;
    if (const NumberFault fault = read_double(text, read); fault != NumberFault::none) return fault;
    const float nearest = static_cast<float>(read);
    if (!std::isfinite(nearest)) return NumberFault::out_of_range;
    value = nearest;
    return NumberFault::none;
}

NumberFault read_double(std::string_view text, double& value) {
    std::string ascii;
    if (const NumberFault fault = normalise(text, ascii); fault != NumberFault::none) return fault;
    const double read = nearest_double(ascii);
    if (!std::isfinite(read)) return NumberFault::out_of_range;
    value = read;
    return NumberFault::none;
}

bool is_minus_infinity(std::string_view text) { return take_sign(text) == '-' && is_infinity(text); }

std::string print_float(float value) {
    if (std::isnan(value)) return "nan";
    if (std::isinf(value)) return value < 0 ? "-inf" : "inf";
    std::string text;
    for (int digits = 6; digits <= 9; ++digits) {
        text = significant(static_cast<double>(value), digits);
        if (static_cast<float>(nearest_double(text)) == value) break;
    }
    return text;
}

std::string print_double(double value) {
    if (std::isnan(value)) return "nan";
    if (std::isinf(value)) return value < 0 ? "-inf" : "inf";
    std::string text;
    for (int digits = 15; digits <= 17; ++digits) {
        text = significant(value, digits);
        if (nearest_double(text) == value) break;
    }
    return text;
}

}  // namespace headscope::lab
