// What every document must be like, whatever way it came about.
#pragma once

#include <string>

#include "lab/edit/edit.hpp"

namespace headscope::lab::testing {

/// Empty, or what is wrong: parameters outside their range, widths, tokens that are not the text's, matrices of another shape or with
/// values that may not stand there, valid lengths beyond the keys.
std::string fault_of(const Document& doc);

/// The document a share link stands for.
Result<Document> opened(std::string_view link);

}  // namespace headscope::lab::testing
