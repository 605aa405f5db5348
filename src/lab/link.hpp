// The share link: the document as a URL fragment of readable key=value pairs, edited matrices packed.
#pragma once

#include <string>
#include <string_view>

#include "lab/document.hpp"
#include "lab/result.hpp"

namespace headscope::lab {

inline constexpr int kLinkVersion = 1;
/// Longest link that is read, in characters; a longer one is refused before it is looked at.
inline constexpr size_t kMaxLinkLength = size_t{64} << 20;

/// Without the leading '#'. Only what differs from initial_document() is written; reading it back gives a document == `doc`
/// (as long as the link stays below kMaxLinkLength).
///
/// Keys: the parameters' keys; text, memory_text, valid_length, X, X_kv, mask_allow, mask_bias, each with ".1" ... for the
/// further batch items; W_q W_k W_v W_o b_q b_k b_v b_o. head_dim is written only when it is not d_model / num_heads.
/// The version comes last, so that a link that was cut anywhere is noticed.
std::string write_link(const Document& doc);
/// Reads a link, also one written by hand: any order, a leading '#' is skipped, only v=1 is required.
/// Errors name the key (Error::where): unknown, repeated, out of range, truncated, checksum, newer version, not base64,
/// wrong size, too long.
Result<Document> read_link(std::string_view fragment);

}  // namespace headscope::lab
