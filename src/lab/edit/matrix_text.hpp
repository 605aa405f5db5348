// A whole matrix as the text of a link: typed by hand, or packed bit for bit.
#pragma once

#include <string>
#include <string_view>

#include "lab/model/document.hpp"
#include "lab/words/result.hpp"

namespace headscope::lab {

/// Reads into `matrix`, which comes as the seeded one. Three forms:
/// - numbers, "1,0,2;0,1,0": commas between columns, a semicolon after each row (the last one's may be left out when there is a
///   comma); every number of the matrix;
/// - one of "zero", "one", "identity";
/// - packed: bytes in base64url: a kind (0 = differences from the seeded matrix as (gap, bits) pairs, 1 = all values), the data,
///   and a checksum over shape and bits of the whole matrix, so that other seeded numbers on the reader's side are noticed too.
///   Little endian.
/// Errors: a text that is none of these, wrong size for the shape, checksum, a value that may not stand in this matrix. Memory is
/// bounded by the shape, whatever the text says.
Result<bool> read_matrix(std::string_view text, TensorId id, Matrix& matrix);

/// Whether a text is in the packed form, which nobody types: as far as its beginning tells.
bool is_filling(std::string_view text);
bool is_packed(std::string_view text);
/// Packed, of the two kinds the shorter one.
void append_packed(std::string& text, const Matrix& matrix, const Matrix& seeded);

}  // namespace headscope::lab
