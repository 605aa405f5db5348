// The selection boiled down to what every picture can light up: tokens, a head, columns.
#pragma once

#include "core/base/tensor.hpp"
#include "lab/model/cell.hpp"
#include "lab/model/document.hpp"

namespace headscope::ui::matrix_parts {

/// -1, none and no heads: nothing. Columns are counted over all heads of their tensor.
struct Focus {
    int query = -1, key = -1;
    core::Range heads;  // the query heads it is for
    lab::TensorId stage = lab::TensorId::none,
                  read = lab::TensorId::none;  // whose column is selected; and, of a weight, whose its row meets
    int column = -1, read_column = -1;
};
Focus focus_of(const lab::Document& doc, const lab::CellRef& cell);

/// The stage that a matrix of embeddings becomes; none for everything else.
lab::TensorId becomes(lab::TensorId matrix);
/// The stage that shows the same columns for all heads side by side, or the stage that a matrix of embeddings becomes, or itself; none for
/// other matrices.
lab::TensorId stage_of(lab::TensorId tensor);
/// The stage whose columns a weight's or a bias's columns make: W_q and b_q make Q; those of a norm, where the document has it.
lab::TensorId made_with(const lab::Document& doc, lab::TensorId matrix);
/// The stage whose columns meet a weight's rows: X's columns the rows of W_q.
lab::TensorId read_by(const lab::Document& doc, lab::TensorId weight);

}  // namespace headscope::ui::matrix_parts
