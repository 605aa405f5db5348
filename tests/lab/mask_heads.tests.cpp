// Painted masks of each head's own: the weights against float64, what is kept when the choice or the heads change, explanations, links.
#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <limits>
#include <vector>

#include "lab/model/heads.hpp"
#include "lab/model/masks.hpp"
#include "lab/program/comparison.hpp"
#include "lab/program/evaluate.hpp"
#include "lab/program/explain.hpp"
#include "same_trace.hpp"
#include "short_edits.hpp"
#include "soundness.hpp"

using namespace headscope;
using namespace headscope::lab;
using testing::fault_of;
using testing::opened;

namespace {

constexpr float kHidden = -std::numeric_limits<float>::infinity();

/// Largest distance of the weights from a float64 softmax of the scaled scores with each head's own rows of the mask.
double distance_of_masked(const Document& doc, const Trace& trace) {
    const TensorView scaled = trace.view(TensorId::scaled), weights = trace.view(TensorId::weights);
    const TensorId mask = painted_mask(doc);
    double largest = 0;
    for (int item = 0; item < doc.batch(); ++item)
        for (int head = 0; head < scaled.dims[1]; ++head)
            for (int i = 0; i < scaled.dims[2]; ++i) {
                std::vector<double> row;
                double sum = 0;
                for (int j = 0; j < scaled.dims[3]; ++j) {
                    const float painted = doc.matrix(mask, item).at(head * scaled.dims[2] + i, j);
                    const bool additive = mask == TensorId::mask_bias;
                    const bool hidden = j >= doc.valid_keys(item) || (additive ? painted == kHidden : painted == 0);
                    const double added = additive ? static_cast<double>(painted) : 0;
                    row.push_back(hidden ? 0 : std::exp(static_cast<double>(scaled.at(item, head, i, j)) + added));
                    sum += row.back();
                }
                for (int j = 0; j < scaled.dims[3]; ++j) {
                    const double expected = sum > 0 ? row[static_cast<size_t>(j)] / sum : 0;
                    largest = std::max(largest, std::fabs(static_cast<double>(weights.at(item, head, i, j)) - expected));
                }
            }
    return largest;
}

/// Two items of unlike length; in each head other cells are hidden, in the third of the first item a whole row.
Document painted(TensorId mask) {
    const bool additive = mask == TensorId::mask_bias;
    Document doc = with(additive ? "batch=2&custom_mask=bias&mask_heads=own" : "batch=2&custom_mask=boolean&mask_heads=own");
    for (int item = 0; item < 2; ++item) {
        Paint paint{mask, item, {}, additive ? kHidden : 0.0f};
        for (int head = 0; head < 4; ++head) paint.cells.emplace_back(head * 7 + head + item, head + 1);
        for (int key = 0; item == 0 && key < 7; ++key) paint.cells.emplace_back(2 * 7 + 5, key);
        doc = headscope::lab::apply(doc, paint).value();
    }
    return additive ? with(doc, "mask_bias[0,9,3]=2.5&mask_bias[1,25,2]=-3") : doc;
}

}  // namespace

TEST_CASE("each head sees what its own rows of the painted mask leave, as float64 has it") {
    for (const TensorId mask : {TensorId::mask_allow, TensorId::mask_bias}) {
        const Document doc = painted(mask);
        REQUIRE(doc.matrix(mask).rows() == 28);
        CHECK(fault_of(doc) == "");
        Evaluator evaluator;
        REQUIRE(evaluator.update(doc, {TensorId::scaled}));
        CHECK(distance_of_masked(doc, evaluator.trace()) < 1e-6);
        CHECK(opened(write_link(doc)).value() == doc);
        Comparison comparison(doc, core::TileKernel::narrow);
        REQUIRE(comparison.prepare(evaluator.trace()));
        for (const Way way : {Way::simd, Way::scalar}) comparison.run(way, comparison.multiply_adds());
        REQUIRE(comparison.ok());
        CHECK(comparison.largest_difference() < 1e-5);
    }
    const Document doc = painted(TensorId::mask_allow);
    CHECK(hidden_by(doc, 0, 2, 5, 0) == hidden_by_custom);
    CHECK(hidden_by(doc, 0, 1, 5, 0) == hidden_by_none);
    Evaluator evaluator;
    REQUIRE(evaluator.update(doc, {}));
    CHECK(evaluator.trace().empty_row(0, 2, 5));
    CHECK_FALSE(evaluator.trace().empty_row(0, 1, 5));
    CHECK(has_empty_row(doc));
}

TEST_CASE("a mask of all heads becomes every head's, and of their own the first one's is all heads' again") {
    const Document all = with("custom_mask=boolean&mask_allow[0,2,3]=0&mask_bias[0,1,1]=5");
    const Document own = with(all, "mask_heads=own");
    CHECK(fault_of(own) == "");
    for (int head = 0; head < 4; ++head) {
        CHECK(own.matrix(TensorId::mask_allow).at(head * 7 + 2, 3) == 0);
        CHECK(own.matrix(TensorId::mask_bias).at(head * 7 + 1, 1) == 5);
    }
    Evaluator before, after;
    REQUIRE(before.update(all, {}));
    REQUIRE(after.update(own, {}));
    CHECK(testing::first_difference(before.trace(), after.trace(), all) == "");
    CHECK(with(own, "mask_heads=all") == all);
    const Document other = with(own, "mask_allow[0,16,0]=0");  // the third head's third row
    CHECK(with(other, "mask_heads=all") == all);
    CHECK(with(with(other, "custom_mask=off"), "custom_mask=boolean") == other);
}

TEST_CASE("other heads, tokens and sentences keep of each head's mask what there still is") {
    const Document doc = with("custom_mask=boolean&mask_heads=own&mask_allow[0,2,3]=0&mask_allow[0,16,3]=0");
    const Document two = with(doc, "num_heads=2"), eight = with(doc, "num_heads=8");
    CHECK(two.matrix(TensorId::mask_allow).rows() == 14);
    CHECK(two.matrix(TensorId::mask_allow).at(2, 3) == 0);
    CHECK(eight.matrix(TensorId::mask_allow).at(16, 3) == 0);
    CHECK(eight.matrix(TensorId::mask_allow).at(30, 3) == 1);  // a head that had none hides nothing
    const Document longer = with(doc, "text=oh+I+gave+my+dog+Charlie+some+food");
    CHECK(longer.matrix(TensorId::mask_allow).at(3, 4) == 0);
    CHECK(longer.matrix(TensorId::mask_allow).at(2 * 8 + 3, 4) == 0);
    CHECK(with(longer, "text=I+gave+my+dog+Charlie+some+food").matrix(TensorId::mask_allow) ==
          doc.matrix(TensorId::mask_allow));
    const auto refused = headscope::lab::apply(with("custom_mask=boolean"), SetCell{TensorId::mask_allow, 0, 7, 0, 0.0f});
    CHECK_FALSE(refused);
    CHECK_FALSE(headscope::lab::apply(doc, SetCell{TensorId::mask_allow, 0, 28, 0, 0.0f}));
}

TEST_CASE("what is added to a head's score is explained by its own cell of the mask, which is named by its head") {
    const Document doc = with("custom_mask=bias&mask_heads=own&mask_bias[0,9,3]=2.5");
    Evaluator evaluator;
    REQUIRE(evaluator.update(doc, {TensorId::masked_scores}));
    const Step step = explain(doc, evaluator.trace(), {TensorId::masked_scores, 0, 0, 1, 2, 3}).back();
    CHECK(step.kind == Step::Kind::add_bias);
    CHECK(step.terms[0].b == 2.5f);
    CHECK(step.terms[0].from_b == CellRef{TensorId::mask_bias, 0, 0, 0, 9, 3});
    CHECK(query_heads(doc, Axis::mask_rows, 9).begin == 1);
    CHECK(query_heads(with("custom_mask=bias"), Axis::mask_rows, 5).size() == 0);
}

TEST_CASE(
    "a head that may attend to nothing is the reason of its own context, of its columns and of every output, and of no other "
    "head's") {
    const Document doc = with(painted(TensorId::mask_allow), "empty_rows=nan");
    Evaluator evaluator;
    REQUIRE(evaluator.update(doc, {}));
    const auto is_empty = [&](TensorId id, int head, int col) {
        return explain(doc, evaluator.trace(), {id, 0, 0, head, 5, col}).front().kind == Step::Kind::empty_row;
    };
    CHECK(is_empty(TensorId::context, 2, 0));
    CHECK_FALSE(is_empty(TensorId::context, 1, 0));
    CHECK(is_empty(TensorId::concat, 0, 2 * 4));
    CHECK_FALSE(is_empty(TensorId::concat, 0, 1 * 4));
    CHECK(is_empty(TensorId::output, 0, 0));
    CHECK(std::isnan(evaluator.trace().view(TensorId::output).at(0, 0, 5, 0)));
    CHECK(std::isnan(evaluator.trace().view(TensorId::concat).at(0, 0, 5, 8)));
    CHECK_FALSE(std::isnan(evaluator.trace().view(TensorId::concat).at(0, 0, 5, 4)));
}

TEST_CASE("a stroke in one head's mask computes its row again and gives the numbers of a first evaluation") {
    const Document doc = painted(TensorId::mask_allow), next = with(doc, "mask_allow[1,22,4]=0");
    Evaluator evaluator, fresh;
    REQUIRE(evaluator.update(doc, {}));
    REQUIRE(evaluator.update(next, {}));
    CHECK(evaluator.trace().last_square_multiply_adds() < 0.2 * evaluator.trace().full_square_multiply_adds());
    REQUIRE(fresh.update(next, {}));
    CHECK(testing::first_difference(evaluator.trace(), fresh.trace(), next) == "");
}
