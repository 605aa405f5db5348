// How masks compose.
#include "core/attention/mask.hpp"

#include <algorithm>
#include <limits>

namespace headscope::core {

Range visible_keys(const AttentionMask& mask, std::int32_t batch, std::int32_t query, std::int32_t past_length,
                   std::int32_t num_keys) {
    // In 64 bits: window bounds may be as large as an int.
    const std::int64_t diagonal = std::int64_t{query} + past_length + mask.diagonal;
    std::int64_t begin = 0, end = num_keys;
    if (mask.key_valid_lengths) end = std::min<std::int64_t>(end, mask.key_valid_lengths[batch]);
    if (mask.causal) end = std::min(end, diagonal + 1);
    if (mask.window_right >= 0) end = std::min(end, diagonal + mask.window_right + 1);
    if (mask.window_left >= 0) begin = std::max(begin, diagonal - mask.window_left);
    end = std::max<std::int64_t>(end, 0);
    begin = std::min(begin, end);
    return {static_cast<std::int32_t>(begin), static_cast<std::int32_t>(end)};
}

bool is_visible(const AttentionMask& mask, std::int32_t batch, std::int32_t head, std::int32_t query, std::int32_t key,
                std::int32_t past_length, std::int32_t num_keys) {
    const Range range = visible_keys(mask, batch, query, past_length, num_keys);
    if (key < range.begin || key >= range.end) return false;
    if (mask.key_padding && mask.key_padding[std::ptrdiff_t{batch} * num_keys + key] == 0) return false;
    if (mask.allowed && mask.allowed.row(batch, head, query)[key * mask.allowed.strides[3]] == 0) return false;
    if (mask.attn_bias &&
        mask.attn_bias.row(batch, head, query)[key * mask.attn_bias.strides[3]] == -std::numeric_limits<float>::infinity())
        return false;
    return true;
}

}  // namespace headscope::core
