// The trace: every stage of one forward pass, with its shape. Read-only for everyone but the evaluator.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace headscope::lab {

enum class Stage : int {
    input,          // X (+ positions)            [B, 1, S_q, d_model]
    memory,         // what keys and values read  [B, 1, S_k, d_memory or d_model]
    query,          // [B, m, S_q, h]
    key,            // [B, m, S_k, h]
    value,          // [B, m, S_k, h]
    scores,         // q k^T                      [B, m, S_q, S_k]   on request
    scaled,         // scores * scale / temperature, softcapped when that is on;   on request
    masked_scores,  // + bias, -inf where hidden  on request
    weights,        // softmax over keys; always kept
    context,        // weights v                  [B, m, S_q, h]
    concat,         // heads side by side         [B, 1, S_q, m*h]; the same memory as context
    output,         // concat W_o + b_o           [B, 1, S_q, d_model]
    count_
};
inline constexpr int kStageCount = static_cast<int>(Stage::count_);
/// "input", "query", "masked_scores", ... as in the page API.
std::string_view key_of(Stage stage);

/// Stages beyond the always kept ones that someone looks at.
struct StageSet {
    bool scores = false, scaled = false, masked_scores = false;
    bool operator==(const StageSet&) const = default;
};

/// A [dims[0], dims[1], dims[2], dims[3]] view; the last dimension is contiguous. data == nullptr: not kept.
struct StageView {
    const float* data = nullptr;
    std::array<int, 4> dims{};
    std::array<std::ptrdiff_t, 3> strides{};  // of batch, head, row, in floats
    const float* row(int item, int head, int r) const { return data + item * strides[0] + head * strides[1] + r * strides[2]; }
    float at(int item, int head, int r, int c) const { return row(item, head, r)[c]; }
};

/// Which of the composed masks hides a cell; a set of bits.
enum HiddenBy : unsigned {
    hidden_by_none = 0,
    hidden_by_causal = 1,
    hidden_by_padding = 2,
    hidden_by_window = 4,
    hidden_by_custom = 8
};

class Trace {
public:
    virtual ~Trace() = default;
    virtual StageView view(Stage stage) const = 0;
    /// Grows whenever a number of this head (of this batch item) changed: what a picture must upload again.
    virtual std::uint64_t revision(Stage stage, int item, int head) const = 0;
    /// [S_q, S_k] bytes, 1 = may attend; the same for all heads of the item.
    virtual const std::uint8_t* visible(int item) const = 0;
    virtual std::uint64_t visible_revision(int item) const = 0;
    /// True when query row i of the item may attend to nothing: weights and context are zero there.
    virtual bool empty_row(int item, int query) const = 0;
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
