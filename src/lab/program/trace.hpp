// The trace: every stage of one forward pass, with its shape. Read-only for everyone but the evaluator.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "lab/model/cell.hpp"
#include "lab/model/tensors.hpp"

namespace headscope::lab {

/// A [dims[0], dims[1], dims[2], dims[3]] view: items, heads, rows, columns; the last is contiguous. data == nullptr: not kept.
struct TensorView {
    const float* data = nullptr;
    std::array<int, 4> dims{};
    std::array<std::ptrdiff_t, 3> strides{};  // of batch, head, row, in floats
    const float* row(int item, int head, int r) const { return data + item * strides[0] + head * strides[1] + r * strides[2]; }
    float at(int item, int head, int r, int c) const { return row(item, head, r)[c]; }
    float at(const CellRef& cell) const { return at(cell.item, cell.head, cell.row, cell.col); }
    /// Whether the cell lies within the shape, kept or not.
    bool has(const CellRef& cell) const {
        const auto inside = [](int index, int size) { return index >= 0 && index < size; };
        return inside(cell.item, dims[0]) && inside(cell.head, dims[1]) && inside(cell.row, dims[2]) &&
               inside(cell.col, dims[3]);
    }
};

class Trace {
public:
    virtual ~Trace() = default;
    /// A stage of a layer, the input of a later one being what the layer before made; of a matrix, and of a stage or a layer that is
    /// not there, an empty view.
    virtual TensorView view(TensorId stage, int layer = 0) const = 0;
    /// Grows whenever a number of this head (of this batch item) changed: what a picture must upload again.
    virtual std::uint64_t revision(TensorId stage, int item, int head, int layer = 0) const = 0;
    /// [S_q, S_k] bytes, 1 = may attend, of a head of the item; the same for all layers: masks are the document's.
    virtual const std::uint8_t* visible(int item, int head) const = 0;
    virtual std::uint64_t visible_revision(int item) const = 0;
    /// True when query row i of the item may attend to nothing in that head: its weights are what empty_rows says.
    virtual bool empty_row(int item, int head, int query) const = 0;
    /// The factor from scores to scaled: scale / temperature.
    virtual float scale() const = 0;
    /// Multiply-adds of a full evaluation, and those of what the last one recomputed: for each projection its rows * in * out,
    /// per head head_dim for each score and each visible pair times its value. See cost.hpp for what masks leave out.
    virtual double full_multiply_adds() const = 0;
    virtual double last_multiply_adds() const = 0;
    /// The same for the part that grows with S_q * S_k: scores and weights v.
    virtual double full_square_multiply_adds() const = 0;
    virtual double last_square_multiply_adds() const = 0;
};

}  // namespace headscope::lab
