// Fuzz target over shapes, strides, regions, masks and numbers.
// With clang: compile this file and the core with -fsanitize=fuzzer,address,undefined and run the program it makes.
#include "core/attention_fuzz.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdlib>
#include <vector>

#include "core/attention/attention.hpp"

namespace {

using namespace headscope::core;

/// Takes small numbers off the input; zeros after its end.
class Bytes {
public:
    Bytes(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}
    std::int32_t byte() { return at_ < size_ ? data_[at_++] : 0; }
    std::int32_t up_to(std::int32_t largest) { return byte() % (largest + 1); }
    /// Usually a fair size, now and then one that must be refused.
    std::int32_t dim() {
        const std::int32_t b = byte();
        constexpr std::int32_t kAbsurd[] = {0, -1, (1 << 20) + 1, std::int32_t{0x7fffffff}, std::int32_t{-0x7fffffff}};
        return b >= 251 ? kAbsurd[b - 251] : b % 33 + 1;
    }
    float number() {
        const std::int32_t b = byte();
        if (b < 240) return static_cast<float>(b - 120) / 16.0f;
        return std::bit_cast<float>(static_cast<std::uint32_t>(b) * 0x01020305U ^ (static_cast<std::uint32_t>(byte()) << 23));
    }

private:
    const std::uint8_t* data_;
    std::size_t size_, at_ = 0;
};

/// Memory for a view of possibly absurd dimensions: strides with gaps, or none at all when it could not exist.
struct Memory {
    std::vector<float> numbers;
    Tensor view;
    Memory(Bytes& bytes, std::array<std::int32_t, 4> dims) {
        const std::int32_t gap = bytes.up_to(2);
        std::int64_t stride = 1;
        view.dims = dims;
        for (std::size_t axis = 4; axis-- > 0;) {
            view.strides[axis] = static_cast<std::ptrdiff_t>(stride);
            stride *= std::clamp(dims[axis], 0, 40) + (axis == 3 ? gap : 0);
        }
        numbers.assign(static_cast<std::size_t>(stride) + 1, 0.5f);
        view.data = numbers.data();
        for (std::size_t i = 0; i < std::min<std::size_t>(numbers.size(), 64); ++i)
            numbers[(i * 7919) % numbers.size()] = bytes.number();
    }
};

void require(bool rule) {
    if (!rule) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Bytes bytes(data, size);
    const std::int32_t batch = bytes.up_to(2) + 1, kv_heads = bytes.up_to(3) + 1, group = bytes.up_to(2) + 1;
    const std::int32_t queries = bytes.dim(), keys = bytes.dim(), head_dim = bytes.dim(), value_dim = bytes.dim();
    const bool odd = bytes.byte() > 245;
    Memory query(bytes, {batch, kv_heads * group + odd, queries, head_dim});
    Memory key(bytes, {batch, kv_heads, keys, head_dim}), value(bytes, {batch, kv_heads, keys, value_dim});
    const bool past = bytes.byte() % 4 == 0;
    Memory past_key(bytes, {batch, kv_heads, 3, head_dim}), past_value(bytes, {batch, kv_heads, 3, value_dim});
    KeysValues source{key.view, value.view, {}, {}};
    if (past) {
        source.past_key = past_key.view;
        source.past_value = past_value.view;
    }
    PackedHeads packed;
    const bool usable = packed.pack(source).ok();

    Attention attention;
    attention.query = query.view;
    attention.heads = &packed;
    attention.scale = bytes.number();
    attention.softcap = bytes.byte() % 4 == 0 ? bytes.number() : 0.0f;
    attention.dropout = {bytes.byte() % 4 == 0 ? bytes.number() : 0.0f, 1};
    const std::int32_t num_keys = packed.num_keys();
    std::vector<std::uint8_t> allowed(usable ? static_cast<std::size_t>(num_keys) : 1);
    std::vector<float> bias(allowed.size());
    for (auto& x : allowed) x = static_cast<std::uint8_t>(bytes.byte() % 3);
    for (auto& x : bias) x = bytes.number();
    std::vector<std::int32_t> lengths(static_cast<std::size_t>(batch));
    for (auto& x : lengths) x = bytes.byte() - 1;
    const std::int32_t masks = bytes.byte();
    if (masks & 1) attention.mask.allowed = {allowed.data(), {0, 0, 0, 1}};
    if (masks & 2) attention.mask.attn_bias = {bias.data(), {0, 0, 0, 1}};
    if (masks & 4) attention.mask.key_valid_lengths = lengths.data();
    attention.mask.causal = masks & 8;
    attention.alibi.on = masks & 64;
    attention.mask.window_left = masks & 16 ? bytes.byte() - 2 : -1;
    attention.mask.window_right = masks & 32 ? bytes.dim() : -1;

    const std::int32_t heads = query.view.dims[1];
    Region region{{bytes.up_to(1), batch}, {bytes.up_to(2), heads}, {bytes.up_to(3), queries}};
    if (bytes.byte() > 250) region.heads = {bytes.dim(), bytes.dim()};
    const std::array<std::int32_t, 4> square{batch, heads, queries, num_keys};
    Memory scores(bytes, square), masked(bytes, square), weights(bytes, square);
    Memory context(bytes, {batch, heads, queries, packed.value_dim()});
    AttentionStages stages;
    const std::int32_t wanted = bytes.byte();
    if (wanted & 1) stages.scores = scores.view;
    if (wanted & 2) stages.masked_scores = masked.view;
    if (wanted & 4) stages.weights = weights.view;
    if (wanted & 8) stages.context = context.view;

    Workspace workspace;
    workspace.tile = wanted & 16 ? TileKernel::wide : TileKernel::narrow;
    const bool ran = attend(attention, region, stages, workspace).ok();
    require(!ran || usable);
    require(ran == check_attention(attention, region, stages).ok());
    if (!ran || !stages.weights) return 0;
    // Weights are NaN, or between 0 and 1 with 0 where the key is hidden.
    for (std::int32_t b = region.batch.begin; b < region.batch.end; ++b)
        for (std::int32_t head = region.heads.begin; head < region.heads.end; ++head)
            for (std::int32_t i = region.queries.begin; i < region.queries.end; ++i)
                for (std::int32_t j = 0; j < num_keys; ++j) {
                    const float w = weights.view.row(b, head, i)[j];
                    require(std::isnan(w) || (w >= 0.0f && w <= 1.0001f));
                    require(w == 0.0f || is_visible(attention.mask, b, head, i, j, packed.past_length(), num_keys));
                }
    return 0;
}
