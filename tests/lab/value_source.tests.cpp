// Values that read a source of their own: its numbers, whom an edit of it reaches, explanations, links, and who shows it.
#include <catch2/catch_test_macros.hpp>

#include <cmath>

#include "lab/model/sizes.hpp"
#include "lab/program/evaluate.hpp"
#include "lab/program/explain.hpp"
#include "same_trace.hpp"
#include "short_edits.hpp"
#include "soundness.hpp"

using namespace headscope::lab;
using namespace headscope::lab::testing;

namespace {

constexpr const char* kApart = "cross=1&value_source=1&d_memory=6&d_value_memory=9";

}  // namespace

TEST_CASE("what values read is drawn apart from what keys read, and only where it matters") {
    const Document doc = with("cross=1&value_source=1");
    const Matrix &keys = doc.matrix(TensorId::X_kv), &values = doc.matrix(TensorId::X_v);
    REQUIRE(keys.rows() == values.rows());
    REQUIRE(keys.cols() == values.cols());
    int alike = 0;
    double squares = 0;
    for (int row = 0; row < keys.rows(); ++row)
        for (int col = 0; col < keys.cols(); ++col) {
            alike += keys.at(row, col) == values.at(row, col) ? 1 : 0;
            squares += static_cast<double>(values.at(row, col)) * static_cast<double>(values.at(row, col));
        }
    CHECK(alike == 0);
    CHECK(std::fabs(squares / (keys.rows() * keys.cols()) - 1) < 0.4);
    CHECK_FALSE(with("cross=1&value_source=1&embedding_seed=7").matrix(TensorId::X_v) == values);
    const Document twice = with("cross=1&value_source=1&memory_text=a+b+a");
    for (int col = 0; col < 16; ++col) CHECK(twice.matrix(TensorId::X_v).at(0, col) == twice.matrix(TensorId::X_v).at(2, col));
    // Without cross-attention there is one sentence, and values read what keys read.
    Evaluator self, plain;
    REQUIRE(self.update(with("value_source=1&d_value_memory=9"), {}));
    REQUIRE(plain.update(initial_document(), {}));
    CHECK(first_difference(self.trace(), plain.trace(), initial_document()) == "");
}

TEST_CASE("with vectors of words values read those of the same words, as wide as theirs") {
    const Document doc = with("embedding=words&cross=1&value_source=1&d_memory=6&d_value_memory=9&memory_text=cat+king+zyx");
    const Matrix &keys = doc.matrix(TensorId::X_kv), &values = doc.matrix(TensorId::X_v);
    REQUIRE(values.cols() == 9);
    for (int row = 0; row < 2; ++row)
        for (int col = 0; col < 6; ++col) CHECK(values.at(row, col) == keys.at(row, col));
    CHECK_FALSE(values.at(2, 0) == keys.at(2, 0));  // nobody knows this word
}

TEST_CASE("an edit of what values read computes values and what is made of them, and neither keys nor weights") {
    const Document doc = with((std::string(kApart) + "&layers=2&batch=2").c_str()), next = with(doc, "X_v.1=zero");
    Evaluator evaluator, fresh;
    REQUIRE(evaluator.update(doc, {}));
    const auto revision = [&](TensorId id, int item) { return evaluator.trace().revision(id, item, 0); };
    const auto weights = revision(TensorId::weights, 1), key = revision(TensorId::key, 1), value = revision(TensorId::value, 1),
               other = revision(TensorId::value, 0);
    REQUIRE(evaluator.update(next, {}));
    CHECK(revision(TensorId::weights, 1) == weights);
    CHECK(revision(TensorId::key, 1) == key);
    CHECK(revision(TensorId::value, 0) == other);
    CHECK(revision(TensorId::value, 1) > value);
    REQUIRE(fresh.update(next, {}));
    CHECK(first_difference(evaluator.trace(), fresh.trace(), next) == "");
}

TEST_CASE("a value is explained by its source, and the source by its matrix; later layers are handed it") {
    const Document doc = with((std::string(kApart) + "&layers=2&positions=sinusoidal").c_str());
    Evaluator evaluator;
    REQUIRE(evaluator.update(doc, {}));
    const Step value = explain(doc, evaluator.trace(), {TensorId::value, 0, 0, 1, 3, 2}).back();
    REQUIRE(value.terms.size() == 9);
    CHECK(value.terms[4].from_a == CellRef{TensorId::value_memory, 0, 0, 0, 3, 4});
    CHECK(explain(doc, evaluator.trace(), {TensorId::key, 0, 0, 1, 3, 2}).back().terms[4].from_a.tensor == TensorId::memory);
    const std::vector<Step> source = explain(doc, evaluator.trace(), value.terms[4].from_a);
    CHECK(source.front().terms[0].from_a == CellRef{TensorId::X_v, 0, 0, 0, 3, 4});
    CHECK(source.back().kind == Step::Kind::position);
    CHECK(source.back().result == evaluator.trace().view(TensorId::value_memory).at(0, 0, 3, 4));
    const Step later = explain(doc, evaluator.trace(), {TensorId::value_memory, 1, 0, 0, 3, 4}).back();
    CHECK(later.terms[0].from_a == value.terms[4].from_a);
    CHECK(floats_of(info(TensorId::value_memory), 1, sizes_of(doc), {}) == 0);
}

TEST_CASE("a link says what values read, its tokens move with the sentence, and what was edited stays when it is put away") {
    const Document doc = with(with(kApart), "X_v[0,2,8]=5");
    const std::string link = write_link(doc);
    CHECK(link.find("value_source=1&d_value_memory=9&") != std::string::npos);
    CHECK(opened(link).value() == doc);
    const Document shuffled = with(doc, "memory_shuffle=3");
    CHECK(fault_of(shuffled) == "");
    int moved = 0;
    for (int row = 0; row < 7; ++row) moved += shuffled.matrix(TensorId::X_v).at(row, 8) == 5 ? row : 0;
    CHECK(shuffled.items[0].memory.tokens[static_cast<size_t>(moved)] == doc.items[0].memory.tokens[2]);
    CHECK(with(with(doc, "value_source=0&cross=0"), "value_source=1&cross=1") == doc);
    CHECK_FALSE(apply(doc, SetCell{TensorId::X_v, 0, 2, 9, 1.0f}));
    CHECK_FALSE(apply(doc, SetParam{Param::d_value_memory, 0}));
}
