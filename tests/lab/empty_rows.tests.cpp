// What a query that may attend to nothing gives, and what follows from it.
#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <cstring>

#include "lab/link/link.hpp"
#include "lab/program/evaluate.hpp"
#include "lab/program/explain.hpp"
#include "lab/readings/head_statistics.hpp"

using namespace headscope::lab;

namespace {

constexpr int kEmpty = 2, kTokens = 7;

/// The first document, in which the third token may attend to nothing, and a delta.
struct Emptied {
    Document doc;
    Evaluator evaluator;
    explicit Emptied(std::string_view delta) {
        doc = apply(initial_document(), Fill{TensorId::mask_allow, 0, kEmpty, 0, 1, kTokens, FillKind::zero});
        edit("custom_mask=boolean");
        edit(delta);
    }
    static Document apply(const Document& to, const Edit& edit) { return headscope::lab::apply(to, edit).value(); }
    void edit(std::string_view delta) {
        doc = apply(doc, read_edit(delta).value());
        REQUIRE(evaluator.update(doc, {}));
    }
    const float* row(TensorId stage, int head, int at) const { return evaluator.trace().view(stage).row(0, head, at); }
};

bool same_row(const Emptied& a, const Emptied& b, TensorId stage, int head, int row) {
    const auto bytes = static_cast<size_t>(a.evaluator.trace().view(stage).dims[3]) * sizeof(float);
    return std::memcmp(a.row(stage, head, row), b.row(stage, head, row), bytes) == 0;
}

}  // namespace

TEST_CASE("an empty row's NaN flows into its context and output, and nowhere else") {
    const Emptied zero("empty_rows=zero"), nan("empty_rows=nan");
    for (int head = 0; head < 4; ++head)
        for (int key = 0; key < kTokens; ++key) {
            CHECK(zero.row(TensorId::weights, head, kEmpty)[key] == 0.0f);
            CHECK(std::isnan(nan.row(TensorId::weights, head, kEmpty)[key]));
        }
    for (int c = 0; c < 16; ++c) {
        CHECK(zero.row(TensorId::concat, 0, kEmpty)[c] == 0.0f);
        CHECK(std::isnan(nan.row(TensorId::concat, 0, kEmpty)[c]));
        CHECK(std::isnan(nan.row(TensorId::output, 0, kEmpty)[c]));
    }
    for (int row = 0; row < kTokens; ++row)
        if (row != kEmpty) {
            CHECK(same_row(zero, nan, TensorId::weights, 3, row));
            CHECK(same_row(zero, nan, TensorId::output, 0, row));
        }
}

TEST_CASE("an even empty row gives the mean of all values, hidden ones too") {
    const Emptied zero("empty_rows=zero"), even("empty_rows=uniform");
    for (int head = 0; head < 4; ++head)
        for (int c = 0; c < 4; ++c) {
            CHECK(even.row(TensorId::weights, head, kEmpty)[c] == 1.0f / 7.0f);
            double sum = 0;
            for (int key = 0; key < kTokens; ++key) sum += static_cast<double>(even.row(TensorId::value, head, key)[c]);
            CHECK(std::abs(static_cast<double>(even.row(TensorId::context, head, kEmpty)[c]) - sum / kTokens) < 1e-6);
        }
    CHECK(same_row(zero, even, TensorId::output, 0, 6));
    CHECK_FALSE(same_row(zero, even, TensorId::output, 0, kEmpty));
}

TEST_CASE("another choice computes the empty rows alone, and matters only where there are some") {
    Emptied pass("empty_rows=zero");
    pass.edit("empty_rows=uniform");
    // Of one row: the scores that are painted over, what they would weigh, and the output.
    CHECK(pass.evaluator.trace().last_multiply_adds() == 2 * kTokens * 16 + 16 * 16);
    CHECK(info(Param::empty_rows).matters(pass.doc));
    CHECK_FALSE(info(Param::empty_rows).matters(initial_document()));
    pass.edit("custom_mask=off&valid_length=0");
    CHECK(info(Param::empty_rows).matters(pass.doc));
}

TEST_CASE("what an empty row gives is explained in weights, context and output") {
    for (const char* choice : {"empty_rows=nan", "empty_rows=uniform", "empty_rows=uniform&dropout=0.5"}) {
        const Emptied pass(choice);
        const Trace& trace = pass.evaluator.trace();
        INFO(choice);
        CHECK(explain(pass.doc, trace, {TensorId::weights, 0, 0, 1, kEmpty, 0}).front().kind == Step::Kind::empty_row);
        for (const TensorId stage : {TensorId::context, TensorId::concat, TensorId::output}) {
            const std::vector<Step> steps = explain(pass.doc, trace, {stage, 0, 0, 0, kEmpty, 1});
            CHECK(steps.size() == 2);
            CHECK(steps.front().kind == Step::Kind::empty_row);
            CHECK(explain(pass.doc, trace, {stage, 0, 0, 0, 1, 1}).size() == 1);
        }
        CHECK(explain(pass.doc, trace, {TensorId::context, 0, 0, 0, kEmpty, 1}).back().terms.size() == kTokens);
    }
    const Emptied dropping("empty_rows=uniform&dropout=0.5");
    CHECK(explain(dropping.doc, dropping.evaluator.trace(), {TensorId::dropped_weights, 0, 0, 0, kEmpty, 1}).size() == 2);
}

TEST_CASE("what is told of a head leaves empty rows out, whatever they give") {
    const Emptied zero("empty_rows=zero"), nan("empty_rows=nan"), even("empty_rows=uniform");
    const HeadNumbers told = head_numbers(zero.doc, zero.evaluator.trace(), 0, 1, 0, 0);
    CHECK(head_numbers(nan.doc, nan.evaluator.trace(), 0, 1, 0, 0) == told);
    CHECK(head_numbers(even.doc, even.evaluator.trace(), 0, 1, 0, 0) == told);
}
