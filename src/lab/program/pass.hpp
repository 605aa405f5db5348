// One evaluation under way: what the operations read and write while they run.
#pragma once

#include <array>

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
    std::array<core::PackedMatrix, kMatricesOfLayer> weights;  // by slot_of
    core::PackedHeads heads;
    core::Workspace workspace;
};

struct Pass {
    const Document& doc;
    const Difference& difference;
    TraceMemory& trace;
    Packed& packed;
    TensorSet fresh;  // stages that have just become wanted: all of them
    int layer = 0;
    const MaskRule rule{doc};
    std::array<Reach, kTensorCount> reaches{};
    Reach masks{};  // what of the masks themselves changed
    core::Status status{};

    const Sizes& sizes() const { return trace.sizes(); }
    Reach& reach(TensorId id) { return reaches[index_of(id)]; }
    bool run(core::Status result) {
        status = result;
        return status.ok();
    }
};

}  // namespace headscope::lab
