// Two passes over a row, mean and then spread, and a third that writes.
#include "core/kernels/layer_norm.hpp"

#include <cmath>
#include <cstddef>

namespace headscope::core {
namespace {

/// The sum of term(i) for all i: four at a time, as no compiler may reorder the additions of one.
template <class Term>
double sum_of(std::int32_t count, Term term) {
    double sums[4] = {};
    std::int32_t i = 0;
    for (; i + 4 <= count; i += 4)
        for (std::int32_t lane = 0; lane < 4; ++lane) sums[lane] += term(i + lane);
    for (; i < count; ++i) sums[0] += term(i);
    return (sums[0] + sums[1]) + (sums[2] + sums[3]);
}

}  // namespace

RowSpread spread_of(const float* row, std::int32_t columns) {
    const double mean = sum_of(columns, [&](std::int32_t i) { return static_cast<double>(row[i]); }) / columns;
    const double squares = sum_of(columns, [&](std::int32_t i) {
        const double apart = static_cast<double>(row[i]) - mean;
        return apart * apart;
    });
    return {mean, std::sqrt(squares / columns + kLayerNormEps)};
}

void layer_norm(const float* input, const float* gain, const float* bias, float* output, std::int32_t rows,
                std::int32_t columns) {
    for (std::int32_t r = 0; r < rows; ++r) {
        const std::ptrdiff_t at = static_cast<std::ptrdiff_t>(r) * columns;
        const RowSpread spread = spread_of(input + at, columns);
        for (std::int32_t i = 0; i < columns; ++i) output[at + i] = standardised(input[at + i], spread) * gain[i] + bias[i];
    }
}

}  // namespace headscope::core
