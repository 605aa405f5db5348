// RoPE and QK-norm in the laboratory: queries and keys before and after, what the scores read, what is refused, how it is explained.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "lab/model/sizes.hpp"
#include "lab/model/widths.hpp"
#include "lab/program/comparison.hpp"
#include "lab/program/evaluate.hpp"
#include "lab/program/explain.hpp"
#include "short_edits.hpp"

using namespace headscope::lab;

namespace {

struct TurnedSides {
    TensorId plain, normed, rotated;
};
constexpr TurnedSides kTurnedSides[] = {{TensorId::query, TensorId::normed_query, TensorId::rotated_query},
                                        {TensorId::key, TensorId::normed_key, TensorId::rotated_key}};

/// A row of a stage, in float64.
std::vector<double> numbers_of_row(const TensorView& view, int item, int head, int row) {
    std::vector<double> numbers;
    for (int col = 0; col < view.dims[3]; ++col) numbers.push_back(static_cast<double>(view.at(item, head, row, col)));
    return numbers;
}

/// What normalisation and rotation make of a row, by the definitions.
std::vector<double> turned_row(const Document& doc, std::vector<double> x, int position) {
    const size_t h = x.size();
    if (doc.on(Param::qk_norm)) {
        double squares = 0;
        for (const double value : x) squares += value * value;
        for (double& value : x) value /= std::sqrt(squares / static_cast<double>(h) + 1e-6);
    }
    if (doc.positions() != Positions::rope) return x;
    std::vector<double> y(h);
    for (size_t i = 0; i < h / 2; ++i) {
        const bool halves = doc.integer(Param::rope_pairs) == 0;
        const size_t one = halves ? i : 2 * i, two = halves ? i + h / 2 : 2 * i + 1;
        const double angle =
            position * std::pow(doc.real(Param::rope_base), -2.0 * static_cast<double>(i) / static_cast<double>(h));
        y[one] = x[one] * std::cos(angle) - x[two] * std::sin(angle);
        y[two] = x[one] * std::sin(angle) + x[two] * std::cos(angle);
    }
    return y;
}

/// Largest distance of what the scores read, and of the scores, from float64 made of the projections.
double distance_of_turns(const Document& doc, const Trace& trace) {
    double largest = 0;
    std::vector<std::vector<double>> rows[2];
    const TensorView scores = trace.view(TensorId::scores);
    for (int item = 0; item < scores.dims[0]; ++item)
        for (int head = 0; head < scores.dims[1]; ++head) {
            for (int side = 0; side < 2; ++side) {
                rows[side].clear();
                const TensorView before = trace.view(kTurnedSides[side].plain), after = trace.view(kTurnedSides[side].rotated);
                for (int row = 0; row < before.dims[2]; ++row) {
                    rows[side].push_back(turned_row(doc, numbers_of_row(before, item, head, row), row));
                    const std::vector<double> is = numbers_of_row(after, item, head, row);
                    for (size_t d = 0; d < is.size(); ++d) largest = std::max(largest, std::fabs(is[d] - rows[side].back()[d]));
                }
            }
            for (int i = 0; i < scores.dims[2]; ++i)
                for (int j = 0; j < scores.dims[3]; ++j) {
                    double sum = 0;
                    for (size_t d = 0; d < rows[0][0].size(); ++d)
                        sum += rows[0][static_cast<size_t>(i)][d] * rows[1][static_cast<size_t>(j)][d];
                    largest = std::max(largest, std::fabs(static_cast<double>(scores.at(item, head, i, j)) - sum));
                }
        }
    return largest;
}

std::string rotation_refusal(const Document& doc, const char* text) {
    const Result<Document> next = headscope::lab::apply(doc, read_edit(text).value());
    return next ? "" : text_of(next.error(), Language::english);
}

}  // namespace

TEST_CASE("queries and keys are normalised and rotated as the definitions say, and the scores are made of what results") {
    for (const char* text :
         {"positions=rope", "positions=rope&rope_pairs=interleaved&rope_base=50", "qk_norm=1",
          "qk_norm=1&positions=rope&num_heads=2&biases=1", "positions=rope&cross=1&batch=2&d_memory=5&num_heads=8",
          "positions=rope&qk_norm=1&num_heads=3&d_model=18&causal=1", "qk_norm=1&positions=sinusoidal&num_heads=16"}) {
        INFO(text);
        const Document doc = with(text);
        Evaluator evaluator;
        REQUIRE(evaluator.update(doc, {TensorId::scores}));
        CHECK(distance_of_turns(doc, evaluator.trace()) < 1e-5);
    }
}

TEST_CASE("without rotation and norm the stages are the projections themselves, and cost nothing") {
    const Document doc = initial_document();
    Evaluator evaluator;
    REQUIRE(evaluator.update(doc, {}));
    for (const TurnedSides& side : kTurnedSides) {
        CHECK(evaluator.trace().view(side.rotated).data == evaluator.trace().view(side.plain).data);
        CHECK(evaluator.trace().view(side.normed).data == evaluator.trace().view(side.plain).data);
    }
    const double plain = evaluator.trace().full_multiply_adds();
    REQUIRE(evaluator.update(with("qk_norm=1&positions=rope"), {}));
    // Two for each number of Q and K, twice.
    CHECK(evaluator.trace().full_multiply_adds() == plain + 2 * 2 * 2 * 7 * 16);
}

TEST_CASE("switching norm or rotation off and on, in any order, leaves nothing of what was before") {
    Evaluator evaluator;
    for (const char* text :
         {"v=1", "qk_norm=1", "v=1", "qk_norm=1&positions=rope", "positions=rope", "v=1", "positions=rope", "qk_norm=1",
          "positions=rope&rope_base=9", "positions=alibi", "qk_norm=1&positions=rope&num_heads=2", "num_heads=2"}) {
        INFO(text);
        const Document doc = with(text);
        REQUIRE(evaluator.update(doc, {TensorId::scores}));
        CHECK(distance_of_turns(doc, evaluator.trace()) < 1e-5);
    }
}

TEST_CASE("switching the rotation projects nothing again, and a weight of W_q turns the queries of its head alone") {
    Evaluator evaluator;
    REQUIRE(evaluator.update(initial_document(), {}));
    const Document doc = with("positions=rope");
    REQUIRE(evaluator.update(doc, {}));
    CHECK(evaluator.trace().last_multiply_adds() ==
          evaluator.trace().full_square_multiply_adds() + 2 * 2 * 7 * 16 + 7 * 16 * 16);
    const std::uint64_t query = evaluator.trace().revision(TensorId::rotated_query, 0, 2),
                        other = evaluator.trace().revision(TensorId::rotated_query, 0, 1),
                        key = evaluator.trace().revision(TensorId::rotated_key, 0, 2);
    REQUIRE(evaluator.update(with(doc, "W_q[1,9]=3"), {}));
    CHECK(evaluator.trace().revision(TensorId::rotated_query, 0, 2) > query);
    CHECK(evaluator.trace().revision(TensorId::rotated_query, 0, 1) == other);
    CHECK(evaluator.trace().revision(TensorId::rotated_key, 0, 2) == key);
}

TEST_CASE("a head of an odd width cannot be rotated: refused from every side, naming what is legal") {
    CHECK(rotation_refusal(with("num_heads=16"), "positions=rope").find("Link, positions: RoPE turns pairs") == 0);
    CHECK(rotation_refusal(with("num_heads=16"), "positions=rope").find("nearby: 2 per head") != std::string::npos);
    const Document rotated = with("positions=rope");
    CHECK(rotation_refusal(rotated, "num_heads=16").find("Link, num_heads: RoPE") == 0);
    CHECK(rotation_refusal(rotated, "head_dim=5").find("nearby: 4, 6 per head") != std::string::npos);
    CHECK(rotation_refusal(rotated, "d_model=12").find("Link, d_model: RoPE") == 0);
    CHECK(rotation_refusal(initial_document(), "positions=rope&num_heads=16").find("Link, num_heads: RoPE") == 0);
    CHECK(rotation_refusal(rotated, "num_heads=16&positions=alibi").empty());
    for (const double heads : legal_heads(rotated)) CHECK(16 / static_cast<int>(heads) % 2 == 0);
    for (const double head_dim : legal_head_dims(rotated)) CHECK(static_cast<int>(head_dim) % 2 == 0);
    for (const double width : legal_widths(rotated)) CHECK(static_cast<int>(width) % 8 == 0);
    CHECK_FALSE(headscope::lab::apply(rotated, SetParam{Param::rope_base, 1}));
}

TEST_CASE("a rotated number is explained by its pair and its angle, a normalised one by its row") {
    const Document doc = with("positions=rope&qk_norm=1");
    Evaluator evaluator;
    REQUIRE(evaluator.update(doc, {}));
    const Trace& trace = evaluator.trace();
    const Step step = explain(doc, trace, {TensorId::rotated_key, 0, 0, 1, 3, 2}).back();
    CHECK(step.kind == Step::Kind::rotate);
    CHECK(print_cell(step.terms[0].from_a) == "normed_key[0,1,3,2]");
    CHECK(print_cell(step.terms[1].from_a) == "normed_key[0,1,3,0]");
    CHECK(std::fabs(step.terms[0].b - std::cos(3.0f)) < 1e-6f);
    CHECK(std::fabs(step.terms[1].b - std::sin(3.0f)) < 1e-6f);
    CHECK(step.terms[2].a == 3.0f);
    CHECK(step.terms[2].b == 3.0f);
    const Step norm = explain(doc, trace, step.terms[0].from_a).back();
    CHECK(norm.kind == Step::Kind::rms);
    CHECK(print_cell(norm.terms[0].from_a) == "key[0,1,3,2]");
    CHECK(norm.summands.size() == 4);
    const Step score = explain(doc, trace, {TensorId::scores, 0, 0, 1, 3, 2}).back();
    CHECK(print_cell(score.terms[0].from_a) == "rotated_query[0,1,3,0]");
    CHECK(print_cell(score.terms[0].from_b) == "rotated_key[0,1,2,0]");
    const Document neighbours = with(doc, "rope_pairs=interleaved&qk_norm=0");
    REQUIRE(evaluator.update(neighbours, {}));
    const Step other = explain(neighbours, trace, {TensorId::rotated_query, 0, 0, 1, 3, 2}).back();
    CHECK(print_cell(other.terms[0].from_a) == "query[0,1,3,2]");
    CHECK(print_cell(other.terms[1].from_a) == "query[0,1,3,3]");
    CHECK(other.terms[1].b < 0.0f);
}

TEST_CASE("both ways of a comparison normalise and rotate") {
    const Document doc = with("positions=rope&qk_norm=1&batch=2");
    Evaluator evaluator;
    REQUIRE(evaluator.update(doc, {}));
    Comparison comparison(doc, headscope::core::TileKernel::narrow);
    REQUIRE(comparison.prepare(evaluator.trace()));
    for (const Way way : {Way::simd, Way::scalar}) CHECK(comparison.run(way, comparison.multiply_adds()) == 1);
    CHECK(comparison.largest_difference() < 1e-5);
    const TensorView weights = evaluator.trace().view(TensorId::weights);
    for (const Way way : {Way::simd, Way::scalar})
        for (int i = 0; i < 2 * 4 * 7 * 7; ++i) CHECK(std::fabs(comparison.weights(way)[i] - weights.data[i]) < 1e-5f);
}
