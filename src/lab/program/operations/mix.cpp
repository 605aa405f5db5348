// context = weights V, per head; of the weights that dropout leaves.
#include <cmath>

#include "lab/program/cost.hpp"
#include "lab/program/explainer.hpp"
#include "lab/program/operations/operations.hpp"
#include "lab/program/pass.hpp"

namespace headscope::lab {
namespace {

Reach reach(const Operation&, Pass& pass) {
    const Reach& value = pass.reach(TensorId::value);
    Reach reached = pass.reach_of(TensorId::dropped_weights);
    reached.heads |= heads_using(value.heads, pass.sizes().group());
    for (size_t item = 0; item < reached.rows.size(); ++item)
        if (value.rows[item].size() > 0) reached.rows[item] = {0, pass.sizes().queries};
    return reached;
}

double cost(const Operation&, const Counts& counts) { return counts.visible_pairs * counts.sizes.context_width; }

std::vector<Step> explain(const Operation&, const Explainer& x, const CellRef& c) {
    Step step;
    const TensorId weights = shown_as(TensorId::dropped_weights, x.sizes());
    step.result = x.shown(c);
    const bool empty = x.trace().empty_row(c.item, c.head, c.row), filled = empty && fills_empty_rows(x.document());
    step.kind = empty && !filled ? Step::Kind::empty_row : Step::Kind::dot;
    for (int key = 0; step.kind == Step::Kind::dot && key < x.sizes().keys; ++key) {
        if (!filled && !x.visible(c.item, c.head, c.row, key)) continue;
        const CellRef a{weights, c.layer, c.item, c.head, c.row, key},
            b{TensorId::value, c.layer, c.item, c.head / x.sizes().group(), key, c.col};
        if (x.shown(a) == 0.0f && !std::isfinite(x.shown(b))) continue;  // the core skips a weight of zero
        step.terms.push_back({x.shown(a), x.shown(b), a, b});
    }
    return {step};
}

}  // namespace

constexpr Operation kMix{.key = "mix",
                         .operands = {TensorId::dropped_weights, TensorId::value, TensorId::none},
                         .result = TensorId::context,
                         .reach = reach,
                         .cost = cost,
                         .explain = explain};

}  // namespace headscope::lab
