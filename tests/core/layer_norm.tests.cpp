// Layer norm against float64, published numbers, and itself in parts.
#include "core/kernels/layer_norm.hpp"

#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <cstring>
#include <vector>

#include "core/random/random.hpp"

using namespace headscope::core;

namespace {

std::vector<float> numbers(std::int32_t count, float size, std::uint64_t stream) {
    std::vector<float> all(static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < all.size(); ++i)
        all[i] = size * static_cast<float>(2 * random_uniform(7, static_cast<std::uint32_t>(stream), i) - 1);
    return all;
}

}  // namespace

TEST_CASE("layer norm agrees with float64, whatever the width and however far from zero a row lies") {
    for (const std::int32_t columns : {1, 2, 3, 5, 16, 63, 64, 257})
        for (const float size : {1e-4f, 1.0f, 30000.0f}) {
            const std::int32_t rows = 3;
            std::vector<float> x = numbers(rows * columns, size, 1);
            for (float& value : x) value += 10 * size;
            const std::vector<float> gain = numbers(columns, 2, 2), bias = numbers(columns, 3, 3);
            std::vector<float> y(x.size());
            layer_norm(x.data(), gain.data(), bias.data(), y.data(), rows, columns);
            for (std::int32_t r = 0; r < rows; ++r) {
                long double mean = 0, variance = 0;
                const auto at = [&](std::int32_t c) { return static_cast<std::size_t>(r * columns + c); };
                for (std::int32_t c = 0; c < columns; ++c) mean += static_cast<long double>(x[at(c)]) / columns;
                for (std::int32_t c = 0; c < columns; ++c) variance += (x[at(c)] - mean) * (x[at(c)] - mean) / columns;
                for (std::int32_t c = 0; c < columns; ++c) {
                    const auto col = static_cast<std::size_t>(c);
                    const long double expected = (x[at(c)] - mean) / std::sqrt(variance + 1e-5L) * gain[col] + bias[col];
                    INFO(columns << " columns of size " << size << ", column " << c);
                    CHECK(std::abs(static_cast<double>(y[at(c)] - expected)) <
                          2e-6 * (1 + std::abs(static_cast<double>(expected))));
                }
            }
        }
}

TEST_CASE("layer norm of 1 2 3 4 is what torch.nn.LayerNorm(4) prints") {
    const float x[] = {1, 2, 3, 4}, gain[] = {1, 1, 1, 1}, bias[] = {0, 0, 0, 0};
    const double published[] = {-1.3416, -0.4472, 0.4472, 1.3416};
    float y[4];
    layer_norm(x, gain, bias, y, 1, 4);
    for (std::size_t i = 0; i < 4; ++i) CHECK(std::abs(static_cast<double>(y[i]) - published[i]) < 5e-5);
}

TEST_CASE("a row of equal numbers becomes the bias, and rows alone or in place give the same bits") {
    const std::vector<float> gain = numbers(19, 2, 2), bias = numbers(19, 3, 3);
    std::vector<float> x(5 * 19, 0.1f), y(x.size());
    layer_norm(x.data(), gain.data(), bias.data(), y.data(), 5, 19);
    for (std::size_t i = 0; i < y.size(); ++i) CHECK(std::abs(y[i] - bias[i % 19]) < 1e-6f);
    x = numbers(5 * 19, 1, 4);
    layer_norm(x.data(), gain.data(), bias.data(), y.data(), 5, 19);
    for (int r = 4; r >= 0; --r) layer_norm(x.data() + r * 19, gain.data(), bias.data(), x.data() + r * 19, 1, 19);
    CHECK(std::memcmp(x.data(), y.data(), x.size() * sizeof(float)) == 0);
}
