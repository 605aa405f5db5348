// One forward pass over the parts of a trace that a change can reach.
#pragma once

#include "core/attention/packed_heads.hpp"
#include "core/base/status.hpp"
#include "core/kernels/packed_matrix.hpp"
#include "core/kernels/workspace.hpp"
#include "lab/trace_memory.hpp"

namespace headscope::lab {

/// Keeps packed parameters, keys and values between passes. All functions of the core give each number the same bits
/// whatever the region they are asked for, so a pass over a part equals a pass over the whole.
class Forward {
public:
    /// Recomputes what `changes` reach, and all of the stages in `fresh` (stages that have just become wanted).
    /// Touches the revisions of what it computes. Errors: out of memory; the trace is then to be computed anew.
    core::Status run(const Document& doc, const Changes& changes, StageSet fresh, TraceMemory& trace);
    core::Workspace& workspace() { return workspace_; }

private:
    struct Pass;
    core::PackedMatrix weights_[4];
    core::PackedHeads heads_;
    core::Workspace workspace_;
};

}  // namespace headscope::lab
