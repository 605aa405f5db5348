// masked_scores = scaled + distance bias + additive mask, -inf where causal, padding, window or a painted mask hides the key.
#include <limits>

#include "lab/program/explainer.hpp"
#include "lab/program/operations/operations.hpp"
#include "lab/program/pass.hpp"

namespace headscope::lab {
namespace {

/// Rows of masks one below the other, as queries of any head.
Range queries_in(Range rows, int queries) {
    if (rows.size() <= 0) return {};
    const int head = rows.begin / queries;
    return (rows.end - 1) / queries == head ? Range{rows.begin - head * queries, rows.end - head * queries} : Range{0, queries};
}

/// The rows of the masks themselves that changed.
Reach changed(const Pass& pass) {
    const Difference& d = pass.difference;
    const MaskRule before(d.everything() ? pass.doc : *d.before());
    const TensorId painted = painted_mask(pass.doc);
    const bool all = d.any({Param::custom_mask});
    Reach masks;
    for (int item = 0; item < pass.sizes().batch; ++item) {
        Range& rows = masks.rows[static_cast<size_t>(item)];
        if (painted != TensorId::none) rows = queries_in(d.rows(painted, item), pass.sizes().queries);
        if (all || !pass.rule.same(before, item)) rows = {0, pass.sizes().queries};
    }
    return masks;
}

Reach reach(const Operation&, Pass& pass) {
    pass.masks = changed(pass);
    Reach reached = pass.reach(TensorId::scaled);
    if (pass.difference.remade(TensorId::position_bias)) reached.heads = all_heads(pass.sizes().heads);
    for (size_t item = 0; item < reached.rows.size(); ++item)
        reached.rows[item] = hull(reached.rows[item], pass.masks.rows[item]);
    return reached;
}

std::vector<Step> explain(const Operation&, const Explainer& x, const CellRef& c) {
    CellRef from = same_place(c, TensorId::scaled);
    std::vector<Step> steps = x.explain(from);
    if (const unsigned by = hidden_by(x.document(), c.item, c.head, c.row, c.col); by != hidden_by_none) {
        steps.push_back(hidden_step(Step::Kind::hidden, by, -std::numeric_limits<float>::infinity()));
        return steps;
    }
    const auto add = [&](const CellRef& at, float bias) {
        const float score = steps.back().result;
        steps.push_back(simple_step(Step::Kind::add_bias, {score, bias, from, at}, score + bias));
        from = CellRef{TensorId::none};  // a sum on the way to the next stands nowhere
    };
    if (!is_absent(info(TensorId::position_bias), x.sizes())) {
        const CellRef at = same_place(c, TensorId::position_bias);
        add(at, x.explain(at).back().result);
    }
    const TensorId painted = painted_mask(x.document());
    if (choice_of(painted) == CustomMask::bias) {
        const CellRef at{painted, 0, c.item, 0, x.document().mask_row(c.head, c.row), c.col};
        add(at, x.document().matrix(at).at(at.row, at.col));
    }
    if (x.kept(c)) steps.back().result = x.shown(c);
    return steps;
}

}  // namespace

constexpr Operation kMask{.key = "mask",
                          .operands = {TensorId::scaled, TensorId::mask_allow, TensorId::mask_bias},
                          .result = TensorId::masked_scores,
                          .reach = reach,
                          .explain = explain};

}  // namespace headscope::lab
