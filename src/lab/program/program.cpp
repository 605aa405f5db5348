// The list of operations.
#include "lab/program/program.hpp"

#include "lab/program/operations/operations.hpp"

namespace headscope::lab {

std::span<const Operation* const> program() {
    static constexpr const Operation* kProgram[] = {
        &kEmbedInput, &kEmbedMemory, &kProjectQuery, &kProjectKey, &kProjectValue,  &kScore,  &kScale,
        &kMask,       &kSoftmax,     &kMix,          &kMerge,      &kProjectOutput, &kPassOn,
    };
    return kProgram;
}

const Operation* made_by(TensorId stage, const Sizes& sizes) {
    for (const Operation* op : program())
        if (op->result == stage && is_used(*op, sizes)) return op;
    return nullptr;
}

bool is_square(const Operation& op) { return info(op.result).is_score() || info(op.operands[0]).is_score(); }

}  // namespace headscope::lab
