// position_bias = -slope |i - j|, per head: what ALiBi adds to the scaled scores. The fused attention adds it without this stage,
// which is for being looked at.
#include <cstdlib>

#include "core/attention/positions.hpp"
#include "lab/program/explainer.hpp"
#include "lab/program/operations/operations.hpp"
#include "lab/program/pass.hpp"

namespace headscope::lab {
namespace {

Reach reach(const Operation& op, Pass& pass) {
    Reach reached;
    if (pass.difference.remade(op.result) || pass.difference.heads()) reached.heads = all_heads(pass.sizes().heads);
    return reached;
}

float distance(int query, int key) { return static_cast<float>(std::abs(query - key)); }
/// The query itself has 0, not -0.
float bias(float slope, float apart) { return 0.0f - slope * apart; }

bool run(const Operation& op, Pass& pass) {
    const bool reached = pass.reach(op.result).heads != 0 || pass.fresh.contains(op.result);
    if (!reached || pass.numbers(op.result) == nullptr) return true;
    const core::Tensor to = pass.tensor(op.result);
    const int heads = pass.sizes().heads;
    for (int item = 0; item < pass.sizes().batch; ++item) {
        for (int head = 0; head < heads; ++head) {
            const float slope = core::alibi_slope(head, heads);
            for (int query = 0; query < to.dims[2]; ++query)
                for (int key = 0; key < to.dims[3]; ++key) to.row(item, head, query)[key] = bias(slope, distance(query, key));
        }
        pass.touch(op.result, item, {0, heads});
    }
    return true;
}

std::vector<Step> explain(const Operation&, const Explainer& x, const CellRef& c) {
    const float slope = core::alibi_slope(c.head, x.sizes().heads), apart = distance(c.row, c.col);
    return {simple_step(Step::Kind::distance, {slope, apart}, bias(slope, apart))};
}

}  // namespace

constexpr Operation kAlibi{.key = "alibi", .result = TensorId::position_bias, .reach = reach, .run = run, .explain = explain};

}  // namespace headscope::lab
