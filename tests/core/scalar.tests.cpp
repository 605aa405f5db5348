// Attention without SIMD is held to the same float64 reference as the vectorised core.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <limits>
#include <string>
#include <vector>

#include "core/agreement.hpp"
#include "core/attention/scalar.hpp"
#include "core/random_attention.hpp"
#include "reference/float64.hpp"

using namespace headscope::core;
using namespace headscope::core::test;

namespace {

/// Takes away what scalar code does not do: bilinear scoring, a past.
void keep_what_scalar_does(Draw& draw, RandomAttention& random) {
    const Sizes& s = random.sizes;
    random.query = draw.numbers(static_cast<std::size_t>(s.batch * random.heads() * s.num_queries * s.head_dim), 1.0f);
    random.attention.query = split_heads<const float>(random.query.data(), s.batch, s.num_queries, random.heads(), s.head_dim);
    if (random.attention.scoring.kind == ScoringKind::bilinear) random.attention.scoring = {};
    random.attention.heads = nullptr;
}

std::string compare(const RandomAttention& random, double absolute, double relative) {
    StageMemory memory(random);
    scalar::attend(random.attention, random.keys_values, whole_region(random.attention), memory.stages);
    const reference::Stages expected = reference::attend(random.attention, random.keys_values);
    if (const auto text = first_difference("weights", memory.weights, expected.weights, absolute, relative); !text.empty())
        return text;
    if (random.attention.dropout.probability > 0)
        if (const auto text = first_difference("dropped", memory.dropped_weights, expected.dropped_weights, absolute, relative);
            !text.empty())
            return text;
    return first_difference("context", memory.context, expected.context, absolute, relative,
                            [&](std::size_t i) { return concat_index(random, i); });
}

}  // namespace

TEST_CASE("Scalar attention agrees with float64 over random shapes and masks") {
    Draw draw(20261120);
    for (int round = 0; round < 1500; ++round) {
        Sizes sizes = draw_sizes(draw, round % 10 == 0 ? 70 : 20);
        sizes.past = 0;
        RandomAttention random(draw, sizes, 1.0f);
        keep_what_scalar_does(draw, random);
        CAPTURE(round, sizes.num_queries, sizes.num_current, sizes.head_dim, sizes.value_dim);
        REQUIRE(compare(random, 2e-5, 1e-5) == "");
    }
}

TEST_CASE("A scalar region writes its own rows alone, and the same numbers as the whole") {
    Draw draw(5);
    for (int round = 0; round < 100; ++round) {
        Sizes sizes = draw_sizes(draw, 20);
        sizes.past = 0;
        RandomAttention random(draw, sizes, 1.0f);
        keep_what_scalar_does(draw, random);
        StageMemory whole(random), parts(random);
        const Region all = whole_region(random.attention);
        scalar::attend(random.attention, random.keys_values, all, whole.stages);
        for (std::int32_t b = 0; b < sizes.batch; ++b)
            for (std::int32_t head = random.heads(); head-- > 0;)
                for (std::int32_t row = 0; row < sizes.num_queries; row += 3)
                    scalar::attend(random.attention, random.keys_values,
                                   {{b, b + 1}, {head, head + 1}, {row, std::min(row + 3, sizes.num_queries)}}, parts.stages);
        REQUIRE(equal_bits(whole.weights, parts.weights));
        REQUIRE(equal_bits(whole.context, parts.context));
    }
}

TEST_CASE("In scalar attention a hidden key contributes nothing, even when its value is no number") {
    Draw draw(9);
    RandomAttention random(draw, {1, 1, 1, 3, 5, 0, 4, 9}, 1.0f);
    keep_what_scalar_does(draw, random);
    const std::vector<std::uint8_t> padding = {1, 1, 0, 1, 1};
    random.attention.mask = {};
    random.attention.mask.key_padding = padding.data();
    for (int c = 0; c < 9; ++c) random.value[2 * 9 + static_cast<std::size_t>(c)] = std::numeric_limits<float>::quiet_NaN();
    StageMemory memory(random);
    scalar::attend(random.attention, random.keys_values, whole_region(random.attention), memory.stages);
    for (const float x : memory.context) REQUIRE(x == x);
    for (int row = 0; row < 3; ++row) REQUIRE(memory.weights[static_cast<std::size_t>(row) * 5 + 2] == 0.0f);
}

TEST_CASE("A scalar projection agrees with float64 at every tail of the columns, rows by rows") {
    Draw draw(31);
    for (std::int32_t out = 1; out <= 19; ++out)
        for (const std::int32_t in : {1, 2, 7, 33}) {
            const std::int32_t rows = draw.integer(1, 9);
            const auto numbers = [&](std::int32_t a, std::int32_t b) {
                return draw.numbers(static_cast<std::size_t>(a * b), 1.0f);
            };
            const std::vector<float> x = numbers(rows, in), w = numbers(in, out), bias = numbers(out, 1);
            std::vector<float> y(static_cast<std::size_t>(rows * out), 42.0f);
            const auto input = dense_matrix<const float>(x.data(), rows, in),
                       weights = dense_matrix<const float>(w.data(), in, out);
            const float* b = out % 2 ? bias.data() : nullptr;
            const MatrixView output = dense_matrix(y.data(), rows, out);
            scalar::project(input, weights, b, output, {0, rows / 2});
            for (std::int32_t r = rows / 2; r < rows; ++r) REQUIRE(output.row(r)[0] == 42.0f);
            scalar::project(input, weights, b, output, {rows / 2, rows});
            REQUIRE(first_difference("y", y, reference::project(input, weights, b), 1e-5) == "");
        }
}
