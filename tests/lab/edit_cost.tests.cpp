// An edit costs what it reaches: counted in multiply-adds, not in time.
#include <catch2/catch_test_macros.hpp>

#include <initializer_list>

#include "lab/edit/edit.hpp"
#include "lab/program/evaluate.hpp"

using namespace headscope::lab;

namespace {

struct Case {
    double tokens = 48, width = 64, heads = 8;
};
const Case kCase;

Document document() {
    Document doc = headscope::lab::apply(initial_document(), SetParam{Param::d_model, kCase.width}).value();
    doc = headscope::lab::apply(doc, SetParam{Param::num_heads, kCase.heads}).value();
    doc = headscope::lab::apply(doc, SetParam{Param::tokens_by, static_cast<double>(TokensBy::characters)}).value();
    return headscope::lab::apply(doc, SetText{SentenceId::query, 0, std::string(static_cast<size_t>(kCase.tokens), 'a')})
        .value();
}

struct Cost {
    double all, square;
};

Cost costs_of(const Document& doc, std::initializer_list<Edit> edits, TensorSet wanted = {}) {
    Evaluator evaluator;
    REQUIRE(evaluator.update(doc, wanted));
    Document next = doc;
    for (const Edit& edit : edits) next = headscope::lab::apply(next, edit).value();
    REQUIRE(evaluator.update(next, wanted));
    return {evaluator.trace().last_multiply_adds(), evaluator.trace().last_square_multiply_adds()};
}

double cost_of(const Document& doc, std::initializer_list<Edit> edits, TensorSet wanted = {}) {
    return costs_of(doc, edits, wanted).all;
}

const double kSquare = 2 * kCase.tokens * kCase.tokens * kCase.width;  // scores and context of all heads
const double kProjection = kCase.tokens * kCase.width * kCase.width;   // one of the four

}  // namespace

TEST_CASE("a full evaluation is four projections and the square part") {
    Evaluator evaluator;
    REQUIRE(evaluator.update(document(), {}));
    CHECK(evaluator.trace().full_multiply_adds() == 4 * kProjection + kSquare);
    CHECK(evaluator.trace().full_square_multiply_adds() == kSquare);
    CHECK(evaluator.trace().last_square_multiply_adds() == kSquare);
    CHECK(evaluator.trace().last_multiply_adds() == 4 * kProjection + kSquare);
}

TEST_CASE("one weight of W_q, W_k or W_v costs one column and the square part of one head") {
    const double column = kCase.tokens * kCase.width;
    for (const TensorId id : {TensorId::W_q, TensorId::W_k, TensorId::W_v}) {
        const auto [all, square] = costs_of(document(), {SetCell{id, 0, 5, 9, 3.0f}});
        CHECK(all == column + kSquare / kCase.heads + kProjection);
        CHECK(square <= 1.3 / kCase.heads * kSquare);
    }
}

TEST_CASE("one weight of W_q costs at most 1.3 of a head's share of the square part, however many heads there are") {
    for (const int heads : {1, 2, 4, 16, 32}) {
        const Document doc = headscope::lab::apply(document(), SetParam{Param::num_heads, static_cast<double>(heads)}).value();
        CHECK(costs_of(doc, {SetCell{TensorId::W_q, 0, 5, 9, 3.0f}}).square <= 1.3 / heads * kSquare);
    }
}

TEST_CASE("one cell of a painted mask costs one row per head and one row of the output") {
    const Document doc = headscope::lab::apply(document(), Paint{TensorId::mask_allow, 0, {{1, 1}}, 0.0f}).value();
    CHECK(cost_of(doc, {Paint{TensorId::mask_allow, 0, {{7, 3}}, 0.0f}}) == (kSquare + kProjection) / kCase.tokens);
    const Document bias = headscope::lab::apply(document(), Paint{TensorId::mask_bias, 0, {{1, 1}}, 2.0f}).value();
    CHECK(cost_of(bias, {SetCell{TensorId::mask_bias, 0, 7, 3, 1.0f}}) == (kSquare + kProjection) / kCase.tokens);
}

TEST_CASE("W_o costs its changed columns, and a bias of the output too") {
    CHECK(cost_of(document(), {SetCell{TensorId::W_o, 0, 5, 9, 3.0f}}) == kProjection / kCase.width);
    CHECK(cost_of(document(), {SetCell{TensorId::b_o, 0, 0, 9, 3.0f}}) == 0);
    const Document biased = headscope::lab::apply(document(), SetParam{Param::biases, 1}).value();
    CHECK(cost_of(biased, {SetCell{TensorId::b_o, 0, 0, 9, 3.0f}}) == kProjection / kCase.width);
}

TEST_CASE("one input costs its row in the projections, and the square part, as every query sees the key") {
    CHECK(cost_of(document(), {SetCell{TensorId::X, 0, 5, 9, 3.0f}}) == 3 * kProjection / kCase.tokens + kSquare + kProjection);
}

TEST_CASE("in cross-attention an input of the queries costs one row of everything") {
    Document doc = headscope::lab::apply(document(), SetParam{Param::cross, 1}).value();
    doc =
        headscope::lab::apply(doc, SetText{SentenceId::memory, 0, std::string(static_cast<size_t>(kCase.tokens), 'b')}).value();
    CHECK(cost_of(doc, {SetCell{TensorId::X, 0, 5, 9, 3.0f}}) == (2 * kProjection + kSquare) / kCase.tokens);
}

TEST_CASE("head count, causal, temperature and positions recompute only what follows them") {
    CHECK(cost_of(document(), {SetParam{Param::num_heads, 4}}) == kSquare + kProjection);
    CHECK(cost_of(document(), {SetParam{Param::temperature, 2}}) == kSquare + kProjection);
    CHECK(cost_of(document(), {SetParam{Param::positions, 1}}) == 4 * kProjection + kSquare);
    CHECK(cost_of(document(), {SetParam{Param::output_projection, 0}}) == 0);
}

TEST_CASE("keys that causal, window or valid length hide cost nothing, unless their scores are shown") {
    const double n = kCase.tokens, causal = kSquare * (n + 1) / (2 * n);
    CHECK(cost_of(document(), {SetParam{Param::causal, 1}}) == causal + kProjection);
    const Document unpadded = headscope::lab::apply(document(), SetParam{Param::key_padding, 0}).value();
    CHECK(cost_of(unpadded, {SetParam{Param::causal, 1}}) == causal + kProjection);
    const Document hidden = headscope::lab::apply(document(), SetParam{Param::causal, 1}).value();
    Evaluator evaluator;
    REQUIRE(evaluator.update(hidden, {}));
    CHECK(evaluator.trace().full_multiply_adds() == 4 * kProjection + causal);
    CHECK(evaluator.trace().last_multiply_adds() == evaluator.trace().full_multiply_adds());
    CHECK(cost_of(hidden, {SetParam{Param::temperature, 2}}, {TensorId::scaled}) == kSquare / 2 + causal / 2 + kProjection);
    CHECK(cost_of(hidden, {SetParam{Param::temperature, 2}}, {TensorId::masked_scores}) == causal + kProjection);
    const Document short_item = headscope::lab::apply(document(), SetValidLength{0, 12}).value();
    CHECK(cost_of(short_item, {SetParam{Param::temperature, 2}}) == kSquare / 4 + kProjection);
    CHECK(cost_of(document(), {SetParam{Param::window, 1}, SetParam{Param::window_size, 0}}) == kSquare / n + kProjection);
    // A painted mask hides what has been computed.
    const Document painted = headscope::lab::apply(document(), Paint{TensorId::mask_allow, 0, {{1, 1}}, 0.0f}).value();
    CHECK(cost_of(painted, {SetParam{Param::temperature, 2}}) == kSquare + kProjection);
}

TEST_CASE("what no number depends on costs nothing") {
    CHECK(cost_of(document(), {SetParam{Param::window_size, 9}}) == 0);
    CHECK(cost_of(document(), {SetParam{Param::scale_value, 9}}) == 0);
    CHECK(cost_of(document(), {SetCell{TensorId::mask_bias, 0, 0, 0, 3.0f}}) == 0);
    CHECK(cost_of(document(), {SetText{SentenceId::memory, 0, "other"}}) == 0);
    CHECK(cost_of(document(), {SetValidLength{0, 48}}) == 0);
}

TEST_CASE("a stage that becomes wanted costs its own pass only") {
    Evaluator evaluator;
    const Document doc = document();
    REQUIRE(evaluator.update(doc, {}));
    REQUIRE(evaluator.update(doc, {TensorId::scores}));
    CHECK(evaluator.trace().last_multiply_adds() == kSquare / 2);
    REQUIRE(evaluator.update(doc, {}));
    CHECK(evaluator.trace().last_multiply_adds() == 0);
    CHECK(evaluator.trace().view(TensorId::scores).data == nullptr);
}
