// A head's two circuits, of its weights alone: qk_circuit = W_q W_k^T, ov_circuit = W_v W_o (Elhage et al. 2021, "A Mathematical
// Framework for Transformer Circuits"). Nothing is computed from them.
#include "core/attention/scoring.hpp"
#include "lab/model/heads.hpp"
#include "lab/program/cost.hpp"
#include "lab/program/explainer.hpp"
#include "lab/program/operations/operations.hpp"
#include "lab/program/pass.hpp"

namespace headscope::lab {
namespace {

/// Two weights of a head: how deep their product is, and where its part of each begins. A row of the left one's columns meets a row
/// of the right one's columns (W_k) or its rows (W_o).
struct Factors {
    const Matrix &left, &right;
    bool by_columns;
    int depth, left_from, right_from;
    Factors(const Operation& op, const Document& doc, const Sizes& sizes, int layer, int head)
        : left(doc.matrix(op.operands[0], layer)),
          right(doc.matrix(op.operands[1], layer)),
          by_columns(op.result == TensorId::qk_circuit),
          depth(sizes.of_head(info(op.operands[0]).cols)),
          left_from((by_columns ? head : head / sizes.group()) * depth),
          right_from((by_columns ? head / sizes.group() : head) * depth) {}
};

/// The query heads that use these columns (rows) of an operand.
HeadSet users(TensorId weight, Range changed, const Sizes& sizes) {
    const bool rows = sizes.of_head(info(weight).rows) > 0;
    const Axis axis = rows ? info(weight).rows : info(weight).cols;
    Reach reached;
    reached.add_columns(changed, sizes.of_head(axis));
    return heads_using(reached.heads, counts_kv_heads(axis) ? sizes.group() : 1);
}

Reach reach(const Operation& op, Pass& pass) {
    const Difference& d = pass.difference;
    Reach reached;
    if (d.remade(op.result) || d.heads() || pass.fresh.contains(op.result)) {
        reached.heads = all_heads(pass.sizes().heads);
        return reached;
    }
    for (const TensorId weight : {op.operands[0], op.operands[1]})
        reached.heads |=
            users(weight, weight == TensorId::W_o ? d.rows(weight, pass.layer) : d.columns(weight, pass.layer), pass.sizes());
    return reached;
}

bool run(const Operation& op, Pass& pass) {
    if (pass.numbers(op.result) == nullptr) return true;
    const core::Tensor to = pass.tensor(op.result);
    for (int head = 0; head < pass.sizes().heads; ++head) {
        if (!pass.reach(op.result).of_head(head)) continue;
        const Factors of(op, pass.doc, pass.sizes(), pass.layer, head);
        Matrix turned;
        if (of.by_columns) {
            turned = Matrix(of.depth, of.right.rows());
            float* at = turned.edit().data();
            for (int k = 0; k < of.depth; ++k)
                for (int col = 0; col < turned.cols(); ++col) *at++ = of.right.at(col, of.right_from + k);
        }
        const float* from = of.by_columns ? turned.data() : of.right.data() + std::ptrdiff_t{of.right_from} * of.right.cols();
        const auto right = core::dense_matrix(from, of.depth, to.dims[3]);
        for (int r = 0; r < to.dims[2]; ++r)
            core::row_times_matrix(of.left.data() + std::ptrdiff_t{r} * of.left.cols() + of.left_from, right,
                                   to.row(0, head, r));
        pass.trace.count(static_cast<double>(to.dims[2]) * of.depth * to.dims[3]);
        pass.touch(op.result, 0, {head, head + 1});
    }
    return true;
}

double cost(const Operation& op, const Counts& counts) {
    const Sizes& s = counts.sizes;
    const TensorInfo& row = info(op.result);
    if (!counts.kept.contains(op.result)) return 0;
    return static_cast<double>(s.heads) * s.of(row.rows) * s.of_head(info(op.operands[0]).cols) * s.of(row.cols);
}

std::vector<Step> explain(const Operation& op, const Explainer& x, const CellRef& c) {
    const Factors of(op, x.document(), x.sizes(), c.layer, c.head);
    Step step{.kind = Step::Kind::dot};
    float sum = 0;
    for (int k = 0; k < of.depth; ++k) {
        CellRef a{op.operands[0], c.layer, 0, 0, c.row, of.left_from + k},
            b{op.operands[1], c.layer, 0, 0, of.right_from + k, c.col};
        if (of.by_columns) b.row = c.col, b.col = of.right_from + k;
        // Outside a narrow head's block there is nothing to multiply.
        if (!exists(x.document(), x.trace(), a) || !exists(x.document(), x.trace(), b))
            return {Step{.kind = Step::Kind::parameter}};
        step.terms.push_back({of.left.at(a.row, a.col), of.right.at(b.row, b.col), a, b});
        sum += step.terms.back().a * step.terms.back().b;
    }
    step.result = x.kept(c) ? x.shown(c) : sum;
    return {step};
}

constexpr Operation circuit(std::string_view key, TensorId left, TensorId right, TensorId result) {
    return {key, {left, right, TensorId::none}, result, reach, run, cost, explain};
}

}  // namespace

constexpr Operation kQkCircuit = circuit("qk_circuit", TensorId::W_q, TensorId::W_k, TensorId::qk_circuit);
constexpr Operation kOvCircuit = circuit("ov_circuit", TensorId::W_v, TensorId::W_o, TensorId::ov_circuit);

}  // namespace headscope::lab
