// How masks broadcast and compose.
#include "core/mask.hpp"

#include <algorithm>
#include <limits>

namespace headscope::core {

Status broadcast_strides(const std::int32_t* dims, std::int32_t rank, const std::array<std::int32_t, 4>& target,
                         std::array<std::ptrdiff_t, 4>& strides) {
  if (rank < 0 || rank > 4) return fail(ErrorCode::out_of_range, "attn_mask.rank", rank, 4);
  if (rank > 0 && dims == nullptr) return fail(ErrorCode::missing, "attn_mask.dims");
  std::array<std::ptrdiff_t, 4> result{};
  std::ptrdiff_t stride = 1;
  for (std::int32_t axis = rank - 1; axis >= 0; --axis) {
    const std::size_t to = static_cast<std::size_t>(axis + 4 - rank);
    const std::int32_t dim = dims[axis];
    if (dim != 1 && dim != target[to]) return fail(ErrorCode::shape_mismatch, "attn_mask.dims", dim, target[to]);
    result[to] = dim == 1 ? 0 : stride;
    stride *= dim;
  }
  strides = result;
  return success();
}

Range visible_keys(const AttentionMask& mask, std::int32_t batch, std::int32_t query, std::int32_t past_length,
                   std::int32_t num_keys) {
  // In 64 bits: window bounds may be as large as an int.
  const std::int64_t diagonal = std::int64_t{query} + past_length;
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
