// The two ways side by side: walking the program, a piece at a time.
#include "lab/program/comparison.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

#include "lab/program/cost.hpp"
#include "lab/program/program.hpp"
#include "lab/program/stacked.hpp"

namespace headscope::lab {
namespace {

/// Multiply-adds of a piece of scalar code.
constexpr double kScalarPiece = 2e5;

/// What both ways begin with: it comes from the trace.
constexpr TensorId kInputs[] = {TensorId::input, TensorId::memory, TensorId::value_memory};

/// The operations that are computed one after the other here; the inputs come from the trace.
bool has_pieces(const Operation& op, const Sizes& sizes) { return op.piece != nullptr && is_used(op, sizes, 0); }

/// The first operation with pieces from an index on; the end when there is none.
int first_with_pieces(int from, const Sizes& sizes) {
    const auto operations = program();
    while (from < static_cast<int>(operations.size()) && !has_pieces(*operations[static_cast<size_t>(from)], sizes)) ++from;
    return from;
}

bool copy(core::Buffer& to, const TensorView& from) {
    const std::int64_t count = std::int64_t{from.dims[0]} * from.strides[0];
    if (from.data == nullptr || !to.resize(count).ok()) return false;
    std::memcpy(to.data(), from.data, static_cast<size_t>(count) * sizeof(float));
    return true;
}

double difference(const core::Buffer& a, const core::Buffer& b) {
    double largest = 0;
    for (std::int64_t i = 0; i < a.size(); ++i) {
        const float x = a.data()[i], y = b.data()[i];
        if (x == y || (std::isnan(x) && std::isnan(y))) continue;
        const double apart = std::fabs(static_cast<double>(x) - static_cast<double>(y));
        if (!(apart <= std::numeric_limits<double>::max())) return std::numeric_limits<double>::quiet_NaN();
        largest = std::max(largest, apart);
    }
    return largest;
}

}  // namespace

int rows_of_piece(double cost_of_row, int left) {
    return std::min(left, std::max(1, static_cast<int>(kScalarPiece / std::max(cost_of_row, 1.0))));
}

Comparison::Comparison(const Document& doc, core::TileKernel tile) : doc_(doc), rule_(doc_), sizes_(sizes_of(doc)) {
    workspace_.tile = tile;
    double pairs = 0;
    for (int item = 0; item < sizes_.batch; ++item) pairs += visible_pairs(rule_.mask, item, {0, sizes_.queries}, sizes_.keys);
    multiply_adds_ = lab::multiply_adds({sizes_, pairs, pairs});
    for (const Way way : {Way::simd, Way::scalar}) rewind(way);
}

// Stages that no operation with pieces makes, and that are not made on the way by a fused one.
bool Comparison::is_input(TensorId stage) const { return std::ranges::count(kInputs, stage) > 0; }

core::Buffer& Comparison::numbers(Way way, TensorId stage, int layer) {
    const StoredAt at = stored_at(stage, layer, sizes_);
    const size_t index = index_of(at.stage);
    return is_input(at.stage) ? inputs_[index] : results_[static_cast<size_t>(way)][static_cast<size_t>(at.layer)][index];
}

bool Comparison::reserve(Way way) {
    results_[static_cast<size_t>(way)].resize(static_cast<size_t>(sizes_.layers));
    for (int layer = 0; layer < sizes_.layers; ++layer)
        for (const TensorInfo& row : stages()) {
            // Fused attention gives its weights and its context; what is between them is on request, and nobody asks.
            const std::int64_t count = is_input(row.id) ? 0 : floats_of(row, layer, sizes_, {});
            if (count > 0 && !numbers(way, row.id, layer).resize(count).ok()) return false;
        }
    return true;
}

bool Comparison::prepare(const Trace& trace) {
    for (const TensorId id : kInputs)
        if (stored_as(id, sizes_) == id && !copy(inputs_[index_of(id)], trace.view(id))) return false;
    packed_.resize(static_cast<size_t>(sizes_.layers));
    for (int layer = 0; layer < sizes_.layers; ++layer)
        for (const Operation* op : program()) {
            const TensorId weight = weight_of(*op);
            if (!is_used(*op, sizes_, layer) || weight == TensorId::none) continue;
            const Matrix w = stacked(doc_.matrix(weight, layer), Blocks(sizes_, info(weight)));
            core::PackedMatrix& packed = packed_[static_cast<size_t>(layer)][static_cast<size_t>(slot_of(weight))];
            if (!packed.pack(core::dense_matrix(w.data(), w.rows(), w.cols())).ok()) return false;
        }
    const std::int64_t square = std::int64_t{sizes_.queries} * sizes_.keys * sizes_.mask_heads;
    if (!visible_.resize(sizes_.batch * square / 4 + 1).ok()) return false;
    for (int item = 0; item < sizes_.batch; ++item)
        for (int r = 0; r < sizes_.of(Axis::mask_rows); ++r)
            visible_row(doc_, rule_, item, r / sizes_.queries, r % sizes_.queries,
                        const_cast<std::uint8_t*>(visible(item)) + std::int64_t{r} * sizes_.keys);
    return reserve(Way::simd) && reserve(Way::scalar);
}

const std::uint8_t* Comparison::visible(int item) const {
    return reinterpret_cast<const std::uint8_t*>(visible_.data()) +
           std::int64_t{item} * sizes_.of(Axis::mask_rows) * sizes_.keys;
}

void Comparison::rewind(Way way) { piece_of(way) = {.way = way, .operation = first_with_pieces(0, sizes_)}; }

bool Comparison::at_start(Way way) const {
    const Piece& piece = pieces_[static_cast<size_t>(way)];
    return piece.layer == 0 && piece.operation == first_with_pieces(0, sizes_) && piece.item == 0 && piece.head == 0 &&
           piece.row == 0;
}

int Comparison::run(Way way, double most) {
    int passes = 0;
    for (double done = 0;;) {
        done += next(way);
        if (at_start(way)) {
            ++passes;
            if (done + multiply_adds_ > most) return passes;
        } else if (done > most) {  // not at it: what is left may cost nothing
            return passes;
        }
    }
}

double Comparison::next(Way way) {
    Piece& piece = piece_of(way);
    const Operation& op = *program()[static_cast<size_t>(piece.operation)];
    const double done = op.piece(op, *this, piece);
    if (!piece.ended) return done;
    const int following = first_with_pieces(piece.operation + 1, sizes_);
    if (following < static_cast<int>(program().size())) piece = {.way = way, .layer = piece.layer, .operation = following};
    else if (piece.layer + 1 < sizes_.layers)
        piece = {.way = way, .layer = piece.layer + 1, .operation = first_with_pieces(0, sizes_)};
    else rewind(way);
    return done;
}

double Comparison::largest_difference() {
    double largest = 0;
    for (int layer = 0; layer < sizes_.layers; ++layer)
        for (const TensorId id : {TensorId::weights, TensorId::output}) {
            const double apart = difference(numbers(Way::simd, id, layer), numbers(Way::scalar, id, layer));
            if (std::isnan(apart)) return apart;
            largest = std::max(largest, apart);
        }
    return largest;
}

}  // namespace headscope::lab
