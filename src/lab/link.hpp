// The share link: the document as a URL fragment of readable key=value pairs, edited matrices packed.
#pragma once

#include <string>
#include <string_view>

#include "lab/document.hpp"
#include "lab/result.hpp"

namespace headscope::lab {

/// Without the leading '#'. Only what differs from initial_document() is written; reading it back gives a document == `doc`.
std::string write_link(const Document& doc);
/// Errors name the key: unknown, repeated, out of range, truncated, checksum, newer version, not base64, wrong size, too long.
Result<Document> read_link(std::string_view fragment);

}  // namespace headscope::lab
