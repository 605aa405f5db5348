// X, and the memory of cross-attention: the tokens' vectors, zero rows for padding, positions where they are on.
#include <cstring>

#include "core/attention/positions.hpp"
#include "lab/program/explainer.hpp"
#include "lab/program/operations/operations.hpp"
#include "lab/program/pass.hpp"

namespace headscope::lab {
namespace {

Reach reach(const Operation& op, Pass& pass) {
    Reach reached;
    const bool all = pass.difference.any({Param::positions});
    for (int item = 0; item < pass.sizes().batch; ++item)
        reached.rows[static_cast<size_t>(item)] =
            all ? Range{0, pass.sizes().of(info(op.result).rows)} : pass.difference.rows(op.operands[0], item);
    return reached;
}

bool run(const Operation& op, Pass& pass) {
    const core::Tensor to = pass.tensor(op.result);
    const int cols = to.dims[3];
    for (int item = 0; item < pass.sizes().batch; ++item) {
        const Matrix& from = pass.doc.matrix(op.operands[0], item);
        const Range rows = pass.reach(op.result).rows[static_cast<size_t>(item)];
        for (int r = rows.begin; r < rows.end; ++r) {
            float* row = to.row(item, 0, r);
            if (r < from.rows())
                std::memcpy(row, from.data() + static_cast<std::ptrdiff_t>(r) * cols,
                            static_cast<size_t>(cols) * sizeof(float));
            else std::memset(row, 0, static_cast<size_t>(cols) * sizeof(float));
            if (pass.doc.on(Param::positions))
                for (int c = 0; c < cols; ++c) row[c] += core::sinusoidal_position(r, c, cols);
        }
        if (rows.size() > 0) pass.touch(op.result, item);
    }
    return true;
}

std::vector<Step> explain(const Operation& op, const Explainer& x, const CellRef& cell) {
    const Matrix& m = x.document().matrix(op.operands[0], cell.item);
    const bool own = cell.row < m.rows();
    const float value = own ? m.at(cell.row, cell.col) : 0.0f;
    const CellRef from{own ? op.operands[0] : TensorId::none, 0, cell.item, 0, cell.row, cell.col};
    std::vector<Step> steps{simple_step(Step::Kind::embedding, {value, 0, from}, value)};
    if (x.document().on(Param::positions))
        steps.push_back(simple_step(Step::Kind::position,
                                    {value, core::sinusoidal_position(cell.row, cell.col, m.cols()), from}, x.shown(cell)));
    return steps;
}

}  // namespace

constexpr Operation kEmbedInput{.key = "embed_input",
                                .operands = {TensorId::X, TensorId::none, TensorId::none},
                                .result = TensorId::input,
                                .reach = reach,
                                .run = run,
                                .explain = explain};
constexpr Operation kEmbedMemory{.key = "embed_memory",
                                 .operands = {TensorId::X_kv, TensorId::none, TensorId::none},
                                 .result = TensorId::memory,
                                 .reach = reach,
                                 .run = run,
                                 .explain = explain};

}  // namespace headscope::lab
