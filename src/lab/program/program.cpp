// The operations of operations.def as a list.
#include "lab/program/program.hpp"

#include "lab/program/operations/operations.hpp"

namespace headscope::lab {

std::span<const Operation* const> program() {
    static constexpr const Operation* kProgram[] = {
#define HEADSCOPE_OPERATION(name) &name,
#include "lab/program/operations.def"
#undef HEADSCOPE_OPERATION
    };
    return kProgram;
}

const Operation* made_by(TensorId stage, const Sizes& sizes, int layer) {
    for (const Operation* op : program())
        if (op->result == stage && is_used(*op, sizes, layer)) return op;
    return nullptr;
}

bool is_square(const Operation& op) { return info(op.result).is_score() || info(op.operands[0]).is_score(); }

}  // namespace headscope::lab
