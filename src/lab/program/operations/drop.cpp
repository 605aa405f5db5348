// dropped_weights = weights / (1 - p), or 0 where the draw of the element is below p; only in documents that drop.
#include "lab/program/explainer.hpp"
#include "lab/program/operations/attention.hpp"
#include "lab/program/operations/operations.hpp"

namespace headscope::lab {
namespace {

Reach reach(const Operation&, Pass& pass) {
    Reach reached = pass.reach(TensorId::weights);
    // Other sizes are other draws: the difference says everything then, or other heads, which reach every score.
    if (pass.difference.remade(TensorId::dropped_weights) || pass.difference.any({Param::dropout, Param::dropout_seed}))
        reached.heads = all_heads(pass.sizes().heads);
    return reached;
}

std::vector<Step> explain(const Operation&, const Explainer& x, const CellRef& c) {
    const CellRef from = same_place(c, TensorId::weights);
    std::vector<Step> steps = x.explain(from);
    const bool empty = steps.back().kind == Step::Kind::empty_row && !fills_empty_rows(x.document());
    if (steps.back().kind == Step::Kind::hidden || empty) return steps;
    double sum = 0;
    for (int key = 0; key < x.sizes().keys; ++key) {
        CellRef other = c;
        other.col = key;
        sum += static_cast<double>(x.shown(other));
    }
    const core::Dropout dropout = attention_of(x.document(), MaskRule(x.document()), c.item, c.layer, nullptr).dropout;
    const std::uint64_t at =
        core::weight_index(c.item, c.head, c.row, c.col, x.sizes().heads, x.sizes().queries, x.sizes().keys);
    const Step::Kind kind = core::is_dropped(dropout, at) ? Step::Kind::dropped : Step::Kind::keep;
    steps.push_back(simple_step(kind, {steps.back().result, core::kept_factor(dropout), from}, x.shown(c)));
    steps.back().terms.push_back({static_cast<float>(sum), 0});
    return steps;
}

}  // namespace

constexpr Operation kDrop{.key = "drop",
                          .operands = {TensorId::weights, TensorId::none, TensorId::none},
                          .result = TensorId::dropped_weights,
                          .reach = reach,
                          .explain = explain};

}  // namespace headscope::lab
