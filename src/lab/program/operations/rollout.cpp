// rollout_1 = A, rollout_l = A rollout_(l-1): how much of each token's row reaches a row of this layer's result along the weights alone
// (Abnar and Zuidema 2020, "Quantifying Attention Flow in Transformers"). A is the mean of the heads' weights; with the residual half of
// it, and half the token itself. Nothing is computed from it.
#include <vector>

#include "lab/program/cost.hpp"
#include "lab/program/explainer.hpp"
#include "lab/program/operations/operations.hpp"
#include "lab/program/pass.hpp"

namespace headscope::lab {
namespace {

bool adds_itself(const Sizes& sizes) { return is_own(info(TensorId::residual), sizes); }

Reach reach(const Operation& op, Pass& pass) {
    Reach reached = kAverage.reach(kAverage, pass);
    const Difference& d = pass.difference;
    const bool all = d.remade(op.result) || d.remade(TensorId::residual) || pass.fresh.contains(op.result);
    for (int item = 0; item < pass.sizes().batch; ++item) {
        const auto of = static_cast<size_t>(item);
        if (all || (pass.layer > 0 && (*pass.before)[index_of(op.result)].rows[of].size() > 0))
            reached.rows[of] = {0, pass.sizes().queries};
    }
    return reached;
}

bool run(const Operation& op, Pass& pass) {
    if (pass.numbers(op.result) == nullptr) return true;
    const Sizes& sizes = pass.sizes();
    const core::Tensor from = pass.tensor(TensorId::dropped_weights), to = pass.tensor(op.result);
    const core::Tensor before = pass.layer > 0 ? pass.trace.tensor(op.result, pass.layer - 1) : core::Tensor{};
    std::vector<float> mean(static_cast<size_t>(sizes.keys));
    for (int item = 0; item < sizes.batch; ++item) {
        const Range rows = pass.reach(op.result).rows[static_cast<size_t>(item)];
        for (int r = rows.begin; r < rows.end; ++r) {
            mean_of_heads(from, item, r, mean.data());
            float* out = to.row(item, 0, r);
            for (int j = 0; j < sizes.keys; ++j) {
                float sum = pass.layer > 0 ? 0.0f : mean[static_cast<size_t>(j)];
                for (int k = 0; pass.layer > 0 && k < sizes.keys; ++k)
                    sum += mean[static_cast<size_t>(k)] * before.row(item, 0, k)[j];
                if (adds_itself(sizes))
                    sum = (sum + (pass.layer > 0 ? before.row(item, 0, r)[j] : static_cast<float>(r == j))) / 2;
                out[j] = sum;
            }
        }
        if (rows.size() > 0) pass.touch(op.result, item);
        if (pass.layer > 0) pass.trace.count(static_cast<double>(rows.size()) * sizes.keys * sizes.keys);
    }
    return true;
}

double cost(const Operation& op, const Counts& counts) {
    const double keys = counts.sizes.keys;
    return counts.kept.contains(op.result) ? counts.sizes.batch * keys * keys * keys : 0;
}

float mean_weight(const Explainer& x, const CellRef& c, int row, int key) {
    const TensorView weights = x.trace().view(TensorId::dropped_weights, c.layer);
    float sum = 0;
    for (int head = 0; head < x.sizes().heads; ++head) sum += weights.at(c.item, head, row, key);
    return sum * (1.0f / static_cast<float>(x.sizes().heads));
}

/// The column of a cell, a number for each row, kept or not.
std::vector<float> column_of(const Explainer& x, CellRef c) {
    const int count = x.sizes().keys;
    std::vector<float> column(static_cast<size_t>(count)), before(column.size());
    if (c.layer > 0 && !x.kept(c)) {
        --c.layer;
        before = column_of(x, c);
        ++c.layer;
    }
    for (int row = 0; row < count; ++row) {
        float& out = column[static_cast<size_t>(c.row = row)];
        if (x.kept(c)) {
            out = x.shown(c);
            continue;
        }
        for (int k = 0; c.layer > 0 && k < count; ++k) out += mean_weight(x, c, row, k) * before[static_cast<size_t>(k)];
        if (c.layer == 0) out = mean_weight(x, c, row, c.col);
        if (adds_itself(x.sizes()))
            out = (out + (c.layer > 0 ? before[static_cast<size_t>(row)] : static_cast<float>(row == c.col))) / 2;
    }
    return column;
}

std::vector<Step> explain(const Operation& op, const Explainer& x, const CellRef& c) {
    const auto weight = [&](int key) {
        return Step::Term{mean_weight(x, c, c.row, key), 0, {TensorId::mean_weights, c.layer, c.item, 0, c.row, key}};
    };
    Step step{.kind = Step::Kind::copy}, half{.kind = Step::Kind::halves};
    if (c.layer == 0) {
        step.terms = {weight(c.col)};
        step.result = step.terms[0].a;
        half.terms = {{step.result, static_cast<float>(c.row == c.col)}};
    } else {
        CellRef before{op.result, c.layer - 1, c.item, 0, 0, c.col};
        const std::vector<float> column = column_of(x, before);
        step.kind = Step::Kind::dot;
        for (; before.row < x.sizes().keys; ++before.row) {
            Step::Term term = weight(before.row);
            term.b = column[static_cast<size_t>(before.row)], term.from_b = before;
            step.terms.push_back(term);
            step.result += term.a * term.b;
        }
        const Step::Term& itself = step.terms[static_cast<size_t>(c.row)];
        half.terms = {{step.result, itself.b, CellRef{TensorId::none}, itself.from_b}};
    }
    if (!adds_itself(x.sizes())) return {step};
    half.result = (step.result + half.terms[0].b) / 2;
    return {step, half};
}

constexpr Operation rollout(InLayers in, double (*multiply_adds)(const Operation&, const Counts&)) {
    return {"rollout",
            {TensorId::dropped_weights, TensorId::none, TensorId::none},
            TensorId::rollout,
            reach,
            run,
            multiply_adds,
            explain,
            nullptr,
            in};
}

}  // namespace

constexpr Operation kRolloutFirst = rollout(InLayers::first, nullptr);
constexpr Operation kRollout = rollout(InLayers::later, cost);

}  // namespace headscope::lab
