// One evaluation under way: what the operations read and write while they run.
#pragma once

#include <array>
#include <vector>

#include "core/attention/packed_heads.hpp"
#include "core/base/status.hpp"
#include "core/kernels/packed_matrix.hpp"
#include "core/kernels/workspace.hpp"
#include "lab/model/masks.hpp"
#include "lab/program/reach.hpp"
#include "lab/program/trace_memory.hpp"

namespace headscope::lab {

/// What is kept from one evaluation to the next besides the trace: parameters, keys and values in the layout of the kernels.
struct Packed {
    struct OfLayer {
        std::array<core::PackedMatrix, kMatricesOfLayer> weights;  // by slot_of
        core::PackedHeads heads;
    };
    std::vector<OfLayer> layers;
    core::Workspace workspace;
};

struct Pass {
    const Document& doc;
    const Difference& difference;
    TraceMemory& trace;
    Packed::OfLayer& packed;
    core::Workspace& workspace;
    TensorSet fresh;  // stages that have just become wanted: all of them
    int layer = 0;
    const MaskRule rule{doc};
    std::array<Reach, kTensorCount> reaches{};
    Reach masks{};  // what of the masks themselves changed
    core::Status status{};

    const Sizes& sizes() const { return trace.sizes(); }
    // Of this layer: see TraceMemory.
    float* numbers(TensorId stage) { return trace.numbers(stage, layer); }
    core::Tensor tensor(TensorId stage) { return trace.tensor(stage, layer); }
    void touch(TensorId stage, int item, Range heads = {0, 1}) { trace.touch(stage, layer, item, heads); }
    Reach& reach(TensorId id) { return reaches[index_of(id)]; }
    /// Of an operand: all of it where another operation makes its numbers from now on; of one that shows another's, that one's.
    Reach reach_of(TensorId operand) const {
        Reach reached = reaches[index_of(shown_as(operand, sizes()))];
        if (difference.remade(operand)) reached.rows.fill({0, sizes().of(info(operand).rows)});
        return reached;
    }
    bool run(core::Status result) {
        status = result;
        return status.ok();
    }
};

}  // namespace headscope::lab
