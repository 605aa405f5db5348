// scores = q k^T, per head.
#include "lab/program/cost.hpp"
#include "lab/program/explainer.hpp"
#include "lab/program/operations/attention.hpp"
#include "lab/program/operations/operations.hpp"

namespace headscope::lab {
namespace {

Reach reach(const Operation&, Pass& pass) {
    const Reach &query = pass.reach(TensorId::query), &key = pass.reach(TensorId::key);
    Reach reached;
    reached.heads = pass.difference.heads() ? all_heads(pass.sizes().heads) : query.heads | key.heads;
    for (size_t item = 0; item < reached.rows.size(); ++item)
        reached.rows[item] = key.rows[item].size() > 0 ? Range{0, pass.sizes().queries} : query.rows[item];
    return reached;
}

double cost(const Operation&, const Counts& counts) { return counts.score_pairs * counts.sizes.width; }

std::vector<Step> explain(const Operation&, const Explainer& x, const CellRef& c) {
    Step step;
    step.kind = Step::Kind::dot;
    double sum = 0;
    for (int k = 0; k < x.sizes().head_dim(); ++k) {
        const CellRef a{TensorId::query, c.layer, c.item, c.head, c.row, k},
            b{TensorId::key, c.layer, c.item, c.head, c.col, k};
        step.terms.push_back({x.shown(a), x.shown(b), a, b});
        sum += static_cast<double>(step.terms.back().a) * step.terms.back().b;
    }
    step.result = x.kept(c) ? x.shown(c) : static_cast<float>(sum);
    return {step};
}

}  // namespace

constexpr Operation kScore{.key = "score",
                           .operands = {TensorId::query, TensorId::key, TensorId::none},
                           .result = TensorId::scores,
                           .reach = reach,
                           .run = run_attention,
                           .cost = cost,
                           .explain = explain,
                           .piece = attention_piece};

}  // namespace headscope::lab
