// What follows from a document without computing: sizes, shapes, what may stand where.
#include "lab/model/document.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "lab/model/heads.hpp"
#include "lab/model/sizes.hpp"
#include "lab/text/number.hpp"

namespace headscope::lab {

Item::Item() = default;
Item::~Item() = default;
Item::Item(const Item&) = default;
Item::Item(Item&&) noexcept = default;
Item& Item::operator=(const Item&) = default;
Item& Item::operator=(Item&&) noexcept = default;
bool Item::operator==(const Item&) const = default;

Document::Document() = default;
Document::~Document() = default;
Document::Document(const Document&) = default;
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(const Document&) = default;
Document& Document::operator=(Document&&) noexcept = default;
bool Document::operator==(const Document&) const = default;

int Document::queries() const {
    size_t longest = 0;
    for (const Item& item : items) longest = std::max(longest, item.query.tokens.size());
    return static_cast<int>(longest);
}

int Document::keys() const {
    if (!cross()) return queries();
    size_t longest = 0;
    for (const Item& item : items) longest = std::max(longest, item.memory.tokens.size());
    return static_cast<int>(longest);
}

const Sentence& Document::key_sentence(int item) const {
    return items[static_cast<size_t>(item)].sentence(cross() ? SentenceId::memory : SentenceId::query);
}

int Document::own_keys(int item) const { return static_cast<int>(key_sentence(item).tokens.size()); }

int Document::valid_keys(int item) const {
    const int own = own_keys(item), set = items[static_cast<size_t>(item)].valid_length;
    return set < 0 ? own : std::min(set, own);
}

const Matrix& Document::matrix(TensorId id, int owner) const {
    const auto index = static_cast<size_t>(owner);
    switch (info(id).owner()) {
        case Owner::item: return items[index].matrices[id];
        case Owner::layer: return layers[index].matrices[id];
        case Owner::document: break;
    }
    return matrices[id];
}

int Document::owners(TensorId id) const {
    switch (info(id).owner()) {
        case Owner::item: return batch();
        case Owner::layer: return static_cast<int>(layers.size());
        case Owner::document: break;
    }
    return 1;
}

Matrix& Document::matrix(TensorId id, int owner) {
    return const_cast<Matrix&>(static_cast<const Document&>(*this).matrix(id, owner));
}

std::string_view Document::name_of(Space space, int dimension) const {
    if (space == Space::none || dimension < 0) return {};
    const Names& all = names[static_cast<size_t>(space)];
    const auto index = static_cast<size_t>(dimension);
    return index < all.size() ? std::string_view(all[index]) : std::string_view();
}

int Document::size(Axis axis, int item) const {
    const auto tokens = [&](SentenceId which) {
        return static_cast<int>(items[static_cast<size_t>(item)].sentence(which).tokens.size());
    };
    switch (axis) {
        case Axis::query_tokens: return tokens(SentenceId::query);
        case Axis::memory_tokens: return tokens(SentenceId::memory);
        case Axis::d_memory: return integer(Param::d_memory);
        case Axis::d_value_memory: return integer(Param::d_value_memory);
        default: return sizes_of(*this).of(axis);
    }
}

std::array<int, 2> Document::shape_of(TensorId id, int owner) const {
    const TensorInfo& row = info(id);
    return {size(row.rows, cell_of(id, owner).item), size(row.cols)};
}

Matrix Document::seeded(TensorId id, int owner) const {
    const TensorInfo& row = info(id);
    if (row.kind == TensorKind::mask) {
        const Matrix& mask = matrix(id, owner);
        return Matrix(mask.rows(), mask.cols(), row.initial);
    }
    const auto index = static_cast<size_t>(owner);
    switch (row.owner()) {
        case Owner::item: return items[index].matrices.seeded_of(id);
        case Owner::layer: return layers[index].matrices.seeded_of(id);
        case Owner::document: break;
    }
    return matrices.seeded_of(id);
}

std::string print_shape(const Document& doc, const CellRef& cell) {
    const TensorInfo& row = info(cell.tensor);
    const int item = cell.item < doc.batch() ? cell.item : 0;
    std::string text;
    const auto add = [&](int size) { text += (text.empty() ? "" : " × ") + print_int(size); };
    if (row.per_item) add(doc.batch());
    if (row.per_head) add(heads_of(doc, row.id));
    add(doc.size(row.rows, item));
    add(doc.size(row.cols, item));
    return text;
}

std::string_view column_name(const Document& doc, const CellRef& cell) {
    const TensorInfo& row = info(cell.tensor);
    return doc.name_of(row.col_space, named_dimension(doc, cell));
}

std::string_view row_name(const Document& doc, const CellRef& cell) {
    return doc.name_of(info(cell.tensor).row_space, cell.row);
}

Result<bool> check_value(TensorId matrix, float value) {
    const TensorInfo& row = info(matrix);
    if (row.values == Values::zero_or_one) {
        if (value == 0.0f || value == 1.0f) return true;
        return Error{Str::error_value_mask, {std::string(row.key), print_float(value)}};
    }
    const bool hides = row.values == Values::finite_or_minus_infinity && value == -std::numeric_limits<float>::infinity();
    if (std::isfinite(value) || hides) return true;
    return Error{Str::error_value_finite, {std::string(row.key), print_float(value)}};
}

}  // namespace headscope::lab
