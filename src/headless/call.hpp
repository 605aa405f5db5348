// The description of one attention as the JavaScript side writes it into this module's memory: 32-bit words, in order.
#pragma once

#include <cstdint>

namespace headscope::headless {

static_assert(sizeof(void*) == 4, "the layout is shared with JavaScript and assumes wasm32");

/// A tensor `[batch, head, row, column]` with contiguous columns; `data == nullptr` means not given or not wanted.
/// JavaScript guarantees that the memory behind it is as large as dims and strides say.
struct TensorWords {
    float* data;
    std::int32_t dims[4];
    std::int32_t strides[3];
};

/// A dense matrix `[rows, columns]`.
struct MatrixWords {
    const float* data;
    std::int32_t rows;
    std::int32_t columns;
};

/// A mask that broadcasts to `[B, num_heads, S_q, S_k]` with strides of 0.
struct MaskWords {
    const void* data;
    std::int32_t strides[4];
};

/// Everything about one call. headless/abi.js holds the same list; `hs_call_words` lets it notice a difference.
struct Call {
    TensorWords query;  // for multi-head attention the input `[B, 1, S_q, width]`, likewise key and value
    TensorWords key;
    TensorWords value;
    TensorWords past_key;
    TensorWords past_value;
    MatrixWords W_q, W_k, W_v, W_o;
    const float* b_q;
    const float* b_k;
    const float* b_v;
    const float* b_o;
    MaskWords allowed;    // bytes
    MaskWords attn_bias;  // floats
    const std::uint8_t* key_padding;
    const std::int32_t* key_valid_lengths;
    std::int32_t causal;
    std::int32_t window_left;
    std::int32_t window_right;
    std::int32_t use_default_scale;
    float scale;
    float softcap;
    std::int32_t scoring_kind;
    TensorWords scoring_matrix;
    TensorWords scoring_vector;
    std::int32_t qk_norm;
    std::int32_t rotary;  // 0 off, 1 halves, 2 interleaved
    float rotary_base;
    std::int32_t alibi;
    const float* alibi_slopes;
    float dropout_probability;
    std::uint32_t seed_low;
    std::uint32_t seed_high;
    std::int32_t empty_rows;
    TensorWords sinks;
    std::int32_t num_heads;
    std::int32_t num_kv_heads;
    TensorWords query_stage, key_stage, value_stage;  // after the projections
    TensorWords normed_query, normed_key, rotated_query, rotated_key;
    TensorWords present_key, present_value;
    TensorWords scores, uncapped, scaled, position_bias, masked, weights, dropped_weights, context;
    TensorWords concat;
    TensorWords output;
};

/// The core's Status as JavaScript reads it.
struct StatusWords {
    double got;
    double expected;
    std::int32_t code;
    const char* argument;
};

}  // namespace headscope::headless
