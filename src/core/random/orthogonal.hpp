// The orthogonal initialiser.
#pragma once

#include "core/random/initializers.hpp"

namespace headscope::core {

/// See Initializer::orthogonal. `matrix` and `options.gain` have been checked. Errors: out_of_memory.
Status fill_orthogonal(const InitializerOptions& options, const MatrixView& matrix);

}  // namespace headscope::core
