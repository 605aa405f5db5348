// scaled = scores * scale / temperature, then cap * tanh(x / cap) when there is a softcap.
#include <cmath>

#include "lab/program/explainer.hpp"
#include "lab/program/operations/attention.hpp"
#include "lab/program/operations/operations.hpp"

namespace headscope::lab {
namespace {

Reach reach(const Operation&, Pass& pass) {
    Reach reached = pass.reach(TensorId::scores);
    const Difference& d = pass.difference;
    if (d.everything() || scale_of(*d.before()) != scale_of(d.after()) || d.any({Param::softcap}))
        reached.heads = all_heads(pass.sizes().heads);
    return reached;
}

std::vector<Step> explain(const Operation&, const Explainer& x, const CellRef& c) {
    const CellRef from = same_place(c, TensorId::scores);
    std::vector<Step> steps = x.explain(from);
    const float scale = x.trace().scale(), raw = steps.back().result, product = raw * scale;
    const float cap = static_cast<float>(x.document().real(Param::softcap));
    steps.push_back(simple_step(Step::Kind::scale, {raw, scale, from}, product));
    if (cap > 0) steps.push_back(simple_step(Step::Kind::softcap, {product, cap}, cap * std::tanh(product / cap)));
    if (x.kept(c)) steps.back().result = x.shown(c);
    return steps;
}

}  // namespace

constexpr Operation kScale{.key = "scale",
                           .operands = {TensorId::scores, TensorId::none, TensorId::none},
                           .result = TensorId::scaled,
                           .reach = reach,
                           .explain = explain};

}  // namespace headscope::lab
