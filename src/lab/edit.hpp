// Edits: the only way a document changes. Undo, share link, page API and lessons all go through them.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "lab/document.hpp"
#include "lab/result.hpp"

namespace headscope::lab {

struct SetParam {
    Param param;
    double value;
};
struct SetCell {
    MatrixId matrix;
    int item;
    int row, col;
    float value;
};
/// Overwrites [row, row+rows) x [col, col+cols) with row-major values (a paste, or an API call).
struct SetBlock {
    MatrixId matrix;
    int item;
    int row, col, rows, cols;
    std::vector<float> values;
};

enum class FillKind { zero, one, identity, scale, gaussian, uniform, xavier, kaiming, orthogonal, seeded };
/// Fills rows [row, row+rows) x cols [col, col+cols). `scale` multiplies by `factor`; the random kinds use `seed`, and
/// `factor` as their gain. A part of a matrix gets the numbers it would have if the whole were filled. `seeded` restores what the document's own seed and initialiser (or the token's text) would give.
struct Fill {
    MatrixId matrix;
    int item;
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
struct SetValidLength {
    int item;
    int length; /* -1 = own tokens */
};
/// Paints cells (row, col) of the custom mask; turns custom_mask on with the kind of `matrix` when it is off.
struct Paint {
    MatrixId matrix;
    int item;
    std::vector<std::pair<int, int>> cells;
    float value;
};
struct Replace {
    Document document;
};  // reset, preset, share link

using Edit = std::variant<SetParam, SetCell, SetBlock, Fill, SetText, SetValidLength, Paint, Replace>;

/// The document after the edit, or an error naming the input and the limit; `doc` itself never changes.
/// An edit that changes nothing returns a document == `doc`.
///
/// num_heads keeps the projection width and the weights' numbers, cut into other heads. head_dim sets d_model = m*h, and
/// d_model sets head_dim = d_model/m (while Document::tied()). weight_init and weight_seed draw all weights again;
/// embedding_seed draws the embeddings that nobody has edited. Values must be finite; mask_bias also takes -inf and
/// mask_allow only 0 and 1.
Result<Document> apply(const Document& doc, const Edit& edit);

}  // namespace headscope::lab
