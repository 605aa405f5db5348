// Heads and groups, from the sizes.
#include "lab/model/heads.hpp"

#include <limits>

namespace headscope::lab {
namespace {

core::Range users(const Document& doc, bool shared, int head) {
    const int group = shared ? group_of(doc) : 1;
    return {head * group, (head + 1) * group};
}

}  // namespace

int group_of(const Document& doc) { return doc.integer(Param::num_heads) / doc.integer(Param::kv_heads); }

int heads_of(const Document& doc, TensorId id) {
    const TensorInfo& row = info(id);
    return !row.per_head ? 1 : doc.integer(row.kv_heads ? Param::kv_heads : Param::num_heads);
}

int of_head(const Document& doc, Axis axis) { return sizes_of(doc).of_head(axis); }

int head_for(const Document& doc, TensorId id, int query_head) {
    const TensorInfo& row = info(id);
    return !row.per_head ? 0 : row.kv_heads ? query_head / group_of(doc) : query_head;
}

core::Range query_heads(const Document& doc, TensorId id, int head) { return users(doc, info(id).kv_heads, head); }

core::Range query_heads(const Document& doc, Axis axis, int index) {
    const int columns = of_head(doc, axis);
    return columns > 0 ? users(doc, counts_kv_heads(axis), index / columns) : core::Range{};
}

Blocks::Blocks(const Sizes& sizes, const TensorInfo& matrix)
    : rows(sizes.of(matrix.rows)), depth(sizes.depth_of(matrix)), of_head(sizes.of_head(matrix.cols)) {}

Blocks::Blocks(const Document& doc, TensorId matrix) : Blocks(sizes_of(doc), info(matrix)) {
    // A sentence shorter than the others of its batch has fewer rows than their size says.
    if (whole()) rows = depth = std::numeric_limits<int>::max();
}

int named_dimension(const Document& doc, const CellRef& cell) {
    const TensorInfo& row = info(cell.tensor);
    const int columns = of_head(doc, row.cols);
    if (columns <= 0) return cell.col;
    const int head = row.per_head ? cell.head : cell.col / columns;
    return users(doc, row.kv_heads || counts_kv_heads(row.cols), head).begin * columns + cell.col % columns;
}

}  // namespace headscope::lab
