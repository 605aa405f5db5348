// Edits as text: readable key=value pairs, joined by &, as in the fragment of a share link.
#pragma once

#include <string>
#include <string_view>

#include "lab/edit/edit.hpp"
#include "lab/words/result.hpp"

namespace headscope::lab {

inline constexpr int kLinkVersion = 1;
/// Longest text that is read, in characters; a longer one is refused before it is looked at.
inline constexpr size_t kMaxLinkLength = size_t{64} << 20;

/// Reads a text as an edit; any order, a leading '#' is skipped. With the version (v=1) it is a whole document: the edit begins at
/// initial_document(). Without, it is a delta on whatever document the edit is applied to.
///
/// Keys: the parameters' keys; text, memory_text, valid_length, X, X_kv, X_v, mask_allow, mask_bias, each with ".1" ... for the
/// further batch items; W_q W_k W_v W_o b_q b_k b_v b_o norm_gain norm_bias, with "L2." in front for the second layer; and the address of one cell of
/// a matrix, "W_q[2,5]". Matrices: see edit/matrix_text.hpp. In texts '+' is a space and %XX a byte.
///
/// Errors name the key (Error::where): unknown, repeated, newer version, not a number, not a choice, too long. What depends on
/// the document (ranges, shapes, checksums) is found by `apply`, whose errors name the key too.
Result<Edit> read_edit(std::string_view text);
/// The same for a share link, which is a whole document with the version and without: one written by hand needs none. Only packed
/// numbers do, which nobody writes by hand: there the link was cut short.
Result<Edit> read_link(std::string_view fragment);

/// Without the leading '#'. Only what differs from initial_document() is written; reading it back gives a document == `doc`
/// (as long as the link stays below kMaxLinkLength). Widths that follow from others are not written (widths.hpp). The version comes
/// last, so that a link with matrices that was cut anywhere is noticed.
std::string write_link(const Document& doc);

}  // namespace headscope::lab
