// The explanation of a number leads to that number.
#include "lab/program/explain.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cmath>

#include "lab/link/link.hpp"
#include "lab/model/masks.hpp"
#include "lab/model/sizes.hpp"
#include "lab/program/evaluate.hpp"
#include "random_edit.hpp"

using namespace headscope::lab;
using namespace headscope::lab::testing;
using Kind = Step::Kind;

namespace {

// The step computed again in float64 from its own operands.
double recomputed(const Step& step) {
    const double a = step.terms.empty() ? 0 : step.terms[0].a, b = step.terms.empty() ? 0 : step.terms[0].b;
    double sum = step.has_bias ? step.bias : 0;
    switch (step.kind) {
        case Kind::embedding:
        case Kind::copy: return a;
        case Kind::position:
        case Kind::add:
        case Kind::add_bias: return a + b;
        case Kind::dot:
            for (const Step::Term& term : step.terms) sum += static_cast<double>(term.a) * term.b;
            return sum;
        case Kind::additive:
            for (size_t i = 0; i < step.terms.size(); ++i)
                sum += static_cast<double>(step.summands.at(i).a) *
                       std::tanh(static_cast<double>(step.terms[i].a) + static_cast<double>(step.terms[i].b));
            return sum;
        case Kind::mean:
            for (const Step::Term& term : step.terms)
                sum += static_cast<double>(term.a) / static_cast<double>(step.terms.size());
            return sum;
        case Kind::halves: return (a + b) / 2;
        case Kind::scale: return a * b;
        case Kind::softcap: return b * std::tanh(a / b);
        case Kind::exponent: return std::exp(a - b);
        case Kind::affine: return a * b + sum;
        case Kind::normalise: return a / b;
        case Kind::standardise: {
            double mean = 0, variance = 1e-5;
            const double count = static_cast<double>(step.summands.size());
            for (const Step::Term& term : step.summands) mean += static_cast<double>(term.a) / count;
            for (const Step::Term& term : step.summands) variance += (term.a - mean) * (term.a - mean) / count;
            return (a - mean) / std::sqrt(variance);
        }
        case Kind::distance: return -a * b;
        case Kind::rms: return a / std::sqrt(b + 1e-6);
        case Kind::rotate: return a * b + static_cast<double>(step.terms[1].a) * step.terms[1].b;
        default: return step.result;
    }
}

double tolerance(const Step& step) {
    double size = 10;
    for (const Step::Term& term : step.terms) size += std::abs(static_cast<double>(term.a) * term.b);
    if (step.kind == Kind::exponent) size += std::abs(step.terms[0].a) + std::abs(step.terms[0].b);
    return 2e-6 * size;
}

bool close(double a, double b, double within) {
    return a == b || std::abs(a - b) <= within || (std::isnan(a) && std::isnan(b));
}

// Which masks hide a cell, said anew from the document alone.
unsigned hidden_by_itself(const Document& doc, const CellRef& cell) {
    const int query = cell.row, key = cell.col, item = cell.item;
    const int painted = (doc.integer(Param::mask_heads) == 1 ? cell.head * doc.queries() : 0) + query;
    unsigned by = 0;
    const int diagonal = query + (doc.on(Param::causal_align) ? doc.keys() - doc.queries() : 0);
    if (doc.on(Param::causal) && diagonal < key) by |= hidden_by_causal;
    const int set = doc.items[static_cast<size_t>(item)].valid_length, own = doc.own_keys(item);
    if (doc.on(Param::key_padding) && (key >= own || (set >= 0 && key >= set))) by |= hidden_by_padding;
    if (doc.on(Param::window) &&
        (key - diagonal > doc.integer(doc.on(Param::window_apart) ? Param::window_right : Param::window_size) ||
         diagonal - key > doc.integer(Param::window_size)))
        by |= hidden_by_window;
    if (doc.integer(Param::custom_mask) == 1 && doc.matrix(TensorId::mask_allow, item).at(painted, key) == 0)
        by |= hidden_by_custom;
    if (doc.integer(Param::custom_mask) == 2 && std::isinf(doc.matrix(TensorId::mask_bias, item).at(painted, key)))
        by |= hidden_by_custom;
    return by;
}

bool row_is_empty(const Document& doc, CellRef cell) {
    const int heads = doc.integer(Param::num_heads);
    int from = cell.head, to = cell.head + 1;
    if (!info(cell.tensor).per_head) from = 0, to = heads;
    if (cell.tensor == TensorId::concat) from = cell.col / doc.integer(Param::value_dim), to = from + 1;
    for (cell.head = from; cell.head < to; ++cell.head) {
        bool any = false;
        for (cell.col = 0; cell.col < doc.keys(); ++cell.col) any = any || hidden_by_itself(doc, cell) == 0;
        if (!any) return true;
    }
    return false;
}

// Empty, or what is wrong with the explanation of a cell.
std::string fault(const Document& doc, const Trace& trace, const CellRef& cell) {
    const std::vector<Step> steps = explain(doc, trace, cell);
    if (steps.empty()) return "no steps";
    for (const Step& step : steps)
        if (!close(recomputed(step), step.result, tolerance(step))) return "a step does not lead to its result";
    const TensorView view = trace.view(cell.tensor, cell.layer);
    if (view.data != nullptr && !close(steps.back().result, view.at(cell.item, cell.head, cell.row, cell.col), 0))
        return "another number";
    const auto elsewhere = [&](const CellRef& from, float value) {
        if (from.tensor == TensorId::none) return false;
        if (!exists(doc, trace, from)) return true;
        const float there = value_at(doc, trace, from);
        return !(there == value || std::isnan(there));  // NaN: a stage that is not kept
    };
    for (const Step& step : steps) {
        for (const Step::Term& term : step.terms) {
            if (elsewhere(term.from_a, term.a)) return "a is not where it says: " + print_cell(term.from_a);
            if (elsewhere(term.from_b, term.b)) return "b is not where it says: " + print_cell(term.from_b);
            if (step.kind != Kind::dot && step.kind != Kind::additive) continue;
            if (term.from_a.tensor == TensorId::none || term.from_b.tensor == TensorId::none)
                return "a factor without an address";
        }
        for (const Step::Term& term : step.summands) {
            if (elsewhere(term.from_a, term.a)) return "a summand is not where it says: " + print_cell(term.from_a);
            if (elsewhere(term.from_b, term.b)) return "a summand is not where it says: " + print_cell(term.from_b);
        }
        if (step.has_bias && elsewhere(step.from_bias, step.bias)) return "the bias is not where it says";
        // hidden and empty_row have no arithmetic: the masks say independently whether they are right.
        if (step.kind == Kind::hidden && hidden_by_itself(doc, cell) != step.hidden_by) return "hidden by other masks";
        if (step.kind == Kind::empty_row && !row_is_empty(doc, cell)) return "a row that is not empty";
        if (step.kind == Kind::hidden && !(step.result == 0 || (std::isinf(step.result) && step.result < 0)))
            return "hidden, but not as nothing";
        const double of_empty[] = {0, std::nan(""), static_cast<double>(1.0f / static_cast<float>(doc.keys()))};
        const int choice = doc.on(Param::sink) ? 0 : doc.integer(Param::empty_rows);
        if (step.kind == Kind::empty_row && !close(step.result, of_empty[choice], 0))
            return "empty, but not what empty rows give";
    }
    return "";
}

bool ordinary(const Trace& trace) {
    for (const TensorId stage : {TensorId::key, TensorId::value, TensorId::query, TensorId::output})
        for (int layer = 0; layer < kMaxLayers; ++layer) {
            const TensorView view = trace.view(stage, layer);
            for (int item = 0; item < view.dims[0]; ++item)
                for (int head = 0; head < view.dims[1]; ++head)
                    for (int row = 0; row < view.dims[2]; ++row)
                        for (int col = 0; col < view.dims[3]; ++col)
                            if (std::abs(view.at(item, head, row, col)) >= 1e4f) return false;
        }
    return true;
}

}  // namespace

TEST_CASE("every cell of every stage is explained, with every mask, kept or not") {
    int explained = 0, documents = 0;
    for (std::uint32_t seed = 0; seed < 80; ++seed) {
        const Document doc = random_document(seed, 20);
        Evaluator evaluator;
        REQUIRE(evaluator.update(doc, random_stages(seed)));
        if (!ordinary(evaluator.trace())) continue;
        ++documents;
        Dice dice(seed);
        for (const TensorInfo& row : stages())
            for (int draw = 0; draw < (is_absent(row, sizes_of(doc)) ? 0 : 12); ++draw) {
                const TensorView view = evaluator.trace().view(row.id);
                const CellRef cell{row.id,
                                   dice.below(static_cast<int>(doc.layers.size())),
                                   dice.below(view.dims[0]),
                                   dice.below(view.dims[1]),
                                   dice.below(view.dims[2]),
                                   dice.below(view.dims[3])};
                INFO("seed " << seed << " stage " << key_of(cell.tensor) << " item " << cell.item << " head " << cell.head
                             << " row " << cell.row << " col " << cell.col);
                REQUIRE(fault(doc, evaluator.trace(), cell) == "");
                ++explained;
            }
    }
    CHECK(documents > 30);
    CHECK(explained > 4000);
}

TEST_CASE("a weight is its score, scaled, masked, exponentiated and normalised") {
    Document doc = headscope::lab::apply(initial_document(), SetParam{Param::softcap, 5}).value();
    doc = headscope::lab::apply(doc, Paint{TensorId::mask_bias, 0, {{2, 1}}, 0.5f}).value();
    Evaluator evaluator;
    REQUIRE(evaluator.update(doc, {}));
    const std::vector<Step> steps = explain(doc, evaluator.trace(), {TensorId::weights, 0, 0, 1, 2, 1});
    std::vector<Kind> kinds;
    for (const Step& step : steps) kinds.push_back(step.kind);
    CHECK(kinds == std::vector<Kind>{Kind::dot, Kind::scale, Kind::softcap, Kind::add_bias, Kind::exponent, Kind::normalise});
    CHECK(steps[0].terms.size() == 4);
}

TEST_CASE("with ALiBi and an additive mask each sum is of numbers that are where it says, or that are nowhere") {
    Document doc = headscope::lab::apply(initial_document(), read_edit("positions=alibi").value()).value();
    doc = headscope::lab::apply(doc, Paint{TensorId::mask_bias, 0, {{5, 1}, {2, 6}}, 0.5f}).value();
    Evaluator evaluator;
    REQUIRE(evaluator.update(doc, {TensorId::scores, TensorId::scaled, TensorId::position_bias, TensorId::masked_scores}));
    for (const TensorId stage : {TensorId::masked_scores, TensorId::weights})
        for (const auto& [row, col] : {std::pair{5, 1}, {2, 6}, {4, 4}, {0, 6}}) {
            const CellRef cell{stage, 0, 0, 3, row, col};
            INFO(print_cell(cell));
            CHECK(fault(doc, evaluator.trace(), cell) == "");
            const std::vector<Step> steps = explain(doc, evaluator.trace(), cell);
            REQUIRE(steps.size() >= 4);
            CHECK(print_cell(steps[2].terms[0].from_b).starts_with("position_bias[0,3,"));
            CHECK(print_cell(steps[3].terms[0].from_b).starts_with("mask_bias"));
            CHECK(steps[3].terms[0].from_a.tensor == TensorId::none);  // the sum before has no place of its own
            CHECK(steps[3].terms[0].a == steps[2].result);
        }
}

TEST_CASE("hidden cells and empty rows say why") {
    Document doc = headscope::lab::apply(initial_document(), SetParam{Param::causal, 1}).value();
    Evaluator evaluator;
    REQUIRE(evaluator.update(doc, {}));
    const Step hidden = explain(doc, evaluator.trace(), {TensorId::weights, 0, 0, 0, 1, 4}).back();
    CHECK(hidden.kind == Kind::hidden);
    CHECK(hidden.hidden_by == hidden_by_causal);
    CHECK(hidden.result == 0.0f);
    CHECK(std::isinf(explain(doc, evaluator.trace(), {TensorId::masked_scores, 0, 0, 0, 1, 4}).back().result));
    CHECK(explain(doc, evaluator.trace(), {TensorId::context, 0, 0, 0, 1, 0}).back().terms.size() == 2);
    doc = headscope::lab::apply(doc, SetValidLength{0, 0}).value();
    REQUIRE(evaluator.update(doc, {}));
    CHECK(explain(doc, evaluator.trace(), {TensorId::weights, 0, 0, 0, 1, 4}).back().kind == Kind::empty_row);
    CHECK(explain(doc, evaluator.trace(), {TensorId::context, 0, 0, 0, 1, 0}).back().kind == Kind::empty_row);
}

TEST_CASE("every operand of a projection has an address, down to weights, biases and the token") {
    Document doc = headscope::lab::apply(initial_document(), SetParam{Param::biases, 1}).value();
    Evaluator evaluator;
    REQUIRE(evaluator.update(doc, {}));
    const Step query = explain(doc, evaluator.trace(), {TensorId::query, 0, 0, 2, 3, 1}).back();
    REQUIRE(query.terms.size() == 16);
    CHECK(print_cell(query.terms[5].from_a) == "input[0,3,5]");
    CHECK(print_cell(query.terms[5].from_b) == "W_q[5,9]");
    CHECK(print_cell(query.from_bias) == "b_q[0,9]");
    const Step input = explain(doc, evaluator.trace(), query.terms[5].from_a).back();
    CHECK(print_cell(input.terms[0].from_a) == "X[0,3,5]");
    const std::vector<Step> weight = explain(doc, evaluator.trace(), query.terms[5].from_b);
    REQUIRE(weight.size() == 1);
    CHECK(weight[0].kind == Kind::parameter);
    CHECK(weight[0].result == doc.matrix(TensorId::W_q).at(5, 9));
}

TEST_CASE("a cell outside of its stage has no explanation") {
    Evaluator evaluator;
    const Document doc = initial_document();
    CHECK(explain(doc, evaluator.trace(), {TensorId::weights, 0, 0, 0, 0, 0}).empty());
    REQUIRE(evaluator.update(doc, {}));
    CHECK(explain(doc, evaluator.trace(), {TensorId::weights, 0, 0, 4, 0, 0}).empty());
    CHECK(explain(doc, evaluator.trace(), {TensorId::weights, 0, 0, 0, 7, 0}).empty());
    CHECK(explain(doc, evaluator.trace(), {TensorId::output, 0, 0, 0, 0, -1}).empty());
}
