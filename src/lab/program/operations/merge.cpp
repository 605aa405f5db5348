// concat: the heads side by side, in the very memory of the context.
#include "lab/program/explainer.hpp"
#include "lab/program/operations/operations.hpp"
#include "lab/program/pass.hpp"

namespace headscope::lab {
namespace {

Reach reach(const Operation&, Pass& pass) {
    const Reach& context = pass.reach(TensorId::context);
    Reach reached;
    for (int item = 0; item < pass.sizes().batch; ++item)
        reached.rows[static_cast<size_t>(item)] =
            context.heads != 0 ? Range{0, pass.sizes().queries} : context.rows[static_cast<size_t>(item)];
    return reached;
}

std::vector<Step> explain(const Operation&, const Explainer& x, const CellRef& c) {
    const int h = x.sizes().value_dim();
    const CellRef from{TensorId::context, c.layer, c.item, c.col / h, c.row, c.col % h};
    return {simple_step(Step::Kind::copy, {x.shown(from), 0, from}, x.shown(c))};
}

}  // namespace

constexpr Operation kMerge{.key = "merge",
                           .operands = {TensorId::context, TensorId::none, TensorId::none},
                           .result = TensorId::concat,
                           .reach = reach,
                           .explain = explain};

}  // namespace headscope::lab
