// The one table of tensors: matrices a visitor edits and stages of the forward pass alike. Names, captions, colours, shapes, the
// catalogue, links, addresses, the trace's memory and the random streams read its rows.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>

#include "lab/model/axes.hpp"
#include "lab/model/spaces.hpp"
#include "lab/words/strings.hpp"

namespace headscope::lab {

struct Document;

/// One enumerator per row of tensors.def.
enum class TensorId : std::uint8_t {
#define HEADSCOPE_TENSOR(key, ...) key,
#include "lab/model/tensors.def"
    none
};
inline constexpr int kTensorCount = static_cast<int>(TensorId::none);
constexpr std::size_t index_of(TensorId id) { return static_cast<std::size_t>(id); }

enum class TensorKind : std::uint8_t { stage, embedding, mask, weight, bias, position, norm, scoring };
/// Whose a matrix is: there is one for each batch item, one for each layer, or a single one.
enum class Owner : std::uint8_t { document, item, layer };
/// What may stand in a matrix.
enum class Values : std::uint8_t { finite, zero_or_one, finite_or_minus_infinity };
/// One colour, one meaning; ink is none of them.
enum class Hue : std::uint8_t { ink, query, key, value, output };

struct TensorInfo {
    TensorId id = TensorId::none;
    std::string_view key;
    bool per_item = false, per_layer = false;
    TensorKind kind = TensorKind::stage;
    std::string_view symbol = {};  // "W_q", drawn with a low q; empty: none
    Str word = Str::count_;
    Str with_positions = Str::count_;  // its word while positions are added to it
    Str short_word = Str::count_;      // of a step from scores to weights
    bool per_head = false;
    bool kv_heads = false;  // its heads are those of keys and values, of which there may be fewer than of queries
    Axis rows = Axis::one, cols = Axis::one;
    Space row_space = Space::none, col_space = Space::none;  // whose dimensions they are, if these may have names
    Values values = Values::finite;
    float initial = 0;               // of a mask that nobody has painted, and of what norms begin with
    bool sequential = false;         // numbers of [0, 1], drawn so; others are drawn around zero
    bool hatched = false;            // what masks hide is drawn as hatched paper
    bool on_request = false;         // kept only while someone looks at it
    TensorId bias = TensorId::none;  // of a weight: the row added after it
    Hue hue = Hue::ink;
    /// Of a matrix that only some documents read: which. nullptr: see its kind.
    bool (*used)(const Document& doc) = nullptr;
    /// Keeps matrices drawn under one seed apart. Never changed: old links depend on it.
    std::uint32_t stream = 0;
    /// A stage that has no memory of its own shows this one's; `own_memory` says when it has (nullptr: never). Without an alias there
    /// is then no such stage.
    TensorId alias = TensorId::none;
    bool (*own_memory)(const Document& doc) = nullptr;
    /// A stage that in every layer after the first shows this one of the layer before: what is handed on.
    TensorId handed_on = TensorId::none;
    /// The same numbers in a torch.nn.MultiheadAttention of width E, and whether they lie there transposed ([out, in]).
    std::string_view pytorch = {};
    bool transposed = false;
    /// What one number of it does. {0} row, {1} column, both from 1; {2} head and {3} dimension of the column, {4} and {5} of the row.
    Str purpose = Str::count_;

    constexpr bool is_matrix() const { return kind != TensorKind::stage; }
    constexpr Owner owner() const { return per_item ? Owner::item : per_layer ? Owner::layer : Owner::document; }
    /// Each head is a picture of its own, as its columns are no part of a row of all heads'.
    bool head_by_head() const { return per_head && cols != Axis::head_dim && cols != Axis::value_dim; }
    /// [.., S_q, S_k] of every head: a step from scores to weights.
    bool is_score() const { return per_head && rows == Axis::queries && cols == Axis::keys; }
};

const TensorInfo& info(TensorId id);
std::span<const TensorInfo> all_tensors();
/// The two parts of the table.
std::span<const TensorInfo> matrices();
std::span<const TensorInfo> stages();
/// nullptr when no tensor has this key.
const TensorInfo* find_tensor(std::string_view key);
inline std::string_view key_of(TensorId id) { return info(id).key; }
/// Where a matrix stands among those of its owner, and how many these are.
int slot_of(TensorId matrix);
inline constexpr int kMatricesOfDocument = 0
#define HEADSCOPE_DOCUMENT_MATRIX(...) +1
#include "lab/model/tensors.def"
    ;
inline constexpr int kMatricesOfItem = 0
#define HEADSCOPE_ITEM_MATRIX(...) +1
#include "lab/model/tensors.def"
    ;
inline constexpr int kMatricesOfLayer = 0
#define HEADSCOPE_LAYER_MATRIX(...) +1
#include "lab/model/tensors.def"
    ;
/// What a layer's matrix is drawn with: the first layer has the row's own stream, every other one streams that no row has.
std::uint32_t stream_of(TensorId matrix, int layer);
/// The weight that a bias belongs to; none for what is no bias.
TensorId weight_of(TensorId bias);

/// A set of tensors.
class TensorSet {
public:
    TensorSet() = default;
    TensorSet(std::initializer_list<TensorId> ids) {
        for (const TensorId id : ids) insert(id);
    }
    void insert(TensorId id) { bits_ |= bit(id); }
    bool contains(TensorId id) const { return (bits_ & bit(id)) != 0; }
    bool empty() const { return bits_ == 0; }
    bool operator==(const TensorSet&) const = default;
    friend TensorSet operator|(TensorSet a, TensorSet b) { return TensorSet(a.bits_ | b.bits_); }
    /// Those of `a` that are not in `b`.
    friend TensorSet operator-(TensorSet a, TensorSet b) { return TensorSet(a.bits_ & ~b.bits_); }

private:
    explicit TensorSet(std::uint64_t bits) : bits_(bits) {}
    static std::uint64_t bit(TensorId id) { return std::uint64_t{1} << index_of(id); }
    std::uint64_t bits_ = 0;
};
static_assert(kTensorCount < 64);

}  // namespace headscope::lab
