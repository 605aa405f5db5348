// scores = q k^T, per head, of what normalisation and rotation leave, q times W_a where scoring is bilinear; additive: v_a . tanh(q + k).
#include <cmath>

#include "lab/program/cost.hpp"
#include "lab/program/explainer.hpp"
#include "lab/program/operations/attention.hpp"
#include "lab/program/operations/operations.hpp"

namespace headscope::lab {
namespace {

Reach reach(const Operation&, Pass& pass) {
    const Reach query = pass.reach_of(TensorId::bilinear_query), key = pass.reach_of(TensorId::rotated_key);
    const Difference& d = pass.difference;
    Reach reached;
    if (!d.heads() && pass.doc.scoring() == Scoring::additive)
        reached.add_columns(d.columns(TensorId::v_a, pass.layer), pass.sizes().head_dim());
    reached.columns = {};
    reached.heads |= d.heads() || d.any({Param::scoring}) ? all_heads(pass.sizes().heads)
                                                          : query.heads | heads_using(key.heads, pass.sizes().group());
    for (size_t item = 0; item < reached.rows.size(); ++item)
        reached.rows[item] = key.rows[item].size() > 0 ? Range{0, pass.sizes().queries} : query.rows[item];
    return reached;
}

double cost(const Operation&, const Counts& counts) { return counts.score_pairs * counts.sizes.width; }

std::vector<Step> explain(const Operation&, const Explainer& x, const CellRef& c) {
    const bool additive = x.document().scoring() == Scoring::additive;
    const TensorId query = shown_as(TensorId::bilinear_query, x.sizes()), key = shown_as(TensorId::rotated_key, x.sizes());
    const int head_dim = x.sizes().head_dim();
    Step step;
    step.kind = additive ? Step::Kind::additive : Step::Kind::dot;
    double sum = 0;
    for (int k = 0; k < head_dim; ++k) {
        const CellRef a{query, c.layer, c.item, c.head, c.row, k},
            b{key, c.layer, c.item, c.head / x.sizes().group(), c.col, k};
        const float of_query = x.shown(a), of_key = x.shown(b);
        step.terms.push_back({of_query, of_key, a, b});
        if (!additive) {
            sum += static_cast<double>(of_query) * static_cast<double>(of_key);
            continue;
        }
        const CellRef from{TensorId::v_a, c.layer, 0, 0, 0, c.head * head_dim + k};
        const float v = x.document().matrix(from).at(0, from.col);
        const double t = std::tanh(static_cast<double>(of_query) + static_cast<double>(of_key));
        step.summands.push_back({v, static_cast<float>(t), from});
        sum += static_cast<double>(v) * t;
    }
    step.result = x.kept(c) ? x.shown(c) : static_cast<float>(sum);
    return {step};
}

}  // namespace

constexpr Operation kScore{.key = "score",
                           .operands = {TensorId::bilinear_query, TensorId::rotated_key, TensorId::v_a},
                           .result = TensorId::scores,
                           .reach = reach,
                           .run = run_attention,
                           .cost = cost,
                           .explain = explain,
                           .piece = attention_piece};

}  // namespace headscope::lab
