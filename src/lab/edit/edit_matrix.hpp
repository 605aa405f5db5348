// Changing numbers of a matrix: cells, blocks, fills, painted masks; in a draft, so that a refusal on the way leaves no trace.
#pragma once

#include "lab/edit/edit.hpp"

namespace headscope::lab {

Result<bool> set_cell(Document& doc, const SetCell& change);
Result<bool> set_block(Document& doc, const SetBlock& change);
Result<bool> set_matrix(Document& doc, const SetMatrix& change);
Result<bool> fill(Document& doc, const Fill& change);
Result<bool> paint(Document& doc, const Paint& change);

}  // namespace headscope::lab
