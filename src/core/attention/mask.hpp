// What a query may attend to: every kind of mask, and how they compose.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "core/base/tensor.hpp"

namespace headscope::core {

/// A mask that broadcasts to `[B, num_heads, S_q, S_k]`: a broadcast dimension has stride 0.
template <class T>
struct BroadcastView {
    const T* data = nullptr;
    std::array<std::ptrdiff_t, 4> strides{};

    explicit operator bool() const { return data != nullptr; }
    const T* row(std::int32_t batch, std::int32_t head, std::int32_t query) const {
        return data + batch * strides[0] + head * strides[1] + query * strides[2];
    }
};

/// All masks of one attention; each is optional and they compose: a key is visible when every one of them allows it.
struct AttentionMask {
    BroadcastView<std::uint8_t> allowed;              ///< boolean: non-zero = may attend (PyTorch SDPA, ONNX polarity)
    BroadcastView<float> attn_bias;                   ///< added to the scaled scores; -inf hides the key whatever its score
    const std::uint8_t* key_padding = nullptr;        ///< `[B, S_k]`, non-zero = a real key
    const std::int32_t* key_valid_lengths = nullptr;  ///< `[B]`: keys at or beyond the length are hidden; 0..S_k
    /// Causal and window count from d = i + past_length + diagonal: 0 is top-left, S_k - S_q bottom-right (without a past).
    std::int32_t diagonal = 0;
    bool causal = false;             ///< key j visible to query i when j <= d
    std::int32_t window_left = -1;   ///< key j visible when j >= d - window_left; -1 = no bound
    std::int32_t window_right = -1;  ///< key j visible when j <= d + window_right; -1 = no bound
};

/// Keys `[begin, end)` that causal, window and valid length leave to one query; empty when begin == end.
/// Hidden keys inside the range can only come from `allowed`, `key_padding` and -inf in `attn_bias`.
Range visible_keys(const AttentionMask& mask, std::int32_t batch, std::int32_t query, std::int32_t past_length,
                   std::int32_t num_keys);

/// Whether one key is visible to one query, by every mask (in `attn_bias` -inf hides).
bool is_visible(const AttentionMask& mask, std::int32_t batch, std::int32_t head, std::int32_t query, std::int32_t key,
                std::int32_t past_length, std::int32_t num_keys);

}  // namespace headscope::core
