// Document, trace and history stay in step.
#include "lab/session.hpp"

#include <rapidcheck/catch.h>
#include <catch2/catch_test_macros.hpp>

#include "random_edit.hpp"
#include "same_trace.hpp"

using namespace headscope::lab;
using namespace headscope::lab::testing;

namespace {

std::string drift(const Session& session) {
    Evaluator full;
    if (!full.update(session.document(), session.wanted())) return "cannot be evaluated";
    return first_difference(session.trace(), full.trace(), session.document());
}

SetCell weight(float value) { return {MatrixId::W_q, 0, 0, 0, value}; }

}  // namespace

TEST_CASE("undo and redo lead through exactly equal documents, with their traces") {
    rc::prop("undo, redo", [](const std::vector<std::uint32_t>& edits) {
        Session session;
        std::vector<Document> visited{session.document()};
        for (const std::uint32_t seed : edits) {
            const Result<bool> done = session.edit(random_edit(seed, session.document()));
            if (done && done.value()) visited.push_back(session.document());
            RC_ASSERT(session.document() == visited.back());
        }
        for (size_t i = visited.size(); i-- > 1;) {
            RC_ASSERT(session.undo());
            RC_ASSERT(session.document() == visited[i - 1]);
        }
        RC_ASSERT(!session.undo());
        RC_ASSERT(drift(session) == "");
        for (size_t i = 1; i < visited.size(); ++i) {
            RC_ASSERT(session.redo());
            RC_ASSERT(session.document() == visited[i]);
        }
        RC_ASSERT(!session.redo());
        RC_ASSERT(drift(session) == "");
    });
}

TEST_CASE("an edit without effect makes no step and says so") {
    Session session;
    const Result<bool> done = session.edit(SetParam{Param::num_heads, 4});
    REQUIRE(done);
    CHECK_FALSE(done.value());
    CHECK_FALSE(session.can_undo());
}

TEST_CASE("an illegal edit changes neither document nor trace nor history") {
    Session session;
    REQUIRE(session.edit(weight(1)));
    REQUIRE(session.undo());
    CHECK_FALSE(session.edit(SetParam{Param::num_heads, 5}));
    CHECK(session.document() == initial_document());
    CHECK(session.can_redo());
    CHECK(drift(session) == "");
}

TEST_CASE("a drag is one step, and one that ends where it began is none") {
    Session session;
    for (int i = 1; i <= 20; ++i) REQUIRE(session.edit(weight(static_cast<float>(i)), true));
    session.end_gesture();
    REQUIRE(session.edit(weight(50), true));
    session.end_gesture();
    REQUIRE(session.undo());
    CHECK(session.document().matrix(MatrixId::W_q).at(0, 0) == 20.0f);
    REQUIRE(session.undo());
    CHECK(session.document() == initial_document());
    const float first = session.document().matrix(MatrixId::W_q).at(0, 0);
    REQUIRE(session.edit(weight(3), true));
    REQUIRE(session.edit(weight(first), true));
    session.end_gesture();
    CHECK_FALSE(session.can_undo());
}

TEST_CASE("a new edit forgets what was undone") {
    Session session;
    REQUIRE(session.edit(weight(1)));
    REQUIRE(session.undo());
    REQUIRE(session.edit(weight(2)));
    CHECK_FALSE(session.can_redo());
}

TEST_CASE("stages are kept while someone looks at them") {
    Session session;
    CHECK(session.trace().view(Stage::scores).data == nullptr);
    REQUIRE(session.want({.scores = true}));
    CHECK(session.trace().view(Stage::scores).data != nullptr);
    CHECK(drift(session) == "");
    CHECK_FALSE(session.want({.scores = true}).value());
    REQUIRE(session.want({}));
    CHECK(session.trace().view(Stage::scores).data == nullptr);
}

TEST_CASE("stages beyond the memory limit are refused, and everything stays as it was") {
    Session session;
    REQUIRE(session.edit(SetParam{Param::tokens_by, static_cast<double>(TokensBy::characters)}));
    REQUIRE(session.edit(SetText{SentenceId::query, 0, std::string(600, 'x')}));
    REQUIRE(session.edit(SetParam{Param::d_model, 64}));
    REQUIRE(session.edit(SetParam{Param::num_heads, 64}));
    const Result<bool> wanted = session.want({true, true, true});
    REQUIRE(wanted);
    const Result<bool> longer = session.edit(SetText{SentenceId::query, 0, std::string(800, 'x')});
    REQUIRE_FALSE(longer);
    CHECK(text_of(longer.error(), Language::english).find("m=64, S=800 × 800") != std::string::npos);
    CHECK(session.document().queries() == 600);
    CHECK(session.trace().view(Stage::scores).dims[2] == 600);
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
    CHECK(doc.matrix(MatrixId::W_q).at(0, 0) == 49.0f);
}
