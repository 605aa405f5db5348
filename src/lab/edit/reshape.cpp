// Reshaping that loses as little of a visitor's work as it can.
#include "lab/edit/reshape.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#include "core/base/limits.hpp"
#include "lab/edit/initial_numbers.hpp"
#include "lab/model/heads.hpp"
#include "lab/text/number.hpp"
#include "lab/text/token_map.hpp"

namespace headscope::lab {
namespace {

bool same_bits(float a, float b) { return std::memcmp(&a, &b, sizeof a) == 0; }

// A weight, a bias, a norm or positions; not `known`: `old` has no such layer.
void reshape_weight(const Document& old, const Document& next, TensorId id, int layer, bool known, Matrix& weight,
                    Matrix& seeded) {
    const auto [rows, cols] = next.shape_of(id);
    const bool redraw = !known || old.real(Param::weight_init) != next.real(Param::weight_init) ||
                        old.real(Param::weight_seed) != next.real(Param::weight_seed);
    const bool same_scale = fan_in(old, id) == fan_in(next, id);
    if (!redraw && same_scale && weight.rows() == rows && weight.cols() == cols) return;
    const bool edited = !redraw && !(weight == seeded);
    const Matrix before = weight;
    weight = seeded = seeded_weight(next, id, layer);
    if (!edited) return;
    const Blocks there_before(old, id), there(next, id);
    const std::span<float> values = weight.edit();
    for (int r = 0; r < std::min(rows, before.rows()); ++r)
        for (int c = 0; c < std::min(cols, before.cols()); ++c)
            if (there_before.has(r, c) && there.has(r, c))
                values[static_cast<size_t>(r) * static_cast<size_t>(cols) + static_cast<size_t>(c)] = before.at(r, c);
}

/// A token has one vector in X and in X_kv, and another in X_v: there its seed is beyond every seed of a document.
constexpr double kSeeds = kMaxSeed + 1;

// What the rows of embeddings come from.
struct Source {
    double seed;
    const WordVectors* vectors;  // nullptr: the seed alone
    bool same;                   // as before
};

// Embeddings of a sentence's tokens; map[i] = row of token i before, -1 for a new token.
void reshape_embeddings(const Source& source, int width, const Sentence& sentence, const std::vector<int>& map, Matrix& input,
                        Matrix& seeded) {
    const int rows = static_cast<int>(sentence.tokens.size());
    bool same = source.same && input.rows() == rows && input.cols() == width;
    for (int r = 0; same && r < rows; ++r) same = map[static_cast<size_t>(r)] == r;
    if (same) return;
    const Matrix before = input, seeded_before = seeded;
    const bool edited = !(before == seeded_before);
    seeded = Matrix(rows, width);
    float* fresh = seeded.edit().data();
    for (int r = 0; r < rows; ++r, fresh += width) {
        const auto token = static_cast<size_t>(r);
        const int from = map[token];
        const int known = from >= 0 && source.same ? std::min(width, seeded_before.cols()) : 0;
        for (int c = 0; c < known; ++c) fresh[c] = seeded_before.at(from, c);
        if (source.vectors && !sentence.words[token].empty()) source.vectors->write(sentence.words[token], known, width, fresh);
        else embed(source.seed, sentence.tokens[token], known, width, fresh);
    }
    input = seeded;
    if (!edited) return;
    float* values = input.edit().data();
    for (int r = 0; r < rows; ++r, values += width) {
        const int from = map[static_cast<size_t>(r)];
        if (from < 0) continue;
        for (int c = 0; c < std::min(width, before.cols()); ++c)
            if (!same_bits(before.at(from, c), seeded_before.at(from, c))) values[c] = before.at(from, c);
    }
}

// Positions of a padded axis: own tokens by `map`, padding by its index.
std::vector<int> padded_map(const std::vector<int>& map, int own_before, int size_before, int size) {
    std::vector<int> padded(map);
    for (int i = static_cast<int>(map.size()); i < size; ++i) padded.push_back(i >= own_before && i < size_before ? i : -1);
    return padded;
}

bool is_identity(const std::vector<int>& map) {
    for (size_t i = 0; i < map.size(); ++i)
        if (map[i] != static_cast<int>(i)) return false;
    return true;
}

// `first` is the mask nobody has painted, in the new shape; its storage is shared by all that are still like it.
void reshape_mask(const std::vector<int>& row_map, const std::vector<int>& col_map, const Matrix& first, Matrix& mask) {
    const int rows = first.rows(), cols = first.cols();
    if (mask.rows() == rows && mask.cols() == cols && is_identity(row_map) && is_identity(col_map)) return;
    Matrix fitted = first;
    for (int r = 0; r < rows; ++r) {
        const int from_row = row_map[static_cast<size_t>(r)];
        if (from_row < 0) continue;
        for (int c = 0; c < cols; ++c) {
            const int from_col = col_map[static_cast<size_t>(c)];
            if (from_col < 0 || same_bits(mask.at(from_row, from_col), first.at(r, c))) continue;
            fitted.edit()[static_cast<size_t>(r) * static_cast<size_t>(cols) + static_cast<size_t>(c)] =
                mask.at(from_row, from_col);
        }
    }
    mask = fitted;
}

}  // namespace

void reshape(const Document& old, Document& next, const WordVectors* vectors) {
    const auto reshape_of = [&](Owner owner, int layer, bool known, auto& of_owner) {
        for (const TensorInfo& row : matrices())
            if (row.owner() == owner)
                reshape_weight(old, next, row.id, layer, known, of_owner[row.id], of_owner.seeded_of(row.id));
    };
    for (size_t l = 0; l < next.layers.size(); ++l)
        reshape_of(Owner::layer, static_cast<int>(l), l < old.layers.size(), next.layers[l].matrices);
    reshape_of(Owner::document, 0, !old.layers.empty(), next.matrices);
    const auto unchanged = [&](Param param) { return next.real(param) == old.real(param); };
    const Source source{next.real(Param::embedding_seed), next.has_words() ? vectors : nullptr,
                        unchanged(Param::embedding_seed) && unchanged(Param::embedding)};
    const bool same_keys = old.cross() == next.cross(), shared = !old.on(Param::mask_heads);
    const int queries = next.queries(), keys = next.keys();
    // Shared by all items whose masks nobody has painted.
    std::array<Matrix, kMatricesOfItem> unpainted;
    for (const TensorInfo& row : matrices())
        if (row.kind == TensorKind::mask)
            unpainted[static_cast<size_t>(slot_of(row.id))] = Matrix(queries * next.mask_heads(), keys, row.initial);
    const Item none;
    for (size_t k = 0; k < next.items.size(); ++k) {
        Item& item = next.items[k];
        // An item that was taken away and came back in one edit is a new one.
        const bool known = k < old.items.size() && item.matrices[TensorId::mask_allow].rows() > 0;
        const Item& was = known ? old.items[k] : none;
        const std::vector<int> query_map = token_map(was.query.tokens, item.query.tokens);
        const std::vector<int> memory_map = token_map(was.memory.tokens, item.memory.tokens);
        const auto embed_tokens = [&](TensorId id, Sentence& sentence, const std::vector<int>& map) {
            sentence.words = words_of(next, source.vectors, sentence.tokens);
            Source own = source;
            if (id == TensorId::X_v) own.seed += kSeeds * info(id).stream;
            reshape_embeddings(own, next.size(info(id).cols), sentence, map, item.matrices[id], item.matrices.seeded_of(id));
        };
        embed_tokens(TensorId::X, item.query, query_map);
        embed_tokens(TensorId::X_kv, item.memory, memory_map);
        embed_tokens(TensorId::X_v, item.memory, memory_map);
        const int own_queries = static_cast<int>(was.query.tokens.size());
        const int own_keys = known ? old.own_keys(static_cast<int>(k)) : 0;
        const std::vector<int> of_head = padded_map(query_map, own_queries, known ? old.queries() : 0, queries);
        // A mask of all becomes every head's; of the heads' own, all have the first one's, and further heads none.
        std::vector<int> rows;
        for (int head = 0; head < next.mask_heads(); ++head) {
            const int from = shared ? 0 : head;
            for (const int row : of_head) rows.push_back(row < 0 || from >= old.mask_heads() ? -1 : from * old.queries() + row);
        }
        // Switching between self and cross: the columns stand for other tokens, and keep their place by index.
        std::vector<int> cols(static_cast<size_t>(keys));
        for (int c = 0; c < keys; ++c) cols[static_cast<size_t>(c)] = known && c < old.keys() ? c : -1;
        if (same_keys) cols = padded_map(next.cross() ? memory_map : query_map, own_keys, known ? old.keys() : 0, keys);
        for (const TensorInfo& row : matrices())
            if (row.kind == TensorKind::mask)
                reshape_mask(rows, cols, unpainted[static_cast<size_t>(slot_of(row.id))], item.matrices[row.id]);
        if (item.valid_length > next.own_keys(static_cast<int>(k))) item.valid_length = -1;
    }
}

Result<bool> check_memory(const Document& doc, TensorSet wanted) {
    const double bytes = trace_bytes(sizes_of(doc), wanted);
    if (bytes <= static_cast<double>(core::kMaxTraceBytes)) return true;
    constexpr double kMegabyte = 1 << 20;
    return Error{Str::error_memory,
                 {print_int(static_cast<long long>(std::ceil(bytes / kMegabyte))), print_int(core::kMaxTraceBytes >> 20),
                  "B=" + print_int(doc.batch()) + ", m=" + print_int(doc.integer(Param::num_heads)) +
                      ", S=" + print_int(doc.queries()) + " × " + print_int(doc.keys())}};
}

}  // namespace headscope::lab
