// Ways to fill a parameter matrix; each element is a function of the seed, the stream and its position.
#pragma once

#include <cstdint>

#include "core/base/tensor.hpp"

namespace headscope::core {

enum class Initializer : std::uint8_t {
    zero,
    identity,    ///< 1 on the main diagonal, 0 elsewhere; `gain` multiplies
    gaussian,    ///< N(0, gain^2)
    uniform,     ///< U[-gain, gain)
    xavier,      ///< U[-a, a), a = gain * sqrt(6 / (rows + columns))   (Glorot & Bengio 2010)
    kaiming,     ///< N(0, s^2), s = gain * sqrt(2 / rows); rows = fan in  (He et al. 2015, arXiv 1502.01852)
    orthogonal,  ///< orthonormal columns (rows >= columns) or rows, times gain (Saxe et al. 2014, arXiv 1312.6120)
};

struct InitializerOptions {
    Initializer kind = Initializer::xavier;
    std::uint64_t seed = 0;
    std::uint32_t stream = 0;  ///< one per parameter, so that W_q and W_k differ under one seed
    float gain = 1.0f;
};

/// Fills `matrix`. Element (r, c) of gaussian, uniform, xavier and kaiming draws index r * columns + c.
/// The same bits on every platform. Orthogonal allocates float64 scratch of the matrix' size and costs O(n^3).
/// Errors: missing, out_of_range, not_finite (gain), out_of_memory.
Status initialize(const InitializerOptions& options, const MatrixView& matrix);

}  // namespace headscope::core
