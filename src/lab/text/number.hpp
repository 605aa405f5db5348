// Numbers as text, both ways, the same on every platform and in every language.
#pragma once

#include <string>
#include <string_view>

namespace headscope::lab {

enum class NumberFault { none, not_a_number, decimal_comma, not_finite, out_of_range };

/// Reads all of `text`: an optional +, - or − (U+2212), digits with an optional point, an optional exponent.
/// The nearest double, and the float nearest to that; a magnitude below the smallest denormal gives 0. `inf` and `nan` in any spelling are not_finite.
NumberFault read_float(std::string_view text, float& value);
NumberFault read_double(std::string_view text, double& value);
/// True when `text` spells minus infinity: -inf, −Infinity, -∞ ...
bool is_minus_infinity(std::string_view text);

/// The shortest of 6 to 9 (15 to 17) significant digits that reads back to the same bits; "-inf", "inf", "nan" otherwise.
std::string print_float(float value);
std::string print_double(double value);
inline std::string print_int(long long value) { return std::to_string(value); }

}  // namespace headscope::lab
