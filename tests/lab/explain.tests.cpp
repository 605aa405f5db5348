// The explanation of a number leads to that number.
#include "lab/explain.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cmath>

#include "lab/evaluate.hpp"
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
        case Kind::add_bias: return a + b;
        case Kind::dot:
            for (const Step::Term& term : step.terms) sum += static_cast<double>(term.a) * term.b;
            return sum;
        case Kind::scale: return a * b;
        case Kind::softcap: return b * std::tanh(a / b);
        case Kind::exponent: return std::exp(a - b);
        case Kind::normalise: return a / b;
        default: return step.result;
    }
}

double tolerance(const Step& step) {
    double size = 10;
    for (const Step::Term& term : step.terms) size += std::abs(static_cast<double>(term.a) * term.b);
    if (step.kind == Kind::exponent) size += std::abs(step.terms[0].a) + std::abs(step.terms[0].b);
    return 2e-6 * size;
}

bool close(double a, double b, double within) { return a == b || std::abs(a - b) <= within; }

// Empty, or what is wrong with the explanation of a cell.
std::string fault(const Document& doc, const Trace& trace, const Cell& cell) {
    const std::vector<Step> steps = explain(doc, trace, cell);
    if (steps.empty()) return "no steps";
    for (const Step& step : steps)
        if (!close(recomputed(step), step.result, tolerance(step))) return "a step does not lead to its result";
    const StageView view = trace.view(cell.stage);
    if (view.data != nullptr && !close(steps.back().result, view.at(cell.item, cell.head, cell.row, cell.col), 0))
        return "another number";
    for (const Step& step : steps)
        for (const Step::Term& term : step.terms) {
            const StageView from = trace.view(term.from_a.stage);
            const bool named = step.kind == Kind::dot || step.kind == Kind::copy;
            if (named && from.at(term.from_a.item, term.from_a.head, term.from_a.row, term.from_a.col) != term.a)
                return "a is not where it says";
        }
    return "";
}

bool ordinary(const Trace& trace) {
    for (const Stage stage : {Stage::key, Stage::value, Stage::query, Stage::output}) {
        const StageView view = trace.view(stage);
        for (int item = 0; item < view.dims[0]; ++item)
            for (int head = 0; head < view.dims[1]; ++head)
                for (int row = 0; row < view.dims[2]; ++row)
                    for (int col = 0; col < view.dims[3]; ++col)
                        if (!(std::abs(view.at(item, head, row, col)) < 1e4f)) return false;
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
        for (int s = 0; s < kStageCount; ++s)
            for (int draw = 0; draw < 12; ++draw) {
                const StageView view = evaluator.trace().view(static_cast<Stage>(s));
                const Cell cell{static_cast<Stage>(s), dice.below(view.dims[0]), dice.below(view.dims[1]),
                                dice.below(view.dims[2]), dice.below(view.dims[3])};
                INFO("seed " << seed << " stage " << key_of(cell.stage) << " item " << cell.item << " head " << cell.head
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
    doc = headscope::lab::apply(doc, Paint{MatrixId::mask_bias, 0, {{2, 1}}, 0.5f}).value();
    Evaluator evaluator;
    REQUIRE(evaluator.update(doc, {}));
    const std::vector<Step> steps = explain(doc, evaluator.trace(), {Stage::weights, 0, 1, 2, 1});
    std::vector<Kind> kinds;
    for (const Step& step : steps) kinds.push_back(step.kind);
    CHECK(kinds == std::vector<Kind>{Kind::dot, Kind::scale, Kind::softcap, Kind::add_bias, Kind::exponent, Kind::normalise});
    CHECK(steps[0].terms.size() == 4);
}

TEST_CASE("hidden cells and empty rows say why") {
    Document doc = headscope::lab::apply(initial_document(), SetParam{Param::causal, 1}).value();
    Evaluator evaluator;
    REQUIRE(evaluator.update(doc, {}));
    const Step hidden = explain(doc, evaluator.trace(), {Stage::weights, 0, 0, 1, 4}).back();
    CHECK(hidden.kind == Kind::hidden);
    CHECK(hidden.hidden_by == hidden_by_causal);
    CHECK(hidden.result == 0.0f);
    CHECK(std::isinf(explain(doc, evaluator.trace(), {Stage::masked_scores, 0, 0, 1, 4}).back().result));
    CHECK(explain(doc, evaluator.trace(), {Stage::context, 0, 0, 1, 0}).back().terms.size() == 2);
    doc = headscope::lab::apply(doc, SetValidLength{0, 0}).value();
    REQUIRE(evaluator.update(doc, {}));
    CHECK(explain(doc, evaluator.trace(), {Stage::weights, 0, 0, 1, 4}).back().kind == Kind::empty_row);
    CHECK(explain(doc, evaluator.trace(), {Stage::context, 0, 0, 1, 0}).back().kind == Kind::empty_row);
}

TEST_CASE("a cell outside of its stage has no explanation") {
    Evaluator evaluator;
    const Document doc = initial_document();
    CHECK(explain(doc, evaluator.trace(), {Stage::weights, 0, 0, 0, 0}).empty());
    REQUIRE(evaluator.update(doc, {}));
    CHECK(explain(doc, evaluator.trace(), {Stage::weights, 0, 4, 0, 0}).empty());
    CHECK(explain(doc, evaluator.trace(), {Stage::weights, 0, 0, 7, 0}).empty());
    CHECK(explain(doc, evaluator.trace(), {Stage::output, 0, 0, 0, -1}).empty());
}
