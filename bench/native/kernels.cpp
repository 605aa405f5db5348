// Single kernels of the core, natively, through its own interface: packing, projection, attention, softmax.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <ctime>
#include <vector>

#include "core/attention/attention.hpp"
#include "core/attention/projection.hpp"
#include "core/kernels/tile_choice.hpp"
#include "core/random/random.hpp"

namespace {

using namespace headscope::core;

constexpr std::int32_t kHeads = 8;

std::vector<float> random_floats(std::int64_t count, std::uint32_t stream) {
    std::vector<float> values(static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = random_normal(1, stream, i);
    return values;
}

void set_flops(benchmark::State& state, double flops) {
    state.counters["FLOP/s"] = benchmark::Counter(flops, benchmark::Counter::kIsIterationInvariantRate);
}

/// What the core itself would choose on this machine.
Workspace tuned_workspace() {
    Workspace workspace;
    workspace.tile = faster_tile_kernel([] {
        timespec now{};
        clock_gettime(CLOCK_MONOTONIC, &now);
        return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
    });
    return workspace;
}

/// x W + b for `[S, d]` and `[d, d]`, with either tile: where the arithmetic of a forward pass is.
void projection(benchmark::State& state) {
    const auto rows = static_cast<std::int32_t>(state.range(0)), width = static_cast<std::int32_t>(state.range(1));
    const auto weights = random_floats(std::int64_t{width} * width, 3), input = random_floats(std::int64_t{rows} * width, 4);
    std::vector<float> output(input.size());
    PackedMatrix packed;
    Workspace workspace;
    workspace.tile = static_cast<TileKernel>(state.range(2));
    if (!packed.pack(dense_matrix(weights.data(), width, width)).ok()) return state.SkipWithError("out of memory");
    for (auto _ : state) {
        const Status status = project(dense_matrix(input.data(), rows, width), packed, nullptr,
                                      dense_matrix(output.data(), rows, width), workspace);
        if (!status.ok()) return state.SkipWithError(status.argument);
    }
    set_flops(state, 2.0 * rows * width * width);
}
BENCHMARK(projection)
    ->ArgsProduct({{8}, {32}, {0, 1}})
    ->ArgsProduct({{64}, {128}, {0, 1}})
    ->ArgsProduct({{512}, {768}, {0, 1}})
    ->ArgNames({"S", "d", "tile"});

/// A weight matrix into panels, floats per second.
void pack_matrix(benchmark::State& state) {
    const auto width = static_cast<std::int32_t>(state.range(0));
    const auto weights = random_floats(std::int64_t{width} * width, 3);
    PackedMatrix packed;
    for (auto _ : state)
        if (!packed.pack(dense_matrix(weights.data(), width, width)).ok()) return state.SkipWithError("out of memory");
    state.SetItemsProcessed(state.iterations() * width * width);
}
BENCHMARK(pack_matrix)->Arg(64)->Arg(768)->ArgName("d");

/// Queries, keys and values of `kHeads` heads, and what attention needs beside them.
struct Heads {
    std::int32_t length, head_dim;
    std::vector<float> query, key, value, context, weights;
    KeysValues source;
    PackedHeads packed;
    Attention attention;
    AttentionStages stages;

    Heads(std::int32_t S, std::int32_t h, bool weights_wanted) : length(S), head_dim(h) {
        const std::int64_t size = std::int64_t{S} * kHeads * h;
        query = random_floats(size, 5);
        key = random_floats(size, 6);
        value = random_floats(size, 7);
        context.resize(query.size());
        source = {split_heads<const float>(key.data(), 1, S, kHeads, h),
                  split_heads<const float>(value.data(), 1, S, kHeads, h),
                  {},
                  {}};
        attention.query = split_heads<const float>(query.data(), 1, S, kHeads, h);
        attention.heads = &packed;
        attention.scale = default_scale(h);
        stages.context = split_heads(context.data(), 1, S, kHeads, h);
        if (!weights_wanted) return;
        weights.resize(static_cast<std::size_t>(S) * static_cast<std::size_t>(S) * kHeads);
        stages.weights = dense_view(weights.data(), 1, kHeads, S, S);
    }
    Heads(const Heads&) = delete;
};

/// Keys and values into panels, floats per second.
void pack_heads(benchmark::State& state) {
    Heads heads(static_cast<std::int32_t>(state.range(0)), static_cast<std::int32_t>(state.range(1)), false);
    for (auto _ : state)
        if (!heads.packed.pack(heads.source).ok()) return state.SkipWithError("out of memory");
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(heads.key.size() + heads.value.size()));
}
BENCHMARK(pack_heads)->Args({8, 4})->Args({64, 16})->Args({512, 64})->ArgNames({"S", "h"});

/// Attention without its projections; packing keys and values counts. A head of width 1 is softmax and little else.
void attention(benchmark::State& state) {
    Heads heads(static_cast<std::int32_t>(state.range(0)), static_cast<std::int32_t>(state.range(1)), state.range(3) != 0);
    heads.attention.mask.causal = state.range(2) != 0;
    Workspace workspace = tuned_workspace();
    for (auto _ : state) {
        Status status = heads.packed.pack(heads.source);
        if (status.ok()) status = attend(heads.attention, whole_region(heads.attention), heads.stages, workspace);
        if (!status.ok()) return state.SkipWithError(status.argument);
    }
    const double weights = static_cast<double>(heads.length) * heads.length * kHeads;
    set_flops(state, 4.0 * weights * heads.head_dim);
    state.counters["weights/s"] = benchmark::Counter(weights, benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(attention)
    ->Args({8, 4, 0, 1})
    ->Args({64, 16, 0, 1})
    ->Args({512, 64, 0, 0})
    ->Args({512, 64, 0, 1})
    ->Args({512, 64, 1, 1})
    ->Args({512, 1, 0, 1})
    ->ArgNames({"S", "h", "causal", "weights"});

}  // namespace

BENCHMARK_MAIN();
