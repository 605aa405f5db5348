// One forward pass over the parts of a trace that a difference can reach.
#pragma once

#include "lab/program/pass.hpp"

namespace headscope::lab {

/// Recomputes what the difference reaches, and all of the stages in `fresh`. All functions of the core give each number the same
/// bits whatever the region they are asked for, so a pass over a part equals a pass over the whole. Errors: out of memory; the
/// trace is then to be computed anew.
core::Status run_forward(const Difference& difference, TensorSet fresh, TraceMemory& trace, Packed& packed);

}  // namespace headscope::lab
