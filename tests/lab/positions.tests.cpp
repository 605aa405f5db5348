// Positions of one's own: the matrix P is the document's, is added where it should be, and is edited, linked and explained.
#include <catch2/catch_test_macros.hpp>

#include <cmath>

#include "lab/program/evaluate.hpp"
#include "lab/program/explain.hpp"
#include "short_edits.hpp"

using namespace headscope::lab;

namespace {

bool equal(double a, double b) { return std::fabs(a - b) < 1e-6; }

}  // namespace

TEST_CASE("P is added to every sentence, padding and memory included, as far as they are long and wide") {
    const Document doc =
        with("batch=2&cross=1&d_memory=20&value_source=1&d_value_memory=23&positions=own&memory_text=a+b+c+d+e+f+g+h+i");
    const Matrix& p = doc.matrix(TensorId::P);
    REQUIRE(p.rows() == 9);
    REQUIRE(p.cols() == 23);
    Evaluator evaluator;
    REQUIRE(evaluator.update(doc, {}));
    for (const auto& [stage, matrix] : {std::pair{TensorId::input, TensorId::X},
                                        {TensorId::memory, TensorId::X_kv},
                                        {TensorId::value_memory, TensorId::X_v}}) {
        const TensorView view = evaluator.trace().view(stage);
        bool all = true;
        for (int item = 0; item < 2; ++item)
            for (int row = 0; row < view.dims[2]; ++row)
                for (int col = 0; col < view.dims[3]; ++col) {
                    const Matrix& own = doc.matrix(matrix, item);
                    const double token = row < own.rows() ? static_cast<double>(own.at(row, col)) : 0.0;
                    all = all && equal(view.at(item, 0, row, col), token + static_cast<double>(p.at(row, col)));
                }
        CHECK(all);
    }
}

TEST_CASE("the numbers of P lie in its own stream: within one, drawn by the weight seed, and kept by a longer sentence") {
    const Document doc = initial_document();
    const Matrix& p = doc.matrix(TensorId::P);
    double squares = 0;
    for (const float value : p.values()) {
        CHECK(std::fabs(value) <= 1);
        squares += static_cast<double>(value) * value;
    }
    CHECK(std::fabs(squares / static_cast<double>(p.values().size()) - 1.0 / 3) < 0.1);
    CHECK_FALSE(with("weight_seed=1").matrix(TensorId::P) == p);
    CHECK(with("weight_init=gaussian").matrix(TensorId::P) == p);
    const Document edited = with(doc, "P[2,3]=9");
    for (const Document& before : {doc, edited}) {
        const Document longer = with(before, "text=one+two+three+four+five+six+seven+eight+nine");
        REQUIRE(longer.matrix(TensorId::P).rows() == 9);
        for (int row = 0; row < 7; ++row)
            for (int col = 0; col < 16; ++col)
                CHECK(longer.matrix(TensorId::P).at(row, col) == before.matrix(TensorId::P).at(row, col));
    }
}

TEST_CASE("P is linked, typed and refused like every matrix, and belongs to no item and no layer") {
    const Document typed = with("positions=own&text=a+b&d_model=4&num_heads=1&P=1,2,3,4;5,6,7,8");
    CHECK(typed.matrix(TensorId::P).at(1, 2) == 7);
    const std::string link = write_link(typed);
    CHECK(link.find("positions=own&") != std::string::npos);
    CHECK(link.find("&P=") != std::string::npos);
    CHECK(headscope::lab::apply(initial_document(), read_link(link).value()).value() == typed);
    for (const char* wrong : {"P.1=zero", "L2.P=zero", "P[0,0,0]=1", "L1.P[0,0]=1"}) {
        INFO(wrong);
        CHECK_FALSE(read_edit(wrong));
    }
    CHECK_FALSE(headscope::lab::apply(initial_document(), SetCell{TensorId::P, 1, 0, 0, 1.0f}));
    CHECK_FALSE(headscope::lab::apply(initial_document(), SetCell{TensorId::P, 0, 7, 0, 1.0f}));
}

TEST_CASE("a position of one's own is explained by its cell, and an edit of it reaches its place in every item") {
    const Document doc = with("batch=2&positions=own");
    Evaluator evaluator;
    REQUIRE(evaluator.update(doc, {}));
    const Step step = explain(doc, evaluator.trace(), {TensorId::input, 0, 1, 0, 2, 3}).back();
    CHECK(step.kind == Step::Kind::position);
    CHECK(print_cell(step.terms[0].from_a) == "X[1,2,3]");
    CHECK(print_cell(step.terms[0].from_b) == "P[2,3]");
    CHECK(step.terms[0].b == doc.matrix(TensorId::P).at(2, 3));
    CHECK(equal(step.result, step.terms[0].a + step.terms[0].b));
    const Document next = with(doc, "P[2,3]=4");
    REQUIRE(evaluator.update(next, {}));
    CHECK(evaluator.trace().last_multiply_adds() < evaluator.trace().full_multiply_adds());
    Evaluator full;
    REQUIRE(full.update(next, {}));
    for (int item = 0; item < 2; ++item) {
        CHECK(evaluator.trace().view(TensorId::input).at(item, 0, 2, 3) ==
              full.trace().view(TensorId::input).at(item, 0, 2, 3));
        CHECK(evaluator.trace().view(TensorId::output).at(item, 0, 5, 1) ==
              full.trace().view(TensorId::output).at(item, 0, 5, 1));
    }
    REQUIRE(evaluator.update(with(next, "positions=off"), {}));
    REQUIRE(evaluator.update(with(next, "positions=off&P[0,0]=7"), {}));
    CHECK(evaluator.trace().last_multiply_adds() == 0);
}
