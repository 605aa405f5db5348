// Every text of a number: for cells, for typing, for sentences.
#pragma once

#include <initializer_list>
#include <string>

namespace headscope::ui {

inline constexpr int kNumberText = 40;
/// Fixed decimals (0 to 6), a real minus sign, no "-0.00"; scientific from a million on. Writes at most kNumberText bytes into
/// the caller's buffer (a matrix shows many each frame), no terminator; returns how many.
int format_fixed(char* out, double value, int decimals);
/// The same as a string.
std::string shown(double value, int decimals);
/// The shortest digits that read back to the same float, for typing fields.
std::string exact(double value);

/// For sentences: fixed decimals with a true minus sign; "−∞", "∞" and "NaN" in words of mathematics. Very large and very small
/// numbers become powers of ten.
std::string number_text(double value, int decimals);
/// The number without trailing zeros: "4", "0.25".
std::string short_text(double value);
/// 28 -> "28", 28431 -> "28.4 k", 3.1e6 -> "3.1 M".
std::string count_text(double count);
/// The same, to the digit where that is short: small documents differ by little.
inline constexpr double kShortCount = 1e5;
std::string counted(double count);
/// Three digits: "0.241", "2.41", "24.1", "241".
std::string three_digits(double value);
/// "241 µs", "2.41 ms".
std::string time_text(double ms);
/// The largest power of ten at or below a positive size; a size short of one by less than a billionth counts as it.
double decade(double size);
/// "[1,4,7,7]" as PyTorch prints it.
std::string shape_text(std::initializer_list<int> dims);

}  // namespace headscope::ui
