// The two ways side by side. A piece is a whole projection or item for the vectorised core, some rows for scalar code.
#include "lab/comparison.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

#include "core/attention/projection.hpp"
#include "core/attention/scalar.hpp"
#include "lab/cost.hpp"

namespace headscope::lab {
namespace {

constexpr MatrixId kWeights[] = {MatrixId::W_q, MatrixId::W_k, MatrixId::W_v, MatrixId::W_o};
constexpr MatrixId kBiases[] = {MatrixId::b_q, MatrixId::b_k, MatrixId::b_v, MatrixId::b_o};

/// Multiply-adds of a piece of scalar code: a fraction of a millisecond, so that the page goes on on a slow machine, too.
constexpr double kScalarPiece = 2e5;

/// How many rows that cost so much make a piece, at most all that are left.
int rows_of_piece(double cost_of_row, int left) {
    return std::min(left, std::max(1, static_cast<int>(kScalarPiece / std::max(cost_of_row, 1.0))));
}

core::ConstMatrixView view(const Matrix& matrix) { return core::dense_matrix(matrix.data(), matrix.rows(), matrix.cols()); }

bool copy(core::Buffer& to, const StageView& from) {
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

Comparison::Comparison(const Document& doc, core::TileKernel tile) : doc_(doc), rule_(doc_), shape_(shape_of(doc)) {
    workspace_.tile = tile;
    double pairs = 0;
    for (int item = 0; item < shape_.batch; ++item) pairs += visible_pairs(rule_.mask, item, {0, shape_.queries}, shape_.keys);
    multiply_adds_ = full_multiply_adds(shape_, pairs, pairs);
}

bool Comparison::reserve(Results& results) {
    const std::int64_t rows = std::int64_t{shape_.batch} * shape_.queries, keys = std::int64_t{shape_.batch} * shape_.keys;
    bool ok = results.weights.resize(rows * shape_.heads * shape_.keys).ok() && results.concat.resize(rows * shape_.width).ok();
    for (int i = 0; i < 3; ++i) ok = ok && results.projected[i].resize((i == 0 ? rows : keys) * shape_.width).ok();
    return ok && (!shape_.projected || results.output.resize(rows * shape_.d_model).ok());
}

bool Comparison::prepare(const Trace& trace) {
    if (!copy(input_, trace.view(Stage::input)) || (shape_.cross && !copy(memory_, trace.view(Stage::memory)))) return false;
    for (int i = 0; i < (shape_.projected ? 4 : 3); ++i)
        if (!packed_[i].pack(view(doc_.matrix(kWeights[i]))).ok()) return false;
    const std::int64_t square = std::int64_t{shape_.queries} * shape_.keys;
    if (!visible_.resize(shape_.batch * square / 4 + 1).ok()) return false;
    for (int item = 0; item < shape_.batch; ++item)
        for (int r = 0; r < shape_.queries; ++r)
            visible_row(doc_, rule_, item, r,
                        reinterpret_cast<std::uint8_t*>(visible_.data()) + item * square + std::int64_t{r} * shape_.keys);
    return reserve(results_[0]) && reserve(results_[1]);
}

int Comparison::run(Way way, double most) {
    int passes = 0;
    for (double done = 0;;) {
        done += piece(way);
        if (at_start(way)) {
            ++passes;
            if (done + multiply_adds_ > most) return passes;
        } else if (done >= most) {
            return passes;
        }
    }
}

double Comparison::piece(Way way) {
    Place& place = places_[index(way)];
    return place.part == Part::attention ? attend(way, place) : project(way, place);
}

double Comparison::project(Way way, Place& place) {
    const auto which = static_cast<size_t>(place.part == Part::output ? 3 : static_cast<int>(place.part));
    const bool of_keys = place.part == Part::key || place.part == Part::value;
    Results& results = results_[index(way)];
    const core::Buffer& from = which == 3 ? results.concat : of_keys && shape_.cross ? memory_ : input_;
    core::Buffer& to = which == 3 ? results.output : results.projected[which];
    const Matrix& w = doc_.matrix(kWeights[which]);
    const float* bias = doc_.on(Param::biases) ? doc_.matrix(kBiases[which]).data() : nullptr;
    const int all = shape_.batch * (of_keys ? shape_.keys : shape_.queries);
    const auto x = core::dense_matrix<const float>(from.data(), all, w.rows());
    const core::MatrixView y = core::dense_matrix(to.data(), all, w.cols());
    const double cost = static_cast<double>(w.rows()) * w.cols();
    Range rows{place.row, all};
    if (way == Way::scalar) {
        rows.end = rows.begin + rows_of_piece(cost, all - rows.begin);
        core::scalar::project(x, view(w), bias, y, rows);
    } else {
        // The arguments are a document's; only attention takes more memory, see ok().
        ok_ = core::project(x, packed_[which], bias, y, rows, {0, w.cols()}, workspace_).ok() && ok_;
    }
    place.row = rows.end;
    if (rows.end == all) {
        const auto next = static_cast<Part>(static_cast<int>(place.part) + 1);
        place = next == Part::count_ ? Place{} : Place{.part = next};
    }
    return cost * rows.size();
}

core::KeysValues Comparison::keys_values(Results& results) const {
    const auto heads = [&](core::Buffer& memory) {
        return core::split_heads<const float>(memory.data(), shape_.batch, shape_.keys, shape_.heads, shape_.head_dim());
    };
    return {heads(results.projected[1]), heads(results.projected[2]), {}, {}};
}

core::Attention Comparison::attention(int item, Results& results) const {
    const auto* visible =
        reinterpret_cast<const std::uint8_t*>(visible_.data()) + std::int64_t{item} * shape_.queries * shape_.keys;
    core::Attention attention = attention_of(doc_, rule_, item, visible);
    attention.query = core::split_heads<const float>(results.projected[0].data(), shape_.batch, shape_.queries, shape_.heads,
                                                     shape_.head_dim());
    attention.heads = &packed_heads_;
    return attention;
}

double Comparison::attend(Way way, Place& place) {
    Results& results = results_[index(way)];
    const core::KeysValues source = keys_values(results);
    const core::Attention problem = attention(place.item, results);
    core::AttentionStages stages;
    stages.weights = core::dense_view(results.weights.data(), shape_.batch, shape_.heads, shape_.queries, shape_.keys);
    stages.context = core::split_heads(results.concat.data(), shape_.batch, shape_.queries, shape_.heads, shape_.head_dim());
    core::Region region{{place.item, place.item + 1}, {0, shape_.heads}, {0, shape_.queries}};
    if (way == Way::scalar) {
        const int rows = rows_of_piece(2.0 * shape_.keys * shape_.head_dim(), shape_.queries - place.row);
        region.heads = {place.head, place.head + 1};
        region.queries = {place.row, place.row + rows};
        core::scalar::attend(problem, source, region, stages.weights, stages.context);
    } else {
        if (place.item == 0) ok_ = packed_heads_.pack(source).ok() && ok_;
        ok_ = ok_ && core::attend(problem, region, stages, workspace_).ok();
    }
    place.row = region.queries.end;
    if (place.row == shape_.queries) place.row = 0, place.head = region.heads.end;
    if (place.head == shape_.heads) place.head = 0, ++place.item;
    if (place.item == shape_.batch) place = shape_.projected ? Place{.part = Part::output} : Place{};
    return 2 * static_cast<double>(region.heads.size()) * shape_.head_dim() *
           visible_pairs(rule_.mask, region.batch.begin, region.queries, shape_.keys);
}

double Comparison::largest_difference() const {
    const double of_weights = difference(results_[0].weights, results_[1].weights);
    const double of_outputs = difference(output_of(results_[0]), output_of(results_[1]));
    return std::isnan(of_weights) ? of_weights : std::isnan(of_outputs) ? of_outputs : std::max(of_weights, of_outputs);
}

}  // namespace headscope::lab
