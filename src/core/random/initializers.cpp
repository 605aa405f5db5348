// Filling a matrix from the counter-based generator.
#include "core/random/initializers.hpp"

#include <cmath>

#include "core/random/orthogonal.hpp"
#include "core/random/random.hpp"

namespace headscope::core {
namespace {

template <class Element>
void fill(const MatrixView& matrix, Element element) {
    for (std::int32_t row = 0; row < matrix.rows; ++row)
        for (std::int32_t column = 0; column < matrix.columns; ++column) matrix.row(row)[column] = element(row, column);
}

}  // namespace

Status initialize(const InitializerOptions& options, const MatrixView& matrix) {
    if (const Status status = check_matrix(matrix, "matrix"); !status.ok()) return status;
    if (!std::isfinite(options.gain)) return fail(ErrorCode::not_finite, "gain");
    const double gain = options.gain;
    const auto index = [&](std::int32_t row, std::int32_t column) {
        return static_cast<std::uint64_t>(row) * static_cast<std::uint64_t>(matrix.columns) +
               static_cast<std::uint64_t>(column);
    };
    const auto normal = [&](double deviation) {
        fill(matrix, [&](std::int32_t row, std::int32_t column) {
            return static_cast<float>(deviation * random_normal(options.seed, options.stream, index(row, column)));
        });
    };
    const auto symmetric = [&](double bound) {
        fill(matrix, [&](std::int32_t row, std::int32_t column) {
            const double u = random_uniform(options.seed, options.stream, index(row, column));
            return static_cast<float>(bound * (2.0 * u - 1.0));
        });
    };

    switch (options.kind) {
        case Initializer::zero: fill(matrix, [](std::int32_t, std::int32_t) { return 0.0f; }); break;
        case Initializer::identity:
            fill(matrix, [&](std::int32_t row, std::int32_t column) { return row == column ? options.gain : 0.0f; });
            break;
        case Initializer::gaussian: normal(gain); break;
        case Initializer::uniform: symmetric(gain); break;
        case Initializer::xavier: symmetric(gain * std::sqrt(6.0 / (double(matrix.rows) + double(matrix.columns)))); break;
        case Initializer::kaiming: normal(gain * std::sqrt(2.0 / double(matrix.rows))); break;
        case Initializer::orthogonal: return fill_orthogonal(options, matrix);
    }
    return success();
}

}  // namespace headscope::core
