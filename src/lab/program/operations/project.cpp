// y = x W + b: queries, keys and values of all heads side by side, and the output.
#include "core/attention/projection.hpp"

#include "core/attention/scalar.hpp"
#include "lab/program/comparison.hpp"
#include "lab/program/cost.hpp"
#include "lab/program/explainer.hpp"
#include "lab/program/operations/operations.hpp"
#include "lab/program/pass.hpp"
#include "lab/program/stacked.hpp"

namespace headscope::lab {
namespace {

TensorId bias_of(const Operation& op) { return info(weight_of(op)).bias; }
bool has_heads(const Operation& op) { return info(op.result).per_head; }
const float* bias(const Operation& op, const Document& doc, int layer) {
    return doc.on(Param::biases) ? doc.matrix(bias_of(op), layer).data() : nullptr;
}

Range changed_columns(const Operation& op, const Pass& pass) {
    const Difference& d = pass.difference;
    const Range all{0, pass.doc.matrix(weight_of(op), pass.layer).cols()};
    if (d.any({Param::biases}) || (!has_heads(op) && d.remade(op.result))) return all;
    const Range columns = d.columns(weight_of(op), pass.layer);
    return pass.doc.on(Param::biases) ? hull(columns, d.columns(bias_of(op), pass.layer)) : columns;
}

Reach reach(const Operation& op, Pass& pass) {
    Reach reached;
    reached.rows = pass.reach_of(source_of(op)).rows;
    reached.add_columns(changed_columns(op, pass), has_heads(op) ? pass.sizes().of_head(info(op.result).cols) : 0);
    return reached;
}

bool pack(const Operation& op, Pass& pass) {
    const Matrix w = stacked(pass.doc.matrix(weight_of(op), pass.layer), Blocks(pass.sizes(), info(weight_of(op))));
    const auto view = core::dense_matrix(w.data(), w.rows(), w.cols());
    core::PackedMatrix& packed = pass.packed.weights[static_cast<size_t>(slot_of(weight_of(op)))];
    const Range columns = pass.reach(op.result).columns;
    if (pass.difference.everything() || packed.rows() != w.rows() || packed.columns() != w.cols() ||
        columns == Range{0, w.cols()})
        return pass.run(packed.pack(view));
    return columns.size() <= 0 || pass.run(packed.repack_columns(view, columns));
}

bool project(const Operation& op, Pass& pass, Range rows, Range columns) {
    if (rows.size() <= 0 || columns.size() <= 0) return true;
    const core::PackedMatrix& packed = pass.packed.weights[static_cast<size_t>(slot_of(weight_of(op)))];
    const core::Tensor x = pass.tensor(source_of(op));
    const int all_rows = x.dims[0] * x.dims[2];
    const auto y = core::dense_matrix(pass.numbers(op.result), all_rows, packed.columns());
    const Blocks blocks(pass.sizes(), info(weight_of(op)));
    pass.trace.count(static_cast<double>(rows.size()) * columns.size() * blocks.depth);
    for (int col = columns.begin; col < columns.end;) {
        const Range part{col, blocks.same_until(col, columns.end)};
        const core::ConstMatrixView read{x.data + blocks.first_row(col), all_rows, blocks.depth, x.dims[3]};
        if (!pass.run(core::project(read, packed, bias(op, pass.doc, pass.layer), y, rows, part, pass.workspace))) return false;
        col = part.end;
    }
    return true;
}

// Rows of each item in all columns, neighbours in one call; then the columns in all rows.
bool project(const Operation& op, Pass& pass) {
    const Reach& reached = pass.reach(op.result);
    const int batch = pass.sizes().batch, length = pass.sizes().of(info(op.result).rows);
    const Range all_columns{0, pass.doc.matrix(weight_of(op), pass.layer).cols()}, all_rows{0, batch * length};
    Range pending;
    for (int item = 0; item < batch; ++item) {
        const Range own = reached.rows[static_cast<size_t>(item)];
        if (own.size() <= 0) continue;
        const Range rows{item * length + own.begin, item * length + own.end};
        if (pending.size() > 0 && pending.end != rows.begin) {
            if (!project(op, pass, pending, all_columns)) return false;
            pending = {};
        }
        pending = hull(pending, rows);
    }
    if (!project(op, pass, pending, all_columns)) return false;
    return pending == all_rows || project(op, pass, all_rows, reached.columns);
}

bool run(const Operation& op, Pass& pass) {
    if (!pack(op, pass) || !project(op, pass)) return false;
    const Reach& reached = pass.reach(op.result);
    for (int item = 0; item < pass.sizes().batch; ++item) {
        const bool rows = reached.rows[static_cast<size_t>(item)].size() > 0;
        if (!has_heads(op)) {
            if (rows || reached.columns.size() > 0) pass.touch(op.result, item);
            continue;
        }
        // The same numbers cut into other heads are other pictures.
        const bool all = rows || pass.difference.heads();
        for (int head = 0; head < pass.sizes().heads_of(info(op.result)); ++head)
            if (all || reached.of_head(head)) pass.touch(op.result, item, {head, head + 1});
    }
    return true;
}

double cost(const Operation& op, const Counts& counts) {
    const Sizes& s = counts.sizes;
    const TensorInfo& w = info(weight_of(op));
    return static_cast<double>(s.batch) * s.of(info(op.result).rows) * s.depth_of(w) * s.of(w.cols);
}

std::vector<Step> explain(const Operation& op, const Explainer& x, const CellRef& cell) {
    const Matrix& w = x.document().matrix(weight_of(op), cell.layer);
    const TensorId source = shown_as(source_of(op), x.sizes());
    const int column = cell.head * x.sizes().of_head(info(op.result).cols) + cell.col;
    Step step;
    step.kind = Step::Kind::dot;
    const Blocks blocks(x.sizes(), info(weight_of(op)));
    const int first = blocks.first_row(column);
    for (int k = first; k < first + blocks.depth; ++k) {
        const CellRef a{source, cell.layer, cell.item, 0, cell.row, k}, b{weight_of(op), cell.layer, 0, 0, k, column};
        step.terms.push_back({x.shown(a), w.at(k, column), a, b});
    }
    step.has_bias = x.document().on(Param::biases);
    if (step.has_bias) {
        step.bias = x.document().matrix(bias_of(op), cell.layer).at(0, column);
        step.from_bias = {bias_of(op), cell.layer, 0, 0, 0, column};
    }
    step.result = x.shown(cell);
    return {step};
}

double piece(const Operation& op, Comparison& c, Piece& piece) {
    const Document& doc = c.document();
    const Matrix& w = doc.matrix(weight_of(op), piece.layer);
    const core::Buffer& from = c.numbers(piece, source_of(op));
    core::Buffer& to = c.numbers(piece, op.result);
    const int all = c.sizes().batch * c.sizes().of(info(op.result).rows);
    const Blocks blocks(c.sizes(), info(weight_of(op)));
    const auto y = core::dense_matrix(to.data(), all, w.cols());
    const double cost = static_cast<double>(blocks.depth) * w.cols();
    Range rows{piece.row, all};
    if (piece.way == Way::scalar) rows.end = rows.begin + rows_of_piece(cost, all - rows.begin);
    for (int col = 0; col < w.cols();) {
        const Range part{col, blocks.same_until(col, w.cols())};
        const core::ConstMatrixView x{from.data() + blocks.first_row(col), all, blocks.depth, w.rows()};
        const float* const b = bias(op, doc, piece.layer);
        if (piece.way == Way::scalar) {
            const core::ConstMatrixView block{w.data() + static_cast<std::ptrdiff_t>(blocks.first_row(col)) * w.cols() + col,
                                              blocks.depth, part.size(), w.cols()};
            core::scalar::project(x, block, b ? b + col : nullptr, {y.data + col, all, part.size(), w.cols()}, rows);
        } else {
            c.check(core::project(x, c.weight(weight_of(op), piece.layer), b, y, rows, part, c.workspace()));
        }
        col = part.end;
    }
    piece.row = rows.end;
    piece.ended = rows.end == all;
    return cost * rows.size();
}

constexpr Operation projection(std::string_view key, TensorId source, TensorId weight, TensorId result) {
    return {key, {source, weight, TensorId::none}, result, reach, run, cost, explain, piece};
}

}  // namespace

constexpr Operation kProjectQuery = projection("project_query", TensorId::pre_norm, TensorId::W_q, TensorId::query);
constexpr Operation kProjectKey = projection("project_key", TensorId::memory, TensorId::W_k, TensorId::key);
constexpr Operation kProjectValue = projection("project_value", TensorId::value_memory, TensorId::W_v, TensorId::value);
constexpr Operation kProjectOutput = projection("project_output", TensorId::concat, TensorId::W_o, TensorId::output);

}  // namespace headscope::lab
