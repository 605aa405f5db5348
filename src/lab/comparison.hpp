// A document's whole forward pass by two ways, the vectorised core and plain scalar code, in pieces short enough for a page.
#pragma once

#include "core/attention/attention.hpp"
#include "core/attention/packed_heads.hpp"
#include "core/kernels/packed_matrix.hpp"
#include "lab/changes.hpp"
#include "lab/trace.hpp"
#include "lab/visibility.hpp"

namespace headscope::lab {

/// Both ways compute the same from the same inputs into memory of the same size: the projections, attention with its weights,
/// and the output, for every batch item. There is no clock in here: who calls run() takes the time.
class Comparison {
public:
    enum class Way { simd, scalar };
    /// Beyond this a pass of scalar code takes seconds.
    static constexpr double kMostMultiplyAdds = 2e9;

    Comparison(const Document& doc, core::TileKernel tile);
    Comparison(const Comparison&) = delete;
    Comparison& operator=(const Comparison&) = delete;

    /// Takes copies of the inputs from the document's trace, makes room for the results and packs the weights; before the first
    /// run(). Neither document nor trace is needed afterwards. False: not enough memory.
    bool prepare(const Trace& trace);
    /// Of one pass; see full_multiply_adds.
    double multiply_adds() const { return multiply_adds_; }
    /// Goes on with one way for about that many multiply-adds, or to the end of a pass if another whole one would be more.
    /// Returns how many passes ended.
    int run(Way way, double multiply_adds);
    bool at_start(Way way) const { return places_[index(way)] == Place{}; }
    void rewind(Way way) { places_[index(way)] = {}; }
    /// False when the core ran out of memory in between; nothing measured counts then.
    bool ok() const { return ok_; }
    /// What a way has computed: [B, m, S_q, S_k], and [B, S_q, width].
    const float* weights(Way way) const { return results_[index(way)].weights.data(); }
    const float* output(Way way) const { return output_of(results_[index(way)]).data(); }
    /// Largest difference between the weights and outputs of both, each having ended a pass. NaN: where one has a number the
    /// other has none.
    double largest_difference() const;

private:
    enum class Part : int { query, key, value, attention, output, count_ };
    struct Place {
        Part part = Part::query;
        int item = 0, head = 0, row = 0;
        bool operator==(const Place&) const = default;
    };
    /// Query, key, value, concat and output, [B*S, width] each; the weights, [B, m, S_q, S_k].
    struct Results {
        core::Buffer projected[3], weights, concat, output;
    };
    static size_t index(Way way) { return static_cast<size_t>(way); }

    const core::Buffer& output_of(const Results& results) const { return shape_.projected ? results.output : results.concat; }
    bool reserve(Results& results);
    /// The next piece of a pass; its multiply-adds.
    double piece(Way way);
    double project(Way way, Place& place);
    double attend(Way way, Place& place);
    core::KeysValues keys_values(Results& results) const;
    core::Attention attention(int item, Results& results) const;

    Document doc_;
    MaskRule rule_;
    TraceShape shape_;
    double multiply_adds_ = 0;
    core::Workspace workspace_;
    core::Buffer input_, memory_;  // with positions
    core::Buffer visible_;         // bytes [B, S_q, S_k] of a painted boolean mask
    core::PackedMatrix packed_[4];
    core::PackedHeads packed_heads_;
    std::array<Results, 2> results_;
    std::array<Place, 2> places_;
    bool ok_ = true;
};

}  // namespace headscope::lab
