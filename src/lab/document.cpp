// What follows from a document without computing: names, sizes, shapes.
#include "lab/document.hpp"

#include <algorithm>

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

std::string_view key_of(MatrixId id) {
    constexpr std::string_view kKeys[] = {"X",   "X_kv", "mask_allow", "mask_bias", "W_q", "W_k",
                                          "W_v", "W_o",  "b_q",        "b_k",       "b_v", "b_o"};
    static_assert(std::size(kKeys) == kMatrixCount);
    return kKeys[static_cast<size_t>(id)];
}

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
    const Item& it = items[static_cast<size_t>(item)];
    return cross() ? it.memory : it.query;
}

int Document::own_keys(int item) const { return static_cast<int>(key_sentence(item).tokens.size()); }

int Document::valid_keys(int item) const {
    const int own = own_keys(item), set = items[static_cast<size_t>(item)].valid_length;
    return set < 0 ? own : std::min(set, own);
}

const Matrix& Document::matrix(MatrixId id, int item) const {
    if (!per_batch_item(id)) return weights[static_cast<size_t>(id)];
    const Item& it = items[static_cast<size_t>(item)];
    switch (id) {
        case MatrixId::input: return it.input;
        case MatrixId::memory: return it.memory_input;
        case MatrixId::mask_allow: return it.mask_allow;
        default: return it.mask_bias;
    }
}

Matrix& Document::matrix(MatrixId id, int item) {
    return const_cast<Matrix&>(static_cast<const Document&>(*this).matrix(id, item));
}

std::array<int, 2> Document::shape_of(MatrixId id, int item) const {
    const int d_model = integer(Param::d_model), width = projection_width();
    const auto tokens = [&](const Sentence& s) { return static_cast<int>(s.tokens.size()); };
    switch (id) {
        case MatrixId::input: return {tokens(items[static_cast<size_t>(item)].query), d_model};
        case MatrixId::memory: return {tokens(items[static_cast<size_t>(item)].memory), integer(Param::d_memory)};
        case MatrixId::mask_allow:
        case MatrixId::mask_bias: return {queries(), keys()};
        case MatrixId::W_q: return {d_model, width};
        case MatrixId::W_k:
        case MatrixId::W_v: return {key_width(), width};
        case MatrixId::W_o: return {width, d_model};
        case MatrixId::b_o: return {1, d_model};
        default: return {1, width};
    }
}

Matrix Document::seeded(MatrixId id, int item) const {
    if (!per_batch_item(id)) return seeded_weights[static_cast<size_t>(id)];
    if (id == MatrixId::input) return items[static_cast<size_t>(item)].seeded_input;
    if (id == MatrixId::memory) return items[static_cast<size_t>(item)].seeded_memory;
    const Matrix& mask = matrix(id, item);
    return Matrix(mask.rows(), mask.cols(), id == MatrixId::mask_allow ? 1.0f : 0.0f);
}

}  // namespace headscope::lab
