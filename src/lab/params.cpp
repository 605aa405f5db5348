// The parameter table.
#include "lab/params.hpp"

#include "core/base/limits.hpp"

namespace headscope::lab {
namespace {

constexpr std::string_view kCustomMaskKeys[] = {"off", "boolean", "bias"};
constexpr Str kCustomMaskLabels[] = {Str::choice_off, Str::choice_boolean, Str::choice_bias};
constexpr std::string_view kScaleModeKeys[] = {"sqrt", "off", "value"};
constexpr Str kScaleModeLabels[] = {Str::choice_sqrt, Str::choice_unscaled, Str::choice_value};
constexpr std::string_view kTokensByKeys[] = {"words", "characters", "lines"};
constexpr Str kTokensByLabels[] = {Str::choice_words, Str::choice_characters, Str::choice_lines};
constexpr std::string_view kWeightInitKeys[] = {"gaussian", "uniform", "xavier", "kaiming", "orthogonal"};
constexpr Str kWeightInitLabels[] = {Str::choice_gaussian, Str::choice_uniform, Str::choice_xavier, Str::choice_kaiming,
                                     Str::choice_orthogonal};

constexpr double kMaxSeed = 4294967295.0;

constexpr ParamInfo boolean(Param p, std::string_view key, bool initial, Str label, std::string_view symbol, Str help) {
    return {p, key, ParamType::boolean, 0, 1, initial ? 1.0 : 0.0, 1, label, symbol, help, {}, {}};
}
constexpr ParamInfo integer(Param p, std::string_view key, double min, double max, double initial, Str label,
                            std::string_view symbol, Str help) {
    return {p, key, ParamType::integer, min, max, initial, 1, label, symbol, help, {}, {}};
}
constexpr ParamInfo real(Param p, std::string_view key, double min, double max, double initial, double step, Str label,
                         std::string_view symbol, Str help) {
    return {p, key, ParamType::real, min, max, initial, step, label, symbol, help, {}, {}};
}
constexpr ParamInfo choice(Param p, std::string_view key, double initial, Str label, Str help,
                           std::span<const std::string_view> keys, std::span<const Str> labels) {
    return {p, key, ParamType::choice, 0, static_cast<double>(keys.size()) - 1, initial, 1, label, "", help, keys, labels};
}

constexpr ParamInfo kTable[] = {
    integer(Param::batch, "batch", 1, core::kMaxBatch, 1, Str::param_batch, "B", Str::param_batch_help),
    integer(Param::num_heads, "num_heads", 1, core::kMaxHeads, 4, Str::param_num_heads, "m", Str::param_num_heads_help),
    integer(Param::d_model, "d_model", 1, core::kMaxModelDim, 16, Str::param_d_model, "d_model", Str::param_d_model_help),
    integer(Param::head_dim, "head_dim", 1, core::kMaxModelDim, 4, Str::param_head_dim, "h", Str::param_head_dim_help),
    boolean(Param::cross, "cross", false, Str::param_cross, "", Str::param_cross_help),
    integer(Param::d_memory, "d_memory", 1, core::kMaxModelDim, 16, Str::param_d_memory, "d_memory", Str::param_d_memory_help),
    boolean(Param::causal, "causal", false, Str::param_causal, "j ≤ i", Str::param_causal_help),
    boolean(Param::key_padding, "key_padding", true, Str::param_key_padding, "", Str::param_key_padding_help),
    boolean(Param::window, "window", false, Str::param_window, "|i − j| ≤ w", Str::param_window_help),
    integer(Param::window_size, "window_size", 0, core::kMaxSeqLen - 1, 2, Str::param_window_size, "w",
            Str::param_window_size_help),
    choice(Param::custom_mask, "custom_mask", 0, Str::param_custom_mask, Str::param_custom_mask_help, kCustomMaskKeys,
           kCustomMaskLabels),
    choice(Param::scale_mode, "scale_mode", 0, Str::param_scale_mode, Str::param_scale_mode_help, kScaleModeKeys,
           kScaleModeLabels),
    real(Param::scale_value, "scale_value", -10000, 10000, 1, 0.05, Str::param_scale_value, "", Str::param_scale_value_help),
    real(Param::temperature, "temperature", 0.01, 100, 1, 0.05, Str::param_temperature, "T", Str::param_temperature_help),
    real(Param::softcap, "softcap", 0, 10000, 0, 0.5, Str::param_softcap, "c", Str::param_softcap_help),
    boolean(Param::biases, "biases", false, Str::param_biases, "b", Str::param_biases_help),
    boolean(Param::output_projection, "output_projection", true, Str::param_output_projection, "W_o",
            Str::param_output_projection_help),
    boolean(Param::positions, "positions", false, Str::param_positions, "P", Str::param_positions_help),
    choice(Param::tokens_by, "tokens_by", 0, Str::param_tokens_by, Str::param_tokens_by_help, kTokensByKeys, kTokensByLabels),
    // Of the first few hundred seeds the one whose heads are most decided on the first sentence.
    integer(Param::embedding_seed, "embedding_seed", 0, kMaxSeed, 54, Str::param_embedding_seed, "",
            Str::param_embedding_seed_help),
    choice(Param::weight_init, "weight_init", 2, Str::param_weight_init, Str::param_weight_init_help, kWeightInitKeys,
           kWeightInitLabels),
    integer(Param::weight_seed, "weight_seed", 0, kMaxSeed, 2026, Str::param_weight_seed, "", Str::param_weight_seed_help),
};
static_assert(std::size(kTable) == kParamCount);

constexpr bool in_order() {
    for (int i = 0; i < kParamCount; ++i)
        if (kTable[i].param != static_cast<Param>(i)) return false;
    return true;
}
static_assert(in_order(), "info() looks rows up by their index");

}  // namespace

const ParamInfo& info(Param p) { return kTable[static_cast<size_t>(p)]; }
std::span<const ParamInfo> all_params() { return kTable; }

const ParamInfo* find_param(std::string_view key) {
    for (const ParamInfo& row : kTable)
        if (row.key == key) return &row;
    return nullptr;
}

}  // namespace headscope::lab
