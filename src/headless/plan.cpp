// Translation of a call into the core's terms, and its run.
#include "headless/plan.hpp"

#include <algorithm>

namespace headscope::headless {
namespace {

core::Tensor tensor(const TensorWords& words) {
    const auto& d = words.dims;
    const auto& s = words.strides;
    return {words.data, {d[0], d[1], d[2], d[3]}, {s[0], s[1], s[2], 1}};
}

template <class T>
core::BroadcastView<T> broadcast(const MaskWords& words) {
    const auto& s = words.strides;
    return {static_cast<const T*>(words.data), {s[0], s[1], s[2], s[3]}};
}

core::AttentionMask mask(const Call& call) {
    core::AttentionMask result;
    result.allowed = broadcast<std::uint8_t>(call.allowed);
    result.attn_bias = broadcast<float>(call.attn_bias);
    result.key_padding = call.key_padding;
    result.key_valid_lengths = call.key_valid_lengths;
    result.causal = call.causal != 0;
    result.window_left = call.window_left;
    result.window_right = call.window_right;
    return result;
}

core::MultiHead problem(const Call& call) {
    core::MultiHead result;
    result.query_input = tensor(call.query);
    result.key_input = tensor(call.key);
    result.value_input = tensor(call.value);
    result.num_heads = call.num_heads;
    result.num_kv_heads = call.num_kv_heads;
    result.past_key = tensor(call.past_key);
    result.past_value = tensor(call.past_value);
    result.mask = mask(call);
    result.use_default_scale = call.use_default_scale != 0;
    result.scale = call.scale;
    result.softcap = call.softcap;
    result.scoring = {static_cast<core::ScoringKind>(call.scoring_kind), tensor(call.scoring_matrix),
                      tensor(call.scoring_vector)};
    result.qk_norm = call.qk_norm != 0;
    result.rotary = {call.rotary != 0, static_cast<double>(call.rotary_base),
                     call.rotary == 2 ? core::RotaryPairs::interleaved : core::RotaryPairs::halves};
    result.alibi = {call.alibi != 0, call.alibi_slopes};
    result.dropout = {call.dropout_probability, std::uint64_t{call.seed_high} << 32 | call.seed_low};
    result.sinks = tensor(call.sinks);
    result.empty_rows = static_cast<core::EmptyRows>(call.empty_rows);
    return result;
}

core::MultiHeadStages stages(const Call& call) {
    core::MultiHeadStages result;
    result.query = tensor(call.query_stage);
    result.key = tensor(call.key_stage);
    result.value = tensor(call.value_stage);
    result.normed_query = tensor(call.normed_query);
    result.normed_key = tensor(call.normed_key);
    result.rotated_query = tensor(call.rotated_query);
    result.rotated_key = tensor(call.rotated_key);
    result.present_key = tensor(call.present_key);
    result.present_value = tensor(call.present_value);
    result.attention = {tensor(call.scores), tensor(call.uncapped), tensor(call.scaled),          tensor(call.position_bias),
                        tensor(call.masked), tensor(call.weights),  tensor(call.dropped_weights), tensor(call.context)};
    result.concat = tensor(call.concat);
    result.output = tensor(call.output);
    return result;
}

core::Status pack(const MatrixWords& words, core::PackedMatrix& packed) {
    if (words.data == nullptr) return core::success();
    return packed.pack(core::dense_matrix(words.data, words.rows, words.columns));
}

core::Status copy_bias(const float* bias, std::int64_t size, core::Buffer& buffer, const float*& result) {
    if (bias == nullptr) return core::success();
    if (const core::Status status = buffer.resize(size); !status.ok()) return status;
    std::copy_n(bias, size, buffer.data());
    result = buffer.data();
    return core::success();
}

}  // namespace

core::Status Plan::pack_parameters(const Call& call) {
    const MatrixWords* matrices[] = {&call.W_q, &call.W_k, &call.W_v, &call.W_o};
    core::PackedMatrix* packed[] = {&parameters_.W_q, &parameters_.W_k, &parameters_.W_v, &parameters_.W_o};
    const float* biases[] = {call.b_q, call.b_k, call.b_v, call.b_o};
    const float** kept[] = {&parameters_.b_q, &parameters_.b_k, &parameters_.b_v, &parameters_.b_o};
    for (int i = 0; i < 4; ++i) {
        if (const core::Status status = pack(*matrices[i], *packed[i]); !status.ok()) return status;
        const core::Status status = copy_bias(biases[i], matrices[i]->columns, biases_[i], *kept[i]);
        if (!status.ok()) return status;
    }
    return core::success();
}

core::Status Plan::prepare_multi_head(const Call& call) {
    multi_head_ = true;
    if (const core::Status status = pack_parameters(call); !status.ok()) return status;
    return prepare_attention(call);
}

core::Status Plan::prepare_attention(const Call& call) {
    problem_ = problem(call);
    problem_.weights = &parameters_;
    stages_ = stages(call);
    return core::success();
}

core::Status Plan::run(core::TileKernel tile) {
    memory_.workspace.tile = tile;
    if (multi_head_) return core::multi_head_attention(problem_, stages_, memory_);
    const core::KeysValues keys_values{problem_.key_input, problem_.value_input, problem_.past_key, problem_.past_value};
    return core::attend_heads(problem_, problem_.query_input, keys_values, stages_, memory_);
}

}  // namespace headscope::headless
