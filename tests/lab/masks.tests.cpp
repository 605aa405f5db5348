// Masks compose, and what hides a cell is what the core hides.
#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <limits>

#include "lab/model/masks.hpp"
#include "lab/program/evaluate.hpp"
#include "random_edit.hpp"

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
        for (int item = 0; item < doc.batch(); ++item)
            for (int query = 0; query < doc.queries(); ++query) {
                bool any = false;
                for (int key = 0; key < doc.keys(); ++key) {
                    const bool visible = hidden_by(doc, item, query, key) == hidden_by_none;
                    any = any || visible;
                    agree = agree && (trace.visible(item)[query * doc.keys() + key] == 1) == visible;
                    const float score = scores.at(item, 0, query, key);
                    agree = agree && (visible ? !(std::isinf(score) && score < 0) : std::isinf(score) && score < 0);
                    if (!visible) agree = agree && weights.at(item, 0, query, key) == 0.0f;
                    hidden += visible ? 0 : 1;
                }
                agree = agree && trace.empty_row(item, query) == !any;
                empty_rows += any ? 0 : 1;
                if (!any) agree = agree && trace.view(TensorId::concat).at(item, 0, query, 0) == 0.0f;
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
    CHECK(hidden_by(doc, 0, 0, 6) == (hidden_by_causal | hidden_by_padding | hidden_by_window | hidden_by_custom));
    CHECK(hidden_by(doc, 0, 3, 3) == hidden_by_custom);
    CHECK(hidden_by(doc, 0, 6, 0) == hidden_by_window);
    CHECK(hidden_by(doc, 0, 2, 1) == hidden_by_none);
    CHECK(hidden_by(doc, 0, 6, 5) == hidden_by_padding);
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
