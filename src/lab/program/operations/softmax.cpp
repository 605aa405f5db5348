// weights = softmax over the visible keys; a row without any has zero weights.
#include <algorithm>
#include <cmath>

#include "lab/program/explainer.hpp"
#include "lab/program/operations/operations.hpp"
#include "lab/program/pass.hpp"

namespace headscope::lab {
namespace {

Reach reach(const Operation&, Pass& pass) { return pass.reach(TensorId::masked_scores); }

std::vector<Step> explain(const Operation&, const Explainer& x, const CellRef& c) {
    const unsigned by = hidden_by(x.document(), c.item, c.row, c.col);
    if (x.trace().empty_row(c.item, c.row)) return {hidden_step(Step::Kind::empty_row, by, 0.0f)};
    if (by != hidden_by_none) return {hidden_step(Step::Kind::hidden, by, 0.0f)};
    const CellRef from = same_place(c, TensorId::masked_scores);
    std::vector<Step> steps = x.explain(from);
    const float own = steps.back().result;
    CellRef largest = from;
    float highest = own;
    std::vector<Step::Term> row;
    for (int key = 0; key < x.sizes().keys; ++key) {
        if (!x.visible(c.item, c.row, key)) continue;
        CellRef other = from;
        other.col = key;
        const float score = key == c.col ? own : x.kept(other) ? x.shown(other) : x.explain(other).back().result;
        row.push_back({0, score, CellRef{TensorId::none}, other});
        if (score > highest) largest = other;
        highest = std::max(highest, score);
    }
    double sum = 0;
    for (Step::Term& part : row) {
        const double e = std::exp(static_cast<double>(part.b) - highest);
        part.a = static_cast<float>(e);
        sum += e;
    }
    const float e = static_cast<float>(std::exp(static_cast<double>(own) - highest));
    steps.push_back(simple_step(Step::Kind::exponent, {own, highest, from, largest}, e));
    steps.push_back(simple_step(Step::Kind::normalise, {e, static_cast<float>(sum)}, x.shown(c)));
    steps.back().summands = std::move(row);
    return steps;
}

}  // namespace

constexpr Operation kSoftmax{.key = "softmax",
                             .operands = {TensorId::masked_scores, TensorId::none, TensorId::none},
                             .result = TensorId::weights,
                             .reach = reach,
                             .explain = explain};

}  // namespace headscope::lab
