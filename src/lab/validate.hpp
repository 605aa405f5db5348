// Whether a document from outside (a link, a preset, a file) is one that edits could not break.
#pragma once

#include "lab/document.hpp"
#include "lab/result.hpp"

namespace headscope::lab {

/// Checks every parameter against the table, widths, sentences and tokens, every matrix' shape and values, valid lengths
/// and the memory limit. The error names what is wrong.
Result<bool> validate(const Document& doc);

}  // namespace headscope::lab
