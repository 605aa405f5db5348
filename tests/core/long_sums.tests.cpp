// Sums over very many keys and dimensions stay as accurate as short ones, and short ones are one chain.
#include <catch2/catch_test_macros.hpp>

#include <cmath>

#include "core/agreement.hpp"
#include "core/attention/projection.hpp"
#include "core/kernels/long_sum.hpp"
#include "core/random_attention.hpp"
#include "reference/float64.hpp"

using namespace headscope::core;
using namespace headscope::core::test;

namespace {

constexpr std::int32_t kLengths[] = {kLongestChain + 1, 16'384, 131'072, 1 << 20};
/// What is promised for values up to ten.
constexpr double kPromised = 1e-5;
/// Sums of equal values lose most, these among the most of all.
constexpr float kValues[] = {0.1f, 1.0f / 3.0f, 3.8825302f, 7.1137505f, 8.9374237f, 9.7055655f, -9.9227905f};

std::size_t size(std::int64_t n) { return static_cast<std::size_t>(n); }

/// One query of `head_dim` numbers against n keys, with weights and context.
struct OneQuery {
    std::vector<float> query, key, value, weights, context;
    KeysValues source;
    PackedHeads packed;
    Attention attention;
    AttentionStages stages;
    Workspace workspace;

    OneQuery(std::int32_t n, std::int32_t head_dim, std::int32_t value_dim)
        : query(size(head_dim)),
          key(size(n) * size(head_dim)),
          value(size(n) * size(value_dim)),
          weights(size(n)),
          context(size(value_dim)) {
        source = {dense_view<const float>(key.data(), 1, 1, n, head_dim),
                  dense_view<const float>(value.data(), 1, 1, n, value_dim),
                  {},
                  {}};
        attention.query = dense_view<const float>(query.data(), 1, 1, 1, head_dim);
        attention.heads = &packed;
        stages.weights = dense_view(weights.data(), 1, 1, 1, n);
        stages.context = dense_view(context.data(), 1, 1, 1, value_dim);
    }
    std::string run() {
        if (!packed.pack(source).ok()) return "packing failed";
        const Status status = attend(attention, whole_region(attention), stages, workspace);
        return status.ok() ? "" : std::string("error at ") + status.argument;
    }
    /// The first of weights and context that is further from float64 than is promised.
    std::string difference() {
        if (const std::string error = run(); !error.empty()) return error;
        const reference::Stages expected = reference::attend(attention, source);
        const std::string found = first_difference("weights", weights, expected.weights, 1e-9, 2e-6);
        return found.empty() ? first_difference("context", context, expected.context, kPromised) : found;
    }
};

}  // namespace

TEST_CASE("The mean of up to a million equal values is that value") {
    constexpr std::int32_t kCount = std::size(kValues);
    for (const std::int32_t n : kLengths)
        for (const TileKernel tile : {TileKernel::narrow, TileKernel::wide}) {
            OneQuery one(n, 1, kCount);
            one.workspace.tile = tile;
            for (std::size_t i = 0; i < one.value.size(); ++i) one.value[i] = kValues[i % kCount];
            CAPTURE(n);
            REQUIRE(one.run() == "");
            CHECK(first_difference("context", one.context, std::vector<float>(std::begin(kValues), std::end(kValues)),
                                   kPromised) == "");
        }
}

TEST_CASE("Weights and context of up to a million keys agree with float64") {
    Draw draw(91);
    for (const std::int32_t n : kLengths) {
        OneQuery one(n, 3, 5);
        one.query = draw.numbers(3, 1.0f);
        one.key = draw.numbers(one.key.size(), 1.0f);
        // Around ten, so that errors do not cancel.
        for (float& x : one.value) x = 9.0f + draw.number(1.0f);
        one.source.key.data = one.key.data();
        one.attention.query.data = one.query.data();
        CAPTURE(n);
        CHECK(one.difference() == "");
    }
}

TEST_CASE("A million exponentials that are not one are summed as accurately") {
    for (const std::int32_t n : kLengths) {
        OneQuery one(n, 1, 1);
        one.query[0] = 1.0f;
        // The first key alone has the largest score, and all others the same one below it.
        for (std::size_t j = 1; j < one.key.size(); ++j) one.key[j] = -0.4f;
        for (float& x : one.value) x = 9.7055655f;
        CAPTURE(n);
        CHECK(one.difference() == "");
    }
}

TEST_CASE("Long sums beside values that are not finite, at hidden keys, are as accurate") {
    constexpr std::int32_t kKeys = 131'072;
    OneQuery one(kKeys, 1, 1);
    for (float& x : one.value) x = 8.9374237f;
    one.value[70'000] = NAN;
    std::vector<std::uint8_t> real(size(kKeys), 1);
    real[70'000] = 0;
    one.attention.mask.key_padding = real.data();
    REQUIRE(one.run() == "");
    CHECK(std::abs(one.context[0] - 8.9374237) < kPromised);
}

TEST_CASE("Projections from up to a million dimensions agree with float64") {
    Draw draw(92);
    Workspace workspace;
    for (const std::int32_t in : kLengths) {
        constexpr std::int32_t kRows = 2, kOut = 3;
        std::vector<float> x(size(kRows) * size(in), 3.8825302f), w(size(in) * kOut, 1.0f), y(kRows * kOut);
        for (std::size_t i = 0; i < x.size() / 2; ++i) x[i] = draw.number(5.0f) + 5.0f;
        for (float& z : w) z /= static_cast<float>(in);
        const float bias[kOut] = {0.5f, -1.0f, 2.0f};
        PackedMatrix packed;
        const auto input = dense_matrix<const float>(x.data(), kRows, in),
                   weights = dense_matrix<const float>(w.data(), in, kOut);
        REQUIRE(packed.pack(weights).ok());
        REQUIRE(project(input, packed, bias, dense_matrix(y.data(), kRows, kOut), workspace).ok());
        CAPTURE(in);
        CHECK(first_difference("y", y, reference::project(input, weights, bias), kPromised) == "");
    }
}

TEST_CASE("Scores of every kind from very wide heads agree with float64") {
    Draw draw(93);
    for (const std::int32_t dim : {kLongestChain + 1, 16'384, 131'072})
        for (const ScoringKind kind : {ScoringKind::dot, ScoringKind::bilinear, ScoringKind::additive}) {
            // Of a bilinear form the queries are wide, and keys of two numbers keep its matrix small.
            const std::int32_t head_dim = kind == ScoringKind::bilinear ? 2 : dim;
            OneQuery one(2, head_dim, 1);
            std::vector<float> query(size(dim), 3.8825302f), parameter(size(dim) * (kind == ScoringKind::bilinear ? 2 : 1));
            for (float& x : parameter) x = 1.0f / static_cast<float>(dim);
            for (float& x : one.key) x = kind == ScoringKind::dot ? 1.0f / static_cast<float>(dim) : 1.0f;
            one.attention.query = dense_view<const float>(query.data(), 1, 1, 1, dim);
            one.attention.scoring.kind = kind;
            one.attention.scoring.matrix = dense_view<const float>(parameter.data(), 1, 1, dim, head_dim);
            one.attention.scoring.vector = dense_view<const float>(parameter.data(), 1, 1, 1, dim);
            std::vector<float> scores(2);
            one.stages.scores = dense_view(scores.data(), 1, 1, 1, 2);
            REQUIRE(one.run() == "");
            CAPTURE(dim, static_cast<int>(kind));
            CHECK(first_difference("scores", scores, reference::attend(one.attention, one.source).scores, kPromised) == "");
        }
}

TEST_CASE("A projection of infinite or huge inputs is infinite or NaN where a plain sum is") {
    constexpr std::int32_t kIn = 10'000;
    std::vector<float> x(kIn, 1.0f), w(kIn, 1.0f), y(1);
    PackedMatrix packed;
    Workspace workspace;
    REQUIRE(packed.pack(dense_matrix<const float>(w.data(), kIn, 1)).ok());
    const auto result = [&] {
        REQUIRE(project(dense_matrix<const float>(x.data(), 1, kIn), packed, nullptr, dense_matrix(y.data(), 1, 1), workspace)
                    .ok());
        return y[0];
    };
    CHECK(result() == 10'000.0f);
    x[5000] = INFINITY;
    CHECK(result() == INFINITY);
    x[9000] = -INFINITY;
    CHECK(std::isnan(result()));
    for (float& z : x) z = 1e36f;
    CHECK(result() == INFINITY);
}

TEST_CASE("Up to the longest chain, a sum has the bits of one chain in order") {
    Draw draw(94);
    Workspace workspace;
    for (const std::int32_t in : {kShortChain, kShortChain + 1, kLongestChain - 1, kLongestChain}) {
        const std::vector<float> x = draw.numbers(size(in), 1.0f), w = draw.numbers(size(in), 1.0f);
        PackedMatrix packed;
        float got = 0.0f;
        REQUIRE(packed.pack(dense_matrix(w.data(), in, 1)).ok());
        REQUIRE(project(dense_matrix(x.data(), 1, in), packed, nullptr, dense_matrix(&got, 1, 1), workspace).ok());
        volatile float chain = 0.0f;  // so that no compiler changes how often it is rounded
        for (std::size_t k = 0; k < x.size(); ++k) {
            const volatile float product = x[k] * w[k];
            chain = kFused ? std::fma(x[k], w[k], chain) : chain + product;
        }
        CAPTURE(in);
        CHECK(got == chain);
    }
}
