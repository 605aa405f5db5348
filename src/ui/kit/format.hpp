// Numbers into a caller's buffer, for the many that a matrix shows each frame.
#pragma once

namespace headscope::ui {

inline constexpr int kNumberText = 40;
/// Fixed decimals (0 to 6), a real minus sign, no "-0.00"; scientific from a million on. Writes at most kNumberText bytes,
/// no terminator; returns how many.
int format_fixed(char* out, double value, int decimals);

}  // namespace headscope::ui
