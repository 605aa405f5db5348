// The presets whose weights are made by hand attend as their names say, and fail where they must.
#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <string_view>

#include "lab/link/link.hpp"
#include "lab/link/presets.hpp"
#include "lab/program/evaluate.hpp"

using namespace headscope::lab;

namespace {

struct Lab {
    Document doc;
    Evaluator evaluator;
    explicit Lab(Document document) : doc(std::move(document)) { REQUIRE(evaluator.update(doc, {})); }
    float weight(int head, int query, int key, int layer = 0) const {
        return evaluator.trace().view(TensorId::weights, layer).at(0, head, query, key);
    }
    /// What the last layer hands on, in the column of that name.
    float result(int row, std::string_view column) const {
        for (int col = 0; col < doc.integer(Param::d_model); ++col)
            if (doc.name_of(Space::input, col) == column)
                return evaluator.trace().view(TensorId::post_norm, static_cast<int>(doc.layers.size()) - 1).at(0, 0, row, col);
        FAIL("no such column");
        return 0;
    }
    float output(int row, int col) const { return evaluator.trace().view(TensorId::output).at(0, 0, row, col); }
};

Document made(std::string_view key, std::string_view and_then = "") {
    for (const Preset& each : presets())
        if (each.key == key) {
            Document doc = headscope::lab::apply(initial_document(), edit_of(each)).value();
            return headscope::lab::apply(doc, read_edit(and_then).value()).value();
        }
    FAIL("no such preset");
    return initial_document();
}

constexpr int kI = 0, kGave = 1, kCharlie = 4, kFood = 6;

}  // namespace

TEST_CASE("three heads tell gave who, what and to whom, each in its own") {
    const Lab lab(made("giving"));
    REQUIRE(lab.doc.items[0].query.tokens[kGave] == "gave");
    CHECK(lab.weight(0, kGave, kI) > 0.95f);
    CHECK(lab.weight(1, kGave, kFood) > 0.95f);
    CHECK(lab.weight(2, kGave, kCharlie) > 0.95f);
    for (int col = 1; col < 4; ++col) CHECK(lab.output(kGave, col) > 0.95f);
    CHECK(lab.doc.name_of(Space::input, 3) == "to whom");
}

TEST_CASE("one head with the same weights has to mix the three") {
    const Lab lab(made("giving", "num_heads=1"));
    CHECK(lab.doc.matrix(TensorId::W_q) == made("giving").matrix(TensorId::W_q));
    for (const int key : {kI, kFood, kCharlie}) CHECK(std::abs(lab.weight(0, kGave, key) - 1.0f / 3) < 0.02f);
    for (int col = 1; col < 4; ++col) CHECK(std::abs(lab.output(kGave, col) - 1.0f / 3) < 0.02f);
}

TEST_CASE("the order of the words does not matter to heads without positions") {
    const Lab lab(
        made("giving", "text=food some Charlie dog my gave I&X=0,0,1,0;0,0,0,0;0,0,0,1;0,0,0,0;0,0,0,0;1,0,0,0;0,1,0,0"));
    CHECK(lab.weight(0, 5, 6) > 0.95f);
    CHECK(lab.weight(1, 5, 0) > 0.95f);
}

TEST_CASE("one head looks at the token before, one at the first, one at the same word") {
    const Lab lab(made("places"));
    for (int query = 0; query < 5; ++query) {
        INFO(query);
        CHECK(lab.weight(0, query, std::max(query - 1, 0)) > 0.95f);
        CHECK(lab.weight(1, query, 0) > 0.95f);
    }
    for (const int query : {0, 3})  // the
        for (const int key : {0, 3}) CHECK(std::abs(lab.weight(2, query, key) - 0.5f) < 0.02f);
    CHECK(lab.weight(2, 1, 1) > 0.95f);
    CHECK(lab.output(4, 0) > 0.95f);  // before dog stands the
}

TEST_CASE("without positions the heads that read places are lost, and the one that reads words is not") {
    const Lab lab(made("places", "positions=off"));
    for (int query = 0; query < 5; ++query)
        for (int key = 0; key < 5; ++key)
            for (const int head : {0, 1}) CHECK(std::abs(lab.weight(head, query, key) - 0.2f) < 1e-6f);
    CHECK(lab.weight(2, 1, 1) > 0.95f);
}

TEST_CASE("two layers continue dog ate ... dog with ate") {
    const Lab lab(made("induction"));
    REQUIRE(lab.doc.items[0].query.tokens == std::vector<std::string>{"A", "dog", "ate", "while", "the", "dog"});
    for (int query = 1; query < 6; ++query) {
        INFO(query);
        CHECK(lab.weight(0, query, query - 1) > 0.99f);            // the first layer looks one place back
        if (query < 5) CHECK(lab.weight(0, query, 0, 1) > 0.95f);  // whoever stands here for the first time rests
    }
    CHECK(lab.result(2, "after dog") > 0.99f);
    CHECK(lab.weight(0, 5, 2, 1) > 0.95f);
    CHECK(lab.result(5, "next ate") > 0.95f);
    for (const std::string_view other : {"next a", "next dog", "next while", "next the"}) CHECK(lab.result(5, other) < 0.02f);
    for (int query = 0; query < 5; ++query) CHECK(lab.result(query, "next ate") < 0.02f);  // nobody else foretells it
    CHECK(lab.result(5, "dog") == 1.0f);                                                   // the residual keeps the word itself
}

TEST_CASE("the same two layers continue other sentences of the same words") {
    // "the" was followed by "dog", whatever the words are.
    const Lab lab(made(
        "induction", "text=A the dog while ate the&X=zero&X[0,0,0]=1&X[0,1,4]=1&X[0,2,1]=1&X[0,3,3]=1&X[0,4,2]=1&X[0,5,4]=1"));
    CHECK(lab.weight(0, 5, 2, 1) > 0.95f);
    CHECK(lab.result(5, "next dog") > 0.95f);
    CHECK(lab.result(5, "next ate") < 0.02f);
}

TEST_CASE("without positions, without the first layer's note, or with one layer, nothing is continued") {
    const Lab lost(made("induction", "positions=off"));
    CHECK(lost.weight(0, 5, 4) < 0.2f);  // it cannot find the place before
    CHECK(lost.weight(0, 5, 2, 1) < 0.3f);
    CHECK(lost.result(5, "next ate") < lost.result(5, "next dog"));
    CHECK(Lab(made("induction", "W_o=zero")).result(5, "next ate") < 0.1f);
    CHECK(Lab(made("induction", "layers=1")).result(5, "next ate") == 0.0f);
    // Without the residual the second layer gets the notes, but no words to look for them with.
    CHECK(Lab(made("induction", "residual=0")).result(5, "next ate") < 0.1f);
}
