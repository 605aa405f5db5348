// residual = X + Y: the input of the layer, positions included, beside what attention made of it.
#include "lab/program/comparison.hpp"
#include "lab/program/explainer.hpp"
#include "lab/program/operations/operations.hpp"
#include "lab/program/pass.hpp"

namespace headscope::lab {
namespace {

Reach reach(const Operation& op, Pass& pass) {
    const Reach input = pass.reach_of(op.operands[0]), output = pass.reach_of(op.operands[1]);
    const bool all = pass.difference.remade(op.result) || output.columns.size() > 0;
    Reach reached;
    for (size_t item = 0; item < reached.rows.size(); ++item)
        reached.rows[item] = all ? Range{0, pass.sizes().queries} : hull(input.rows[item], output.rows[item]);
    return reached;
}

void add(const float* a, const float* b, float* sum, int count) {
    for (int i = 0; i < count; ++i) sum[i] = a[i] + b[i];
}

bool run(const Operation& op, Pass& pass) {
    const core::Tensor a = pass.tensor(op.operands[0]), b = pass.tensor(op.operands[1]), sum = pass.tensor(op.result);
    for (int item = 0; item < pass.sizes().batch; ++item) {
        const Range rows = pass.reach(op.result).rows[static_cast<size_t>(item)];
        for (int r = rows.begin; r < rows.end; ++r) add(a.row(item, 0, r), b.row(item, 0, r), sum.row(item, 0, r), sum.dims[3]);
        if (rows.size() > 0) pass.touch(op.result, item);
    }
    return true;
}

std::vector<Step> explain(const Operation& op, const Explainer& x, const CellRef& cell) {
    const CellRef a = same_place(cell, op.operands[0]), b = same_place(cell, op.operands[1]);
    return {simple_step(Step::Kind::add, {x.shown(a), x.shown(b), a, b}, x.shown(cell))};
}

/// Sums alone: no multiply-add is counted, here as in the evaluation, and both ways do the same.
double piece(const Operation& op, Comparison& c, Piece& piece) {
    const int cols = c.sizes().of(info(op.result).cols), all = c.sizes().batch * c.sizes().queries;
    const int rows = rows_of_piece(cols, all - piece.row);
    const std::ptrdiff_t from = static_cast<std::ptrdiff_t>(piece.row) * cols;
    add(c.numbers(piece, op.operands[0]).data() + from, c.numbers(piece, op.operands[1]).data() + from,
        c.numbers(piece, op.result).data() + from, rows * cols);
    piece.row += rows;
    piece.ended = piece.row == all;
    return 0;
}

}  // namespace

constexpr Operation kResidual{.key = "residual",
                              .operands = {TensorId::input, TensorId::output, TensorId::none},
                              .result = TensorId::residual,
                              .reach = reach,
                              .run = run,
                              .explain = explain,
                              .piece = piece};

}  // namespace headscope::lab
