// The memory behind a trace: one buffer per stage and layer, kept from one evaluation to the next, and the revisions of its pictures.
#pragma once

#include <vector>

#include "core/base/buffer.hpp"
#include "core/base/limits.hpp"
#include "lab/model/sizes.hpp"
#include "lab/program/difference.hpp"
#include "lab/program/trace.hpp"

namespace headscope::lab {

class TraceMemory final : public Trace {
public:
    enum class Reserved { kept, dropped, failed };
    /// Makes room. `kept`: stages whose size did not grow keep their numbers. `dropped`: nothing is kept, as too much memory
    /// was held for earlier shapes. `failed`: out of memory; the numbers are lost, the room that was there is not.
    Reserved reserve(const Sizes& sizes, TensorSet wanted);
    /// No trace: every view is empty.
    void clear() { sizes_ = {}; }

    TensorView view(TensorId stage, int layer = 0) const override;
    std::uint64_t revision(TensorId stage, int item, int head, int layer = 0) const override;
    const std::uint8_t* visible(int item, int head) const override;
    std::uint64_t visible_revision(int item) const override;
    bool empty_row(int item, int head, int query) const override;
    float scale() const override { return scale_; }
    double full_multiply_adds() const override;
    double last_multiply_adds() const override { return last_multiply_adds_; }
    double full_square_multiply_adds() const override;
    double last_square_multiply_adds() const override { return last_square_multiply_adds_; }

    const Sizes& sizes() const { return sizes_; }
    /// Memory of a stage of a layer; nullptr when it is not kept.
    float* numbers(TensorId stage, int layer);
    core::Tensor tensor(TensorId stage, int layer);
    /// The first of the heads' that have masks of their own.
    std::uint8_t* visible_bytes(int item, int head = 0);
    std::uint8_t* empty_rows(int item, int head);

    /// The next revisions belong to a new evaluation, which has cost nothing yet.
    void begin(float scale);
    /// The item's masks leave that many pairs; see visible_pairs.
    void count_pairs(int item, double pairs);
    void count(double multiply_adds) { last_multiply_adds_ += multiply_adds; }
    void count_square(double multiply_adds) {
        count(multiply_adds);
        last_square_multiply_adds_ += multiply_adds;
    }
    /// Revisions of these heads (of a stage without heads: of its one), and of what shows the same numbers.
    void touch(TensorId stage, int layer, int item, Range heads = {0, 1});
    void touch_visible(int item);

private:
    /// Pairs whose scores a whole evaluation computes: all where they are shown, else the visible ones.
    double score_pairs() const;

    Sizes sizes_;
    TensorSet wanted_;
    struct OfLayer {
        std::array<core::Buffer, kTensorCount> buffers;
        std::array<std::int64_t, kTensorCount> held{};                   // floats of each
        std::array<std::vector<std::uint64_t>, kTensorCount> revisions;  // by item and head
    };
    std::vector<OfLayer> layers_;
    core::Buffer masks_;  // bytes: visible [B, mask_heads, S_q, S_k], then empty rows [B, mask_heads, S_q]
    std::array<std::uint64_t, core::kMaxBatch> visible_revisions_{};
    std::uint64_t clock_ = 0;
    float scale_ = 1;
    std::array<double, core::kMaxBatch> visible_pairs_{};
    double visible_pairs_in_all_ = 0, last_multiply_adds_ = 0, last_square_multiply_adds_ = 0;
};

}  // namespace headscope::lab
