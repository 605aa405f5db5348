// What follows from a document without computing: sizes, shapes, what may stand where.
#include "lab/model/document.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

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
    return info(id).per_item ? items[index].matrices[id] : layers[index].matrices[id];
}

Matrix& Document::matrix(TensorId id, int owner) {
    return const_cast<Matrix&>(static_cast<const Document&>(*this).matrix(id, owner));
}

int Document::size(Axis axis, int item) const {
    const auto tokens = [&](SentenceId which) {
        return static_cast<int>(items[static_cast<size_t>(item)].sentence(which).tokens.size());
    };
    switch (axis) {
        case Axis::one: return 1;
        case Axis::query_tokens: return tokens(SentenceId::query);
        case Axis::memory_tokens: return tokens(SentenceId::memory);
        case Axis::queries: return queries();
        case Axis::keys: return keys();
        case Axis::d_model: return integer(Param::d_model);
        case Axis::d_memory: return integer(Param::d_memory);
        case Axis::key_width: return integer(cross() ? Param::d_memory : Param::d_model);
        case Axis::width: return projection_width();
        case Axis::head_dim: return integer(Param::head_dim);
        case Axis::output_width: return on(Param::output_projection) ? integer(Param::d_model) : projection_width();
    }
    return 0;
}

std::array<int, 2> Document::shape_of(TensorId id, int owner) const {
    const TensorInfo& row = info(id);
    return {size(row.rows, row.per_item ? owner : 0), size(row.cols)};
}

Matrix Document::seeded(TensorId id, int owner) const {
    const TensorInfo& row = info(id);
    const auto index = static_cast<size_t>(owner);
    if (row.kind == TensorKind::mask) {
        const Matrix& mask = matrix(id, owner);
        return Matrix(mask.rows(), mask.cols(), row.initial);
    }
    return row.per_item ? items[index].matrices.seeded_of(id) : layers[index].matrices.seeded_of(id);
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
