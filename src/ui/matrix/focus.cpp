// Read off the axes of the selected tensor and the operands of the program.
#include "ui/matrix/focus.hpp"

#include <algorithm>

#include "lab/model/heads.hpp"
#include "lab/model/sizes.hpp"
#include "lab/program/program.hpp"

namespace headscope::ui::matrix_parts {

using lab::TensorId;
using lab::TensorInfo;
using lab::TensorKind;

namespace {

const lab::Operation* reader_of(TensorId matrix) {
    for (const lab::Operation* op : lab::program())
        if (matrix != TensorId::none && std::ranges::count(op->operands, matrix) > 0) return op;
    return nullptr;
}

}  // namespace

TensorId becomes(TensorId matrix) {
    if (lab::info(matrix).kind != TensorKind::embedding) return TensorId::none;
    const lab::Operation* op = reader_of(matrix);
    return op ? op->result : TensorId::none;
}

TensorId stage_of(TensorId tensor) {
    const TensorInfo& row = lab::info(tensor);
    if (row.is_matrix()) return becomes(tensor);
    for (const TensorInfo& other : lab::stages())
        if (row.per_head && other.alias == tensor && !other.own_memory) return other.id;
    return tensor;
}

TensorId made_with(const lab::Document& doc, TensorId matrix) {
    const TensorKind kind = lab::info(matrix).kind;
    if (kind == TensorKind::scoring) return TensorId::none;  // every column of the result is made with it
    if (kind == TensorKind::norm) return doc.norm() == lab::Norm::post ? TensorId::post_norm : TensorId::pre_norm;
    const bool bias = kind == TensorKind::bias;
    const lab::Operation* op = reader_of(bias ? lab::weight_of(matrix) : matrix);
    return op && lab::info(matrix).is_matrix() ? op->result : TensorId::none;
}

TensorId read_by(const lab::Document& doc, TensorId weight) {
    if (lab::info(weight).kind != TensorKind::weight) return TensorId::none;
    const lab::Operation* op = reader_of(weight);
    return op ? lab::shown_as(lab::source_of(*op), lab::sizes_of(doc)) : TensorId::none;
}

Focus focus_of(const lab::Document& doc, const lab::CellRef& cell) {
    const TensorInfo& row = lab::info(cell.tensor);
    Focus f;
    if (lab::counts_queries(row.rows)) f.query = doc.query_at(row.rows, cell.row);
    if (lab::counts_keys(row.rows)) f.key = cell.row;
    f.heads = row.per_head ? lab::query_heads(doc, cell.tensor, cell.head) : lab::query_heads(doc, row.cols, cell.col);
    if (lab::counts_keys(row.cols)) {
        if (!row.per_head) f.heads = lab::query_heads(doc, row.rows, cell.row);
        f.key = cell.col;
        return f;
    }
    if (cell.tensor == TensorId::W_a) f.heads = lab::query_heads(doc, row.rows, cell.row);
    f.stage = stage_of(cell.tensor);
    if (f.stage == TensorId::none) f.stage = made_with(doc, cell.tensor);
    if (f.stage != TensorId::none) f.column = (row.per_head ? cell.head * lab::of_head(doc, row.cols) : 0) + cell.col;
    f.read = read_by(doc, cell.tensor);
    if (f.read != TensorId::none) f.read_column = cell.row;
    return f;
}

}  // namespace headscope::ui::matrix_parts
