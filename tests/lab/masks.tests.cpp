// Masks compose, and what hides a cell is what the core hides.
#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <limits>
#include <vector>

#include "lab/link/link.hpp"
#include "lab/model/masks.hpp"
#include "lab/program/evaluate.hpp"
#include "random_edit.hpp"
#include "reference/float64.hpp"

using namespace headscope::lab;
using namespace headscope::lab::testing;

TEST_CASE("hidden_by, the visible keys, masked scores and weights agree on every cell") {
    int hidden = 0, empty_rows = 0;
    for (std::uint32_t seed = 0; seed < 120; ++seed) {
        const Document doc = random_document(seed, 25);
        Evaluator evaluator;
        REQUIRE(evaluator.update(doc, {TensorId::masked_scores}));
        const Trace& trace = evaluator.trace();
        const TensorView weights = trace.view(TensorId::weights), scores = trace.view(TensorId::masked_scores);
        bool agree = true;
        const int queries = doc.queries(), of_item = doc.integer(Param::num_heads) * queries;
        for (int item = 0; item < doc.batch(); ++item)
            for (int row = 0; row < of_item; ++row) {
                const int head = row / queries, query = row % queries;
                bool any = false;
                for (int key = 0; key < doc.keys(); ++key) {
                    const bool visible = hidden_by(doc, item, head, query, key) == hidden_by_none;
                    any = any || visible;
                    agree = agree && (trace.visible(item, head)[query * doc.keys() + key] == 1) == visible;
                    const float score = scores.at(item, head, query, key);
                    agree = agree && (visible ? !(std::isinf(score) && score < 0) : std::isinf(score) && score < 0);
                    hidden += visible ? 0 : 1;
                }
                agree = agree && trace.empty_row(item, head, query) == !any;
                empty_rows += any ? 0 : 1;
                // What stands at hidden keys: 0, or in an empty row what these give.
                const int empties = any || doc.on(Param::sink) ? 0 : doc.integer(Param::empty_rows);
                for (int key = 0; key < doc.keys(); ++key) {
                    const float weight = weights.at(item, head, query, key);
                    if (trace.visible(item, head)[query * doc.keys() + key] == 1) continue;
                    agree = agree && (empties == 0   ? weight == 0.0f
                                      : empties == 1 ? std::isnan(weight)
                                                     : weight == 1.0f / static_cast<float>(doc.keys()));
                }
                if (!any && empties == 0) agree = agree && trace.view(TensorId::context).at(item, head, query, 0) == 0.0f;
            }
        INFO("seed " << seed);
        REQUIRE(agree);
    }
    CHECK(hidden > 500);
    CHECK(empty_rows > 20);
}

TEST_CASE("the reasons are named, all of them at once") {
    Document doc = initial_document();
    for (const auto& [p, value] : {std::pair{Param::causal, 1.0}, {Param::window, 1.0}, {Param::window_size, 1.0}})
        doc = headscope::lab::apply(doc, SetParam{p, value}).value();
    doc = headscope::lab::apply(doc, SetValidLength{0, 5}).value();
    doc = headscope::lab::apply(doc, Paint{TensorId::mask_allow, 0, {{0, 6}, {3, 3}}, 0.0f}).value();
    CHECK(hidden_by(doc, 0, 0, 0, 6) == (hidden_by_causal | hidden_by_padding | hidden_by_window | hidden_by_custom));
    CHECK(hidden_by(doc, 0, 0, 3, 3) == hidden_by_custom);
    CHECK(hidden_by(doc, 0, 0, 6, 0) == hidden_by_window);
    CHECK(hidden_by(doc, 0, 0, 2, 1) == hidden_by_none);
    CHECK(hidden_by(doc, 0, 0, 6, 5) == hidden_by_padding);
}

TEST_CASE("shorter sentences are padded: zero rows, hidden as keys while key padding is on") {
    Document doc = headscope::lab::apply(initial_document(), SetParam{Param::batch, 2}).value();
    Evaluator evaluator;
    REQUIRE(evaluator.update(doc, {}));
    CHECK(evaluator.trace().view(TensorId::input).at(1, 0, 6, 0) == 0.0f);
    CHECK(evaluator.trace().view(TensorId::weights).at(1, 0, 0, 6) == 0.0f);
    doc = headscope::lab::apply(doc, SetParam{Param::key_padding, 0}).value();
    REQUIRE(evaluator.update(doc, {}));
    CHECK(evaluator.trace().view(TensorId::weights).at(1, 0, 0, 6) > 0.0f);
}

namespace {

/// torch.ones(S_q, S_k).tril(diagonal), and the window around it as flash attention has it, (left, right): 1 = may attend.
std::vector<std::uint8_t> tril(int queries, int keys, int diagonal, int left, int right, bool causal = true) {
    std::vector<std::uint8_t> mask;
    for (int i = 0; i < queries; ++i)
        for (int j = 0; j < keys; ++j)
            mask.push_back(
                (!causal || j - i <= diagonal) && (left < 0 || (i + diagonal - left <= j && j <= i + diagonal + right)) ? 1
                                                                                                                        : 0);
    return mask;
}

headscope::core::ConstTensor tensor_of(const TensorView& view) {
    return {view.data, view.dims, {view.strides[0], view.strides[1], view.strides[2], 1}};
}

/// Largest distance of weights and context from float64 attention with that boolean mask.
double distance(const Trace& trace, const std::vector<std::uint8_t>& mask) {
    namespace core = headscope::core;
    const TensorView query = trace.view(TensorId::query), key = trace.view(TensorId::key), value = trace.view(TensorId::value);
    const TensorView weights = trace.view(TensorId::weights), context = trace.view(TensorId::context);
    core::Attention attention;
    attention.query = tensor_of(query);
    attention.scale = core::default_scale(query.dims[3]);
    attention.mask.allowed = {mask.data(), {0, 0, key.dims[2], 1}};
    const auto expected = core::reference::attend(attention, {tensor_of(key), tensor_of(value), {}, {}});
    double largest = 0;
    size_t at = 0;
    for (const auto& [view, numbers] : {std::pair{weights, &expected.weights}, {context, &expected.context}}) {
        at = 0;
        for (int head = 0; head < view.dims[1]; ++head)
            for (int row = 0; row < view.dims[2]; ++row)
                for (int col = 0; col < view.dims[3]; ++col)
                    largest = std::max(largest, std::fabs(static_cast<double>(view.at(0, head, row, col)) - (*numbers)[at++]));
    }
    return largest;
}

}  // namespace

TEST_CASE("causal and window count from the top left as torch's tril() does, or from the bottom right as causal_lower_right") {
    for (const bool more_keys : {true, false})
        for (const bool bottom_right : {false, true})
            for (const int window : {-1, 0, 2}) {
                std::string text = more_keys ? "text=a+b+c&memory_text=q+w+e+r+t+y+u" : "text=q+w+e+r+t+y+u&memory_text=a+b+c";
                text += "&cross=1&causal=1&causal_align=" + std::string(bottom_right ? "bottom_right" : "top_left");
                if (window >= 0) text += "&window=1&window_size=" + std::to_string(window);
                INFO(text);
                Document doc = headscope::lab::apply(initial_document(), read_edit(text).value()).value();
                Evaluator evaluator;
                REQUIRE(evaluator.update(doc, {}));
                const int diagonal = bottom_right ? doc.keys() - doc.queries() : 0;
                const auto mask = tril(doc.queries(), doc.keys(), diagonal, window, window);
                CHECK(distance(evaluator.trace(), mask) < 1e-5);
                for (int i = 0; i < doc.queries(); ++i)
                    for (int j = 0; j < doc.keys(); ++j)
                        CHECK((hidden_by(doc, 0, 0, i, j) == hidden_by_none) ==
                              (mask[static_cast<size_t>(i * doc.keys() + j)] == 1));
                CHECK(info(Param::causal_align).matters(doc));
                const std::string link = write_link(doc);
                CHECK((link.find("causal_align=bottom_right") != std::string::npos) == bottom_right);
            }
}

TEST_CASE(
    "the diagonal matters, and is computed again, only where queries and keys differ in number and a mask counts from it") {
    const Edit align(SetParam{Param::causal_align, 1});
    for (const char* text : {"causal=1", "cross=1&text=a+b+c", "window=1"}) {
        INFO(text);
        const Document doc = headscope::lab::apply(initial_document(), read_edit(text).value()).value();
        CHECK_FALSE(info(Param::causal_align).matters(doc));
        Evaluator evaluator;
        REQUIRE(evaluator.update(doc, {}));
        REQUIRE(evaluator.update(headscope::lab::apply(doc, align).value(), {}));
        CHECK(evaluator.trace().last_multiply_adds() == 0);
    }
}

TEST_CASE("a window may reach as far forward as its own number says, and as far back as the other") {
    Document doc = headscope::lab::apply(initial_document(), read_edit("text=a+b+c+d+e+f+g&window=1").value()).value();
    CHECK(write_link(doc).find("window_right") == std::string::npos);
    Evaluator evaluator;
    for (const auto& [left, right] : {std::pair{0, 0}, {2, 0}, {0, 3}, {1, 4}, {9, 1}}) {
        const std::string text =
            "window_apart=1&window_size=" + std::to_string(left) + "&window_right=" + std::to_string(right);
        INFO(text);
        doc = headscope::lab::apply(doc, read_edit(text).value()).value();
        REQUIRE(evaluator.update(doc, {}));
        const auto mask = tril(7, 7, 0, left, right, false);
        CHECK(distance(evaluator.trace(), mask) < 1e-5);
        for (int i = 0; i < 7; ++i)
            for (int j = 0; j < 7; ++j)
                CHECK(hidden_by(doc, 0, 0, i, j) ==
                      (mask[static_cast<size_t>(i * 7 + j)] == 1 ? hidden_by_none : hidden_by_window));
        CHECK(headscope::lab::apply(initial_document(), read_edit(write_link(doc)).value()).value() == doc);
    }
    // Together again the right side is the left one's, and what it was waits.
    doc = headscope::lab::apply(doc, SetParam{Param::window_apart, 0}).value();
    doc = headscope::lab::apply(doc, SetParam{Param::window_size, 1}).value();
    CHECK(hidden_by(doc, 0, 0, 3, 4) == hidden_by_none);
    CHECK(hidden_by(doc, 0, 0, 3, 5) == hidden_by_window);
    CHECK_FALSE(info(Param::window_right).matters(doc));
    CHECK(doc.integer(Param::window_right) == 1);
}
