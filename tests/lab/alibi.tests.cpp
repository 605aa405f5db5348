// ALiBi in the laboratory: what it adds to which score, what follows from it, and how it is explained.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "lab/model/sizes.hpp"
#include "lab/program/comparison.hpp"
#include "lab/program/evaluate.hpp"
#include "lab/program/explain.hpp"
#include "short_edits.hpp"

using namespace headscope::lab;

namespace {

const TensorSet kBiasStages{TensorId::scaled, TensorId::position_bias, TensorId::masked_scores};

double slope_of(int head, int heads) {
    if (heads == 3) return std::exp2(head == 0 ? -4 : head == 1 ? -8 : -2);
    return std::exp2(-8.0 * (head + 1) / heads);
}

/// Largest distance of bias, masked scores and weights from float64 made of the scaled scores.
double distance_of_bias(const Document& doc, const Trace& trace) {
    const TensorView scaled = trace.view(TensorId::scaled), bias = trace.view(TensorId::position_bias),
                     masked = trace.view(TensorId::masked_scores), weights = trace.view(TensorId::weights);
    double largest = 0;
    for (int item = 0; item < bias.dims[0]; ++item)
        for (int head = 0; head < bias.dims[1]; ++head)
            for (int i = 0; i < bias.dims[2]; ++i) {
                std::vector<double> row;
                double sum = 0;
                for (int j = 0; j < bias.dims[3]; ++j) {
                    const double added = -slope_of(head, bias.dims[1]) * std::abs(i - j);
                    largest = std::max(largest, std::fabs(static_cast<double>(bias.at(item, head, i, j)) - added));
                    row.push_back(static_cast<double>(scaled.at(item, head, i, j)) + added);
                    const bool visible = trace.visible(item, head)[i * doc.keys() + j] != 0;
                    if (visible) sum += std::exp(row.back());
                    const double is = static_cast<double>(masked.at(item, head, i, j));
                    if (visible) largest = std::max(largest, std::fabs(is - row.back()));
                    else if (!std::isinf(is)) largest = 1e9;
                }
                for (int j = 0; j < bias.dims[3]; ++j) {
                    const bool visible = trace.visible(item, head)[i * doc.keys() + j] != 0;
                    const double weight = visible ? std::exp(row[static_cast<size_t>(j)]) / sum : 0;
                    largest = std::max(largest, std::fabs(static_cast<double>(weights.at(item, head, i, j)) - weight));
                }
            }
    return largest;
}

}  // namespace

TEST_CASE("ALiBi takes the head's slope times the distance off every scaled score, whatever is hidden") {
    for (const std::string text : {"", "num_heads=2&causal=1&softcap=3", "num_heads=3&d_model=12", "cross=1&batch=2&d_memory=5",
                                   "num_heads=8&window=1"}) {
        INFO(text);
        const Document doc = with(("positions=alibi&" + text).c_str());
        Evaluator evaluator;
        REQUIRE(evaluator.update(doc, kBiasStages));
        CHECK(distance_of_bias(doc, evaluator.trace()) < 2e-6);
        Evaluator plain;
        REQUIRE(plain.update(with(doc, "positions=off"), {}));
        CHECK(plain.trace().view(TensorId::input).at(0, 0, 1, 1) == evaluator.trace().view(TensorId::input).at(0, 0, 1, 1));
    }
}

TEST_CASE("without ALiBi there is no distance bias to be seen, and switching it on costs no projection") {
    const Document off = initial_document(), on = with("positions=alibi");
    CHECK(is_absent(info(TensorId::position_bias), sizes_of(off)));
    Evaluator evaluator;
    REQUIRE(evaluator.update(off, kBiasStages));
    CHECK(evaluator.trace().view(TensorId::position_bias).data == nullptr);
    const CellRef cell{TensorId::position_bias, 0, 0, 1, 2, 3};
    CHECK(explain(off, evaluator.trace(), cell).empty());
    CHECK_FALSE(exists(off, evaluator.trace(), cell));
    REQUIRE(evaluator.update(on, kBiasStages));
    CHECK(evaluator.trace().last_multiply_adds() == evaluator.trace().full_square_multiply_adds() + 7 * 16 * 16);
    CHECK(distance_of_bias(on, evaluator.trace()) < 2e-6);
    CHECK(exists(on, evaluator.trace(), cell));
}

TEST_CASE("a masked score says what its head takes off for the distance, and the bias how far that is") {
    const Document doc = with("positions=alibi");
    Evaluator evaluator;
    REQUIRE(evaluator.update(doc, {}));
    const std::vector<Step> bias = explain(doc, evaluator.trace(), {TensorId::position_bias, 0, 0, 1, 5, 2});
    REQUIRE(bias.size() == 1);
    CHECK(bias[0].kind == Step::Kind::distance);
    CHECK(bias[0].terms[0].a == 0.0625f);
    CHECK(bias[0].terms[0].b == 3.0f);
    CHECK(bias[0].result == -0.1875f);
    const Step last = explain(doc, evaluator.trace(), {TensorId::masked_scores, 0, 0, 1, 5, 2}).back();
    CHECK(last.kind == Step::Kind::add_bias);
    CHECK(print_cell(last.terms[0].from_a) == "scaled[0,1,5,2]");
    CHECK(print_cell(last.terms[0].from_b) == "position_bias[0,1,5,2]");
    CHECK(last.terms[0].b == -0.1875f);
    const Step weight = explain(doc, evaluator.trace(), {TensorId::weights, 0, 0, 1, 5, 2}).back();
    CHECK(weight.kind == Step::Kind::normalise);
    CHECK(std::fabs(weight.result - weight.terms[0].a / weight.terms[0].b) < 1e-6f);
}

TEST_CASE("both ways of a comparison add the distance bias") {
    const Document doc = with("positions=alibi&causal=1");
    Evaluator evaluator;
    REQUIRE(evaluator.update(doc, {}));
    Comparison comparison(doc, headscope::core::TileKernel::narrow);
    REQUIRE(comparison.prepare(evaluator.trace()));
    for (const Way way : {Way::simd, Way::scalar}) {
        CHECK(comparison.run(way, comparison.multiply_adds()) == 1);
        const TensorView weights = evaluator.trace().view(TensorId::weights);
        for (int i = 0; i < 4 * 7 * 7; ++i) CHECK(std::fabs(comparison.weights(way)[i] - weights.data[i]) < 1e-6f);
    }
}
