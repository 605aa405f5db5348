// Small attentions whose numbers can be worked out by hand, and the edges of the rules.
#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <limits>
#include <vector>

#include "core/agreement.hpp"
#include "core/attention/attention.hpp"

using namespace headscope::core;
using headscope::core::test::equal_bits;

namespace {

constexpr float kInf = std::numeric_limits<float>::infinity();
constexpr float kNotANumber = std::numeric_limits<float>::quiet_NaN();

/// One head, two-dimensional queries and keys, values 1-D: value j is 10^j.
struct Small {
    std::vector<float> query, key, value;
    PackedHeads packed;
    Attention attention;
    std::vector<float> masked, weights, context;

    Small(std::vector<float> q, std::vector<float> k) : query(std::move(q)), key(std::move(k)) {
        for (std::size_t j = 0; j < key.size() / 2; ++j) value.push_back(std::pow(10.0f, static_cast<float>(j)));
        attention.scale = 1.0f;
    }
    /// With its masked scores and without, when scores need not be kept as such: no other bit may depend on that.
    void run() {
        const auto queries = static_cast<std::int32_t>(query.size() / 2), keys = static_cast<std::int32_t>(value.size());
        REQUIRE(packed
                    .pack({dense_view<const float>(key.data(), 1, 1, keys, 2),
                           dense_view<const float>(value.data(), 1, 1, keys, 1),
                           {},
                           {}})
                    .ok());
        attention.query = dense_view<const float>(query.data(), 1, 1, queries, 2);
        attention.heads = &packed;
        masked.assign(static_cast<std::size_t>(queries * keys), -1.0f);
        std::vector<float> weights_alone, context_alone;
        for (const bool with_masked : {false, true}) {
            weights.assign(masked.size(), -1.0f);
            context.assign(static_cast<std::size_t>(queries), -1.0f);
            AttentionStages stages;
            if (with_masked) stages.masked_scores = dense_view(masked.data(), 1, 1, queries, keys);
            stages.weights = dense_view(weights.data(), 1, 1, queries, keys);
            stages.context = dense_view(context.data(), 1, 1, queries, 1);
            Workspace workspace;
            REQUIRE(attend(attention, whole_region(attention), stages, workspace).ok());
            if (!with_masked) {
                weights_alone = weights;
                context_alone = context;
            }
        }
        REQUIRE(equal_bits(weights, weights_alone));
        REQUIRE(equal_bits(context, context_alone));
    }
};

bool near(float got, double expected) { return std::abs(got - expected) <= 1e-6 * std::max(1.0, std::abs(expected)); }

}  // namespace

TEST_CASE("Two keys whose scores differ by ln 3 share the weight as 1 to 3") {
    Small small({1, 0}, {0, 5, std::log(3.0f), 5});
    small.run();
    CHECK(near(small.weights[0], 0.25));
    CHECK(near(small.weights[1], 0.75));
    CHECK(near(small.context[0], 0.25 * 1 + 0.75 * 10));
}

TEST_CASE("A causal mask is top-left: the first of two queries sees only the first of three keys") {
    Small small({1, 0, 0, 0}, {1, 0, 1, 0, 1, 0});
    small.attention.mask.causal = true;
    small.run();
    CHECK(small.weights == std::vector<float>{1, 0, 0, 0.5f, 0.5f, 0});
    CHECK(small.masked == std::vector<float>{1, -kInf, -kInf, 0, 0, -kInf});
    CHECK(small.context == std::vector<float>{1, 5.5f});
}

TEST_CASE("A window counts keys from the same diagonal") {
    Small small({0, 0, 0, 0, 0, 0, 0, 0}, {0, 0, 0, 0, 0, 0, 0, 0});
    small.attention.mask.window_left = 1;
    small.attention.mask.window_right = 0;
    small.run();
    CHECK(small.weights == std::vector<float>{1, 0, 0, 0, .5f, .5f, 0, 0, 0, .5f, .5f, 0, 0, 0, .5f, .5f});
}

TEST_CASE(
    "A row that may attend to nothing gives NaN or even weights where that is asked for, and other rows stay as they are") {
    Small small({1, 1, 2, 2}, {1, 2, 3, 4, 5, 6});
    const std::uint8_t allowed[] = {0, 0, 0, 1, 0, 0};
    small.attention.mask.allowed = {allowed, {0, 0, 3, 1}};
    small.attention.empty_rows = EmptyRows::uniform;
    small.run();
    constexpr float kThird = 1.0f / 3.0f;
    CHECK(small.weights == std::vector<float>{kThird, kThird, kThird, 1, 0, 0});
    CHECK(near(small.context[0], 37));
    CHECK(small.context[1] == 1);
    CHECK(small.masked == std::vector<float>{-kInf, -kInf, -kInf, 6, -kInf, -kInf});
    small.attention.empty_rows = EmptyRows::nan;
    small.run();
    for (std::size_t j = 0; j < 3; ++j) CHECK(std::isnan(small.weights[j]));
    CHECK(std::isnan(small.context[0]));
    CHECK(small.weights[3] == 1);
    CHECK(small.context[1] == 1);
}

TEST_CASE("A sink of logit 0 is one more key of score 0 that has no value; a large one takes everything") {
    Small small({1, 0}, {0, 5, std::log(2.0f), 5});
    const float zero[] = {0};
    small.attention.sinks = dense_view<const float>(zero, 1, 1, 1, 1);
    small.run();
    CHECK(near(small.weights[0], 0.25));
    CHECK(near(small.weights[1], 0.5));
    CHECK(near(small.context[0], 0.25 * 1 + 0.5 * 10));
    for (const float logit : {50.0f, 3e38f, -50.0f, -3e38f}) {
        small.attention.sinks = dense_view<const float>(&logit, 1, 1, 1, 1);
        small.run();
        CHECK(std::abs(small.weights[1] - (logit > 0 ? 0.0f : 2.0f / 3.0f)) < 1e-6f);
    }
}

TEST_CASE("With a sink a row that may attend to nothing is 0 whatever empty rows give elsewhere") {
    const float logit[] = {1};
    const std::int32_t none[] = {0};
    for (const EmptyRows rows : {EmptyRows::zero, EmptyRows::nan, EmptyRows::uniform}) {
        Small small({1, 1}, {1, 2, 3, 4});
        small.attention.sinks = dense_view<const float>(logit, 1, 1, 1, 1);
        small.attention.mask.key_valid_lengths = none;
        small.attention.empty_rows = rows;
        small.run();
        CHECK(small.weights == std::vector<float>{0, 0});
        CHECK(small.context == std::vector<float>{0});
    }
}

TEST_CASE("Even weights of an empty row take values of any size, hidden ones too") {
    Small small({1, 1}, {1, 2, 3, 4});
    const std::int32_t none[] = {0};
    small.attention.mask.key_valid_lengths = none;
    small.attention.empty_rows = EmptyRows::uniform;
    small.value = {3e38f, 2e38f};
    small.run();
    CHECK(near(small.context[0] / 2.5e38f, 1));
    small.value = {1, kInf};
    small.run();
    CHECK(small.context[0] == kInf);
}

TEST_CASE("A row that may attend to nothing has zero weights and a zero context") {
    Small small({1, 1, 2, 2}, {1, 2, 3, 4});
    const std::uint8_t allowed[] = {0, 0, 1, 0};
    small.attention.mask.allowed = {allowed, {0, 0, 2, 1}};
    small.run();
    CHECK(small.weights == std::vector<float>{0, 0, 1, 0});
    CHECK(small.context == std::vector<float>{0, 1});
    CHECK(small.masked[0] == -kInf);

    const std::int32_t lengths[] = {0};
    small.attention.mask.key_valid_lengths = lengths;
    small.run();
    CHECK(small.weights == std::vector<float>{0, 0, 0, 0});
}

TEST_CASE("A negative scale turns the order of keys around") {
    Small small({1, 0}, {0, 0, std::log(4.0f), 0});
    small.attention.scale = -1.0f;
    small.run();
    CHECK(near(small.weights[0], 0.8));
    CHECK(near(small.weights[1], 0.2));
}

TEST_CASE("A scale of zero attends evenly to what is visible") {
    Small small({1, 0}, {3, 0, 100, 0, 5, 0});
    small.attention.scale = 0.0f;
    const std::uint8_t padding[] = {1, 1, 0};
    small.attention.mask.key_padding = padding;
    small.run();
    CHECK(small.weights == std::vector<float>{0.5f, 0.5f, 0});
}

TEST_CASE("Softcap bounds the scores") {
    Small small({1, 0}, {1000, 0, -1000, 0, 1, 0});
    small.attention.softcap = 2.0f;
    small.run();
    CHECK(small.masked[0] == 2.0f);
    CHECK(small.masked[1] == -2.0f);
    CHECK(near(small.masked[2], 2 * std::tanh(0.5)));
}

TEST_CASE("Scores of tens of thousands do not overflow the softmax") {
    Small small({200, 0}, {250, 0, 250, 0, -250, 0});
    small.run();
    CHECK(small.weights == std::vector<float>{0.5f, 0.5f, 0});
}

TEST_CASE("Minus infinity in an additive mask hides a key whatever its score") {
    Small small({1, 0}, {1, 0, kNotANumber, 0, kInf, 0});
    const float bias[] = {0, -kInf, -kInf};
    small.attention.mask.attn_bias = {bias, {0, 0, 0, 1}};
    small.run();
    CHECK(small.weights == std::vector<float>{1, 0, 0});
    CHECK(small.context[0] == 1.0f);
}

TEST_CASE("NaN or infinity among visible scores makes the visible weights of that row NaN, and only those") {
    for (const float bad : {kNotANumber, kInf}) {
        for (int hidden_first = 0; hidden_first < 2; ++hidden_first) {
            Small small({1, 0, 1, 0}, {2, 0, 1, 0, bad, 1});
            const std::uint8_t allowed[] = {static_cast<std::uint8_t>(hidden_first ? 0 : 1), 1, 1, 1, 1, 0};
            small.attention.mask.allowed = {allowed, {0, 0, 3, 1}};
            small.run();
            CHECK(std::isnan(small.weights[0]) == !hidden_first);
            CHECK(std::isnan(small.weights[1]));
            CHECK(std::isnan(small.weights[2]));
            CHECK(std::isnan(small.context[0]));
            CHECK(near(small.weights[3], 1 / (1 + std::exp(-1.0))));
            CHECK(small.weights[5] == 0.0f);
            CHECK(std::isfinite(small.context[1]));
        }
    }
}

TEST_CASE("A score that overflows when it is scaled counts as infinite, with a mask or without") {
    const std::vector<std::uint8_t> both_visible{1, 1};
    for (const bool with_mask : {false, true}) {
        Small above({1e20f, 0}, {1e15f, 0, 1, 0});  // scores 1e35 and 1e20
        above.attention.scale = 1e5f;
        if (with_mask) above.attention.mask.key_padding = both_visible.data();
        above.run();
        CHECK(above.masked[0] == kInf);
        CHECK(std::isnan(above.weights[0]));
        CHECK(std::isnan(above.weights[1]));
        Small below({-1e20f, 0}, {1e15f, 0, 2e15f, 0});  // both scores become -inf: nothing to attend to
        below.attention.scale = 1e5f;
        if (with_mask) below.attention.mask.key_padding = both_visible.data();
        below.run();
        CHECK(below.masked[0] == -kInf);
        CHECK(below.weights[0] == 0.0f);
        CHECK(below.weights[1] == 0.0f);
    }
}

TEST_CASE("Scores near the largest number are scores like others") {
    Small small({1e19f, 0}, {3.3e19f, 0, 3.2e19f, 0});
    small.run();
    CHECK(small.weights == std::vector<float>{1, 0});
}

TEST_CASE("Values near the largest number have a finite mean, and hidden ones do not count") {
    for (const float hidden : {0.0f, kInf, kNotANumber}) {
        Small small({0, 0}, std::vector<float>(2 * 9, 0.0f));
        small.value = std::vector<float>(9, 3e38f);
        small.value[8] = hidden;
        const std::uint8_t real[] = {1, 1, 1, 1, 1, 1, 1, 1, 0};
        small.attention.mask.key_padding = real;
        small.run();
        CHECK(near(small.context[0] / 3e38f, 1.0));
    }
}

TEST_CASE("The largest scale leaves equal scores equal weights") {
    Small small({1e-30f, 0}, {1, 0, 1, 0});
    small.attention.scale = std::numeric_limits<float>::max();
    small.run();
    CHECK(small.weights[0] == 0.5f);
    CHECK(small.weights[1] == 0.5f);
}

TEST_CASE("A row whose only visible score is NaN is NaN, not empty") {
    Small small({1, 0}, {kNotANumber, 0, 1, 0});
    const std::uint8_t allowed[] = {1, 0};
    small.attention.mask.allowed = {allowed, {0, 0, 0, 1}};
    small.run();
    CHECK(std::isnan(small.weights[0]));
    CHECK(small.weights[1] == 0.0f);
}

TEST_CASE("A hidden key contributes nothing even when its value is NaN") {
    Small small({0, 0}, {1, 0, 1, 0, 1, 0});
    small.value[2] = kNotANumber;
    small.value[1] = kInf;
    const std::uint8_t padding[] = {1, 0, 0};
    small.value.resize(3);
    small.attention.mask.key_padding = padding;
    small.run();
    CHECK(small.context[0] == 1.0f);
}

TEST_CASE("causal and window count from the diagonal, which may begin anywhere") {
    AttentionMask mask;
    mask.causal = true;
    mask.diagonal = 2;
    CHECK(visible_keys(mask, 0, 0, 0, 5) == Range{0, 3});
    CHECK(visible_keys(mask, 0, 4, 0, 5) == Range{0, 5});
    mask.window_left = 1;
    CHECK(visible_keys(mask, 0, 1, 0, 5) == Range{2, 4});
    mask.diagonal = -2;
    CHECK(visible_keys(mask, 0, 1, 0, 5).size() == 0);
    CHECK(visible_keys(mask, 0, 2, 0, 5) == Range{0, 1});
    CHECK(visible_keys(mask, 0, 1, 2, 5) == Range{0, 2});
}
