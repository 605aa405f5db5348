// The document: one value with ==, everything a visitor can change. No other state decides a number.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "lab/matrix.hpp"
#include "lab/params.hpp"

namespace headscope::lab {

/// Which editable matrix. The first group is per batch item, the second is shared by all.
enum class MatrixId : int {
    input,       // X: [own tokens, d_model], per batch item
    memory,      // X_kv: [own tokens, d_memory], per batch item; kept, but used only when cross
    mask_allow,  // custom boolean mask: [S_q, S_k], 1 = may attend, per batch item, shared by the heads
    mask_bias,   // custom additive mask: [S_q, S_k], added to the scaled scores; -inf hides
    W_q,         // [d_model, m*h]
    W_k,         // [d_model or d_memory, m*h]
    W_v,         // [d_model or d_memory, m*h]
    W_o,         // [m*h, d_model]
    b_q,
    b_k,
    b_v,
    b_o,  // [1, m*h] and [1, d_model]
    count_
};
inline constexpr int kMatrixCount = static_cast<int>(MatrixId::count_);
inline constexpr bool per_batch_item(MatrixId id) { return id <= MatrixId::mask_bias; }
inline constexpr bool is_mask(MatrixId id) { return id == MatrixId::mask_allow || id == MatrixId::mask_bias; }
inline constexpr bool is_bias(MatrixId id) { return id >= MatrixId::b_q && id <= MatrixId::b_o; }
/// "X", "W_q", ... as in links, API and errors.
std::string_view key_of(MatrixId id);

enum class SentenceId { query, memory };

/// A sentence as typed, and the tokens it is cut into.
struct Sentence {
    std::string text;  // UTF-8
    std::vector<std::string> tokens;
    bool operator==(const Sentence&) const = default;
};

/// One batch item: its sentence(s), embeddings, masks and valid key length.
struct Item {
    // Copying and comparing are long; they are compiled once, in document.cpp.
    Item();
    ~Item();
    Item(const Item&);
    Item(Item&&) noexcept;
    Item& operator=(const Item&);
    Item& operator=(Item&&) noexcept;
    bool operator==(const Item&) const;

    Sentence query, memory;
    Matrix input, memory_input, mask_allow, mask_bias;
    /// Keys at or beyond it are hidden when key_padding is on. -1 = the number of own key tokens.
    int valid_length = -1;
    /// What the seed and the tokens' texts give; shares storage with input and memory_input until those are edited.
    Matrix seeded_input, seeded_memory;
};

struct Document {
    Document();
    ~Document();
    Document(const Document&);
    Document(Document&&) noexcept;
    Document& operator=(const Document&);
    Document& operator=(Document&&) noexcept;
    bool operator==(const Document&) const;

    std::array<double, kParamCount> params{};
    std::vector<Item> items;                          // size batch
    std::array<Matrix, kMatrixCount> weights;         // only W_* and b_* are used
    std::array<Matrix, kMatrixCount> seeded_weights;  // what seed and initialiser give; shared until edited

    double real(Param p) const { return params[static_cast<size_t>(p)]; }
    int integer(Param p) const { return static_cast<int>(real(p)); }
    bool on(Param p) const { return real(p) != 0.0; }
    bool cross() const { return on(Param::cross); }
    int batch() const { return static_cast<int>(items.size()); }
    /// m*h, the width of Q, K, V and concat. It equals d_model except in documents that came with other widths (a worked
    /// example, a link); edits of heads and widths keep the two tied while they are equal.
    int projection_width() const { return integer(Param::num_heads) * integer(Param::head_dim); }
    bool tied() const { return projection_width() == integer(Param::d_model); }
    /// Width of what keys and values are projected from: d_memory when cross, else d_model.
    int key_width() const { return integer(cross() ? Param::d_memory : Param::d_model); }
    int output_width() const { return on(Param::output_projection) ? integer(Param::d_model) : projection_width(); }

    /// S_q and S_k: the longest sentence of the batch; shorter ones are padded with zero rows in the trace.
    int queries() const;
    int keys() const;
    /// Own number of key tokens of an item, and the number that key padding leaves visible.
    int own_keys(int item) const;
    int valid_keys(int item) const;
    const Sentence& key_sentence(int item) const;

    const Matrix& matrix(MatrixId id, int item = 0) const;
    Matrix& matrix(MatrixId id, int item = 0);
    /// [rows, cols] that the parameters and sentences demand of a matrix.
    std::array<int, 2> shape_of(MatrixId id, int item = 0) const;
    /// What a matrix was before any edit.
    Matrix seeded(MatrixId id, int item = 0) const;
};

/// The sentence, shapes and seeds a visitor meets first.
Document initial_document();
/// The sentence a new batch item starts with; the memory's is its Chinese translation.
std::string_view first_sentence(SentenceId which, int item);

}  // namespace headscope::lab
