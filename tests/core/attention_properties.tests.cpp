// What must hold whatever the numbers are.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <numeric>

#include "core/agreement.hpp"
#include "core/random_attention.hpp"

using namespace headscope::core;
using namespace headscope::core::test;

namespace {

/// Weights and context of one head of plain attention, dense.
struct Result {
    std::vector<float> weights, context;
};

Result run(const std::vector<float>& query, const std::vector<float>& key, const std::vector<float>& value, std::int32_t dim,
           std::int32_t batch = 1) {
    const auto size = [&](const std::vector<float>& v) { return static_cast<std::int32_t>(v.size()) / dim / batch; };
    const std::int32_t queries = size(query), keys = size(key);
    PackedHeads packed;
    REQUIRE(
        packed.pack({dense_view(key.data(), batch, 1, keys, dim), dense_view(value.data(), batch, 1, keys, dim), {}, {}}).ok());
    Attention attention;
    attention.query = dense_view(query.data(), batch, 1, queries, dim);
    attention.heads = &packed;
    attention.scale = default_scale(dim);
    Result result;
    result.weights.resize(static_cast<std::size_t>(batch) * static_cast<std::size_t>(queries) * static_cast<std::size_t>(keys));
    result.context.resize(query.size());
    AttentionStages stages;
    stages.weights = dense_view(result.weights.data(), batch, 1, queries, keys);
    stages.context = dense_view(result.context.data(), batch, 1, queries, dim);
    Workspace workspace;
    REQUIRE(attend(attention, whole_region(attention), stages, workspace).ok());
    return result;
}

std::vector<std::size_t> permutation(Draw& draw, std::size_t count) {
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (std::size_t i = count; i > 1; --i)
        std::swap(order[i - 1], order[static_cast<std::size_t>(draw.integer(0, static_cast<std::int32_t>(i) - 1))]);
    return order;
}

std::vector<float> permuted(const std::vector<float>& rows, const std::vector<std::size_t>& order) {
    const std::size_t width = rows.size() / order.size();
    std::vector<float> result(rows.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        std::copy_n(rows.begin() + static_cast<std::ptrdiff_t>(order[i] * width), width,
                    result.begin() + static_cast<std::ptrdiff_t>(i * width));
    return result;
}

struct Inputs {
    std::int32_t dim, queries, keys;
    std::vector<float> query, key, value;
    explicit Inputs(Draw& draw)
        : dim(draw.integer(1, 20)),
          queries(draw.integer(1, 40)),
          keys(draw.integer(1, 40)),
          query(draw.numbers(static_cast<std::size_t>(queries * dim), 2.0f)),
          key(draw.numbers(static_cast<std::size_t>(keys * dim), 2.0f)),
          value(draw.numbers(static_cast<std::size_t>(keys * dim), 2.0f)) {}
};

}  // namespace

TEST_CASE("Permuting keys together with values leaves the context as it was") {
    Draw draw(1);
    for (int round = 0; round < 200; ++round) {
        const Inputs in(draw);
        const auto order = permutation(draw, static_cast<std::size_t>(in.keys));
        const Result before = run(in.query, in.key, in.value, in.dim);
        const Result after = run(in.query, permuted(in.key, order), permuted(in.value, order), in.dim);
        REQUIRE(first_difference("context", after.context, before.context, 1e-5) == "");
    }
}

TEST_CASE("Permuting queries permutes the rows, bit for bit") {
    Draw draw(2);
    for (int round = 0; round < 200; ++round) {
        const Inputs in(draw);
        const auto order = permutation(draw, static_cast<std::size_t>(in.queries));
        const Result before = run(in.query, in.key, in.value, in.dim);
        const Result after = run(permuted(in.query, order), in.key, in.value, in.dim);
        REQUIRE(after.weights == permuted(before.weights, order));
        REQUIRE(after.context == permuted(before.context, order));
    }
}

TEST_CASE("Adding the same number to every score of a row changes no weight") {
    Draw draw(3);
    for (int round = 0; round < 200; ++round) {
        Inputs in(draw);
        // A last dimension in which all keys are 1: the query's entry there shifts its whole row.
        std::vector<float> query, key, value;
        for (std::int32_t i = 0; i < in.queries; ++i) {
            query.insert(query.end(), in.query.begin() + i * in.dim, in.query.begin() + (i + 1) * in.dim);
            query.push_back(0.0f);
        }
        for (std::int32_t j = 0; j < in.keys; ++j) {
            key.insert(key.end(), in.key.begin() + j * in.dim, in.key.begin() + (j + 1) * in.dim);
            key.push_back(1.0f);
            value.insert(value.end(), static_cast<std::size_t>(in.dim) + 1, draw.number(1.0f));
        }
        const Result before = run(query, key, value, in.dim + 1);
        for (std::int32_t i = 0; i < in.queries; ++i)
            query[static_cast<std::size_t>((i + 1) * (in.dim + 1) - 1)] = draw.number(30.0f);
        const Result after = run(query, key, value, in.dim + 1);
        REQUIRE(first_difference("weights", after.weights, before.weights, 2e-5) == "");
    }
}

TEST_CASE("B items at once equal B separate runs, bit for bit") {
    Draw draw(4);
    for (int round = 0; round < 100; ++round) {
        constexpr std::int32_t kBatch = 3;
        const std::int32_t dim = draw.integer(1, 12), queries = draw.integer(1, 20), keys = draw.integer(1, 20);
        const std::size_t query_size = static_cast<std::size_t>(dim * queries), key_size = static_cast<std::size_t>(dim * keys);
        const auto query = draw.numbers(query_size * kBatch, 2.0f);
        const auto key = draw.numbers(key_size * kBatch, 2.0f), value = draw.numbers(key_size * kBatch, 2.0f);
        const Result all = run(query, key, value, dim, kBatch);
        std::vector<float> weights, context;
        for (std::size_t b = 0; b < kBatch; ++b) {
            const auto part = [&](const std::vector<float>& v, std::size_t n) {
                return std::vector<float>(v.begin() + static_cast<std::ptrdiff_t>(b * n),
                                          v.begin() + static_cast<std::ptrdiff_t>((b + 1) * n));
            };
            const Result one = run(part(query, query_size), part(key, key_size), part(value, key_size), dim);
            weights.insert(weights.end(), one.weights.begin(), one.weights.end());
            context.insert(context.end(), one.context.begin(), one.context.end());
        }
        REQUIRE(all.weights == weights);
        REQUIRE(all.context == context);
    }
}

TEST_CASE("Weights of every row sum to one, and dropout keeps that on average") {
    Draw draw(5);
    const Inputs in(draw);
    const Result result = run(in.query, in.key, in.value, in.dim);
    for (std::int32_t i = 0; i < in.queries; ++i) {
        const auto row = result.weights.begin() + i * in.keys;
        REQUIRE(std::abs(std::accumulate(row, row + in.keys, 0.0) - 1.0) < 1e-6);
    }
    RandomAttention random(draw, {2, 2, 2, 30, 40, 0, 4, 4}, 1.0f);
    random.attention.mask = {};
    random.attention.dropout = {0.4f, 17};
    StageMemory memory(random);
    Workspace workspace;
    REQUIRE(attend(random.attention, whole_region(random.attention), memory.stages, workspace).ok());
    const double kept = std::accumulate(memory.dropped_weights.begin(), memory.dropped_weights.end(), 0.0);
    const auto zeros = std::count(memory.dropped_weights.begin(), memory.dropped_weights.end(), 0.0f);
    CHECK(std::abs(kept / 240.0 - 1.0) < 0.05);
    CHECK(std::abs(static_cast<double>(zeros) / 9600.0 - 0.4) < 0.02);
}
