// The operations by name: see operations.def.
#pragma once

#include "lab/program/operation.hpp"

namespace headscope::lab {

#define HEADSCOPE_OPERATION(name) extern const Operation name;
#include "lab/program/operations.def"
#undef HEADSCOPE_OPERATION

}  // namespace headscope::lab
