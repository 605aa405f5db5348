// Layer normalisation of rows.
#pragma once

#include <cstdint>

namespace headscope::core {

inline constexpr double kLayerNormEps = 1e-5;

/// Mean of a row of `columns` > 0 numbers, and sqrt(variance + eps); the variance is that of the population. Summed in float64.
struct RowSpread {
    double mean, deviation;
};
RowSpread spread_of(const float* row, std::int32_t columns);
/// (x - mean) / deviation.
inline float standardised(float x, const RowSpread& spread) {
    return static_cast<float>((static_cast<double>(x) - spread.mean) / spread.deviation);
}

/// output = (input - mean) / sqrt(variance + eps) * gain + bias of each of `rows` dense rows (Ba et al. 2016, arXiv 1607.06450; eps as
/// in torch.nn.LayerNorm). `gain` and `bias` are a row each. `output` may be `input`. A row gives the same bits whatever rows are
/// beside it.
void layer_norm(const float* input, const float* gain, const float* bias, float* output, std::int32_t rows,
                std::int32_t columns);

}  // namespace headscope::core
