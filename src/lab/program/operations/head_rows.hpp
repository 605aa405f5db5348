// What operations on the rows of heads share: rotation and normalisation, which make one row of one head from the same row.
#pragma once

#include "lab/program/comparison.hpp"
#include "lab/program/operation.hpp"
#include "lab/program/pass.hpp"

namespace headscope::lab {

/// What is reached of the operand, in whole heads; everything when the heads or `other` parameters of the operation changed.
Reach reach_of_head_rows(const Operation& op, Pass& pass, bool other);

/// Calls `compute(item, heads, rows)` for what is reached, and touches it. `multiply_adds`: of one number.
template <class Compute>
bool run_head_rows(const Operation& op, Pass& pass, double multiply_adds, Compute compute) {
    const Reach& reached = pass.reach(op.result);
    const Sizes& sizes = pass.sizes();
    const core::Tensor to = pass.tensor(op.result);
    const auto part = [&](int item, Range heads, Range rows) {
        if (rows.size() <= 0) return;
        compute(item, heads, rows);
        pass.trace.count(multiply_adds * heads.size() * rows.size() * to.dims[3]);
        pass.touch(op.result, item, heads);
    };
    for (int item = 0; item < sizes.batch; ++item) {
        const Range rows = reached.rows[static_cast<size_t>(item)], all{0, to.dims[2]};
        if (rows == all || reached.heads == 0) {
            part(item, {0, to.dims[1]}, rows);
            continue;
        }
        for (int head = 0; head < to.dims[1]; ++head) part(item, {head, head + 1}, reached.of_head(head) ? all : rows);
    }
    return true;
}

/// The next rows of a comparison's piece, in all heads: `compute(from, to, rows)` for each batch item.
template <class Compute>
double head_rows_piece(const Operation& op, Comparison& c, Piece& piece, double multiply_adds, Compute compute) {
    const Sizes& sizes = c.sizes();
    const TensorInfo& row = info(op.result);
    const int all = sizes.of(row.rows), head_dim = sizes.of(row.cols), heads = sizes.heads_of(row);
    const auto view = [&](TensorId id) {
        return core::split_heads(c.numbers(piece, id).data(), sizes.batch, all, heads, head_dim);
    };
    const core::Tensor from = view(op.operands[0]), to = view(op.result);
    const double cost = multiply_adds * sizes.batch * heads * head_dim;
    Range rows{piece.row, all};
    if (piece.way == Way::scalar) rows.end = rows.begin + rows_of_piece(cost, all - rows.begin);
    compute(from, to, rows);
    piece.row = rows.end;
    piece.ended = rows.end == all;
    return cost * rows.size();
}

/// Of a whole evaluation.
double cost_of_head_rows(const Operation& op, const Counts& counts, double multiply_adds);

}  // namespace headscope::lab
