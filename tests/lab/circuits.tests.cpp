// The circuits of a head, W_q W_k^T and W_v W_o, against float64, and what the hand-made heads' must show.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cmath>

#include "lab/link/presets.hpp"
#include "lab/model/heads.hpp"
#include "lab/program/evaluate.hpp"
#include "lab/program/explain.hpp"
#include "random_edit.hpp"
#include "same_trace.hpp"
#include "short_edits.hpp"

using namespace headscope::lab;
using namespace headscope::lab::testing;

namespace {

const TensorSet kCircuits{TensorId::qk_circuit, TensorId::ov_circuit};

double cell_of(const Matrix& m, int row, int col) { return static_cast<double>(m.at(row, col)); }

/// Largest distance of both circuits of a layer from float64, as far as they are there; counts the numbers compared.
double distance(const Document& doc, const Trace& trace, int layer, int& compared) {
    const int heads = doc.integer(Param::num_heads), group = heads / doc.integer(Param::kv_heads);
    const int h = doc.projection_width() / heads, of_values = doc.context_width() / heads;
    const auto weight = [&](TensorId id) -> const Matrix& { return doc.matrix(id, layer); };
    double largest = 0;
    for (const TensorId circuit : {TensorId::qk_circuit, TensorId::ov_circuit}) {
        const TensorView view = trace.view(circuit, layer);
        for (int head = 0; view.data != nullptr && head < heads; ++head)
            for (int row = 0; row < view.dims[2]; ++row)
                for (int col = 0; col < view.dims[3]; ++col, ++compared) {
                    double sum = 0, size = 1;
                    const int shared = head / group, depth = circuit == TensorId::qk_circuit ? h : of_values;
                    for (int k = 0; k < depth; ++k) {
                        const double term = circuit == TensorId::qk_circuit
                                                ? cell_of(weight(TensorId::W_q), row, head * h + k) *
                                                      cell_of(weight(TensorId::W_k), col, shared * h + k)
                                                : cell_of(weight(TensorId::W_v), row, shared * of_values + k) *
                                                      cell_of(weight(TensorId::W_o), head * of_values + k, col);
                        sum += term, size += std::fabs(term);
                    }
                    largest = std::max(largest, std::fabs(static_cast<double>(view.at(0, head, row, col)) - sum) / size);
                }
    }
    return largest;
}

Document preset(std::string_view key) {
    const auto found = std::ranges::find_if(presets(), [&](const Preset& each) { return each.key == key; });
    return headscope::lab::apply(initial_document(), edit_of(*found)).value();
}

}  // namespace

TEST_CASE("A head's circuits are W_q W_k^T and W_v W_o of its columns in float64, of every kind of head and in every layer") {
    for (const char* text :
         {"output_projection=1", "output_projection=1&num_heads=8&kv_heads=2&batch=2", "output_projection=1&head_kind=narrow",
          "output_projection=1&head_kind=wide", "output_projection=1&layers=3&num_heads=2&kv_heads=1&value_dim=3",
          "output_projection=1&cross=1&d_memory=5&positions=rope&qk_norm=1&biases=1"}) {
        INFO(text);
        const Document doc = with(text);
        Evaluator evaluator;
        REQUIRE(evaluator.update(doc, kCircuits));
        for (int layer = 0; layer < static_cast<int>(doc.layers.size()); ++layer) {
            int compared = 0;
            CHECK(distance(doc, evaluator.trace(), layer, compared) < 1e-6);
            CHECK(compared == 2 * doc.integer(Param::num_heads) * sizes_of(doc).d_model * sizes_of(doc).key_width);
        }
    }
    int compared = 0;
    for (std::uint32_t seed = 0; seed < 60; ++seed) {
        INFO(seed);
        const Document doc = random_document(seed, 20);
        Evaluator evaluator;
        REQUIRE(evaluator.update(doc, kCircuits));
        for (int layer = 0; layer < static_cast<int>(doc.layers.size()); ++layer)
            CHECK(distance(doc, evaluator.trace(), layer, compared) < 1e-6);
    }
    CHECK(compared > 10000);
}

TEST_CASE("A narrow head's circuit is 0 outside of its block, where nothing is behind a number") {
    const Document doc = with("head_kind=narrow");
    Evaluator evaluator;
    REQUIRE(evaluator.update(doc, {TensorId::qk_circuit}));
    const TensorView view = evaluator.trace().view(TensorId::qk_circuit);
    for (int row = 0; row < 16; ++row)
        for (int col = 0; col < 16; ++col) {
            const bool inside = row / 4 == 1 && col / 4 == 1;
            CHECK((view.at(0, 1, row, col) != 0.0f) == inside);
            const std::vector<Step> steps = explain(doc, evaluator.trace(), {TensorId::qk_circuit, 0, 0, 1, row, col});
            REQUIRE(steps.size() == 1);
            CHECK(steps[0].terms.size() == (inside ? 4u : 0u));
        }
}

TEST_CASE("A cell of a circuit is the sum over the head's columns, each factor a number of a matrix") {
    const Document doc = with("output_projection=1&layers=2&num_heads=4&kv_heads=2&value_dim=3");
    Evaluator evaluator;
    REQUIRE(evaluator.update(doc, kCircuits));
    for (const TensorId circuit : {TensorId::qk_circuit, TensorId::ov_circuit}) {
        const CellRef cell{circuit, 1, 0, 3, 5, 2};
        const std::vector<Step> steps = explain(doc, evaluator.trace(), cell);
        REQUIRE(steps.size() == 1);
        double sum = 0;
        for (const Step::Term& term : steps[0].terms) {
            CHECK(value_at(doc, evaluator.trace(), term.from_a) == term.a);
            CHECK(value_at(doc, evaluator.trace(), term.from_b) == term.b);
            sum += static_cast<double>(term.a) * static_cast<double>(term.b);
        }
        CHECK(steps[0].result == value_at(doc, evaluator.trace(), cell));
        CHECK(std::fabs(static_cast<double>(steps[0].result) - sum) < 1e-6);
    }
    CHECK(print_cell({TensorId::qk_circuit, 1, 0, 3, 5, 2}) == "L2.qk_circuit[3,5,2]");
    const Step qk = explain(doc, evaluator.trace(), {TensorId::qk_circuit, 1, 0, 3, 5, 2})[0];
    CHECK(print_cell(qk.terms[1].from_a) == "L2.W_q[5,13]");
    CHECK(print_cell(qk.terms[1].from_b) == "L2.W_k[2,5]");
    const Step ov = explain(doc, evaluator.trace(), {TensorId::ov_circuit, 1, 0, 3, 5, 2})[0];
    REQUIRE(ov.terms.size() == 3);
    CHECK(print_cell(ov.terms[1].from_a) == "L2.W_v[5,4]");
    CHECK(print_cell(ov.terms[1].from_b) == "L2.W_o[10,2]");
}

TEST_CASE("An edit of a weight computes the circuits of the heads that use it, and those alone") {
    const Document doc = with("output_projection=1&num_heads=4&kv_heads=2&layers=2");
    const auto touched = [&](TensorId weight, int layer, int row, int col, TensorId circuit) {
        Evaluator evaluator, full;
        REQUIRE(evaluator.update(doc, kCircuits));
        std::array<std::uint64_t, 4> before{};
        for (int head = 0; head < 4; ++head)
            before[static_cast<size_t>(head)] = evaluator.trace().revision(circuit, 0, head, layer);
        const Document edited = headscope::lab::apply(doc, SetCell{weight, layer, row, col, 7}).value();
        REQUIRE(evaluator.update(edited, kCircuits));
        REQUIRE(full.update(edited, kCircuits));
        CHECK(first_difference(evaluator.trace(), full.trace(), edited) == "");
        std::string heads;
        for (int head = 0; head < 4; ++head)
            if (evaluator.trace().revision(circuit, 0, head, layer) != before[static_cast<size_t>(head)])
                heads += std::to_string(head);
        return heads;
    };
    CHECK(touched(TensorId::W_q, 1, 3, 5, TensorId::qk_circuit) == "1");
    CHECK(touched(TensorId::W_k, 1, 3, 5, TensorId::qk_circuit) == "23");
    CHECK(touched(TensorId::W_v, 0, 3, 1, TensorId::ov_circuit) == "01");
    CHECK(touched(TensorId::W_o, 0, 9, 3, TensorId::ov_circuit) == "2");
    CHECK(touched(TensorId::W_v, 0, 3, 1, TensorId::qk_circuit).empty());
    CHECK(touched(TensorId::X, 0, 3, 1, TensorId::qk_circuit).empty());
}

TEST_CASE("Circuits cost their multiply-adds while they are wanted, once for all items, and nothing else") {
    const Document doc = with("output_projection=1&batch=3&num_heads=4");
    Evaluator evaluator;
    REQUIRE(evaluator.update(doc, {}));
    const double without = evaluator.trace().full_multiply_adds();
    CHECK(evaluator.trace().view(TensorId::qk_circuit).data == nullptr);
    REQUIRE(evaluator.update(doc, kCircuits));
    CHECK(evaluator.trace().last_multiply_adds() == 2 * 4 * 16 * 4 * 16);
    CHECK(evaluator.trace().full_multiply_adds() == without + 2 * 4 * 16 * 4 * 16);
    CHECK(evaluator.trace().view(TensorId::qk_circuit).dims == std::array<int, 4>{1, 4, 16, 16});
    REQUIRE(evaluator.update(doc, {}));
    CHECK(evaluator.trace().full_multiply_adds() == without);
}

TEST_CASE("There is no QK circuit of additive and bilinear scores, and no OV circuit without W_o") {
    for (const char* text :
         {"scoring=additive&output_projection=1", "scoring=bilinear&output_projection=1", "output_projection=0"}) {
        INFO(text);
        const Document doc = with(text);
        Evaluator evaluator;
        REQUIRE(evaluator.update(doc, kCircuits));
        const bool dot = doc.scoring() == Scoring::dot;
        CHECK((evaluator.trace().view(TensorId::qk_circuit).data != nullptr) == dot);
        CHECK((evaluator.trace().view(TensorId::ov_circuit).data != nullptr) == !dot);
    }
}

TEST_CASE("The circuits of heads made by hand: each place scores with the one before, the first, and each word with itself") {
    const Document doc = preset("places");
    Evaluator evaluator;
    REQUIRE(evaluator.update(doc, {TensorId::qk_circuit}));
    const TensorView qk = evaluator.trace().view(TensorId::qk_circuit);
    constexpr int kPlaces = 4;  // columns of X: four words, then the places
    for (int row = 0; row < 9; ++row)
        for (int col = 0; col < 9; ++col) {
            const bool places = row >= kPlaces && col >= kPlaces;
            CHECK(qk.at(0, 0, row, col) == (places && col == std::max(row - 1, kPlaces) ? 12.0f : 0.0f));
            CHECK(qk.at(0, 1, row, col) == (places && col == kPlaces ? 12.0f : 0.0f));
            CHECK(qk.at(0, 2, row, col) == (row < kPlaces && row == col ? 12.0f : 0.0f));
        }
    // Who, what, to whom: each head hands on its own role, as that role.
    const Document giving = preset("giving");
    REQUIRE(evaluator.update(giving, {TensorId::ov_circuit}));
    const TensorView ov = evaluator.trace().view(TensorId::ov_circuit);
    for (int head = 0; head < 3; ++head)
        for (int row = 0; row < 4; ++row)
            for (int col = 0; col < 4; ++col) CHECK(ov.at(0, head, row, col) == (row == head + 1 && col == row ? 1.0f : 0.0f));
}
