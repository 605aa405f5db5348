// X, and the memory of cross-attention, and that of values: the tokens' vectors, zero rows for padding, plus sinusoidal or one's own positions.
#include <algorithm>
#include <cstring>

#include "core/attention/positions.hpp"
#include "lab/program/explainer.hpp"
#include "lab/program/operations/operations.hpp"
#include "lab/program/pass.hpp"

namespace headscope::lab {
namespace {

/// What is added to X; off as well where order comes in later.
Positions added_to(const Document& doc) { return doc.adds_positions() ? doc.positions() : Positions::off; }

/// What is added to a number that lies there in a row of so many.
float position_at(const Operation& op, const Document& doc, int row, int col, int cols) {
    if (doc.positions() == Positions::own) return doc.matrix(op.operands[1]).at(row, col);
    return doc.adds_positions() ? core::sinusoidal_position(row, col, cols) : 0;
}

Reach reach(const Operation& op, Pass& pass) {
    Reach reached;
    const Range all{0, pass.sizes().of(info(op.result).rows)};
    const Difference& d = pass.difference;
    const bool other = d.everything() || added_to(*d.before()) != added_to(d.after());
    Range places = added_to(pass.doc) == Positions::own ? d.rows(op.operands[1]) : Range{};
    places.end = std::min(places.end, all.end);
    for (int item = 0; item < pass.sizes().batch; ++item)
        reached.rows[static_cast<size_t>(item)] = other ? all : hull(places, d.rows(op.operands[0], item));
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
            if (pass.doc.adds_positions())
                for (int c = 0; c < cols; ++c) row[c] += position_at(op, pass.doc, r, c, cols);
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
    if (!x.document().adds_positions()) return steps;
    Step::Term term{value, position_at(op, x.document(), cell.row, cell.col, m.cols()), from};
    if (x.document().positions() == Positions::own) term.from_b = cell_of(op.operands[1], 0, cell.row, cell.col);
    steps.push_back(simple_step(Step::Kind::position, term, x.shown(cell)));
    return steps;
}

constexpr Operation embedding(std::string_view key, TensorId matrix, TensorId result) {
    return {key, {matrix, TensorId::P, TensorId::none}, result, reach, run, nullptr, explain, nullptr, InLayers::first};
}

}  // namespace

constexpr Operation kEmbedInput = embedding("embed_input", TensorId::X, TensorId::input);
constexpr Operation kEmbedMemory = embedding("embed_memory", TensorId::X_kv, TensorId::memory);
constexpr Operation kEmbedValueMemory = embedding("embed_value_memory", TensorId::X_v, TensorId::value_memory);

}  // namespace headscope::lab
