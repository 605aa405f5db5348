// A sink beside the keys: its share of every row, what it does to empty rows, and which head an edit of its logit reaches.
#include <catch2/catch_test_macros.hpp>

#include <cmath>

#include "lab/link/link.hpp"
#include "lab/program/evaluate.hpp"
#include "lab/program/explain.hpp"

using namespace headscope::lab;

namespace {

struct Sinking {
    Document doc = initial_document();
    Evaluator evaluator;
    explicit Sinking(std::string_view delta) { edit(delta); }
    void edit(std::string_view delta) {
        doc = headscope::lab::apply(doc, read_edit(delta).value()).value();
        REQUIRE(evaluator.update(doc, {TensorId::masked_scores}));
    }
    double at(TensorId stage, int head, int row, int col) const {
        return static_cast<double>(evaluator.trace().view(stage).at(0, head, row, col));
    }
};

}  // namespace

TEST_CASE("every row leaves to the sink what e to its logit is of the whole sum, in float64") {
    const Sinking pass("sink=1&causal=1&sinks[0,1]=1.5&sinks[0,2]=-40&sinks[0,3]=60");
    for (int head = 0; head < 4; ++head)
        for (int row = 0; row < 7; ++row) {
            const double logit = static_cast<double>(pass.doc.matrix(TensorId::sinks).at(0, head));
            double sum = std::exp(logit), weights = 0;
            for (int col = 0; col <= row; ++col) sum += std::exp(pass.at(TensorId::masked_scores, head, row, col));
            for (int col = 0; col < 7; ++col) {
                const double expected = col > row ? 0 : std::exp(pass.at(TensorId::masked_scores, head, row, col)) / sum;
                CHECK(std::abs(pass.at(TensorId::weights, head, row, col) - expected) < 1e-6);
                weights += pass.at(TensorId::weights, head, row, col);
            }
            CHECK(std::abs(weights + std::exp(logit) / sum - 1) < 1e-6);
        }
}

TEST_CASE("a logit of 0 is where a sink begins, and without the switch the matrix has no effect") {
    CHECK(initial_document().matrix(TensorId::sinks).values()[2] == 0.0f);
    const Sinking plain("v=1"), off("sinks[0,0]=3");
    CHECK(plain.at(TensorId::weights, 0, 3, 3) == off.at(TensorId::weights, 0, 3, 3));
    CHECK_FALSE(info(TensorId::sinks).used(off.doc));
}

TEST_CASE("the logit of a head's sink reaches that head alone, from its weights on") {
    Sinking pass("sink=1");
    const Trace& trace = pass.evaluator.trace();
    const std::uint64_t other = trace.revision(TensorId::weights, 0, 0), scores = trace.revision(TensorId::masked_scores, 0, 2),
                        own = trace.revision(TensorId::weights, 0, 2);
    pass.edit("sinks[0,2]=1");
    CHECK(trace.revision(TensorId::weights, 0, 0) == other);
    CHECK(trace.revision(TensorId::masked_scores, 0, 2) == scores);
    CHECK(trace.revision(TensorId::weights, 0, 2) > own);
}

TEST_CASE("a weight beside a sink is explained with the sink among the summands, and what the row sums to") {
    const Sinking pass("sink=1&sinks[0,1]=9");
    const std::vector<Step> steps = explain(pass.doc, pass.evaluator.trace(), {TensorId::weights, 0, 0, 1, 2, 3});
    const Step &exponent = steps[steps.size() - 2], &last = steps.back();
    CHECK(print_cell(exponent.terms.at(0).from_b) == "sinks[0,1]");  // the largest of the row
    CHECK(last.summands.size() == 8);
    CHECK(print_cell(last.summands.back().from_b) == "sinks[0,1]");
    CHECK(last.summands.back().a == 1.0f);
    double sum = 0;
    for (int col = 0; col < 7; ++col) sum += pass.at(TensorId::weights, 1, 2, col);
    CHECK(std::abs(static_cast<double>(last.terms.at(1).a) - sum) < 1e-6);
    CHECK(std::abs(static_cast<double>(last.terms.at(1).b) + sum - 1) < 1e-6);
}

TEST_CASE("with a sink a row that may attend to nothing is 0, whatever empty rows give otherwise") {
    const Sinking pass("sink=1&empty_rows=nan&valid_length=0");
    CHECK(pass.at(TensorId::weights, 1, 2, 3) == 0);
    CHECK(pass.at(TensorId::output, 0, 2, 3) == 0);
    CHECK_FALSE(info(Param::empty_rows).matters(pass.doc));
    const std::vector<Step> steps = explain(pass.doc, pass.evaluator.trace(), {TensorId::context, 0, 0, 1, 2, 0});
    CHECK(steps.size() == 1);
    CHECK(steps[0].kind == Step::Kind::empty_row);
}
