// One evaluation under way: what the operations read and write while they run.
#pragma once

#include <array>
#include <vector>

#include "core/attention/packed_heads.hpp"
#include "core/attention/rotary.hpp"
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
        core::RotaryAngles angles;
    };
    std::vector<OfLayer> layers;
    core::Workspace workspace;
};

using Reaches = std::array<Reach, kTensorCount>;

struct Pass {
    const Document& doc;
    const Difference& difference;
    TraceMemory& trace;
    Packed::OfLayer& packed;
    core::Workspace& workspace;
    TensorSet fresh;  // stages that have just become wanted: all of them
    int layer = 0;
    const Reaches* before = nullptr;  // of the layer before
    const MaskRule rule{doc};
    Reaches reaches{};
    Reach masks{};  // what of the masks themselves changed
    core::Status status{};

    const Sizes& sizes() const { return trace.sizes(); }
    // Of this layer: see TraceMemory.
    float* numbers(TensorId stage) { return trace.numbers(stage, layer); }
    core::Tensor tensor(TensorId stage) { return trace.tensor(stage, layer); }
    void touch(TensorId stage, int item, Range heads = {0, 1}) { trace.touch(stage, layer, item, heads); }
    Reach& reach(TensorId id) { return reaches[index_of(id)]; }
    /// Of an operand: all of it where another operation makes its numbers from now on; of one that shows another's, that one's.
    Reach reach_of(TensorId operand) const { return reach_of(operand, reaches); }
    /// The same of the layer before.
    Reach handed_on(TensorId operand) const { return reach_of(operand, *before); }
    bool run(core::Status result) {
        status = result;
        return status.ok();
    }

private:
    Reach reach_of(TensorId operand, const Reaches& of) const {
        Reach reached = of[index_of(shown_as(operand, sizes()))];
        bool all = difference.remade(operand);
        for (const TensorInfo* row = &info(operand); !is_own(*row, sizes());) {
            row = &info(row->alias);
            all = all || difference.remade(row->id);
        }
        if (all) reached.rows.fill({0, sizes().of(info(operand).rows)});
        return reached;
    }
};

}  // namespace headscope::lab
