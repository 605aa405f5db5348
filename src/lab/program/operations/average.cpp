// mean_weights = 1/m sum of the heads' weights, after dropout: what torch.nn.MultiheadAttention returns (average_attn_weights).
#include <utility>

#include "lab/program/explainer.hpp"
#include "lab/program/operations/operations.hpp"
#include "lab/program/pass.hpp"

namespace headscope::lab {
namespace {

Reach reach(const Operation& op, Pass& pass) {
    Reach reached = pass.reach_of(op.operands[0]);
    if (std::exchange(reached.heads, 0) != 0) reached.rows.fill({0, pass.sizes().queries});
    return reached;
}

bool run(const Operation& op, Pass& pass) {
    if (pass.numbers(op.result) == nullptr) return true;
    const core::Tensor from = pass.tensor(op.operands[0]), to = pass.tensor(op.result);
    for (int item = 0; item < pass.sizes().batch; ++item) {
        const Range rows =
            pass.fresh.contains(op.result) ? Range{0, to.dims[2]} : pass.reach(op.result).rows[static_cast<size_t>(item)];
        for (int r = rows.begin; r < rows.end; ++r) mean_of_heads(from, item, r, to.row(item, 0, r));
        if (rows.size() > 0) pass.touch(op.result, item);
    }
    return true;
}

std::vector<Step> explain(const Operation& op, const Explainer& x, const CellRef& c) {
    Step step{.kind = Step::Kind::mean};
    const float part = 1.0f / static_cast<float>(x.sizes().heads);
    float sum = 0;
    for (CellRef from = same_place(c, shown_as(op.operands[0], x.sizes())); from.head < x.sizes().heads; ++from.head) {
        step.terms.push_back({x.shown(from), 0, from});
        sum += x.shown(from);
    }
    step.result = sum * part;
    return {step};
}

}  // namespace

void mean_of_heads(const core::Tensor& weights, int item, int row, float* mean) {
    const float part = 1.0f / static_cast<float>(weights.dims[1]);
    for (int key = 0; key < weights.dims[3]; ++key) {
        float sum = 0;
        for (int head = 0; head < weights.dims[1]; ++head) sum += weights.row(item, head, row)[key];
        mean[key] = sum * part;
    }
}

constexpr Operation kAverage{.key = "average",
                             .operands = {TensorId::dropped_weights, TensorId::none, TensorId::none},
                             .result = TensorId::mean_weights,
                             .reach = reach,
                             .run = run,
                             .explain = explain};

}  // namespace headscope::lab
