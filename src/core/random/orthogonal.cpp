// A random orthonormal basis: Gaussian vectors, made orthogonal one after the other in float64.
#include "core/random/orthogonal.hpp"

#include <cmath>
#include <cstddef>
#include <memory>
#include <new>

#include "core/random/random.hpp"

namespace headscope::core {
namespace {

constexpr std::int32_t kSums = 8;

/// Eight interleaved sums in a fixed order, so that the bits are the same whatever the compiler does with the loop.
double dot(const double* a, const double* b, std::int32_t length) {
    double sums[kSums] = {};
    std::int32_t i = 0;
    for (; i + kSums <= length; i += kSums)
        for (std::int32_t s = 0; s < kSums; ++s) sums[s] += a[i + s] * b[i + s];
    for (; i < length; ++i) sums[0] += a[i] * b[i];
    return ((sums[0] + sums[4]) + (sums[1] + sums[5])) + ((sums[2] + sums[6]) + (sums[3] + sums[7]));
}

}  // namespace

Status fill_orthogonal(const InitializerOptions& options, const MatrixView& matrix) {
    // The shorter side counts the vectors, so that they can be orthogonal.
    const bool by_columns = matrix.rows >= matrix.columns;
    const std::int32_t count = by_columns ? matrix.columns : matrix.rows;
    const std::int32_t length = by_columns ? matrix.rows : matrix.columns;
    const std::size_t size = static_cast<std::size_t>(count) * static_cast<std::size_t>(length);
    const std::unique_ptr<double[]> vectors(new (std::nothrow) double[size]);
    if (!vectors) return fail(ErrorCode::out_of_memory, "matrix", static_cast<std::int64_t>(size * sizeof(double)));
    const auto vector = [&](std::int32_t index) { return vectors.get() + static_cast<std::ptrdiff_t>(index) * length; };

    for (std::int32_t i = 0; i < count; ++i) {
        double* current = vector(i);
        const std::uint64_t first = static_cast<std::uint64_t>(i) * static_cast<std::uint64_t>(length);
        for (std::int32_t k = 0; k < length; ++k)
            current[k] = random_normal(options.seed, options.stream, first + static_cast<std::uint64_t>(k));
        // Twice is enough (Giraud, Langou, Rozloznik 2005): the second pass removes what rounding left of the first.
        for (int pass = 0; pass < 2; ++pass)
            for (std::int32_t j = 0; j < i; ++j) {
                const double* earlier = vector(j);
                const double component = dot(current, earlier, length);
                for (std::int32_t k = 0; k < length; ++k) current[k] -= component * earlier[k];
            }
        const double inverse = 1.0 / std::sqrt(dot(current, current, length));
        for (std::int32_t k = 0; k < length; ++k) current[k] *= inverse;
    }

    for (std::int32_t i = 0; i < count; ++i)
        for (std::int32_t k = 0; k < length; ++k)
            (by_columns ? matrix.row(k)[i] : matrix.row(i)[k]) = static_cast<float>(options.gain * vector(i)[k]);
    return success();
}

}  // namespace headscope::core
