// normed_query and normed_key: each head's row over its root mean square (QK-norm).
#include "core/attention/rms_norm.hpp"
#include "core/attention/scalar.hpp"
#include "lab/program/explainer.hpp"
#include "lab/program/operations/head_rows.hpp"
#include "lab/program/operations/operations.hpp"

namespace headscope::lab {
namespace {

constexpr double kMultiplyAdds = 2;  // its square, and its product with the factor

Reach reach(const Operation& op, Pass& pass) { return reach_of_head_rows(op, pass, false); }

bool run(const Operation& op, Pass& pass) {
    const core::Tensor from = pass.tensor(op.operands[0]), to = pass.tensor(op.result);
    return run_head_rows(op, pass, kMultiplyAdds, [&](int item, Range heads, Range rows) {
        core::rms_norm(from, to, {item, item + 1}, heads, rows);
    });
}

double cost(const Operation& op, const Counts& counts) { return cost_of_head_rows(op, counts, kMultiplyAdds); }

std::vector<Step> explain(const Operation& op, const Explainer& x, const CellRef& c) {
    const CellRef own = same_place(c, op.operands[0]);
    Step step = simple_step(Step::Kind::rms, {x.shown(own), 0, own}, x.shown(c));
    double squares = 0;
    for (int col = 0; col < x.sizes().head_dim(); ++col) {
        CellRef other = own;
        other.col = col;
        step.summands.push_back({x.shown(other), x.shown(other), other, other});
        squares += static_cast<double>(x.shown(other)) * static_cast<double>(x.shown(other));
    }
    step.terms[0].b = static_cast<float>(squares / x.sizes().head_dim());
    return {step};
}

double piece(const Operation& op, Comparison& c, Piece& piece) {
    return head_rows_piece(op, c, piece, kMultiplyAdds, [&](const core::Tensor& from, const core::Tensor& to, Range rows) {
        const auto norm = piece.way == Way::scalar ? core::scalar::rms_norm : core::rms_norm;
        norm(from, to, {0, to.dims[0]}, {0, to.dims[1]}, rows);
    });
}

constexpr Operation norm(std::string_view key, TensorId source, TensorId result) {
    return {key, {source, TensorId::none, TensorId::none}, result, reach, run, cost, explain, piece};
}

}  // namespace

constexpr Operation kNormQuery = norm("norm_query", TensorId::query, TensorId::normed_query);
constexpr Operation kNormKey = norm("norm_key", TensorId::key, TensorId::normed_key);

}  // namespace headscope::lab
