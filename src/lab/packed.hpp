// The numbers of an edited matrix as text, bit for bit.
#pragma once

#include <string>
#include <string_view>

#include "lab/document.hpp"
#include "lab/result.hpp"

namespace headscope::lab {

/// Bytes, then base64url: a kind (0 = differences from the seeded matrix as (gap, bits) pairs, 1 = all values), the data, and
/// a checksum over shape and bits of the whole matrix, so that other seeded numbers on the reader's side are noticed too.
/// Little endian; the shorter kind is written.
void append_packed(std::string& text, const Matrix& matrix, const Matrix& seeded);

/// Reads into `matrix`, which comes as the seeded one. Errors: not base64, wrong size for the shape, checksum, a value that
/// may not stand in this matrix. Memory is bounded by the shape, whatever the text says.
Result<bool> read_packed(std::string_view text, MatrixId id, Matrix& matrix);

}  // namespace headscope::lab
