// RMS norm of rows.
#include "core/attention/rms_norm.hpp"

#include <cmath>

#include "core/kernels/simd.hpp"

namespace headscope::core {

float rms_factor(const float* row, std::int32_t head_dim) {
    // Four sums side by side, since one would wait for itself.
    double sums[4] = {};
    for (std::int32_t d = 0; d < head_dim; ++d) sums[d % 4] += static_cast<double>(row[d]) * static_cast<double>(row[d]);
    const double mean = ((sums[0] + sums[1]) + (sums[2] + sums[3])) / head_dim;
    return static_cast<float>(1.0 / std::sqrt(mean + static_cast<double>(kRmsEps)));
}

void rms_norm(const ConstTensor& from, const Tensor& to, Range batch, Range heads, Range rows) {
    const std::int32_t head_dim = from.dims[3];
    for (std::int32_t b = batch.begin; b < batch.end; ++b)
        for (std::int32_t head = heads.begin; head < heads.end; ++head)
            for (std::int32_t r = rows.begin; r < rows.end; ++r) {
                const float* const x = from.row(b, head, r);
                float* const y = to.row(b, head, r);
                const float factor = rms_factor(x, head_dim);
                for (std::int32_t d = 0; d < head_dim; ++d) y[d] = x[d] * factor;
            }
}

}  // namespace headscope::core
