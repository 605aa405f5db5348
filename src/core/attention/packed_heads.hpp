// Keys and values laid out for the attention kernels; kept by the caller from one evaluation to the next.
#pragma once

#include "core/base/buffer.hpp"
#include "core/base/tensor.hpp"

namespace headscope::core {

/// Keys and values before packing. With a past, the key axis is past keys first: S_k = past + current.
struct KeysValues {
    ConstTensor key;         ///< `[B, num_kv_heads, S_current, head_dim]`
    ConstTensor value;       ///< `[B, num_kv_heads, S_current, value_dim]`
    ConstTensor past_key;    ///< optional `[B, num_kv_heads, past, head_dim]`
    ConstTensor past_value;  ///< optional `[B, num_kv_heads, past, value_dim]`
};

/// K^T and V in panels, per batch item and key/value head.
/// After an edit re-pack only the heads and keys it reaches; the result has the bits of a full `pack`.
class PackedHeads {
public:
    /// Packs everything. Errors: missing, shape_mismatch, out_of_range, too_large, not_contiguous, out_of_memory.
    Status pack(const KeysValues& source);
    /// Re-reads keys (K) of the given batch items, heads and key positions (absolute, past included) from a source with the
    /// shapes that were packed. Errors: shape_mismatch, out_of_range.
    Status repack_keys(const KeysValues& source, Range batch, Range kv_heads, Range keys);
    /// The same for values (V).
    Status repack_values(const KeysValues& source, Range batch, Range kv_heads, Range keys);

    std::int32_t batch() const { return batch_; }
    std::int32_t num_kv_heads() const { return num_kv_heads_; }
    std::int32_t num_keys() const { return num_keys_; }  ///< S_k, past included
    std::int32_t past_length() const { return past_length_; }
    std::int32_t head_dim() const { return head_dim_; }
    std::int32_t value_dim() const { return value_dim_; }

    /// K^T of one head: panels of kPanelWidth keys, each `[head_dim][kPanelWidth]`, zero beyond the last key.
    const float* keys(std::int32_t batch, std::int32_t kv_head) const;
    /// V of one head: panels of kPanelWidth columns, each `[S_k][kPanelWidth]`, zero beyond the last column.
    const float* values(std::int32_t batch, std::int32_t kv_head) const;
    /// False when a value of this head is NaN or infinite, or so large that a sum of many might be: keys of weight 0 must then be
    /// skipped, not multiplied, and weights be whole before the sum.
    bool values_moderate(std::int32_t batch, std::int32_t kv_head) const;

private:
    Status check(const KeysValues& source) const;
    Status check_same(const KeysValues& source, Range batch, Range kv_heads, Range keys) const;
    std::int64_t head_index(std::int32_t batch, std::int32_t kv_head) const;
    void copy_keys(const KeysValues& source, std::int32_t batch, std::int32_t kv_head, Range keys);
    void copy_values(const KeysValues& source, std::int32_t batch, std::int32_t kv_head, Range keys);

    Buffer keys_;
    Buffer values_;
    Buffer moderate_;  // one flag per head
    std::int32_t batch_ = 0, num_kv_heads_ = 0, num_keys_ = 0, past_length_ = 0, head_dim_ = 0, value_dim_ = 0;
};

/// Copies past then current into `present` `[B, num_kv_heads, past + S_current, dim]`, the cache for the next call.
/// Errors: missing, shape_mismatch, not_contiguous.
Status append_past(const ConstTensor& past, const ConstTensor& current, const Tensor& present);

}  // namespace headscope::core
