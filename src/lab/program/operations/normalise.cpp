// pre_norm, post_norm: (x - mean) / sqrt(variance + eps) * gain + bias of each row, of what a layer reads or of what it makes.
#include "core/kernels/layer_norm.hpp"
#include "lab/program/comparison.hpp"
#include "lab/program/cost.hpp"
#include "lab/program/explainer.hpp"
#include "lab/program/operations/operations.hpp"
#include "lab/program/pass.hpp"

namespace headscope::lab {
namespace {

Reach reach(const Operation& op, Pass& pass) {
    const Difference& d = pass.difference;
    Reach reached = pass.reach_of(op.operands[0]);
    const bool all = d.remade(op.result) || reached.columns.size() > 0 || d.columns(op.operands[1], pass.layer).size() > 0 ||
                     d.columns(op.operands[2], pass.layer).size() > 0;
    if (all) reached.rows.fill({0, pass.sizes().queries});
    reached.columns = {};
    return reached;
}

void normalise(const Operation& op, const Document& doc, int layer, const float* x, float* y, int rows, int cols) {
    core::layer_norm(x, doc.matrix(op.operands[1], layer).data(), doc.matrix(op.operands[2], layer).data(), y, rows, cols);
}

/// The squares of the variance, and gain and bias.
constexpr double kMultiplyAdds = 2;

bool run(const Operation& op, Pass& pass) {
    const core::Tensor from = pass.tensor(op.operands[0]), to = pass.tensor(op.result);
    for (int item = 0; item < pass.sizes().batch; ++item) {
        const Range rows = pass.reach(op.result).rows[static_cast<size_t>(item)];
        if (rows.size() <= 0) continue;
        normalise(op, pass.doc, pass.layer, from.row(item, 0, rows.begin), to.row(item, 0, rows.begin), rows.size(),
                  to.dims[3]);
        pass.trace.count(kMultiplyAdds * rows.size() * to.dims[3]);
        pass.touch(op.result, item);
    }
    return true;
}

double cost(const Operation& op, const Counts& counts) {
    return kMultiplyAdds * counts.sizes.batch * counts.sizes.queries * counts.sizes.of(info(op.result).cols);
}

std::vector<Step> explain(const Operation& op, const Explainer& x, const CellRef& cell) {
    const CellRef from = same_place(cell, shown_as(op.operands[0], x.sizes()));
    const int cols = x.sizes().of(info(op.result).cols);
    Step standardised;
    standardised.kind = Step::Kind::standardise;
    std::vector<float> row;
    for (CellRef other = from; (other.col = static_cast<int>(row.size())) < cols;) {
        row.push_back(x.shown(other));
        standardised.summands.push_back({row.back(), 0, other});
    }
    const core::RowSpread spread = core::spread_of(row.data(), cols);
    const auto mean = static_cast<float>(spread.mean), deviation = static_cast<float>(spread.deviation);
    standardised.terms = {{x.shown(from), mean, from}, {deviation, 0}};
    standardised.result = core::standardised(x.shown(from), spread);
    const CellRef gain = cell_of(op.operands[1], cell.layer, 0, cell.col),
                  bias = cell_of(op.operands[2], cell.layer, 0, cell.col);
    Step scaled;
    scaled.kind = Step::Kind::affine;
    scaled.terms = {{standardised.result, x.document().matrix(gain).at(0, cell.col), CellRef{TensorId::none}, gain}};
    scaled.has_bias = true;
    scaled.bias = x.document().matrix(bias).at(0, cell.col);
    scaled.from_bias = bias;
    scaled.result = x.shown(cell);
    return {standardised, scaled};
}

/// Too little work for two ways: both call the same.
double piece(const Operation& op, Comparison& c, Piece& piece) {
    const int cols = c.sizes().of(info(op.result).cols), all = c.sizes().batch * c.sizes().queries;
    const int rows = rows_of_piece(kMultiplyAdds * cols, all - piece.row);
    const std::ptrdiff_t from = static_cast<std::ptrdiff_t>(piece.row) * cols;
    normalise(op, c.document(), piece.layer, c.numbers(piece, op.operands[0]).data() + from,
              c.numbers(piece, op.result).data() + from, rows, cols);
    piece.row += rows;
    piece.ended = piece.row == all;
    return kMultiplyAdds * rows * cols;
}

constexpr Operation norm(std::string_view key, TensorId source, TensorId result) {
    return {key, {source, TensorId::norm_gain, TensorId::norm_bias}, result, reach, run, cost, explain, piece};
}

}  // namespace

constexpr Operation kNormaliseInput = norm("normalise_input", TensorId::input, TensorId::pre_norm);
constexpr Operation kNormaliseResult = norm("normalise_result", TensorId::residual, TensorId::post_norm);

}  // namespace headscope::lab
