// Changing numbers of a matrix: cells, blocks, fills, painted masks.
#pragma once

#include "lab/edit.hpp"

namespace headscope::lab {

/// `value` may stand in this matrix; otherwise an error naming both.
Result<bool> check_value(MatrixId matrix, float value);

Result<Document> set_cell(const Document& doc, const SetCell& edit);
Result<Document> set_block(const Document& doc, const SetBlock& edit);
Result<Document> fill(const Document& doc, const Fill& edit);
Result<Document> paint(const Document& doc, const Paint& edit);

}  // namespace headscope::lab
