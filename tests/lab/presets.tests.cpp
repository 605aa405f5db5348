// The presets show what the articles print.
#include "lab/link/presets.hpp"

#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <set>

#include "lab/link/link.hpp"
#include "lab/program/evaluate.hpp"
#include "soundness.hpp"
#include "words/word_file.hpp"

using namespace headscope::lab;
using headscope::lab::testing::word_vectors;

namespace {

const Preset& preset(std::string_view key) {
    for (const Preset& each : presets())
        if (each.key == key) return each;
    FAIL("no such preset");
    return presets()[0];
}

Document made(std::string_view key) {
    return headscope::lab::apply(initial_document(), edit_of(preset(key)), &word_vectors()).value();
}

// Largest distance of a stage's rows (item 0, head 0 unless said) from the printed numbers.
double distance(const Trace& trace, TensorId stage, std::initializer_list<std::initializer_list<double>> printed,
                int item = 0) {
    const TensorView view = trace.view(stage);
    double worst = 0;
    int row = 0;
    for (const auto& numbers : printed) {
        int col = 0;
        for (const double number : numbers) worst = std::max(worst, std::abs(view.at(item, 0, row, col++) - number));
        REQUIRE(col == view.dims[3]);
        ++row;
    }
    return worst;
}

Evaluator evaluated(const Document& doc) {
    Evaluator evaluator;
    REQUIRE(evaluator.update(doc, {TensorId::scores, TensorId::scaled, TensorId::masked_scores}));
    return evaluator;
}

}  // namespace

TEST_CASE("every preset is a legal document with a key and a title of its own, and nothing in it is left out") {
    std::set<std::string_view> keys;
    for (const Preset& each : presets()) {
        INFO(each.key);
        CHECK(keys.insert(each.key).second);
        CHECK_FALSE(text(each.title, Language::chinese).empty());
        const Result<Edit> delta = read_edit(each.text);
        REQUIRE(delta);
        CHECK(edit_of(each).changes.size() == delta.value().changes.size() + 1);
        const Result<Document> doc = headscope::lab::apply(initial_document(), edit_of(each), &word_vectors());
        REQUIRE(doc);
        CHECK(testing::fault_of(doc.value()) == "");
    }
    CHECK(made("sentence") == initial_document());
}

TEST_CASE("Illustrated: Self-Attention has the queries, keys, values, scores and outputs of the article") {
    const Document doc = made("illustrated");
    const Evaluator evaluator = evaluated(doc);
    const Trace& trace = evaluator.trace();
    CHECK(distance(trace, TensorId::key, {{0, 1, 1}, {4, 4, 0}, {2, 3, 1}}) == 0);
    CHECK(distance(trace, TensorId::value, {{1, 2, 3}, {2, 8, 0}, {2, 6, 3}}) == 0);
    CHECK(distance(trace, TensorId::query, {{1, 0, 2}, {2, 2, 2}, {2, 1, 3}}) == 0);
    CHECK(distance(trace, TensorId::scores, {{2, 4, 4}}) == 0);
    CHECK(distance(trace, TensorId::scaled, {{2, 4, 4}}) == 0);
    CHECK(distance(trace, TensorId::weights, {{0.063, 0.468, 0.468}}) < 6e-4);
    // The article goes on with weights rounded to 0, 0.5, 0.5 and gets 2, 7, 1.5.
    CHECK(distance(trace, TensorId::output, {{2.0, 7.0, 1.5}}) < 0.35);
    CHECK(distance(trace, TensorId::output, {{1.9366, 6.6831, 1.5951}, {2.0, 7.9640, 0.0540}, {2.0, 7.7599, 0.3584}}) < 1e-3);
    CHECK(trace.view(TensorId::output).dims == std::array<int, 4>{1, 1, 3, 3});
}

TEST_CASE("valid lengths 2 and 6 of ten equal keys give the means of 2 and 6 rows") {
    const Evaluator evaluator = evaluated(made("valid_lengths"));
    CHECK(distance(evaluator.trace(), TensorId::output, {{2, 3, 4, 5}}, 0) < 1e-6);
    CHECK(distance(evaluator.trace(), TensorId::output, {{10, 11, 12, 13}}, 1) < 1e-5);
    CHECK(distance(evaluator.trace(), TensorId::weights, {{0.5, 0.5, 0, 0, 0, 0, 0, 0, 0, 0}}, 0) < 1e-6);
}

TEST_CASE("the shapes preset has the shapes of the overview, all sizes different") {
    const Evaluator evaluator = evaluated(made("shapes"));
    const Trace& trace = evaluator.trace();
    CHECK(trace.view(TensorId::input).dims == std::array<int, 4>{2, 1, 5, 32});
    CHECK(trace.view(TensorId::query).dims == std::array<int, 4>{2, 4, 5, 8});
    CHECK(trace.view(TensorId::weights).dims == std::array<int, 4>{2, 4, 5, 5});
    CHECK(trace.view(TensorId::context).dims == std::array<int, 4>{2, 4, 5, 8});
    CHECK(trace.view(TensorId::concat).dims == std::array<int, 4>{2, 1, 5, 32});
    CHECK(trace.view(TensorId::output).dims == std::array<int, 4>{2, 1, 5, 32});
    CHECK(trace.view(TensorId::weights).at(0, 0, 0, 1) == 0.0f);
}

TEST_CASE("the Chinese sentence has seven words, and cross-attention reads the English one") {
    CHECK(made("chinese").items[0].query.tokens == std::vector<std::string>{"我", "给", "我的", "狗", "查理", "一些", "食物"});
    const Document doc = made("cross");
    CHECK(doc.items[0].memory.tokens.size() == 7);
    CHECK(doc.matrix(TensorId::X_kv).cols() == 12);
    CHECK(doc.cross());
}

TEST_CASE("heads of the first document look different, and none is uniform") {
    const Evaluator evaluator = evaluated(initial_document());
    const TensorView weights = evaluator.trace().view(TensorId::weights);
    for (int head = 0; head < 4; ++head) {
        float largest = 0;
        for (int row = 0; row < 7; ++row)
            for (int col = 0; col < 7; ++col) largest = std::max(largest, weights.at(0, head, row, col));
        INFO("head " << head);
        CHECK(largest > 0.6f);
    }
}

TEST_CASE("in the window preset every word attends to itself and its neighbours alone") {
    const Evaluator evaluator = evaluated(made("window"));
    const TensorView weights = evaluator.trace().view(TensorId::weights);
    for (int row = 0; row < weights.dims[2]; ++row)
        for (int col = 0; col < weights.dims[3]; ++col) CHECK((weights.at(0, 0, row, col) > 0) == (std::abs(row - col) <= 1));
}
