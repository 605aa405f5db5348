// Attention forward: softmax(mask(softcap(scale * scores) + position bias)) V, over any region, with every stage on request.
#pragma once

#include <cstdint>

#include "core/attention/mask.hpp"
#include "core/attention/packed_heads.hpp"
#include "core/attention/positions.hpp"
#include "core/base/tensor.hpp"
#include "core/kernels/workspace.hpp"

namespace headscope::core {

/// How a query and a key give a score.
enum class ScoringKind : std::uint8_t {
    dot,       ///< q . k                          (Vaswani et al. 2017, arXiv 1706.03762)
    bilinear,  ///< q^T M k, M `[query_dim, head_dim]` (Luong et al. 2015, arXiv 1508.04025, "general")
    additive,  ///< v . tanh(q + k), v `[head_dim]`    (Bahdanau et al. 2015, arXiv 1409.0473; W and U are the projections)
};

struct Scoring {
    ScoringKind kind = ScoringKind::dot;
    ConstTensor matrix;  ///< bilinear only: `[1, num_heads or 1, query_dim, head_dim]`
    ConstTensor vector;  ///< additive only: `[1, num_heads or 1, 1, head_dim]`
};

/// Zeroes weights at random and scales the others by 1/(1-probability). The draw of an element depends only on the seed and
/// its position (batch, head, query, key), so a region draws what the whole would. 0 = off; allowed [0, 1).
struct Dropout {
    float probability = 0.0f;
    std::uint64_t seed = 0;
};

/// What the weights of a query are that may attend to no key. Dropout and the sum of values take them like any other.
enum class EmptyRows : std::uint8_t {
    zero,     ///< all 0
    nan,      ///< NaN: the softmax of nothing but -inf
    uniform,  ///< 1 / S_k for every key, hidden ones too: what a large negative number in place of -inf gives
};

/// Element `[batch, head, query, key]` of weights `[B, num_heads, S_q, S_k]` as one number, by which its draw is known.
constexpr std::uint64_t weight_index(std::int32_t batch, std::int32_t head, std::int32_t query, std::int32_t key,
                                     std::int32_t num_heads, std::int32_t num_queries, std::int32_t num_keys) {
    const auto next = [](std::uint64_t so_far, std::int32_t size, std::int32_t index) {
        return so_far * static_cast<std::uint64_t>(size) + static_cast<std::uint64_t>(index);
    };
    return next(next(next(static_cast<std::uint64_t>(batch), num_heads, head), num_queries, query), num_keys, key);
}
/// Whether the draw of that element drops it.
bool is_dropped(const Dropout& dropout, std::uint64_t weight_index);
/// What the weights that stay are multiplied by: 1 / (1 - probability).
inline float kept_factor(const Dropout& dropout) { return 1.0f / (1.0f - dropout.probability); }

/// A bias that grows with the distance of query and key, see alibi_slope. The position of query i is i + past_length.
struct Alibi {
    bool on = false;
    const float* slopes = nullptr;  ///< `[num_heads]`, any finite numbers; nullptr = those of the paper

    float slope(std::int32_t head, std::int32_t num_heads) const {
        return !on ? 0.0f : slopes ? slopes[head] : alibi_slope(head, num_heads);
    }
};

/// One attention. Query head i uses key/value head i / (num_heads / num_kv_heads).
struct Attention {
    ConstTensor query;                   ///< `[B, num_heads, S_q, head_dim]` (query_dim for bilinear)
    const PackedHeads* heads = nullptr;  ///< packed keys and values
    AttentionMask mask;
    float scale = 1.0f;    ///< see default_scale; any finite value, negative too; temperature divides it
    float softcap = 0.0f;  ///< c * tanh(x / c) after the scale; 0 = off, else > 0
    Scoring scoring;
    Alibi alibi;
    Dropout dropout;
    /// Optional `[1, num_heads or 1, 1, 1]`, finite: a sink's logit, e^logit more in the softmax's denominator, with no value (as in
    /// gpt-oss, 2025; a logit of 0 is the "softmax off by one"). Neither scaled nor capped. Rows then sum to less than 1, and one
    /// that may attend to nothing is 0, whatever `empty_rows`.
    ConstTensor sinks;
    EmptyRows empty_rows = EmptyRows::zero;

    /// Whether a row with no visible key has weights other than 0.
    bool fills_empty_rows() const { return empty_rows != EmptyRows::zero && !sinks; }
};

/// 1/sqrt(head_dim), the default scale of dot-product attention, rounded once from float64; 1 of additive scoring, whose tanh keeps
/// every term in bounds.
float default_scale(std::int32_t head_dim, ScoringKind scoring = ScoringKind::dot);

/// Part of an attention; the whole is `whole_region`.
struct Region {
    Range batch;
    Range heads;
    Range queries;
};
Region whole_region(const Attention& attention);

/// Where each stage goes; a view without data is not wanted and costs nothing. Every view spans the whole attention
/// (`[B, num_heads, S_q, S_k]`, context `[B, num_heads, S_q, value_dim]`) and is addressed by absolute index; only rows of
/// the region are written, always the whole row. Views must not overlap each other or the inputs.
struct AttentionStages {
    Tensor scores;           ///< raw, hidden keys included
    Tensor uncapped;         ///< scores * scale
    Tensor scaled;           ///< softcap * tanh(uncapped / softcap); equals uncapped when off
    Tensor position_bias;    ///< -slope |i + past_length - j| of Alibi, hidden keys included; 0 when off
    Tensor masked_scores;    ///< scaled + position_bias + attn_bias, -inf at hidden keys
    Tensor weights;          ///< softmax over keys; exactly 0 at hidden keys; a row with no visible key as EmptyRows says
    Tensor dropped_weights;  ///< after dropout; equals weights when off
    Tensor context;          ///< dropped_weights V; use split_heads(...) of the concat memory to merge heads without a copy
};

/// Computes the wanted stages for the region.
///
/// The bits of an element depend on its own inputs only: not on the region, the stages wanted, the tile kernel, or its
/// neighbours. Each sum is one chain in order of the index up to kLongestChain terms, and keeps its accuracy beyond
/// (long_sum.hpp); a key of weight 0 contributes nothing, even when its value is NaN. A row with NaN or +inf among its visible
/// scores has NaN weights there. Memory: one block of query rows.
/// Errors (argument names are the field names): missing, shape_mismatch, out_of_range, too_large, not_contiguous,
/// not_finite (scale, softcap, alibi.slopes, dropout.probability, sinks), out_of_memory.
Status attend(const Attention& attention, const Region& region, const AttentionStages& stages, Workspace& workspace);

/// What attend would return for its arguments, without computing.
Status check_attention(const Attention& attention, const Region& region, const AttentionStages& stages);

}  // namespace headscope::core
