// Multi-head attention as one call: projections, attention, output projection. For the headless library and benchmarks;
// the laboratory calls the parts so that it can recompute only some of them.
#pragma once

#include "core/attention/attention.hpp"
#include "core/attention/rotary.hpp"
#include "core/kernels/packed_matrix.hpp"

namespace headscope::core {

/// The parameters, packed once. A matrix with no rows (never packed) means identity for W_q, W_k, W_v and "no output
/// projection" for W_o. A nullptr bias is none.
struct MultiHeadWeights {
    PackedMatrix W_q, W_k, W_v, W_o;
    const float* b_q = nullptr;
    const float* b_k = nullptr;
    const float* b_v = nullptr;
    const float* b_o = nullptr;
};

struct MultiHead {
    ConstTensor query_input;  ///< `[B, 1, S_q, query_width]`
    ConstTensor key_input;    ///< `[B, 1, S_current, key_width]`; the same view as query_input for self-attention
    ConstTensor value_input;  ///< `[B, 1, S_current, value_width]`
    const MultiHeadWeights* weights = nullptr;
    std::int32_t num_heads = 1;
    std::int32_t num_kv_heads = 1;
    ConstTensor past_key, past_value;  ///< optional, `[B, num_kv_heads, past, head_dim]`
    AttentionMask mask;
    bool use_default_scale = true;  ///< default_scale; otherwise `scale`
    float scale = 1.0f;
    float softcap = 0.0f;
    Scoring scoring;
    bool qk_norm = false;  ///< rms_norm of queries and keys, before they are rotated
    Rotary rotary;  ///< row r of the queries, and of the current keys, is at position past + r; the past is rotated already
    Alibi alibi;
    Dropout dropout;
    ConstTensor sinks;
    EmptyRows empty_rows = EmptyRows::zero;
};

/// Where the results go; a view without data is not wanted, except that `output` is always needed.
struct MultiHeadStages {
    Tensor query;               ///< `[B, num_heads, S_q, head_dim]`, any strides with contiguous columns
    Tensor key;                 ///< `[B, num_kv_heads, S_current, head_dim]`
    Tensor value;               ///< `[B, num_kv_heads, S_current, value_dim]`
    Tensor normed_query;        ///< query after qk_norm; equals query when off
    Tensor normed_key;          ///< key likewise
    Tensor rotated_query;       ///< normed_query after rotary, which the scores are made of; equals it when off
    Tensor rotated_key;         ///< normed_key likewise; this is what a cache keeps
    Tensor present_key;         ///< `[B, num_kv_heads, S_k, head_dim]`
    Tensor present_value;       ///< `[B, num_kv_heads, S_k, value_dim]`
    AttentionStages attention;  ///< its `context` is `[B, num_heads, S_q, value_dim]`
    Tensor concat;              ///< `[B, 1, S_q, num_heads*value_dim]`
    Tensor output;              ///< `[B, 1, S_q, out]`, out = W_o's columns or num_heads*value_dim
};

/// Widths that follow from inputs and weights. head_dim = query columns / num_heads, value_dim = value columns / num_kv_heads.
struct MultiHeadShape {
    std::int32_t batch = 0, num_queries = 0, num_current = 0, num_keys = 0;
    std::int32_t query_dim = 0, head_dim = 0, value_dim = 0, output_width = 0;  ///< query_dim = head_dim unless bilinear
};
Status shape_of(const MultiHead& problem, MultiHeadShape& shape);

/// Intermediate memory, kept by the caller between calls.
struct MultiHeadMemory {
    Buffer query, key, value, concat;
    Buffer turned_query, turned_key;  ///< normalised and rotated
    RotaryAngles angles;
    PackedHeads heads;
    Workspace workspace;
};

/// Attention on heads that are given, as the problem says apart from its inputs and weights: normalises and rotates, packs keys and
/// values, then writes the wanted of `stages.attention`, of the stages after query and key, `present_key` and `present_value`. Errors as
/// attend; out_of_range rotary.head_dim where heads cannot be rotated, rotary.base.
Status attend_heads(const MultiHead& problem, const ConstTensor& query, const KeysValues& keys_values,
                    const MultiHeadStages& stages, MultiHeadMemory& memory);

/// The whole, from inputs to output. Errors as attend and project; argument names are the field names. Nothing is written on an error, except that
/// running out of memory may leave stages unspecified.
Status multi_head_attention(const MultiHead& problem, const MultiHeadStages& stages, MultiHeadMemory& memory);

}  // namespace headscope::core
