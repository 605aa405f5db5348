// The keys of a link besides the parameters': what a key stands for, and the other way round.
#pragma once

#include <string>
#include <string_view>

#include "lab/model/cell.hpp"
#include "lab/model/document.hpp"

namespace headscope::lab {

struct LinkKey {
    enum class Kind {
        unknown,
        version,
        parameter,
        text,
        memory_text,
        shuffle,
        memory_shuffle,
        valid_length,
        names,
        matrix,
        cell
    } kind = Kind::unknown;
    Param param = Param::batch;
    Space space = Space::none;
    /// Of a matrix or a cell of one: the tensor and its item or layer. Of a sentence or a valid length: the item.
    CellRef cell;
    int owner() const { return cell.tensor == TensorId::none ? cell.item : owner_of(cell); }
};
/// "X.2" is the matrix X of batch item 2, item 0 has no number; "L2.W_q" that of the second layer; "X[2,0,5]" one cell.
LinkKey link_key_of(std::string_view key);
/// How a matrix of this owner (or a sentence of this batch item) is called.
std::string item_key(std::string_view name, int item);
std::string matrix_key(TensorId matrix, int owner);

}  // namespace headscope::lab
