// The residual sum: X + Y where it is on and both are as wide, Y itself elsewhere.
#include <catch2/catch_test_macros.hpp>

#include <cmath>

#include "lab/program/comparison.hpp"
#include "lab/program/evaluate.hpp"
#include "lab/program/explain.hpp"
#include "short_edits.hpp"

using namespace headscope::lab;

namespace {

/// Largest distance of R from what it should be: X and position, in float64, plus Y.
double distance(const Document& doc, const Trace& trace) {
    const TensorView sum = trace.view(TensorId::residual), output = trace.view(TensorId::output);
    double largest = 0;
    for (int item = 0; item < sum.dims[0]; ++item)
        for (int row = 0; row < sum.dims[2]; ++row)
            for (int col = 0; col < sum.dims[3]; ++col) {
                const Matrix& x = doc.matrix(TensorId::X, item);
                double expected = static_cast<double>(output.at(item, 0, row, col));
                if (doc.on(Param::residual) && row < x.rows()) expected += static_cast<double>(x.at(row, col));
                if (doc.on(Param::residual) && doc.on(Param::positions))
                    expected += static_cast<double>(doc.matrix(TensorId::P).at(row, col));
                largest = std::max(largest, std::fabs(static_cast<double>(sum.at(item, 0, row, col)) - expected));
            }
    return largest;
}

}  // namespace

TEST_CASE("R is the input with its positions plus the output, and the output itself without the residual") {
    for (const char* text : {"residual=0", "residual=1", "residual=1&batch=2&positions=own", "residual=1&cross=1&d_memory=5",
                             "residual=1&output_projection=0", "residual=1&num_heads=2&head_dim=3&d_model=10"}) {
        INFO(text);
        const Document doc = with(text);
        Evaluator evaluator;
        REQUIRE(evaluator.update(doc, {}));
        CHECK(evaluator.trace().view(TensorId::residual).dims == evaluator.trace().view(TensorId::output).dims);
        CHECK(distance(doc, evaluator.trace()) < 1e-6);
    }
}

TEST_CASE("where the output is not as wide as the input there is no sum: R shows the output, and the switch is not offered") {
    const Document doc = with("residual=1&num_heads=2&head_dim=3&d_model=10&output_projection=0");
    CHECK_FALSE(info(Param::residual).matters(doc));
    Evaluator evaluator;
    REQUIRE(evaluator.update(doc, {}));
    const TensorView sum = evaluator.trace().view(TensorId::residual), output = evaluator.trace().view(TensorId::output);
    CHECK(sum.dims == output.dims);
    CHECK(sum.data == output.data);
}

TEST_CASE("a residual is explained by its two summands, and costs no multiply-add when it is switched") {
    const Document doc = with("residual=1"), off = initial_document();
    Evaluator evaluator;
    REQUIRE(evaluator.update(off, {}));
    const std::uint64_t before = evaluator.trace().revision(TensorId::residual, 0, 0);
    const double cost = evaluator.trace().full_multiply_adds();
    REQUIRE(evaluator.update(doc, {}));
    CHECK(evaluator.trace().last_multiply_adds() == 0);
    CHECK(evaluator.trace().full_multiply_adds() == cost);
    const std::uint64_t on = evaluator.trace().revision(TensorId::residual, 0, 0);
    CHECK(on > before);
    CHECK(distance(doc, evaluator.trace()) < 1e-6);
    const std::vector<Step> steps = explain(doc, evaluator.trace(), {TensorId::residual, 0, 0, 0, 2, 3});
    REQUIRE(steps.size() == 1);
    CHECK(steps[0].kind == Step::Kind::add);
    CHECK(print_cell(steps[0].terms[0].from_a) == "input[0,2,3]");
    CHECK(print_cell(steps[0].terms[0].from_b) == "output[0,2,3]");
    REQUIRE(evaluator.update(off, {}));
    CHECK(evaluator.trace().revision(TensorId::residual, 0, 0) > on);
    CHECK(distance(off, evaluator.trace()) < 1e-6);
    CHECK(print_cell(explain(off, evaluator.trace(), {TensorId::residual, 0, 0, 0, 2, 3})[0].terms[0].from_b) == "W_o[0,3]");
}

TEST_CASE("both ways of a comparison make the residual sum") {
    const Document doc = with("residual=1&batch=2");
    Evaluator evaluator;
    REQUIRE(evaluator.update(doc, {}));
    Comparison comparison(doc, headscope::core::TileKernel::narrow);
    REQUIRE(comparison.prepare(evaluator.trace()));
    for (const Way way : {Way::simd, Way::scalar}) {
        CHECK(comparison.run(way, comparison.multiply_adds()) == 1);
        const float* made = comparison.numbers(way, TensorId::residual).data();
        double largest = 0;
        const TensorView sum = evaluator.trace().view(TensorId::residual);
        for (int i = 0; i < sum.dims[0] * sum.dims[2] * sum.dims[3]; ++i)
            largest = std::max(largest, std::fabs(static_cast<double>(made[i]) - static_cast<double>(sum.data[i])));
        CHECK(largest < 1e-5);
    }
}
