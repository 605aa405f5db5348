// Edits: the only way a document changes. Undo, presets, share links, the page API and lessons all go through them.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "lab/edit/initial_numbers.hpp"
#include "lab/model/document.hpp"
#include "lab/words/result.hpp"

namespace headscope::lab {

// What one change sets. The `owner` of a matrix is its batch item, or its layer: see Document::matrix.

/// Back to initial_document().
struct Reset {};
struct SetParam {
    Param param;
    double value;
};
struct SetCell {
    TensorId matrix;
    int owner;
    int row, col;
    float value;
};
/// Overwrites [row, row+rows) x [col, col+cols) with row-major values (a paste, or an API call).
struct SetBlock {
    TensorId matrix;
    int owner;
    int row, col, rows, cols;
    std::vector<float> values;
};
/// A whole matrix from its text in a link: see matrix_text.hpp.
struct SetMatrix {
    TensorId matrix;
    int owner;
    std::string text;
};
/// Fills rows [row, row+rows) x cols [col, col+cols). `scale` multiplies by `factor`; the random kinds use `seed`, and `factor` as
/// their gain. A part of a matrix gets the numbers it would have if the whole were filled.
struct Fill {
    TensorId matrix;
    int owner;
    int row, col, rows, cols;
    FillKind kind;
    float factor = 1;
    unsigned seed = 0;
};
/// Replaces a sentence; tokens that stay keep their (edited) embeddings and their mask rows and columns.
struct SetText {
    SentenceId which;
    int item;
    std::string text;
};
/// Brings the tokens of a sentence into an order drawn by the seed, another one than now where there is one. They move with their
/// vectors, edited ones too; what belongs to a place stays there: masks, valid lengths, positions.
struct Shuffle {
    SentenceId which;
    int item;
    std::uint32_t seed = 0;
};
/// Names the dimensions of a space; see read_names.
struct SetNames {
    Space space;
    std::string text;
};
struct SetValidLength {
    int item;
    int length; /* -1 = own tokens */
};
/// Paints cells (row, col) of the custom mask, a head's rows below those of the one before where heads have their own; turns custom_mask on with the kind of `matrix` when it is off.
struct Paint {
    TensorId matrix;
    int item;
    std::vector<std::pair<int, int>> cells;
    float value;
};

using Change =
    std::variant<Reset, SetParam, SetCell, SetBlock, SetMatrix, Fill, SetText, Shuffle, SetNames, SetValidLength, Paint>;

/// Changes that are one step of undo, one evaluation, and happen all or not at all.
struct Edit {
    /// `running`: part of a drag, whose edits are one step of undo together until one that has `ended` (which may be empty).
    /// `replacing`: the same, but in the place of what the gesture did before: done to the document as the gesture found it, so
    /// that a word that is deleted and typed again keeps its edited vector.
    enum class Gesture { none, running, replacing, ended };

    Edit() = default;
    template <class OneChange>
    requires std::constructible_from<Change, OneChange> Edit(OneChange change) { add(std::move(change)); }
    /// `said_as`: how a link calls it; errors then name that (Error::where).
    void add(Change change, std::string said_as = {}) {
        changes.push_back(std::move(change)), keys.push_back(std::move(said_as));
    }

    std::vector<Change> changes;
    std::vector<std::string> keys;  // of each change
    Gesture gesture = Gesture::none;
};

/// The document after the edit, or an error naming the input and the limit; `doc` itself never changes.
/// An edit that changes nothing returns a document == `doc`.
///
/// Changes happen in their order, except that neighbouring parameters and sentences are set together: widths may change jointly
/// (see follow_widths), and a sentence is cut and measured only when all of its neighbours are known. weight_init and weight_seed
/// draw all weights again; embedding and embedding_seed give the embeddings that nobody has edited. Values must be what the tensor's row
/// allows. Shapes, sentences and embeddings of a document with vectors of words need these: error_words_missing without.
Result<Document> apply(const Document& doc, const Edit& edit, const WordVectors* vectors = nullptr);

/// The sentence, shapes and seeds a visitor meets first.
Document initial_document();
/// The sentence a new batch item starts with; the memory's is its Chinese translation.
std::string_view first_sentence(SentenceId which, int item);

}  // namespace headscope::lab
