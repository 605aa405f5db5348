// masked_scores = scaled + additive mask, -inf where causal, padding, window or a painted mask hides the key.
#include <limits>

#include "lab/program/explainer.hpp"
#include "lab/program/operations/operations.hpp"
#include "lab/program/pass.hpp"

namespace headscope::lab {
namespace {

CustomMask custom_of(const Document& doc) { return static_cast<CustomMask>(doc.integer(Param::custom_mask)); }

/// The rows of the masks themselves that changed.
Reach changed(const Pass& pass) {
    const Difference& d = pass.difference;
    Reach masks;
    bool all = d.any({Param::causal, Param::window, Param::key_padding, Param::custom_mask});
    all = all || (pass.doc.on(Param::window) && d.any({Param::window_size}));
    for (int item = 0; item < pass.sizes().batch; ++item) {
        Range& rows = masks.rows[static_cast<size_t>(item)];
        const CustomMask custom = custom_of(pass.doc);
        if (custom == CustomMask::boolean) rows = d.rows(TensorId::mask_allow, item);
        if (custom == CustomMask::bias) rows = d.rows(TensorId::mask_bias, item);
        if (all || (pass.doc.on(Param::key_padding) && d.valid_keys(item))) rows = {0, pass.sizes().queries};
    }
    return masks;
}

Reach reach(const Operation&, Pass& pass) {
    pass.masks = changed(pass);
    Reach reached = pass.reach(TensorId::scaled);
    for (size_t item = 0; item < reached.rows.size(); ++item)
        reached.rows[item] = hull(reached.rows[item], pass.masks.rows[item]);
    return reached;
}

std::vector<Step> explain(const Operation&, const Explainer& x, const CellRef& c) {
    const CellRef from = same_place(c, TensorId::scaled);
    std::vector<Step> steps = x.explain(from);
    if (const unsigned by = hidden_by(x.document(), c.item, c.row, c.col); by != hidden_by_none) {
        steps.push_back(hidden_step(Step::Kind::hidden, by, -std::numeric_limits<float>::infinity()));
        return steps;
    }
    if (custom_of(x.document()) == CustomMask::bias) {
        const CellRef mask{TensorId::mask_bias, 0, c.item, 0, c.row, c.col};
        const float bias = x.document().matrix(TensorId::mask_bias, c.item).at(c.row, c.col), score = steps.back().result;
        steps.push_back(simple_step(Step::Kind::add_bias, {score, bias, from, mask}, score + bias));
    }
    if (x.kept(TensorId::masked_scores)) steps.back().result = x.shown(c);
    return steps;
}

}  // namespace

constexpr Operation kMask{.key = "mask",
                          .operands = {TensorId::scaled, TensorId::mask_allow, TensorId::mask_bias},
                          .result = TensorId::masked_scores,
                          .reach = reach,
                          .explain = explain};

}  // namespace headscope::lab
