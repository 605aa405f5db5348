// Document, trace and history stay in step.
#include "lab/laboratory/laboratory.hpp"

#include <rapidcheck/catch.h>
#include <catch2/catch_test_macros.hpp>

#include "random_edit.hpp"
#include "same_trace.hpp"
#include "short_edits.hpp"
#include "words/word_file.hpp"

using namespace headscope::lab;
using namespace headscope::lab::testing;

namespace {

std::string drift(const Laboratory& laboratory) {
    Evaluator full;
    if (!full.update(laboratory.document(), laboratory.wanted())) return "cannot be evaluated";
    return first_difference(laboratory.trace(), full.trace(), laboratory.document());
}

SetCell weight(float value) { return {TensorId::W_q, 0, 0, 0, value}; }

Edit dragged(float value) {
    Edit edit(weight(value));
    edit.gesture = Edit::Gesture::running;
    return edit;
}
}  // namespace

TEST_CASE("undo and redo lead through exactly equal documents, with their traces") {
    rc::prop("undo, redo", [](const std::vector<std::uint32_t>& edits) {
        Laboratory laboratory;
        RC_ASSERT(bool(laboratory.learn(word_vector_bytes())));
        std::vector<Document> visited{laboratory.document()};
        for (const std::uint32_t seed : edits) {
            const Result<bool> done = laboratory.edit(random_edit(seed, laboratory.document()));
            if (done && done.value()) visited.push_back(laboratory.document());
            RC_ASSERT(laboratory.document() == visited.back());
        }
        for (size_t i = visited.size(); i-- > 1;) {
            RC_ASSERT(laboratory.undo());
            RC_ASSERT(laboratory.document() == visited[i - 1]);
        }
        RC_ASSERT(!laboratory.undo());
        RC_ASSERT(drift(laboratory) == "");
        for (size_t i = 1; i < visited.size(); ++i) {
            RC_ASSERT(laboratory.redo());
            RC_ASSERT(laboratory.document() == visited[i]);
        }
        RC_ASSERT(!laboratory.redo());
        RC_ASSERT(drift(laboratory) == "");
    });
}

TEST_CASE("an edit without effect makes no step and says so") {
    Laboratory laboratory;
    const Result<bool> done = laboratory.edit(SetParam{Param::num_heads, 4});
    REQUIRE(done);
    CHECK_FALSE(done.value());
    CHECK_FALSE(laboratory.can_undo());
}

TEST_CASE("an illegal edit changes neither document nor trace nor history") {
    Laboratory laboratory;
    REQUIRE(laboratory.edit(weight(1)));
    REQUIRE(laboratory.undo());
    CHECK_FALSE(laboratory.edit(SetParam{Param::num_heads, 5}));
    CHECK(laboratory.document() == initial_document());
    CHECK(laboratory.can_redo());
    CHECK(drift(laboratory) == "");
}

TEST_CASE("a drag is one step, and one that ends where it began is none") {
    Laboratory laboratory;
    for (int i = 1; i <= 20; ++i) REQUIRE(laboratory.edit(dragged(static_cast<float>(i))));
    REQUIRE(laboratory.edit(let_go()));
    REQUIRE(laboratory.edit(dragged(50)));
    REQUIRE(laboratory.edit(let_go()));
    REQUIRE(laboratory.undo());
    CHECK(laboratory.document().matrix(TensorId::W_q).at(0, 0) == 20.0f);
    REQUIRE(laboratory.undo());
    CHECK(laboratory.document() == initial_document());
    const float first = laboratory.document().matrix(TensorId::W_q).at(0, 0);
    REQUIRE(laboratory.edit(dragged(3)));
    REQUIRE(laboratory.edit(dragged(first)));
    REQUIRE(laboratory.edit(let_go()));
    CHECK_FALSE(laboratory.can_undo());
}

TEST_CASE("a sentence typed anew letter by letter is one step, and keeps the vectors of the words that are there in the end") {
    Laboratory laboratory;
    REQUIRE(laboratory.edit(SetCell{TensorId::X, 0, 3, 5, 9.5f}));  // "dog"
    const Document before = laboratory.document();
    const auto type = [&](std::string text) {
        Edit edit(SetText{SentenceId::query, 0, std::move(text)});
        edit.gesture = Edit::Gesture::replacing;
        return laboratory.edit(edit);
    };
    for (const char* text : {"m", "my", "my d", "my do", "my dog"}) REQUIRE(type(text));
    CHECK_FALSE(type(" "));
    CHECK(laboratory.document().items[0].query.text == "my dog");
    CHECK(laboratory.document().matrix(TensorId::X).at(1, 5) == 9.5f);
    CHECK(drift(laboratory) == "");
    REQUIRE(laboratory.edit(let_go()));
    REQUIRE(type("my dog sleeps"));
    REQUIRE(type("my dog"));
    REQUIRE(laboratory.edit(let_go()));
    REQUIRE(laboratory.undo());
    CHECK(laboratory.document() == before);
    REQUIRE(type("I"));
    REQUIRE(type(before.items[0].query.text));
    CHECK(laboratory.document() == before);
    REQUIRE(laboratory.edit(let_go()));
    REQUIRE(laboratory.undo());
    CHECK(laboratory.document() == initial_document());
}

TEST_CASE("a new edit forgets what was undone") {
    Laboratory laboratory;
    REQUIRE(laboratory.edit(weight(1)));
    REQUIRE(laboratory.undo());
    REQUIRE(laboratory.edit(weight(2)));
    CHECK_FALSE(laboratory.can_redo());
}

TEST_CASE("stages are kept while someone looks at them") {
    Laboratory laboratory;
    CHECK(laboratory.trace().view(TensorId::scores).data == nullptr);
    REQUIRE(laboratory.want({TensorId::scores}));
    CHECK(laboratory.trace().view(TensorId::scores).data != nullptr);
    CHECK(drift(laboratory) == "");
    CHECK_FALSE(laboratory.want({TensorId::scores}).value());
    REQUIRE(laboratory.want({}));
    CHECK(laboratory.trace().view(TensorId::scores).data == nullptr);
}

TEST_CASE("stages beyond the memory limit are refused, and everything stays as it was") {
    Laboratory laboratory;
    REQUIRE(laboratory.edit(SetParam{Param::tokens_by, static_cast<double>(TokensBy::characters)}));
    REQUIRE(laboratory.edit(SetText{SentenceId::query, 0, std::string(600, 'x')}));
    REQUIRE(laboratory.edit(SetParam{Param::d_model, 64}));
    REQUIRE(laboratory.edit(SetParam{Param::num_heads, 64}));
    const Result<bool> wanted = laboratory.want({TensorId::scores, TensorId::scaled, TensorId::masked_scores});
    REQUIRE(wanted);
    const Result<bool> longer = laboratory.edit(SetText{SentenceId::query, 0, std::string(800, 'x')});
    REQUIRE_FALSE(longer);
    CHECK(text_of(longer.error(), Language::english).find("m=64, S=800 × 800") != std::string::npos);
    CHECK(laboratory.document().queries() == 600);
    CHECK(laboratory.trace().view(TensorId::scores).dims[2] == 600);
}

TEST_CASE("a wish for stages that do not fit is an error once, and not again until something changed") {
    Laboratory laboratory;
    Edit large(SetParam{Param::tokens_by, static_cast<double>(TokensBy::characters)});
    large.add(SetText{SentenceId::query, 0, std::string(1000, 'x')});
    large.add(SetParam{Param::d_model, 64});
    large.add(SetParam{Param::num_heads, 64});
    large.add(SetParam{Param::window, 1});  // few pairs to compute, as many to keep
    REQUIRE(laboratory.edit(large));
    const TensorSet both{TensorId::scores, TensorId::scaled};
    CHECK_FALSE(laboratory.want(both));
    CHECK(laboratory.want(both));
    CHECK(laboratory.trace().view(TensorId::scores).data == nullptr);
    CHECK(laboratory.want({TensorId::weights}));
    CHECK_FALSE(laboratory.want(both));
    REQUIRE(laboratory.edit(SetParam{Param::causal, 1}));
    CHECK_FALSE(laboratory.want(both));
    REQUIRE(laboratory.edit(SetText{SentenceId::query, 0, "short"}));
    CHECK(laboratory.want(both));
    CHECK(laboratory.trace().view(TensorId::scores).data != nullptr);
    REQUIRE(laboratory.undo());
    CHECK(laboratory.trace().view(TensorId::weights).data != nullptr);
    CHECK_FALSE(laboratory.want(both));
    CHECK(laboratory.want(both));
}

TEST_CASE("history keeps within its bytes by forgetting the oldest steps") {
    History history(400000);
    Document doc = headscope::lab::apply(initial_document(), SetParam{Param::d_model, 128}).value();
    for (int i = 0; i < 40; ++i) {
        const Document before = doc;
        doc = headscope::lab::apply(doc, weight(static_cast<float>(i + 10))).value();
        history.record(before, false);
        CHECK(history.bytes() <= 400000 + 4 * 128 * 128);
    }
    int steps = 0;
    while (history.undo(doc)) ++steps;
    CHECK(steps >= 4);
    CHECK(steps <= 7);
    while (history.redo(doc)) --steps;
    CHECK(steps == 0);
    CHECK(doc.matrix(TensorId::W_q).at(0, 0) == 49.0f);
}

TEST_CASE("history counts the names of dimensions, too") {
    History history(400000);
    Document doc = initial_document();
    for (int i = 0; i < 40; ++i) {
        const Document before = doc;
        std::string names = std::to_string(i);
        while (names.size() < 45000) names += "," + std::string(kMaxNameBytes, 'x');
        doc = headscope::lab::apply(doc, SetNames{Space::input, names}).value();
        history.record(before, false);
    }
    int steps = 0;
    while (history.undo(doc)) ++steps;
    CHECK(steps < 10);
}
