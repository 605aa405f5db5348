// Whose head is whose: heads of queries, and heads of keys and values, of which several query heads may share one.
#pragma once

#include <algorithm>

#include "core/base/tensor.hpp"
#include "lab/model/document.hpp"
#include "lab/model/sizes.hpp"

namespace headscope::lab {

/// How many query heads share a head of keys and values.
int group_of(const Document& doc);
/// How many heads a tensor has; 1 where it has none.
int heads_of(const Document& doc, TensorId id);
/// How many rows or columns of this axis belong to one head; 0 where it counts nothing of heads.
int of_head(const Document& doc, Axis axis);

/// Which of its heads a tensor has for a query head, and which query heads one of its heads is for.
int head_for(const Document& doc, TensorId id, int query_head);
core::Range query_heads(const Document& doc, TensorId id, int head);
/// The query heads that what lies there on an axis is for; empty where the axis counts nothing of heads.
core::Range query_heads(const Document& doc, Axis axis, int index);

/// Which cells of a matrix exist: all, but of narrow heads' projections only the rows that a column's head reads. What is outside holds 0
/// and takes no edit.
struct Blocks {
    int rows = 0, depth = 0, of_head = 0;  // of the matrix, of a block; columns of a block
    Blocks(const Sizes& sizes, const TensorInfo& matrix);
    Blocks(const Document& doc, TensorId matrix);
    bool whole() const { return depth == rows; }
    int first_row(int col) const { return whole() ? 0 : col / of_head * depth; }
    /// The end of the columns from `col` on that have the same rows, at most `end`.
    int same_until(int col, int end) const { return whole() ? end : std::min(end, (col / of_head + 1) * of_head); }
    bool has(int row, int col) const { return row >= first_row(col) && row < first_row(col) + depth; }
};

/// The dimension of its columns' space (spaces.hpp) that a cell's column is: counted over all query heads; of a shared head as the
/// first of those that share it.
int named_dimension(const Document& doc, const CellRef& cell);

}  // namespace headscope::lab
