// The whole forward: x -> q, k, v -> attention -> concat -> output.
#include "core/attention/multi_head.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "core/attention/projection.hpp"
#include "core/attention/rms_norm.hpp"
#include "core/base/limits.hpp"

namespace headscope::core {
namespace {

/// Columns after a projection that may be absent.
std::int32_t projected_width(const PackedMatrix& weights, const ConstTensor& input) {
    return weights.rows() == 0 ? input.dims[3] : weights.columns();
}

Status check_input(const ConstTensor& input, const PackedMatrix& weights, const char* name, const char* weights_name) {
    if (const Status status = check_tensor(input, name); !status.ok()) return status;
    if (input.dims[1] != 1) return fail(ErrorCode::shape_mismatch, name, input.dims[1], 1);
    if (weights.rows() != 0 && weights.rows() != input.dims[3])
        return fail(ErrorCode::shape_mismatch, weights_name, weights.rows(), input.dims[3]);
    return success();
}

/// All batch items of an input; as one matrix when they follow each other in memory.
Status project_all(const ConstTensor& input, const PackedMatrix& weights, const float* bias, const Tensor& output,
                   const Workspace& workspace) {
    const std::int32_t rows = input.dims[2];
    const bool joined = input.strides[0] == rows * input.strides[2] && output.strides[0] == rows * output.strides[2];
    const std::int32_t parts = joined ? 1 : input.dims[0];
    const std::int32_t part_rows = joined ? rows * input.dims[0] : rows;
    for (std::int32_t part = 0; part < parts; ++part) {
        const Status status = project({input.row(part, 0, 0), part_rows, input.dims[3], input.strides[2]}, weights, bias,
                                      {output.row(part, 0, 0), part_rows, output.dims[3], output.strides[2]}, workspace);
        if (!status.ok()) return status;
    }
    return success();
}

/// `[B, 1, S, width]` seen as heads.
ConstTensor as_heads(const ConstTensor& rows, std::int32_t heads) {
    const std::int32_t head_dim = rows.dims[3] / heads;
    return {rows.data, {rows.dims[0], heads, rows.dims[2], head_dim}, {rows.strides[0], head_dim, rows.strides[2], 1}};
}

/// Makes room for `[batch, 1, rows, columns]`, which an error calls by the name.
Status make_room(const ConstTensor& rows, std::int32_t columns, const char* name, Buffer& buffer, Tensor& result) {
    const std::int64_t size = saturated_product({rows.dims[0], rows.dims[2], columns});
    if (size > kMaxTensorElements) return fail(ErrorCode::too_large, name, size, kMaxTensorElements);
    if (const Status status = buffer.resize(size); !status.ok()) return fail(status.code, name, status.got, status.expected);
    result = dense_view(buffer.data(), rows.dims[0], 1, rows.dims[2], columns);
    return success();
}

/// A projection into heads; without weights the input itself.
Status project_input(const ConstTensor& input, const PackedMatrix& weights, const float* bias, const char* name, Buffer& buffer,
                     const Workspace& workspace, ConstTensor& result) {
    result = input;
    if (weights.rows() == 0) return success();
    Tensor output;
    if (const Status status = make_room(input, weights.columns(), name, buffer, output); !status.ok()) return status;
    result = output;
    return project_all(input, weights, bias, output, workspace);
}

void copy_stage(const ConstTensor& from, const Tensor& to) {
    if (!to) return;
    for (std::int32_t batch = 0; batch < from.dims[0]; ++batch)
        for (std::int32_t head = 0; head < from.dims[1]; ++head)
            for (std::int32_t row = 0; row < from.dims[2]; ++row)
                std::copy_n(from.row(batch, head, row), from.dims[3], to.row(batch, head, row));
}

Status check_stage(const Tensor& stage, std::array<std::int32_t, 4> dims, const char* name) {
    if (!stage) return success();
    for (std::size_t axis = 0; axis < 4; ++axis)
        if (stage.dims[axis] != dims[axis]) return fail(ErrorCode::shape_mismatch, name, stage.dims[axis], dims[axis]);
    return check_tensor(stage, name);
}

/// Normalised, then rotated, into memory of its own; heads that are neither stay where they are. `heads` becomes what was made.
Status turn(const MultiHead& p, std::int32_t position, ConstTensor& heads, const char* name, Buffer& buffer,
            const Tensor& normed, const Tensor& rotated, MultiHeadMemory& memory) {
    const auto [batch, count, rows, head_dim] = heads.dims;
    if (p.qk_norm || p.rotary.on) {
        const std::int64_t size = saturated_product({batch, count, rows, head_dim});
        if (const Status status = buffer.resize(size); !status.ok())
            return fail(status.code, name, status.got, status.expected);
    }
    const Tensor own = dense_view(buffer.data(), batch, count, rows, head_dim);
    if (p.qk_norm) {
        rms_norm(heads, own, {0, batch}, {0, count}, {0, rows});
        heads = own;
    }
    copy_stage(heads, normed);
    if (p.rotary.on) {
        if (const Status status = memory.angles.prepare(p.rotary, head_dim, position, rows); !status.ok())
            return fail(status.code, name, status.got, status.expected);
        rotate(heads, own, memory.angles, position, {0, batch}, {0, count}, {0, rows});
        heads = own;
    }
    copy_stage(heads, rotated);
    return success();
}

Status check_rotary(const Rotary& rotary, const ConstTensor& query, const ConstTensor& key) {
    if (!rotary.on) return success();
    for (const ConstTensor* heads : {&query, &key})
        if (!can_rotate(heads->dims[3])) return fail(ErrorCode::out_of_range, "rotary.head_dim", heads->dims[3], 2);
    if (query.dims[3] != key.dims[3]) return fail(ErrorCode::shape_mismatch, "rotary.head_dim", query.dims[3], key.dims[3]);
    if (!(rotary.base > 1.0) || !std::isfinite(rotary.base)) return fail(ErrorCode::out_of_range, "rotary.base", 1, 10000);
    return success();
}

Status check_stages(const MultiHead& p, const MultiHeadStages& stages, const MultiHeadShape& s) {
    if (!stages.output) return fail(ErrorCode::missing, "output");
    const struct {
        const Tensor& stage;
        std::array<std::int32_t, 4> dims;
        const char* name;
    } facts[] = {{stages.query, {s.batch, p.num_heads, s.num_queries, s.query_dim}, "query"},
                 {stages.key, {s.batch, p.num_kv_heads, s.num_current, s.head_dim}, "key"},
                 {stages.value, {s.batch, p.num_kv_heads, s.num_current, s.value_dim}, "value"},
                 {stages.normed_query, {s.batch, p.num_heads, s.num_queries, s.query_dim}, "normed_query"},
                 {stages.normed_key, {s.batch, p.num_kv_heads, s.num_current, s.head_dim}, "normed_key"},
                 {stages.rotated_query, {s.batch, p.num_heads, s.num_queries, s.query_dim}, "rotated_query"},
                 {stages.rotated_key, {s.batch, p.num_kv_heads, s.num_current, s.head_dim}, "rotated_key"},
                 {stages.present_key, {s.batch, p.num_kv_heads, s.num_keys, s.head_dim}, "present_key"},
                 {stages.present_value, {s.batch, p.num_kv_heads, s.num_keys, s.value_dim}, "present_value"},
                 {stages.attention.context, {s.batch, p.num_heads, s.num_queries, s.value_dim}, "context"},
                 {stages.concat, {s.batch, 1, s.num_queries, p.num_heads * s.value_dim}, "concat"},
                 {stages.output, {s.batch, 1, s.num_queries, s.output_width}, "output"}};
    for (const auto& fact : facts)
        if (const Status status = check_stage(fact.stage, fact.dims, fact.name); !status.ok()) return status;
    return success();
}

}  // namespace

Status shape_of(const MultiHead& p, MultiHeadShape& shape) {
    if (p.weights == nullptr) return fail(ErrorCode::missing, "weights");
    const MultiHeadWeights& w = *p.weights;
    if (const Status status = check_input(p.query_input, w.W_q, "query_input", "W_q"); !status.ok()) return status;
    if (const Status status = check_input(p.key_input, w.W_k, "key_input", "W_k"); !status.ok()) return status;
    if (const Status status = check_input(p.value_input, w.W_v, "value_input", "W_v"); !status.ok()) return status;
    if (p.num_heads < 1 || p.num_heads > kMaxDim) return fail(ErrorCode::out_of_range, "num_heads", p.num_heads, 1);
    if (p.num_kv_heads < 1) return fail(ErrorCode::out_of_range, "num_kv_heads", p.num_kv_heads, 1);
    if (p.num_heads % p.num_kv_heads != 0) return fail(ErrorCode::shape_mismatch, "num_kv_heads", p.num_kv_heads, p.num_heads);

    const std::int32_t query_width = projected_width(w.W_q, p.query_input);
    const std::int32_t key_width = projected_width(w.W_k, p.key_input);
    const std::int32_t value_width = projected_width(w.W_v, p.value_input);
    if (query_width % p.num_heads != 0) return fail(ErrorCode::shape_mismatch, "num_heads", p.num_heads, query_width);
    if (key_width % p.num_kv_heads != 0) return fail(ErrorCode::shape_mismatch, "num_kv_heads", p.num_kv_heads, key_width);
    if (value_width % p.num_kv_heads != 0) return fail(ErrorCode::shape_mismatch, "num_kv_heads", p.num_kv_heads, value_width);

    MultiHeadShape s;
    s.batch = p.query_input.dims[0];
    s.num_queries = p.query_input.dims[2];
    s.num_current = p.key_input.dims[2];
    s.num_keys = s.num_current + (p.past_key ? p.past_key.dims[2] : 0);
    s.query_dim = query_width / p.num_heads;
    s.head_dim = key_width / p.num_kv_heads;
    s.value_dim = value_width / p.num_kv_heads;
    if (p.key_input.dims[0] != s.batch) return fail(ErrorCode::shape_mismatch, "key_input.batch", p.key_input.dims[0], s.batch);
    if (p.value_input.dims[0] != s.batch)
        return fail(ErrorCode::shape_mismatch, "value_input.batch", p.value_input.dims[0], s.batch);
    if (p.value_input.dims[2] != s.num_current)
        return fail(ErrorCode::shape_mismatch, "value_input.seq_len", p.value_input.dims[2], s.num_current);
    const std::int64_t concat_width = saturated_product({p.num_heads, s.value_dim});
    if (concat_width > kMaxDim) return fail(ErrorCode::too_large, "concat", concat_width, kMaxDim);
    if (w.W_o.rows() != 0 && w.W_o.rows() != concat_width)
        return fail(ErrorCode::shape_mismatch, "W_o", w.W_o.rows(), concat_width);
    s.output_width = w.W_o.rows() == 0 ? static_cast<std::int32_t>(concat_width) : w.W_o.columns();
    shape = s;
    return success();
}

Status attend_heads(const MultiHead& p, const ConstTensor& given_query, const KeysValues& given, const MultiHeadStages& stages,
                    MultiHeadMemory& memory) {
    for (const auto& [tensor, name] : {std::pair{&given_query, "query"}, std::pair{&given.key, "key"}})
        if (const Status status = check_tensor(*tensor, name); !status.ok()) return status;
    if (const Status status = check_rotary(p.rotary, given_query, given.key); !status.ok()) return status;
    ConstTensor query = given_query;
    KeysValues keys_values = given;
    const std::int32_t past = given.past_key ? given.past_key.dims[2] : 0;
    for (const Status& status :
         {turn(p, past, query, "query", memory.turned_query, stages.normed_query, stages.rotated_query, memory),
          turn(p, past, keys_values.key, "key", memory.turned_key, stages.normed_key, stages.rotated_key, memory)})
        if (!status.ok()) return status;
    if (const Status status = memory.heads.pack(keys_values); !status.ok()) return status;
    Attention attention;
    attention.query = query;
    attention.heads = &memory.heads;
    attention.mask = p.mask;
    attention.scale = p.use_default_scale ? default_scale(memory.heads.head_dim(), p.scoring.kind) : p.scale;
    attention.softcap = p.softcap;
    attention.scoring = p.scoring;
    attention.alibi = p.alibi;
    attention.dropout = p.dropout;
    attention.sinks = p.sinks;
    attention.empty_rows = p.empty_rows;
    const Status status = attend(attention, whole_region(attention), stages.attention, memory.workspace);
    if (!status.ok()) return status;
    if (stages.present_key)
        if (const Status copied = append_past(keys_values.past_key, keys_values.key, stages.present_key); !copied.ok())
            return copied;
    if (stages.present_value) return append_past(keys_values.past_value, keys_values.value, stages.present_value);
    return success();
}

Status multi_head_attention(const MultiHead& p, const MultiHeadStages& stages, MultiHeadMemory& memory) {
    MultiHeadShape s;
    if (const Status status = shape_of(p, s); !status.ok()) return status;
    if (const Status status = check_stages(p, stages, s); !status.ok()) return status;
    const MultiHeadWeights& w = *p.weights;
    Workspace& workspace = memory.workspace;

    // 1. Project into heads.
    ConstTensor projected_query, projected_key, projected_value;
    for (const Status& status : {project_input(p.query_input, w.W_q, w.b_q, "query", memory.query, workspace, projected_query),
                                 project_input(p.key_input, w.W_k, w.b_k, "key", memory.key, workspace, projected_key),
                                 project_input(p.value_input, w.W_v, w.b_v, "value", memory.value, workspace, projected_value)})
        if (!status.ok()) return status;
    const ConstTensor query = as_heads(projected_query, p.num_heads);
    const KeysValues keys_values{as_heads(projected_key, p.num_kv_heads), as_heads(projected_value, p.num_kv_heads), p.past_key,
                                 p.past_value};

    // 2. Attention, its context written as the concatenation of heads.
    const std::int32_t concat_width = p.num_heads * s.value_dim;
    Tensor concat = w.W_o.rows() == 0 ? stages.output : stages.concat;
    if (!concat)
        if (const Status status = make_room(p.query_input, concat_width, "concat", memory.concat, concat); !status.ok())
            return status;
    MultiHeadStages inner = stages;
    inner.attention.context = {concat.data,
                               {s.batch, p.num_heads, s.num_queries, s.value_dim},
                               {concat.strides[0], s.value_dim, concat.strides[2], 1}};
    if (const Status status = attend_heads(p, query, keys_values, inner, memory); !status.ok()) return status;

    // 3. Output projection.
    if (w.W_o.rows() != 0)
        if (const Status status = project_all(concat, w.W_o, w.b_o, stages.output, workspace); !status.ok()) return status;

    // 4. Copies of what was asked for beyond that.
    copy_stage(query, stages.query);
    copy_stage(keys_values.key, stages.key);
    copy_stage(keys_values.value, stages.value);
    copy_stage(inner.attention.context, stages.attention.context);
    if (stages.concat && stages.concat.data != concat.data) copy_stage(concat, stages.concat);
    return success();
}

}  // namespace headscope::core
