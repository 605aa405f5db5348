// Worked examples that others printed, through the whole multi-head forward.
#include <catch2/catch_test_macros.hpp>

#include "core/agreement.hpp"
#include "core/attention/multi_head.hpp"
#include "core/fixture_case.hpp"

using namespace headscope::core;
using namespace headscope::core::test;

namespace {

ConstTensor rows_of(const FixtureCase& c, const char* slot) {
    const FixtureArray& array = c.inputs.at(c.has(slot) ? slot : "x_q");
    return dense_view(array.numbers.data(), array.dims[0], 1, array.dims[1], array.dims[2]);
}

bool pack(const FixtureCase& c, const char* slot, PackedMatrix& matrix) {
    if (!c.has(slot)) return true;
    const FixtureArray& array = c.inputs.at(slot);
    return matrix.pack(dense_matrix(array.numbers.data(), array.dims[0], array.dims[1])).ok();
}

const float* bias_of(const FixtureCase& c, const char* slot) {
    return c.has(slot) ? c.inputs.at(slot).numbers.data() : nullptr;
}

/// Memory for one expected slot, as a tensor of the shape the stage has.
struct Wanted {
    std::vector<float> memory;
    Tensor view;
};

std::string run_published(const FixtureCase& c) {
    MultiHeadWeights weights;
    if (!pack(c, "W_q", weights.W_q) || !pack(c, "W_k", weights.W_k) || !pack(c, "W_v", weights.W_v) ||
        !pack(c, "W_o", weights.W_o))
        return "packing failed";
    weights.b_q = bias_of(c, "b_q");
    weights.b_k = bias_of(c, "b_k");
    weights.b_v = bias_of(c, "b_v");
    weights.b_o = bias_of(c, "b_o");

    MultiHead problem;
    problem.query_input = rows_of(c, "x_q");
    problem.key_input = rows_of(c, "x_k");
    problem.value_input = rows_of(c, "x_v");
    problem.weights = &weights;
    problem.num_heads = problem.num_kv_heads = static_cast<std::int32_t>(c.number("heads", 1));
    problem.use_default_scale = c.attributes.at("scale") == "default";
    problem.scale = static_cast<float>(c.number("scale", 1.0));
    problem.mask.causal = c.number("causal", 0) != 0;
    std::vector<std::uint8_t> padding;
    if (c.has("key_valid")) {
        const auto& valid = c.inputs.at("key_valid").numbers;
        padding.assign(valid.begin(), valid.end());
        problem.mask.key_padding = padding.data();
    }
    MultiHeadShape s;
    if (const Status status = shape_of(problem, s); !status.ok()) return std::string("shape: ") + status.argument;

    const std::int32_t m = problem.num_heads;
    std::map<std::string, Wanted> wanted;
    const auto want = [&](const char* slot, std::int32_t heads, std::int32_t rows, std::int32_t columns) {
        Wanted& w = wanted[slot];
        w.memory.resize(static_cast<std::size_t>(s.batch) * static_cast<std::size_t>(heads) * static_cast<std::size_t>(rows) *
                        static_cast<std::size_t>(columns));
        return w.view = dense_view(w.memory.data(), s.batch, heads, rows, columns);
    };
    MultiHeadStages stages;
    stages.output = want("output", 1, s.num_queries, s.output_width);
    stages.query = want("query", m, s.num_queries, s.query_dim);
    stages.key = want("key", m, s.num_current, s.head_dim);
    stages.value = want("value", m, s.num_current, s.value_dim);
    stages.present_key = want("present_key", m, s.num_keys, s.head_dim);
    stages.present_value = want("present_value", m, s.num_keys, s.value_dim);
    stages.concat = want("concat", 1, s.num_queries, m * s.value_dim);
    stages.attention.scores = want("scores", m, s.num_queries, s.num_keys);
    stages.attention.weights = want("weights", m, s.num_queries, s.num_keys);
    stages.attention.context = want("context", m, s.num_queries, s.value_dim);
    MultiHeadMemory memory;
    if (const Status status = multi_head_attention(problem, stages, memory); !status.ok())
        return std::string("error at ") + status.argument;

    std::string difference;
    for (const auto& [slot, expected] : c.expected) {
        const std::string stage = slot == "dot" ? "scores" : slot;
        if (wanted.count(stage) == 0) return "no stage for " + slot;
        difference += first_difference(slot.c_str(), wanted[stage].memory, expected.numbers, expected.tolerance);
    }
    return difference;
}

}  // namespace

TEST_CASE("Every published worked example of the fixtures is reproduced to its printed digits") {
    const auto files = case_files("published");
    REQUIRE(files.size() == 13);
    for (const std::string& file : files) {
        CAPTURE(file);
        const auto fixture = read_case(file);
        REQUIRE(fixture.has_value());
        CHECK(run_published(*fixture) == "");
    }
}
