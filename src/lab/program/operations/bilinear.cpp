// bilinear_query = q W_a, per head, in documents of bilinear scoring: its product with a key is the score q^T W_a k.
#include "core/attention/scalar.hpp"
#include "core/attention/scoring.hpp"
#include "lab/program/comparison.hpp"
#include "lab/program/cost.hpp"
#include "lab/program/explainer.hpp"
#include "lab/program/operations/operations.hpp"
#include "lab/program/pass.hpp"

namespace headscope::lab {
namespace {

/// [h, h] of one head: the rows of the matrix that stand beside its dimensions.
core::ConstMatrixView matrix_of(const Operation& op, const Document& doc, int layer, int head, int head_dim) {
    const Matrix& all = doc.matrix(op.operands[1], layer);
    return core::dense_matrix<const float>(all.data() + std::ptrdiff_t{head} * head_dim * head_dim, head_dim, head_dim);
}

Reach reach(const Operation& op, Pass& pass) {
    Reach reached = pass.reach_of(op.operands[0]);
    reached.columns = {};
    if (pass.difference.remade(op.result) || pass.difference.heads()) {
        reached.heads = all_heads(pass.sizes().heads);
        return reached;
    }
    Reach of_matrix;
    of_matrix.add_columns(pass.difference.rows(op.operands[1], pass.layer), pass.sizes().head_dim());
    reached.heads |= of_matrix.heads;
    return reached;
}

bool run(const Operation& op, Pass& pass) {
    const core::Tensor from = pass.tensor(op.operands[0]), to = pass.tensor(op.result);
    const int head_dim = pass.sizes().head_dim();
    for (int item = 0; item < pass.sizes().batch; ++item)
        for (int head = 0; head < pass.sizes().heads; ++head) {
            const Range rows = pass.reach(op.result).rows_of(item, head, pass.sizes().queries);
            const core::ConstMatrixView matrix = matrix_of(op, pass.doc, pass.layer, head, head_dim);
            for (int r = rows.begin; r < rows.end; ++r)
                core::row_times_matrix(from.row(item, head, r), matrix, to.row(item, head, r));
            if (rows.size() <= 0) continue;
            pass.trace.count(static_cast<double>(rows.size()) * head_dim * head_dim);
            pass.touch(op.result, item, {head, head + 1});
        }
    return true;
}

double cost(const Operation&, const Counts& counts) {
    const Sizes& s = counts.sizes;
    return static_cast<double>(s.batch) * s.queries * s.heads * s.head_dim() * s.head_dim();
}

std::vector<Step> explain(const Operation& op, const Explainer& x, const CellRef& c) {
    const TensorId source = shown_as(op.operands[0], x.sizes());
    const int head_dim = x.sizes().head_dim();
    Step step;
    step.kind = Step::Kind::dot;
    for (int k = 0; k < head_dim; ++k) {
        const CellRef a{source, c.layer, c.item, c.head, c.row, k},
            b{op.operands[1], c.layer, 0, 0, c.head * head_dim + k, c.col};
        step.terms.push_back({x.shown(a), x.document().matrix(b).at(b.row, b.col), a, b});
    }
    step.result = x.shown(c);
    return {step};
}

/// A head of an item at a time.
double piece(const Operation& op, Comparison& c, Piece& piece) {
    const Sizes& s = c.sizes();
    const auto heads = [&](TensorId id) {
        return core::split_heads(c.numbers(piece, id).data(), s.batch, s.queries, s.heads, s.head_dim());
    };
    const core::Tensor from = heads(op.operands[0]), to = heads(op.result);
    const core::ConstMatrixView matrix = matrix_of(op, c.document(), piece.layer, piece.head, s.head_dim());
    const double cost = static_cast<double>(s.head_dim()) * s.head_dim();
    Range rows{piece.row, s.queries};
    if (piece.way == Way::scalar) {
        rows.end = rows.begin + rows_of_piece(cost, s.queries - piece.row);
        const core::ConstMatrixView x{from.row(piece.item, piece.head, 0), s.queries, s.head_dim(), from.strides[2]};
        const core::MatrixView y{to.row(piece.item, piece.head, 0), s.queries, s.head_dim(), to.strides[2]};
        core::scalar::project(x, matrix, nullptr, y, rows);
    } else {
        for (int r = rows.begin; r < rows.end; ++r)
            core::row_times_matrix(from.row(piece.item, piece.head, r), matrix, to.row(piece.item, piece.head, r));
    }
    piece.row = rows.end;
    if (piece.row == s.queries) piece.row = 0, ++piece.head;
    if (piece.head == s.heads) piece.head = 0, ++piece.item;
    piece.ended = piece.item == s.batch;
    return cost * rows.size();
}

}  // namespace

constexpr Operation kBilinear{.key = "bilinear",
                              .operands = {TensorId::rotated_query, TensorId::W_a, TensorId::none},
                              .result = TensorId::bilinear_query,
                              .reach = reach,
                              .run = run,
                              .cost = cost,
                              .explain = explain,
                              .piece = piece};

}  // namespace headscope::lab
