// concat: the heads side by side, in the very memory of the context; and the output where nothing multiplies it any more.
#include "lab/program/explainer.hpp"
#include "lab/program/operations/operations.hpp"
#include "lab/program/pass.hpp"

namespace headscope::lab {
namespace {

Reach merged(const Operation&, Pass& pass) {
    const Reach& context = pass.reach(TensorId::context);
    Reach reached;
    for (int item = 0; item < pass.sizes().batch; ++item)
        reached.rows[static_cast<size_t>(item)] =
            context.heads != 0 ? Range{0, pass.sizes().queries} : context.rows[static_cast<size_t>(item)];
    return reached;
}

Step copied(const Explainer& x, const CellRef& from, const CellRef& cell) {
    return simple_step(Step::Kind::copy, {x.shown(from), 0, from}, x.shown(cell));
}

std::vector<Step> explain_merge(const Operation&, const Explainer& x, const CellRef& c) {
    const int h = x.sizes().head_dim();
    return {copied(x, {TensorId::context, c.layer, c.item, c.col / h, c.row, c.col % h}, c)};
}

Reach passed_on(const Operation&, Pass& pass) { return pass.reach(TensorId::concat); }

/// The numbers are concat's; only that the output shows them may be new.
bool run_pass_on(const Operation& op, Pass& pass) {
    for (int item = 0; pass.difference.output() && item < pass.sizes().batch; ++item) pass.trace.touch(op.result, item);
    return true;
}

std::vector<Step> explain_pass_on(const Operation&, const Explainer& x, const CellRef& c) {
    return {copied(x, same_place(c, TensorId::concat), c)};
}

bool is_not_projected(const Sizes& sizes) { return !sizes.projected; }

}  // namespace

constexpr Operation kMerge{.key = "merge",
                           .operands = {TensorId::context, TensorId::none, TensorId::none},
                           .result = TensorId::concat,
                           .reach = merged,
                           .explain = explain_merge};
constexpr Operation kPassOn{.key = "pass_on",
                            .operands = {TensorId::concat, TensorId::none, TensorId::none},
                            .result = TensorId::output,
                            .used = is_not_projected,
                            .reach = passed_on,
                            .run = run_pass_on,
                            .explain = explain_pass_on};

}  // namespace headscope::lab
