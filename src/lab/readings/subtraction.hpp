// The present minus another state, an earlier one or another library's: a trace whose numbers are differences.
#pragma once

#include <array>
#include <vector>

#include "core/base/buffer.hpp"
#include "lab/model/document.hpp"
#include "lab/program/trace.hpp"

namespace headscope::lab {

/// A document and its forward pass.
struct Moment {
    const Document* document = nullptr;
    const Trace* trace = nullptr;
};

/// Reads two moments of the same sizes. Every view and matrix holds now - then; the same number (also the same infinity, or NaN both
/// times) gives 0, and nothing else does. Only what is asked for is computed, and only again when a revision or a matrix changed. Masks
/// and costs are those of now.
class Subtraction final : public Trace {
public:
    void show(Moment now, Moment then) { now_ = now, then_ = then; }

    TensorView view(TensorId stage, int layer = 0) const override;
    std::uint64_t revision(TensorId stage, int item, int head, int layer = 0) const override;
    const std::uint8_t* visible(int item, int head) const override { return now_.trace->visible(item, head); }
    std::uint64_t visible_revision(int item) const override { return now_.trace->visible_revision(item); }
    bool empty_row(int item, int head, int query) const override { return now_.trace->empty_row(item, head, query); }
    float scale() const override { return now_.trace->scale(); }
    double full_multiply_adds() const override { return now_.trace->full_multiply_adds(); }
    double last_multiply_adds() const override { return now_.trace->last_multiply_adds(); }
    double full_square_multiply_adds() const override { return now_.trace->full_square_multiply_adds(); }
    double last_square_multiply_adds() const override { return now_.trace->last_square_multiply_adds(); }

    /// Forgets what was computed: the next moment to subtract has revisions of its own.
    void forget() {
        parts_ = {};
        matrices_ = {};
    }
    /// How many numbers of a stage differ, of all items and heads.
    int differing(TensorId stage, int layer = 0) const;

    /// A matrix of the document; its storage is the same as long as its numbers are.
    const Matrix& matrix(TensorId id, int owner) const;

private:
    /// What was computed for a stage: per item and head the two revisions it is of, and its own.
    struct Part {
        core::Buffer numbers;
        TensorView shape;
        std::vector<std::array<std::uint64_t, 3>> revisions;
        std::vector<int> differing;
    };
    struct Pair {
        Matrix now, then, difference;
    };
    /// Up to date; nullptr where there is no difference.
    const Part* part_of(TensorId stage, int layer) const;

    Moment now_, then_;
    mutable std::array<std::vector<Part>, kTensorCount> parts_;  // by layer
    mutable std::array<std::vector<Pair>, kTensorCount> matrices_;
    mutable std::uint64_t clock_ = 0;
};

}  // namespace headscope::lab
