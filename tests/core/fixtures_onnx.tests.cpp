// The ONNX operator's own cases, through the public interface.
#include <catch2/catch_test_macros.hpp>

#include "core/agreement.hpp"
#include "core/attention/attention.hpp"
#include "core/broadcast.hpp"
#include "core/fixture_case.hpp"

using namespace headscope::core;
using namespace headscope::core::test;

namespace {

/// `[B,heads,S,h]`, or `[B,S,heads*h]` split into heads.
ConstTensor heads_of(const FixtureArray& array, std::int32_t heads) {
    const auto& d = array.dims;
    if (d.size() == 4) return dense_view(array.numbers.data(), d[0], d[1], d[2], d[3]);
    return split_heads(array.numbers.data(), d[0], d[1], heads, d[2] / heads);
}

std::string run_onnx(const FixtureCase& c) {
    const auto query_heads = static_cast<std::int32_t>(c.number("q_num_heads", 1));
    const auto kv_heads = static_cast<std::int32_t>(c.number("kv_num_heads", 1));
    KeysValues source{heads_of(c.inputs.at("K"), kv_heads), heads_of(c.inputs.at("V"), kv_heads), {}, {}};
    if (c.has("past_key")) {
        source.past_key = heads_of(c.inputs.at("past_key"), kv_heads);
        source.past_value = heads_of(c.inputs.at("past_value"), kv_heads);
    }
    PackedHeads packed;
    if (!packed.pack(source).ok()) return "packing failed";
    Attention attention;
    attention.query = heads_of(c.inputs.at("Q"), query_heads);
    attention.heads = &packed;
    attention.scale = static_cast<float>(c.number("scale", default_scale(packed.head_dim())));
    attention.softcap = static_cast<float>(c.number("softcap", 0.0));
    attention.mask.causal = c.number("is_causal", 0.0) != 0.0;
    const auto [batch, heads, queries, unused] = attention.query.dims;
    const std::int32_t keys = packed.num_keys();
    std::vector<std::uint8_t> allowed;
    if (c.has("attn_mask")) {
        const FixtureArray& mask = c.inputs.at("attn_mask");
        const auto strides = broadcast_strides(mask.dims);
        allowed.assign(mask.numbers.begin(), mask.numbers.end());
        if (mask.boolean) attention.mask.allowed = {allowed.data(), strides};
        else attention.mask.attn_bias = {mask.numbers.data(), strides};
    }

    const auto size = [](std::int32_t n) { return static_cast<std::size_t>(n); };
    std::vector<float> square(size(batch) * size(heads) * size(queries) * size(keys));
    const FixtureArray& expected = c.expected.at("Y");
    std::vector<float> context(expected.numbers.size());
    const Tensor square_view = dense_view(square.data(), batch, heads, queries, keys);
    AttentionStages stages;
    stages.context = expected.dims.size() == 4 ? dense_view(context.data(), batch, heads, queries, packed.value_dim())
                                               : split_heads(context.data(), batch, queries, heads, packed.value_dim());
    Tensor* const modes[] = {&stages.uncapped, &stages.scaled, &stages.masked_scores, &stages.weights};
    const bool with_scores = c.expected.count("qk_matmul_output") != 0;
    if (with_scores) *modes[static_cast<int>(c.number("qk_matmul_output_mode", 0))] = square_view;
    Workspace workspace;
    if (const Status status = attend(attention, whole_region(attention), stages, workspace); !status.ok())
        return std::string("error at ") + status.argument;

    std::string difference = first_difference("Y", context, expected.numbers, expected.tolerance);
    if (with_scores) {
        const FixtureArray& scores = c.expected.at("qk_matmul_output");
        difference += first_difference("qk_matmul_output", square, scores.numbers, scores.tolerance);
    }
    for (const bool is_key : {true, false}) {
        const char* slot = is_key ? "present_key" : "present_value";
        if (c.expected.count(slot) == 0) continue;
        const FixtureArray& want = c.expected.at(slot);
        std::vector<float> present(want.numbers.size());
        const Status status = append_past(is_key ? source.past_key : source.past_value, is_key ? source.key : source.value,
                                          dense_view(present.data(), want.dims[0], want.dims[1], want.dims[2], want.dims[3]));
        difference += status.ok() ? first_difference(slot, present, want.numbers, 0.0) : std::string("append_past failed");
    }
    return difference;
}

}  // namespace

TEST_CASE("Every ONNX Attention case of the fixtures is reproduced") {
    const auto files = case_files("onnx");
    REQUIRE(files.size() == 19);
    for (const std::string& file : files) {
        CAPTURE(file);
        const auto fixture = read_case(file);
        REQUIRE(fixture.has_value());
        CHECK(run_onnx(*fixture) == "");
    }
}
