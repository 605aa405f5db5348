// The document: one value with ==, everything a visitor can change. No other state decides a number.
#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "lab/model/axes.hpp"
#include "lab/model/cell.hpp"
#include "lab/model/choices.hpp"
#include "lab/model/matrix.hpp"
#include "lab/model/params.hpp"
#include "lab/model/spaces.hpp"
#include "lab/model/tensors.hpp"
#include "lab/text/tokens.hpp"
#include "lab/words/result.hpp"

namespace headscope::lab {

enum class SentenceId { query, memory };

/// A sentence as typed, and the tokens it is cut into.
struct Sentence {
    std::string text;  // UTF-8
    std::vector<std::string> tokens;
    /// With embeddings of words: whose vector each token has, empty where its row is seeded. Otherwise there are none.
    std::vector<std::string> words = {};
    bool operator==(const Sentence&) const = default;
};

/// The matrices of one owner, and what seed and initialiser (or the tokens' texts) give; both share storage until edited.
template <int kCount>
struct Matrices {
    std::array<Matrix, kCount> now, seeded;
    Matrix& operator[](TensorId id) { return now[static_cast<size_t>(slot_of(id))]; }
    const Matrix& operator[](TensorId id) const { return now[static_cast<size_t>(slot_of(id))]; }
    Matrix& seeded_of(TensorId id) { return seeded[static_cast<size_t>(slot_of(id))]; }
    const Matrix& seeded_of(TensorId id) const { return seeded[static_cast<size_t>(slot_of(id))]; }
    bool operator==(const Matrices&) const = default;
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
    Matrices<kMatricesOfItem> matrices;
    /// Keys at or beyond it are hidden when key_padding is on. -1 = the number of own key tokens.
    int valid_length = -1;

    Sentence& sentence(SentenceId which) { return which == SentenceId::query ? query : memory; }
    const Sentence& sentence(SentenceId which) const { return which == SentenceId::query ? query : memory; }
};

/// The weights and biases of one layer.
struct Layer {
    Matrices<kMatricesOfLayer> matrices;
    bool operator==(const Layer&) const = default;
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
    std::vector<Item> items;    // size batch
    std::vector<Layer> layers;  // size layers
    Matrices<kMatricesOfDocument> matrices;
    std::array<Names, kSpaceCount> names;  // of dimensions, as many as were given: those beyond the width wait for it to grow

    double real(Param p) const { return params[static_cast<size_t>(p)]; }
    int integer(Param p) const { return static_cast<int>(real(p)); }
    bool on(Param p) const { return real(p) != 0.0; }
    bool cross() const { return on(Param::cross); }
    /// Values read X_v; without it what keys read.
    bool has_value_source() const { return cross() && on(Param::value_source); }
    /// Rows of X are vectors of words where there are such.
    bool has_words() const { return static_cast<Embedding>(integer(Param::embedding)) == Embedding::words; }
    /// How many heads have painted masks of their own; 1: all share them. And the row of a painted mask that is about this query.
    int mask_heads() const { return on(Param::mask_heads) ? integer(Param::num_heads) : 1; }
    int mask_row(int head, int query) const { return (mask_heads() > 1 ? head * queries() : 0) + query; }
    /// Which query a row (column) of this axis, which counts queries, is about.
    int query_at(Axis axis, int index) const { return axis == Axis::mask_rows ? index % std::max(queries(), 1) : index; }
    /// Some of the weights are dropped: dropout is on, and this is training.
    bool drops() const { return real(Param::dropout) > 0 && on(Param::training); }
    Scoring scoring() const { return static_cast<Scoring>(integer(Param::scoring)); }
    Positions positions() const { return static_cast<Positions>(integer(Param::positions)); }
    /// Positions are numbers added to X and to the memory.
    bool adds_positions() const { return positions() == Positions::sinusoidal || positions() == Positions::own; }
    int batch() const { return static_cast<int>(items.size()); }
    /// m*h, the width of Q. It equals d_model except in documents that came with other widths (a worked
    /// example, a link); edits of heads and widths keep the two tied while they are equal (widths.hpp).
    int projection_width() const { return integer(Param::num_heads) * integer(Param::head_dim); }
    /// m*value_dim, the width of what all heads give, side by side.
    int context_width() const { return integer(Param::num_heads) * integer(Param::value_dim); }
    bool tied() const { return projection_width() == integer(Param::d_model); }

    /// The output has the input's width: the two can be added, and another layer can read it.
    bool output_is_d_model() const { return on(Param::output_projection) || context_width() == integer(Param::d_model); }
    Norm norm() const { return static_cast<Norm>(integer(Param::norm)); }

    /// S_q and S_k: the longest sentence of the batch; shorter ones are padded with zero rows in the trace.
    int queries() const;
    int keys() const;
    /// Own number of key tokens of an item, and the number that key padding leaves visible.
    int own_keys(int item) const;
    int valid_keys(int item) const;
    const Sentence& key_sentence(int item) const;

    /// `owner` of a matrix: its batch item or its layer, as its row of the table says, else 0.
    const Matrix& matrix(TensorId id, int owner = 0) const;
    Matrix& matrix(TensorId id, int owner = 0);
    const Matrix& matrix(const CellRef& cell) const { return matrix(cell.tensor, owner_of(cell)); }
    /// How many owners a matrix has: batch items, layers, or 1.
    int owners(TensorId id) const;
    /// What a dimension is called; empty when it has no name.
    std::string_view name_of(Space space, int dimension) const;
    /// What an axis counts here.
    int size(Axis axis, int item = 0) const;
    /// [rows, cols] that the parameters and sentences demand of a matrix.
    std::array<int, 2> shape_of(TensorId id, int owner = 0) const;
    /// What a matrix was before any edit.
    Matrix seeded(TensorId id, int owner = 0) const;
};

/// "1 × 4 × 7 × 7": the shape that a cell's tensor has, as many sizes as its address has indices; of a matrix of the cell's item.
std::string print_shape(const Document& doc, const CellRef& cell);

/// What the column (row) of a cell is called: of a tensor whose dimensions have names; otherwise empty.
std::string_view column_name(const Document& doc, const CellRef& cell);
std::string_view row_name(const Document& doc, const CellRef& cell);

/// `value` may stand in this matrix; otherwise an error naming both.
Result<bool> check_value(TensorId matrix, float value);

}  // namespace headscope::lab
