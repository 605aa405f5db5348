// SIMD against scalar code: both compute the document that is shown, whatever pieces they are asked for.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <initializer_list>
#include <string>
#include <vector>

#include "lab/edit/edit.hpp"
#include "lab/program/comparison.hpp"
#include "lab/program/evaluate.hpp"
#include "random_edit.hpp"

using namespace headscope::lab;
using namespace headscope::lab::testing;

namespace {

Document document_with(std::initializer_list<Edit> edits) {
    Document doc = initial_document();
    for (const Edit& edit : edits) doc = headscope::lab::apply(doc, edit).value();
    return doc;
}

bool same_bits(const float* a, const float* b, size_t count) { return std::memcmp(a, b, count * sizeof(float)) == 0; }

}  // namespace

TEST_CASE("both ways compute the document's trace: SIMD bit for bit, scalar code closely") {
    for (std::uint32_t seed = 0; seed < 60; ++seed) {
        const Document doc = random_document(seed);
        Evaluator evaluator;
        REQUIRE(evaluator.update(doc, {}));
        const Trace& trace = evaluator.trace();
        Comparison comparison(doc, headscope::core::TileKernel::narrow);
        REQUIRE(comparison.prepare(trace));
        CAPTURE(seed);
        CHECK(comparison.multiply_adds() == trace.full_multiply_adds());
        CHECK(comparison.run(Way::simd, comparison.multiply_adds()) == 1);
        CHECK(comparison.run(Way::scalar, comparison.multiply_adds()) == 1);
        CHECK(comparison.ok());
        const TensorView weights = trace.view(TensorId::weights), output = trace.view(TensorId::output);
        CHECK(same_bits(comparison.weights(Way::simd), weights.data,
                        static_cast<size_t>(weights.dims[0]) * static_cast<size_t>(weights.strides[0])));
        CHECK(same_bits(comparison.output(Way::simd), output.data,
                        static_cast<size_t>(output.dims[0]) * static_cast<size_t>(output.strides[0])));
        double largest = 1;
        for (size_t i = 0; i < static_cast<size_t>(output.dims[0]) * static_cast<size_t>(output.strides[0]); ++i)
            if (std::isfinite(output.data[i])) largest = std::max(largest, std::fabs(static_cast<double>(output.data[i])));
        const double difference = comparison.largest_difference();
        CHECK((difference <= 1e-4 * largest || std::isnan(difference)));
    }
}

TEST_CASE("a pass is whole whatever pieces it is asked for, and as many are counted as ended") {
    const Document doc = document_with(
        {SetParam{Param::d_model, 64}, SetParam{Param::batch, 2}, SetText{SentenceId::query, 0, std::string(150, 'a')},
         SetParam{Param::tokens_by, static_cast<double>(TokensBy::characters)}, SetParam{Param::causal, 1}});
    Evaluator evaluator;
    REQUIRE(evaluator.update(doc, {}));
    Comparison comparison(doc, headscope::core::TileKernel::wide);
    REQUIRE(comparison.prepare(evaluator.trace()));
    REQUIRE(comparison.multiply_adds() > 1e6);
    for (const Way way : {Way::simd, Way::scalar}) {
        int calls = 1;
        while (comparison.run(way, 1e5) == 0) ++calls;
        CHECK(calls > 2);
        CHECK(comparison.at_start(way));
        CHECK(comparison.run(way, 5 * comparison.multiply_adds()) == 5);
        CHECK(comparison.at_start(way));
    }
    CHECK(comparison.largest_difference() < 1e-5);
    CHECK(comparison.largest_difference() > 0);
    CHECK(comparison.run(Way::scalar, 1) == 0);
    CHECK_FALSE(comparison.at_start(Way::scalar));
    comparison.rewind(Way::scalar);
    CHECK(comparison.run(Way::scalar, comparison.multiply_adds()) == 1);
}

TEST_CASE("what the comparison computes does not follow later edits") {
    Evaluator evaluator;
    Document doc = initial_document();
    REQUIRE(evaluator.update(doc, {}));
    Comparison comparison(doc, headscope::core::TileKernel::narrow);
    REQUIRE(comparison.prepare(evaluator.trace()));
    const std::vector<float> before(evaluator.trace().view(TensorId::output).data,
                                    evaluator.trace().view(TensorId::output).data + 7 * 16);
    doc = headscope::lab::apply(doc, Fill{TensorId::W_q, 0, 0, 0, 16, 16, FillKind::one}).value();
    doc = headscope::lab::apply(doc, SetCell{TensorId::X, 0, 0, 0, 9.0f}).value();
    REQUIRE(evaluator.update(doc, {}));
    CHECK(comparison.run(Way::simd, 1) == 0);
    while (comparison.run(Way::simd, 1) == 0) {}
    CHECK(same_bits(comparison.output(Way::simd), before.data(), before.size()));
}
