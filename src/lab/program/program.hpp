// The program: what a layer of a document computes, operation by operation.
#pragma once

#include <span>

#include "lab/model/sizes.hpp"
#include "lab/program/operation.hpp"

namespace headscope::lab {

/// In the order of the computation.
std::span<const Operation* const> program();
/// Whether a document of these sizes computes it in that layer.
inline bool is_used(const Operation& op, const Sizes& sizes, int layer = 0) {
    if (op.in != InLayers::every && (op.in == InLayers::first) != (layer == 0)) return false;
    return info(op.result).own_memory == nullptr || sizes.own.contains(op.result);
}
/// The operation a stage is the result of, in a document of these sizes; nullptr: it shows another stage's numbers (Sizes, stored_as).
const Operation* made_by(TensorId stage, const Sizes& sizes, int layer = 0);
/// Whether its cost grows with S_q * S_k.
bool is_square(const Operation& op);

}  // namespace headscope::lab
