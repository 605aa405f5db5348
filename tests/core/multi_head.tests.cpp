// The whole forward against its parts in float64, and what it refuses.
#include <catch2/catch_test_macros.hpp>

#include <cstring>

#include "core/agreement.hpp"
#include "core/attention/multi_head.hpp"
#include "core/random_attention.hpp"
#include "reference/float64.hpp"

using namespace headscope::core;
using namespace headscope::core::test;

namespace {

std::vector<float> rounded(const std::vector<double>& numbers) { return {numbers.begin(), numbers.end()}; }

struct Whole {
    std::int32_t batch, queries, keys, width, key_width, heads, kv_heads, head_dim, value_dim, out;
    std::vector<float> x, y, w[4], b[4], output, weights_stage, query_stage;
    MultiHeadWeights packed;
    MultiHead problem;
    MultiHeadStages stages;
    MultiHeadMemory memory;

    explicit Whole(Draw& draw)
        : batch(draw.integer(1, 3)),
          queries(draw.integer(1, 20)),
          keys(draw.integer(1, 20)),
          width(draw.integer(1, 12)),
          key_width(draw.integer(1, 12)),
          kv_heads(draw.integer(1, 3)),
          head_dim(draw.integer(1, 9)),
          value_dim(draw.integer(1, 9)),
          out(draw.integer(1, 12)) {
        heads = kv_heads * draw.integer(1, 2);
        const auto numbers = [&](std::int32_t a, std::int32_t c) {
            return draw.numbers(static_cast<std::size_t>(a * c), 1.0f);
        };
        x = numbers(batch * queries, width);
        y = numbers(batch * keys, key_width);
        const std::int32_t shapes[4][2] = {{width, heads * head_dim},
                                           {key_width, kv_heads * head_dim},
                                           {key_width, kv_heads * value_dim},
                                           {heads * value_dim, out}};
        PackedMatrix* matrices[] = {&packed.W_q, &packed.W_k, &packed.W_v, &packed.W_o};
        for (int i = 0; i < 4; ++i) {
            w[i] = numbers(shapes[i][0], shapes[i][1]);
            b[i] = numbers(shapes[i][1], 1);
            REQUIRE(matrices[i]->pack(dense_matrix<const float>(w[i].data(), shapes[i][0], shapes[i][1])).ok());
        }
        packed.b_q = b[0].data();
        packed.b_k = b[1].data();
        packed.b_v = b[2].data();
        packed.b_o = b[3].data();
        problem.query_input = dense_view<const float>(x.data(), batch, 1, queries, width);
        problem.key_input = problem.value_input = dense_view<const float>(y.data(), batch, 1, keys, key_width);
        problem.weights = &packed;
        problem.num_heads = heads;
        problem.num_kv_heads = kv_heads;
        output.assign(static_cast<std::size_t>(batch * queries * out), 42.0f);
        weights_stage.resize(static_cast<std::size_t>(batch * heads * queries * keys));
        query_stage.resize(static_cast<std::size_t>(batch * heads * queries * head_dim));
        stages.output = dense_view(output.data(), batch, 1, queries, out);
        stages.attention.weights = dense_view(weights_stage.data(), batch, heads, queries, keys);
        stages.query = dense_view(query_stage.data(), batch, heads, queries, head_dim);
    }
};

}  // namespace

TEST_CASE("Multi-head attention agrees with its parts in float64") {
    Draw draw(61);
    for (int round = 0; round < 300; ++round) {
        Whole whole(draw);
        whole.problem.mask.causal = draw.one_in(2);
        REQUIRE(multi_head_attention(whole.problem, whole.stages, whole.memory).ok());

        const auto part = [&](const std::vector<float>& in, std::int32_t rows, std::int32_t columns, int i, std::int32_t out) {
            return rounded(reference::project(dense_matrix<const float>(in.data(), rows, columns),
                                              dense_matrix<const float>(whole.w[i].data(), columns, out), whole.b[i].data()));
        };
        const auto [batch, queries, keys] = std::tuple{whole.batch, whole.queries, whole.keys};
        const auto q = part(whole.x, batch * queries, whole.width, 0, whole.heads * whole.head_dim);
        const auto k = part(whole.y, batch * keys, whole.key_width, 1, whole.kv_heads * whole.head_dim);
        const auto v = part(whole.y, batch * keys, whole.key_width, 2, whole.kv_heads * whole.value_dim);
        Attention attention;
        attention.query = split_heads(q.data(), batch, queries, whole.heads, whole.head_dim);
        attention.scale = default_scale(whole.head_dim);
        attention.mask = whole.problem.mask;
        const auto expected = reference::attend(attention, {split_heads(k.data(), batch, keys, whole.kv_heads, whole.head_dim),
                                                            split_heads(v.data(), batch, keys, whole.kv_heads, whole.value_dim),
                                                            {},
                                                            {}});
        std::vector<float> concat(expected.context.size());
        const Tensor merged = split_heads(concat.data(), batch, queries, whole.heads, whole.value_dim);
        std::size_t i = 0;
        for (std::int32_t item = 0; item < batch; ++item)
            for (std::int32_t head = 0; head < whole.heads; ++head)
                for (std::int32_t row = 0; row < queries; ++row)
                    for (std::int32_t c = 0; c < whole.value_dim; ++c)
                        merged.row(item, head, row)[c] = static_cast<float>(expected.context[i++]);
        REQUIRE(first_difference("weights", whole.weights_stage, expected.weights, 2e-5) == "");
        REQUIRE(first_difference("output", whole.output,
                                 part(concat, batch * queries, whole.heads * whole.value_dim, 3, whole.out), 5e-5, 1e-5) == "");
    }
}

TEST_CASE("Multi-head attention names what it refuses and writes nothing") {
    Draw draw(62);
    const auto check = [&](ErrorCode code, const char* argument, auto spoil) {
        Whole whole(draw);
        spoil(whole);
        const Status status = multi_head_attention(whole.problem, whole.stages, whole.memory);
        CAPTURE(argument, status.argument);
        CHECK(status.code == code);
        CHECK(std::strcmp(status.argument, argument) == 0);
        for (const float x : whole.output) REQUIRE(x == 42.0f);
    };
    using E = ErrorCode;
    check(E::missing, "weights", [](Whole& w) { w.problem.weights = nullptr; });
    check(E::missing, "query_input", [](Whole& w) { w.problem.query_input = {}; });
    check(E::missing, "output", [](Whole& w) { w.stages.output = {}; });
    check(E::shape_mismatch, "W_q", [](Whole& w) { ++w.problem.query_input.dims[3]; });
    check(E::shape_mismatch, "key_input.batch", [](Whole& w) { ++w.problem.key_input.dims[0]; });
    check(E::shape_mismatch, "value_input.seq_len", [](Whole& w) { ++w.problem.value_input.dims[2]; });
    check(E::out_of_range, "num_heads", [](Whole& w) { w.problem.num_heads = 0; });
    check(E::out_of_range, "num_kv_heads", [](Whole& w) { w.problem.num_kv_heads = 0; });
    check(E::shape_mismatch, "num_kv_heads", [](Whole& w) { w.problem.num_kv_heads = w.problem.num_heads + 1; });
    check(E::shape_mismatch, "output", [](Whole& w) { ++w.stages.output.dims[3]; });
    check(E::shape_mismatch, "query", [](Whole& w) { ++w.stages.query.dims[3]; });
    check(E::not_finite, "scale", [](Whole& w) {
        w.problem.use_default_scale = false;
        w.problem.scale = 1e38f * 1e38f;
    });
}
