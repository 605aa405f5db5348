// Packing keys (transposed) and values into panels.
#include "core/attention/packed_heads.hpp"

#include <algorithm>
#include <cstring>

#include "core/base/limits.hpp"
#include "core/kernels/simd.hpp"

namespace headscope::core {
namespace {

Status check_past(const ConstTensor& past, const ConstTensor& current, const char* argument) {
    if (const Status status = check_tensor(past, argument); !status.ok()) return status;
    for (const std::size_t axis : {0U, 1U, 3U})
        if (past.dims[axis] != current.dims[axis])
            return fail(ErrorCode::shape_mismatch, argument, past.dims[axis], current.dims[axis]);
    return success();
}

/// The rows of past followed by current, of one head.
struct JoinedRows {
    const float* past = nullptr;
    const float* current = nullptr;
    std::ptrdiff_t past_stride = 0, current_stride = 0;
    std::int32_t past_length = 0;

    JoinedRows(const ConstTensor& past_rows, const ConstTensor& current_rows, std::int32_t batch, std::int32_t head)
        : current_stride(current_rows.strides[2]) {
        if (past_rows) {
            past = past_rows.row(batch, head, 0);
            past_stride = past_rows.strides[2];
            past_length = past_rows.dims[2];
        }
        current = current_rows.row(batch, head, 0);
    }
    const float* operator[](std::int32_t index) const {
        return index < past_length ? past + index * past_stride : current + (index - past_length) * current_stride;
    }
};

}  // namespace

Status PackedHeads::check(const KeysValues& source) const {
    const ConstTensor& key = source.key;
    const ConstTensor& value = source.value;
    if (const Status status = check_tensor(key, "key"); !status.ok()) return status;
    if (const Status status = check_tensor(value, "value"); !status.ok()) return status;
    if (value.dims[0] != key.dims[0]) return fail(ErrorCode::shape_mismatch, "value.batch", value.dims[0], key.dims[0]);
    if (value.dims[1] != key.dims[1]) return fail(ErrorCode::shape_mismatch, "value.heads", value.dims[1], key.dims[1]);
    if (value.dims[2] != key.dims[2]) return fail(ErrorCode::shape_mismatch, "value.seq_len", value.dims[2], key.dims[2]);
    if (static_cast<bool>(source.past_key) != static_cast<bool>(source.past_value))
        return fail(ErrorCode::missing, source.past_key ? "past_value" : "past_key");
    if (source.past_key) {
        if (const Status status = check_past(source.past_key, key, "past_key"); !status.ok()) return status;
        if (const Status status = check_past(source.past_value, value, "past_value"); !status.ok()) return status;
        if (source.past_value.dims[2] != source.past_key.dims[2])
            return fail(ErrorCode::shape_mismatch, "past_value.seq_len", source.past_value.dims[2], source.past_key.dims[2]);
    }
    return success();
}

Status PackedHeads::pack(const KeysValues& source) {
    if (const Status status = check(source); !status.ok()) return status;
    const std::int32_t past = source.past_key ? source.past_key.dims[2] : 0;
    const std::int32_t num_keys = past + source.key.dims[2];
    if (num_keys > kMaxDim) return fail(ErrorCode::too_large, "key.seq_len", num_keys, kMaxDim);
    const std::int64_t heads = checked_product({source.key.dims[0], source.key.dims[1]});
    const std::int64_t key_count = saturated_product({heads, round_up(num_keys, kPanelWidth), source.key.dims[3]});
    const std::int64_t value_count = saturated_product({heads, num_keys, round_up(source.value.dims[3], kPanelWidth)});
    if (key_count > kMaxTensorElements) return fail(ErrorCode::too_large, "key", key_count, kMaxTensorElements);
    if (value_count > kMaxTensorElements) return fail(ErrorCode::too_large, "value", value_count, kMaxTensorElements);
    for (const Status& status : {keys_.resize(key_count), values_.resize(value_count), moderate_.resize(heads)})
        if (!status.ok()) {
            batch_ = 0;
            return status;
        }
    batch_ = source.key.dims[0];
    num_kv_heads_ = source.key.dims[1];
    num_keys_ = num_keys;
    past_length_ = past;
    head_dim_ = source.key.dims[3];
    value_dim_ = source.value.dims[3];
    for (std::int32_t batch = 0; batch < batch_; ++batch)
        for (std::int32_t head = 0; head < num_kv_heads_; ++head) {
            copy_keys(source, batch, head, {0, num_keys_});
            copy_values(source, batch, head, {0, num_keys_});
        }
    return success();
}

Status PackedHeads::repack_keys(const KeysValues& source, Range batch, Range kv_heads, Range keys) {
    if (const Status status = check_same(source, batch, kv_heads, keys); !status.ok()) return status;
    for (std::int32_t item = batch.begin; item < batch.end; ++item)
        for (std::int32_t head = kv_heads.begin; head < kv_heads.end; ++head) copy_keys(source, item, head, keys);
    return success();
}

Status PackedHeads::repack_values(const KeysValues& source, Range batch, Range kv_heads, Range keys) {
    if (const Status status = check_same(source, batch, kv_heads, keys); !status.ok()) return status;
    for (std::int32_t item = batch.begin; item < batch.end; ++item)
        for (std::int32_t head = kv_heads.begin; head < kv_heads.end; ++head) copy_values(source, item, head, keys);
    return success();
}

Status PackedHeads::check_same(const KeysValues& source, Range batch, Range kv_heads, Range keys) const {
    if (const Status status = check(source); !status.ok()) return status;
    const std::int32_t past = source.past_key ? source.past_key.dims[2] : 0;
    const struct {
        const char* name;
        std::int32_t got, expected;
    } facts[] = {{"key.batch", source.key.dims[0], batch_},
                 {"key.heads", source.key.dims[1], num_kv_heads_},
                 {"key.seq_len", past + source.key.dims[2], num_keys_},
                 {"past_key.seq_len", past, past_length_},
                 {"key.head_dim", source.key.dims[3], head_dim_},
                 {"value.value_dim", source.value.dims[3], value_dim_}};
    for (const auto& fact : facts)
        if (fact.got != fact.expected) return fail(ErrorCode::shape_mismatch, fact.name, fact.got, fact.expected);
    if (const Status status = check_range(batch, batch_, "batch"); !status.ok()) return status;
    if (const Status status = check_range(kv_heads, num_kv_heads_, "kv_heads"); !status.ok()) return status;
    return check_range(keys, num_keys_, "keys");
}

std::int64_t PackedHeads::head_index(std::int32_t batch, std::int32_t kv_head) const {
    return std::int64_t{batch} * num_kv_heads_ + kv_head;
}

const float* PackedHeads::keys(std::int32_t batch, std::int32_t kv_head) const {
    return keys_.data() + head_index(batch, kv_head) * round_up(num_keys_, kPanelWidth) * head_dim_;
}

const float* PackedHeads::values(std::int32_t batch, std::int32_t kv_head) const {
    return values_.data() + head_index(batch, kv_head) * round_up(value_dim_, kPanelWidth) * num_keys_;
}

bool PackedHeads::values_moderate(std::int32_t batch, std::int32_t kv_head) const {
    return moderate_.data()[head_index(batch, kv_head)] != 0.0f;
}

void PackedHeads::copy_keys(const KeysValues& source, std::int32_t batch, std::int32_t kv_head, Range keys) {
    float* const head = const_cast<float*>(this->keys(batch, kv_head));
    const JoinedRows rows(source.past_key, source.key, batch, kv_head);
    const std::int32_t padded_end = keys.end == num_keys_ ? round_up(num_keys_, kPanelWidth) : keys.end;
    for (std::int32_t key = keys.begin; key < padded_end;) {
        float* to = head + static_cast<std::ptrdiff_t>(key / kPanelWidth) * head_dim_ * kPanelWidth + key % kPanelWidth;
        // A square of lanes at a time, or one key at a time at the ends.
        const bool square = key % kLanes == 0 && key + kLanes <= keys.end;
        const std::int32_t count = square ? kLanes : 1;
        const float* from[kLanes];
        for (std::int32_t r = 0; r < count; ++r) from[r] = key + r < num_keys_ ? rows[key + r] : nullptr;
        std::int32_t dim = 0;
        if (square)
            for (; dim + kLanes <= head_dim_; dim += kLanes) {
                Floats lines[kLanes];
                for (int r = 0; r < kLanes; ++r) lines[r] = load(from[r] + dim);
                xsimd::transpose(lines, lines + kLanes);
                for (int r = 0; r < kLanes; ++r) store(to + static_cast<std::ptrdiff_t>(dim + r) * kPanelWidth, lines[r]);
            }
        for (std::int32_t r = 0; r < count; ++r)
            for (std::int32_t d = dim; d < head_dim_; ++d)
                to[static_cast<std::ptrdiff_t>(d) * kPanelWidth + r] = from[r] ? from[r][d] : 0.0f;
        key += count;
    }
}

void PackedHeads::copy_values(const KeysValues& source, std::int32_t batch, std::int32_t kv_head, Range keys) {
    float* const head = const_cast<float*>(values(batch, kv_head));
    const JoinedRows rows(source.past_value, source.value, batch, kv_head);
    const std::ptrdiff_t panel_size = static_cast<std::ptrdiff_t>(num_keys_) * kPanelWidth;
    // The sum of all values times 2^20 stays finite only if all are, and far from overflow. A chain for each vector of a panel.
    const Floats large = splat(0x1p+20f);
    Floats sums[kPanelVectors];
    for (Floats& sum : sums) sum = splat(0.0f);
    const std::int32_t whole = round_down(value_dim_, kPanelWidth);
    for (std::int32_t key = keys.begin; key < keys.end; ++key) {
        const float* const from = rows[key];
        float* to = head + static_cast<std::ptrdiff_t>(key) * kPanelWidth;
        const auto copy = [&](int v, Floats x) {
            store(to + v * kLanes, x);
            sums[v] = multiply_add(x, large, sums[v]);
        };
        for (std::int32_t dim = 0; dim < whole; dim += kPanelWidth, to += panel_size)
            for (int v = 0; v < kPanelVectors; ++v) copy(v, load(from + dim + v * kLanes));
        if (whole == value_dim_) continue;
        for (int v = 0; v < kPanelVectors; ++v) {
            const std::int32_t dim = whole + v * kLanes, left = value_dim_ - dim;
            copy(v, left >= kLanes ? load(from + dim) : left > 0 ? load_partial(from + dim, left, 0.0f) : splat(0.0f));
        }
    }
    // What was not re-read counts as well.
    if (keys != Range{0, num_keys_})
        for (std::ptrdiff_t i = 0; i < panel_size * (round_up(value_dim_, kPanelWidth) / kPanelWidth); i += kLanes)
            sums[0] = multiply_add(load(head + i), large, sums[0]);
    for (int v = 1; v < kPanelVectors; ++v) sums[0] = sums[0] + sums[v];
    moderate_.data()[head_index(batch, kv_head)] = is_finite(sums[0]) ? 1.0f : 0.0f;
}

Status append_past(const ConstTensor& past, const ConstTensor& current, const Tensor& present) {
    if (const Status status = check_tensor(current, "current"); !status.ok()) return status;
    if (past)
        if (const Status status = check_past(past, current, "past"); !status.ok()) return status;
    if (const Status status = check_tensor(present, "present"); !status.ok()) return status;
    const std::int32_t past_length = past ? past.dims[2] : 0;
    const std::int32_t expected[4] = {current.dims[0], current.dims[1], past_length + current.dims[2], current.dims[3]};
    for (std::size_t axis = 0; axis < 4; ++axis)
        if (present.dims[axis] != expected[axis])
            return fail(ErrorCode::shape_mismatch, "present", present.dims[axis], expected[axis]);
    for (std::int32_t batch = 0; batch < present.dims[0]; ++batch)
        for (std::int32_t head = 0; head < present.dims[1]; ++head) {
            const JoinedRows rows(past, current, batch, head);
            for (std::int32_t row = 0; row < present.dims[2]; ++row)
                std::memcpy(present.row(batch, head, row), rows[row],
                            sizeof(float) * static_cast<std::size_t>(present.dims[3]));
        }
    return success();
}

}  // namespace headscope::core
