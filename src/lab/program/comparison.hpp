// The forward pass of a document by two ways, the vectorised core and plain scalar code, in pieces short enough for a page.
#pragma once

#include <array>
#include <vector>

#include "core/attention/packed_heads.hpp"
#include "core/attention/rotary.hpp"
#include "core/base/buffer.hpp"
#include "core/base/status.hpp"
#include "core/kernels/packed_matrix.hpp"
#include "core/kernels/workspace.hpp"
#include "lab/model/masks.hpp"
#include "lab/model/sizes.hpp"
#include "lab/program/trace.hpp"

namespace headscope::lab {

enum class Way { simd, scalar };

/// How far one way has come: a layer, an operation of the program, and within it what the operation's `piece` goes on from.
struct Piece {
    Way way = Way::simd;
    int layer = 0, operation = 0;
    int item = 0, head = 0, row = 0;
    bool ended = false;  // out: the operation is done
};
/// How many rows that cost so many multiply-adds make a piece of scalar code, at most all that are left: a fraction of a
/// millisecond, so that the page goes on on a slow machine, too.
int rows_of_piece(double cost_of_row, int left);

/// Both ways compute the same from the same inputs into memory of the same size: every operation of the program, for every batch
/// item. There is no clock in here: who calls run() takes the time.
class Comparison {
public:
    /// Beyond this a pass of scalar code takes seconds.
    static constexpr double kMostMultiplyAdds = 2e9;

    Comparison(const Document& doc, core::TileKernel tile);
    Comparison(const Comparison&) = delete;
    Comparison& operator=(const Comparison&) = delete;

    /// Takes copies of the inputs from the document's trace, makes room for the results and packs the weights; before the first
    /// run(). Neither document nor trace is needed afterwards. False: not enough memory.
    bool prepare(const Trace& trace);
    /// Of one pass; see multiply_adds in cost.hpp.
    double multiply_adds() const { return multiply_adds_; }
    /// Goes on with one way for about that many multiply-adds, or to the end of a pass if another whole one would be more.
    /// Returns how many passes ended.
    int run(Way way, double multiply_adds);
    bool at_start(Way way) const;
    void rewind(Way way);
    /// False when the core ran out of memory in between; nothing measured counts then.
    bool ok() const { return ok_; }
    /// What a way has computed in a layer: [B, m, S_q, S_k], and [B, S_q, width].
    const float* weights(Way way, int layer = 0) { return numbers(way, TensorId::weights, layer).data(); }
    const float* output(Way way, int layer = 0) { return numbers(way, TensorId::output, layer).data(); }
    /// Largest difference between the weights and outputs of both, in every layer, each having ended a pass. NaN: where one has a number the
    /// other has none.
    double largest_difference();

    // For the operations.
    const Document& document() const { return doc_; }
    const Sizes& sizes() const { return sizes_; }
    const MaskRule& rule() const { return rule_; }
    /// A way's numbers of a stage, and where it keeps them.
    core::Buffer& numbers(Way way, TensorId stage, int layer = 0);
    core::Buffer& numbers(const Piece& piece, TensorId stage) { return numbers(piece.way, stage, piece.layer); }
    const core::PackedMatrix& weight(TensorId id, int layer) const {
        return packed_[static_cast<size_t>(layer)][static_cast<size_t>(slot_of(id))];
    }
    core::PackedHeads& packed_heads() { return packed_heads_; }
    core::RotaryAngles& angles() { return angles_; }
    core::Workspace& workspace() { return workspace_; }
    /// [mask_heads, S_q, S_k] bytes of what an item's masks leave.
    const std::uint8_t* visible(int item) const;
    void check(const core::Status& status) { ok_ = status.ok() && ok_; }

private:
    Piece& piece_of(Way way) { return pieces_[static_cast<size_t>(way)]; }
    bool is_input(TensorId stage) const;
    bool reserve(Way way);
    /// The next piece of a pass; its multiply-adds.
    double next(Way way);

    Document doc_;
    MaskRule rule_;
    Sizes sizes_;
    double multiply_adds_ = 0;
    core::Workspace workspace_;
    std::array<core::Buffer, kTensorCount> inputs_;                         // with positions; the same for both ways
    core::Buffer visible_;                                                  // bytes [B, mask_heads, S_q, S_k]
    std::vector<std::array<core::PackedMatrix, kMatricesOfLayer>> packed_;  // by layer
    core::PackedHeads packed_heads_;
    core::RotaryAngles angles_;
    std::array<std::vector<std::array<core::Buffer, kTensorCount>>, 2> results_;  // by layer
    std::array<Piece, 2> pieces_;
    bool ok_ = true;
};

}  // namespace headscope::lab
