// The one address of a number, of a stage and of a matrix alike.
#pragma once

#include <string>
#include <string_view>

#include "lab/model/tensors.hpp"
#include "lab/words/result.hpp"

namespace headscope::lab {

/// layer, item and head are 0 where the tensor has none. All count from 0.
struct CellRef {
    TensorId tensor = TensorId::weights;
    int layer = 0, item = 0, head = 0, row = 0, col = 0;
    bool operator==(const CellRef&) const = default;
};

/// Which matrix of the tensor the cell is of: that of its batch item or of its layer, 0 where the document has a single one.
inline int owner_of(const CellRef& cell) {
    const TensorInfo& row = info(cell.tensor);
    return row.per_item ? cell.item : row.per_layer ? cell.layer : 0;
}
/// The other way round.
inline CellRef cell_of(TensorId matrix, int owner, int row = 0, int col = 0) {
    const Owner of = info(matrix).owner();
    return {matrix, of == Owner::layer ? owner : 0, of == Owner::item ? owner : 0, 0, row, col};
}

/// "weights[0,1,3,0]" is item, head, row and column as far as the tensor has them; "W_q[2,5]", "X[0,3,2]". Layers after the first
/// are written in front, counted from 1: "L2.key[0,0,1,1]".
std::string print_cell(const CellRef& cell);
/// Reads it back, "L1." allowed; whether such a cell exists is for the caller. Errors name the text and what is wrong with it.
Result<CellRef> read_cell(std::string_view text);

/// "L2." before a name, nothing before the first layer's; and its reading: takes it off `text`, -1 when it is no layer.
std::string print_layer(int layer);
int take_layer(std::string_view& text);

}  // namespace headscope::lab
