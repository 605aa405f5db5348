// rotated_query and rotated_key: each pair of columns of a head turned by an angle that grows with the position (RoPE).
#include "core/attention/rotary.hpp"

#include "core/attention/scalar.hpp"
#include "lab/program/explainer.hpp"
#include "lab/program/operations/head_rows.hpp"
#include "lab/program/operations/operations.hpp"

namespace headscope::lab {
namespace {

constexpr double kMultiplyAdds = 2;

core::Rotary rotary_of(const Document& doc) {
    return {true, doc.real(Param::rope_base), static_cast<core::RotaryPairs>(doc.integer(Param::rope_pairs))};
}

Reach reach(const Operation& op, Pass& pass) {
    return reach_of_head_rows(op, pass, pass.difference.any({Param::rope_base, Param::rope_pairs}));
}

bool run(const Operation& op, Pass& pass) {
    const core::Tensor from = pass.tensor(op.operands[0]), to = pass.tensor(op.result);
    core::RotaryAngles& angles = pass.packed.angles;
    if (!pass.run(angles.prepare(rotary_of(pass.doc), to.dims[3], 0, std::max(pass.sizes().queries, pass.sizes().keys))))
        return false;
    return run_head_rows(op, pass, kMultiplyAdds, [&](int item, Range heads, Range rows) {
        core::rotate(from, to, angles, 0, {item, item + 1}, heads, rows);
    });
}

double cost(const Operation& op, const Counts& counts) { return cost_of_head_rows(op, counts, kMultiplyAdds); }

std::vector<Step> explain(const Operation& op, const Explainer& x, const CellRef& c) {
    const core::Rotary rotary = rotary_of(x.document());
    const int head_dim = x.sizes().head_dim(), pair = core::rotary_pair(rotary.pairs, c.col, head_dim);
    core::RotaryAngles angles;
    if (!angles.prepare(rotary, head_dim, c.row, 1).ok()) return {};
    CellRef own = same_place(c, shown_as(op.operands[0], x.sizes())), other = own;
    other.col = core::rotary_partner(rotary.pairs, c.col, head_dim);
    const float sine = angles.sines(c.row)[pair];
    const bool first = core::is_first_of_pair(rotary.pairs, c.col, head_dim);
    Step step = simple_step(Step::Kind::rotate, {x.shown(own), angles.cosines(c.row)[pair], own}, x.shown(c));
    step.terms.push_back({x.shown(other), first ? -sine : sine, other});
    const double frequency = core::rotary_frequency(rotary, pair, head_dim);
    step.terms.push_back({static_cast<float>(c.row), static_cast<float>(c.row * frequency)});
    return {step};
}

double piece(const Operation& op, Comparison& c, Piece& piece) {
    return head_rows_piece(op, c, piece, kMultiplyAdds, [&](const core::Tensor& from, const core::Tensor& to, Range rows) {
        core::RotaryAngles& angles = c.angles();
        c.check(angles.prepare(rotary_of(c.document()), to.dims[3], 0, std::max(c.sizes().queries, c.sizes().keys)));
        if (!c.ok()) return;
        const auto turn = piece.way == Way::scalar ? core::scalar::rotate : core::rotate;
        turn(from, to, angles, 0, {0, to.dims[0]}, {0, to.dims[1]}, rows);
    });
}

constexpr Operation rotation(std::string_view key, TensorId source, TensorId result) {
    return {key, {source, TensorId::none, TensorId::none}, result, reach, run, cost, explain, piece};
}

}  // namespace

constexpr Operation kRotateQuery = rotation("rotate_query", TensorId::normed_query, TensorId::rotated_query);
constexpr Operation kRotateKey = rotation("rotate_key", TensorId::normed_key, TensorId::rotated_key);

}  // namespace headscope::lab
