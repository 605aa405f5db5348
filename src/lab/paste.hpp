// A block of numbers from a clipboard: spreadsheet, NumPy print-out, PyTorch print-out, CSV, plain text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "lab/result.hpp"

namespace headscope::lab {

struct Block { int rows = 0, cols = 0; std::vector<float> values; };

/// Errors: nothing found, not a number (which, where), ragged rows (which row, how many of how many), NaN/Inf, out of
/// float32's range, too large (text size or cell count), an elided "..." print-out.
Result<Block> parse_block(std::string_view text);
/// One typed value; the same number syntax and errors. `allow_minus_infinity` for additive masks.
Result<float> parse_value(std::string_view text, bool allow_minus_infinity = false);
/// Tab separated, shortest digits that read back to the same bits.
std::string print_block(const float* values, int rows, int cols, std::ptrdiff_t row_stride);

}  // namespace headscope::lab
