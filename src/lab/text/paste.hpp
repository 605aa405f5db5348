// A block of numbers from a clipboard: spreadsheet, NumPy print-out, PyTorch print-out, CSV, plain text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "lab/words/result.hpp"

namespace headscope::lab {

/// Limits of a paste: bytes of text (10 MB is refused before it is looked at) and numbers.
inline constexpr size_t kMaxPasteBytes = size_t{8} << 20;
inline constexpr size_t kMaxPasteCells = size_t{1} << 20;

struct Block {
    int rows = 0, cols = 0;
    std::vector<float> values;
};

/// Rows are lines, or the innermost brackets where there are any (a NumPy print-out wraps long rows). Numbers are separated
/// by tabs, commas, semicolons or spaces; array(...), tensor(...), dtype=, device= and grad_fn= are skipped.
/// Errors: nothing found, not a number (which, where), an empty field between separators, a decimal comma (only where the
/// separator shows it: "1,5" beside tabs or semicolons), ragged rows (which row, how many of how many), NaN/Inf, out of
/// float32's range, brackets that do not close, too large (text size or count of numbers), an elided "..." print-out.
/// Rows and columns are counted from 1 in messages.
Result<Block> parse_block(std::string_view text);
/// One typed value; the same number syntax and errors. `allow_minus_infinity` for additive masks.
Result<float> parse_value(std::string_view text, bool allow_minus_infinity = false);
/// Tab separated, shortest digits that read back to the same bits.
std::string print_block(const float* values, int rows, int cols, std::ptrdiff_t row_stride);

}  // namespace headscope::lab
