// Rotation and normalisation of queries and keys, against float64 and against what they are for.
#include "core/attention/rotary.hpp"

#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <cstring>
#include <vector>

#include "core/attention/multi_head.hpp"
#include "core/attention/rms_norm.hpp"
#include "core/attention/scalar.hpp"
#include "core/random_attention.hpp"

using namespace headscope::core;
using namespace headscope::core::test;

namespace {

constexpr RotaryPairs kBothPairs[] = {RotaryPairs::halves, RotaryPairs::interleaved};

std::size_t area(std::int32_t a, std::int32_t b) { return static_cast<std::size_t>(a) * static_cast<std::size_t>(b); }

/// The definition with complex numbers, in float64: a row of one head at a position.
std::vector<double> turned_row(const float* row, std::int32_t head_dim, double position, const Rotary& rotary) {
    std::vector<double> out(static_cast<std::size_t>(head_dim));
    for (std::int32_t i = 0; i < head_dim / 2; ++i) {
        const double angle = position * std::pow(rotary.base, -2.0 * i / head_dim);
        const std::int32_t one = rotary.pairs == RotaryPairs::halves ? i : 2 * i,
                           two = rotary.pairs == RotaryPairs::halves ? i + head_dim / 2 : 2 * i + 1;
        const double x = row[one], y = row[two];
        out[static_cast<std::size_t>(one)] = x * std::cos(angle) - y * std::sin(angle);
        out[static_cast<std::size_t>(two)] = x * std::sin(angle) + y * std::cos(angle);
    }
    return out;
}

}  // namespace

TEST_CASE("Rotation agrees with float64 for every width, base and way of pairing, from any position on") {
    Draw draw(3);
    for (int round = 0; round < 300; ++round) {
        const std::int32_t head_dim = 2 * draw.integer(1, 40), rows = draw.integer(1, 90), heads = draw.integer(1, 3),
                           first = draw.one_in(3) ? draw.integer(0, 5000) : 0;
        const Rotary rotary{true, draw.one_in(2) ? 10000.0 : 2.0 + draw.integer(0, 500000), kBothPairs[round % 2]};
        const std::vector<float> numbers = draw.numbers(area(rows * heads, head_dim), 3.0f);
        std::vector<float> out(numbers.size(), 9.0f), plain(numbers.size(), 9.0f);
        const auto from = split_heads<const float>(numbers.data(), 1, rows, heads, head_dim);
        const auto to = split_heads(out.data(), 1, rows, heads, head_dim),
                   scalar_to = split_heads(plain.data(), 1, rows, heads, head_dim);
        RotaryAngles angles;
        REQUIRE(angles.prepare(rotary, head_dim, first, rows).ok());
        rotate(from, to, angles, first, {0, 1}, {0, heads}, {0, rows});
        scalar::rotate(from, scalar_to, angles, first, {0, 1}, {0, heads}, {0, rows});
        double largest = 0, apart = 0;
        for (std::int32_t head = 0; head < heads; ++head)
            for (std::int32_t row = 0; row < rows; ++row) {
                const std::vector<double> expected = turned_row(from.row(0, head, row), head_dim, first + row, rotary);
                for (std::int32_t d = 0; d < head_dim; ++d) {
                    const double got = to.row(0, head, row)[d];
                    largest = std::max(largest, std::fabs(got - expected[static_cast<std::size_t>(d)]));
                    apart = std::max(apart, std::fabs(got - static_cast<double>(scalar_to.row(0, head, row)[d])));
                }
            }
        CAPTURE(round, head_dim, rows, first, rotary.base);
        REQUIRE(largest < 2e-6);
        REQUIRE(apart < 2e-6);
    }
}

TEST_CASE("A rotated row has the same bits whatever is rotated with it, in place or not, and whatever table holds its angle") {
    Draw draw(4);
    for (const RotaryPairs pairs : kBothPairs)
        for (const std::int32_t head_dim : {2, 6, 8, 22, 64}) {
            const Rotary rotary{true, 10000.0, pairs};
            std::vector<float> numbers = draw.numbers(area(2 * 100, head_dim), 3.0f), out(numbers.size());
            const auto from = split_heads<const float>(numbers.data(), 1, 100, 2, head_dim);
            RotaryAngles all, some;
            REQUIRE(all.prepare(rotary, head_dim, 0, 200).ok());
            REQUIRE(some.prepare(rotary, head_dim, 77, 1).ok());
            rotate(from, split_heads(out.data(), 1, 100, 2, head_dim), all, 0, {0, 1}, {0, 2}, {0, 100});
            const std::size_t bytes = sizeof(float) * static_cast<std::size_t>(head_dim);
            const float* whole = split_heads(out.data(), 1, 100, 2, head_dim).row(0, 1, 77);
            const auto in_place = split_heads(numbers.data(), 1, 100, 2, head_dim);
            rotate(from, in_place, some, 0, {0, 1}, {1, 2}, {77, 78});
            CHECK(std::memcmp(whole, in_place.row(0, 1, 77), bytes) == 0);
        }
}

TEST_CASE("Scores of rotated queries and keys depend on how far apart they are, not on where") {
    Draw draw(5);
    const std::vector<float> q = draw.numbers(16, 1.0f), k = draw.numbers(16, 1.0f);
    for (const RotaryPairs pairs : kBothPairs) {
        RotaryAngles angles;
        REQUIRE(angles.prepare({true, 10000.0, pairs}, 16, 0, 60).ok());
        const auto score = [&](std::int32_t i, std::int32_t j) {
            std::vector<float> a(16), b(16);
            rotate(dense_view<const float>(q.data(), 1, 1, 1, 16), dense_view(a.data(), 1, 1, 1, 16), angles, i, {0, 1}, {0, 1},
                   {0, 1});
            rotate(dense_view<const float>(k.data(), 1, 1, 1, 16), dense_view(b.data(), 1, 1, 1, 16), angles, j, {0, 1}, {0, 1},
                   {0, 1});
            double sum = 0;
            for (std::size_t d = 0; d < 16; ++d) sum += static_cast<double>(a[d]) * static_cast<double>(b[d]);
            return sum;
        };
        CHECK(std::fabs(score(3, 1) - score(53, 51)) < 1e-5);
        CHECK(std::fabs(score(3, 1) - score(1, 3)) > 1e-3);
        CHECK(std::fabs(score(9, 9) - score(0, 0)) < 1e-5);
    }
}

TEST_CASE("RMS norm agrees with float64, for rows of zeros and of very large numbers, too") {
    Draw draw(6);
    for (int round = 0; round < 200; ++round) {
        const std::int32_t head_dim = draw.integer(1, 70);
        const float bound = round % 4 == 0 ? 1e30f : round % 4 == 1 ? 1e-6f : 2.0f;
        std::vector<float> row = draw.numbers(static_cast<std::size_t>(head_dim), bound), out(row.size()), plain(row.size());
        if (round % 9 == 0) row.assign(row.size(), 0.0f);
        double squares = 0;
        for (const float x : row) squares += static_cast<double>(x) * static_cast<double>(x);
        const double factor = 1.0 / std::sqrt(squares / head_dim + 1e-6);
        const auto from = dense_view<const float>(row.data(), 1, 1, 1, head_dim);
        rms_norm(from, dense_view(out.data(), 1, 1, 1, head_dim), {0, 1}, {0, 1}, {0, 1});
        scalar::rms_norm(from, dense_view(plain.data(), 1, 1, 1, head_dim), {0, 1}, {0, 1}, {0, 1});
        double largest = 0;
        for (std::size_t d = 0; d < row.size(); ++d) {
            const double expected = static_cast<double>(row[d]) * factor;
            largest = std::max({largest, std::fabs(static_cast<double>(out[d]) - expected) / (1 + std::fabs(expected)),
                                std::fabs(static_cast<double>(plain[d]) - expected) / (1 + std::fabs(expected))});
        }
        CAPTURE(round, head_dim);
        REQUIRE(largest < 1e-6);
    }
}

TEST_CASE("Multi-head attention normalises, then rotates, and its cache continues where it stopped") {
    Draw draw(8);
    const std::int32_t heads = 4, kv_heads = 2, length = 9, head_dim = 6;
    const std::vector<float> q = draw.numbers(area(heads * length, head_dim), 1.0f),
                             k = draw.numbers(area(kv_heads * length, head_dim), 1.0f),
                             v = draw.numbers(area(kv_heads * length, head_dim), 1.0f);
    MultiHead problem;
    problem.num_heads = heads, problem.num_kv_heads = kv_heads;
    problem.mask.causal = true;
    problem.qk_norm = true;
    problem.rotary = {true, 100.0, RotaryPairs::halves};
    const auto rows = [&](const std::vector<float>& numbers, std::int32_t count, std::int32_t first, std::int32_t rows_of) {
        auto view = split_heads<const float>(numbers.data(), 1, length, count, head_dim);
        view.data += first * view.strides[2];
        view.dims[2] = rows_of;
        return view;
    };
    MultiHeadMemory memory;
    std::vector<float> context(q.size()), rotated(q.size()), present(k.size()), values(v.size());
    MultiHeadStages whole;
    whole.attention.context = dense_view(context.data(), 1, heads, length, head_dim);
    whole.rotated_query = dense_view(rotated.data(), 1, heads, length, head_dim);
    whole.present_key = dense_view(present.data(), 1, kv_heads, length, head_dim);
    whole.present_value = dense_view(values.data(), 1, kv_heads, length, head_dim);
    REQUIRE(attend_heads(problem, rows(q, heads, 0, length),
                         {rows(k, kv_heads, 0, length), rows(v, kv_heads, 0, length), {}, {}}, whole, memory)
                .ok());

    // A query: over its root mean square, then turned.
    const float* row = rows(q, heads, 0, length).row(0, 2, 5);
    std::vector<float> normed(row, row + head_dim);
    const float factor = rms_factor(row, head_dim);
    for (float& x : normed) x *= factor;
    const std::vector<double> expected = turned_row(normed.data(), head_dim, 5, problem.rotary);
    for (std::int32_t d = 0; d < head_dim; ++d)
        CHECK(std::fabs(static_cast<double>(whole.rotated_query.row(0, 2, 5)[d]) - expected[static_cast<std::size_t>(d)]) <
              1e-6);

    // The last row alone, with the keys before it as a past.
    const auto cut = [&](const std::vector<float>& cache) {
        ConstTensor view = dense_view<const float>(cache.data(), 1, kv_heads, length, head_dim);
        view.dims[2] = length - 1;
        return view;
    };
    std::vector<float> last(area(heads, head_dim));
    MultiHeadStages step;
    step.attention.context = dense_view(last.data(), 1, heads, 1, head_dim);
    REQUIRE(attend_heads(problem, rows(q, heads, length - 1, 1),
                         {rows(k, kv_heads, length - 1, 1), rows(v, kv_heads, length - 1, 1), cut(present), cut(values)}, step,
                         memory)
                .ok());
    for (std::int32_t head = 0; head < heads; ++head)
        CHECK(std::memcmp(step.attention.context.row(0, head, 0), whole.attention.context.row(0, head, length - 1),
                          sizeof(float) * head_dim) == 0);
}

TEST_CASE("Heads that cannot be rotated are refused by name, and so is a base that turns nothing") {
    const std::vector<float> numbers(2 * 3 * 5, 1.0f);
    std::vector<float> context(numbers.size(), 42.0f);
    const auto heads = split_heads<const float>(numbers.data(), 1, 3, 2, 5),
               even = split_heads<const float>(numbers.data(), 1, 3, 2, 4);
    MultiHead problem;
    problem.num_heads = problem.num_kv_heads = 2;
    problem.rotary.on = true;
    MultiHeadStages stages;
    stages.attention.context = split_heads(context.data(), 1, 3, 2, 5);
    MultiHeadMemory memory;
    const Status odd = attend_heads(problem, heads, {heads, heads, {}, {}}, stages, memory);
    CHECK(odd.code == ErrorCode::out_of_range);
    CHECK(std::strcmp(odd.argument, "rotary.head_dim") == 0);
    problem.rotary.base = 1.0;
    const Status base = attend_heads(problem, even, {even, heads, {}, {}}, stages, memory);
    CHECK(base.code == ErrorCode::out_of_range);
    CHECK(std::strcmp(base.argument, "rotary.base") == 0);
    for (const float x : context) REQUIRE(x == 42.0f);
}
