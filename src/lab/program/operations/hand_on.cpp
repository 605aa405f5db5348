// What every layer after the first reads: what the layer before made, and the memory that all of them share. Nothing is copied: the
// numbers stay where they are (stored_at).
#include "lab/program/explainer.hpp"
#include "lab/program/operations/operations.hpp"
#include "lab/program/pass.hpp"

namespace headscope::lab {
namespace {

Reach reach(const Operation& op, Pass& pass) {
    Reach reached = pass.handed_on(op.operands[0]);
    // Who reads it reads whole rows.
    if (reached.columns.size() > 0 || reached.heads != 0) reached.rows.fill({0, pass.sizes().of(info(op.result).rows)});
    reached.columns = {};
    reached.heads = 0;
    return reached;
}

std::vector<Step> explain(const Operation& op, const Explainer& x, const CellRef& cell) {
    CellRef from = same_place(cell, shown_as(op.operands[0], x.sizes()));
    --from.layer;
    return {simple_step(Step::Kind::copy, {x.shown(from), 0, from}, x.shown(cell))};
}

}  // namespace

constexpr Operation kHandOnResult{.key = "hand_on_result",
                                  .operands = {TensorId::post_norm, TensorId::none, TensorId::none},
                                  .result = TensorId::input,
                                  .reach = reach,
                                  .explain = explain,
                                  .in = InLayers::later};
constexpr Operation kHandOnMemory{.key = "hand_on_memory",
                                  .operands = {TensorId::memory, TensorId::none, TensorId::none},
                                  .result = TensorId::memory,
                                  .reach = reach,
                                  .explain = explain,
                                  .in = InLayers::later};

}  // namespace headscope::lab
