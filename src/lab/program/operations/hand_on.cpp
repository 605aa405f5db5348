// What every layer after the first reads: what the layer before made, and the memories that all of them share. Nothing is copied: the
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

constexpr Operation handing(std::string_view key, TensorId made, TensorId read) {
    return {key, {made, TensorId::none, TensorId::none}, read, reach, nullptr, nullptr, explain, nullptr, InLayers::later};
}

}  // namespace

constexpr Operation kHandOnResult = handing("hand_on_result", TensorId::post_norm, TensorId::input);
constexpr Operation kHandOnMemory = handing("hand_on_memory", TensorId::memory, TensorId::memory);
constexpr Operation kHandOnValueMemory = handing("hand_on_value_memory", TensorId::value_memory, TensorId::value_memory);

}  // namespace headscope::lab
