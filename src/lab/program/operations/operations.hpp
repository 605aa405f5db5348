// The operations by name: see operations.def.
#pragma once

#include "lab/program/operation.hpp"

namespace headscope::lab {

#define HEADSCOPE_OPERATION(name) extern const Operation name;
#include "lab/program/operations.def"
#undef HEADSCOPE_OPERATION

/// A row of mean_weights, of an item: so many numbers as there are keys.
void mean_of_heads(const core::Tensor& weights, int item, int row, float* mean);

}  // namespace headscope::lab
