// weights = softmax over the visible keys, and over the head's sink where there is one; a row without any is what empty_rows says.
#include <algorithm>
#include <cmath>

#include "core/kernels/elementary.hpp"
#include "lab/program/explainer.hpp"
#include "lab/program/operations/operations.hpp"
#include "lab/program/pass.hpp"

namespace headscope::lab {
namespace {

/// The rows of an item that were empty before this pass; those whose masks changed are reached anyway.
Range empty_rows(const Pass& pass, int item) {
    Range rows;
    for (int head = 0; head < pass.sizes().mask_heads; ++head)
        for (int r = 0; r < pass.sizes().queries; ++r)
            if (pass.trace.empty_row(item, head, r)) rows = hull(rows, {r, r + 1});
    return rows;
}

Reach reach(const Operation&, Pass& pass) {
    Reach reached = pass.reach(TensorId::masked_scores);
    const Difference& d = pass.difference;
    if (d.heads()) return reached;  // all of it
    if (d.any({Param::sink})) reached.heads = all_heads(pass.sizes().heads);
    if (pass.doc.on(Param::sink)) {
        Reach of_sinks;
        of_sinks.add_columns(d.columns(TensorId::sinks, pass.layer), 1);
        reached.heads |= of_sinks.heads;
    }
    if (!d.any({Param::empty_rows})) return reached;
    for (int item = 0; item < pass.sizes().batch; ++item) {
        Range& rows = reached.rows[static_cast<size_t>(item)];
        rows = hull(rows, empty_rows(pass, item));
    }
    return reached;
}

std::vector<Step> explain(const Operation&, const Explainer& x, const CellRef& c) {
    const unsigned by = hidden_by(x.document(), c.item, c.head, c.row, c.col);
    if (x.trace().empty_row(c.item, c.head, c.row)) return {hidden_step(Step::Kind::empty_row, by, x.shown(c))};
    if (by != hidden_by_none) return {hidden_step(Step::Kind::hidden, by, 0.0f)};
    const CellRef from = same_place(c, TensorId::masked_scores);
    std::vector<Step> steps = x.explain(from);
    const float own = steps.back().result;
    CellRef largest = from;
    float highest = own;
    std::vector<Step::Term> row;
    for (int key = 0; key < x.sizes().keys; ++key) {
        if (!x.visible(c.item, c.head, c.row, key)) continue;
        CellRef other = from;
        other.col = key;
        const float score = key == c.col ? own : x.kept(other) ? x.shown(other) : x.explain(other).back().result;
        row.push_back({0, score, CellRef{TensorId::none}, other});
        if (score > highest) largest = other;
        highest = std::max(highest, score);
    }
    const bool sink = x.document().on(Param::sink);
    if (sink) {
        const CellRef from_sink{TensorId::sinks, c.layer, 0, 0, 0, c.head};
        const float logit = x.document().matrix(from_sink).at(0, c.head);
        row.push_back({0, logit, CellRef{TensorId::none}, from_sink});
        if (logit > highest) largest = from_sink;
        highest = std::max(highest, logit);
    }
    double sum = 0;
    for (Step::Term& part : row) {
        const double e = core::portable_exp(static_cast<double>(part.b) - highest);
        part.a = static_cast<float>(e);
        sum += e;
    }
    const float e = static_cast<float>(core::portable_exp(static_cast<double>(own) - highest));
    steps.push_back(simple_step(Step::Kind::exponent, {own, highest, from, largest}, e));
    steps.push_back(simple_step(Step::Kind::normalise, {e, static_cast<float>(sum)}, x.shown(c)));
    if (sink) {
        const double share = static_cast<double>(row.back().a) / sum;
        steps.back().terms.push_back({static_cast<float>(1 - share), static_cast<float>(share)});
    }
    steps.back().summands = std::move(row);
    return steps;
}

}  // namespace

constexpr Operation kSoftmax{.key = "softmax",
                             .operands = {TensorId::masked_scores, TensorId::sinks, TensorId::none},
                             .result = TensorId::weights,
                             .reach = reach,
                             .explain = explain};

}  // namespace headscope::lab
