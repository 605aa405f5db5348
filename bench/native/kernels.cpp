// Single kernels of the core, natively: tiles, softmax, packing, projection, attention.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <vector>

#include "core/attention.hpp"
#include "core/projection.hpp"
#include "core/random.hpp"
#include "core/simd.hpp"
#include "core/softmax.hpp"
#include "core/tile.hpp"

namespace {

using namespace headscope::core;

std::vector<float> random_floats(std::size_t count, std::uint32_t stream) {
  std::vector<float> values(count);
  for (std::size_t i = 0; i < count; ++i) values[i] = random_normal(1, stream, i);
  return values;
}

void set_flops(benchmark::State& state, double flops) {
  state.counters["FLOP/s"] = benchmark::Counter(flops, benchmark::Counter::kIsIterationInvariantRate);
}

/// A 48x48 product of depth 256, in cache: what the tiles reach with all their loads.
void tile(benchmark::State& state) {
  constexpr std::int32_t kSize = 48, kDepth = 256;
  Buffer memory;
  if (!memory.resize(kSize * kDepth * 2 + kSize * kSize).ok()) return state.SkipWithError("out of memory");
  memory.fill_zero();
  Product product;
  product.left = memory.data();
  product.left_stride = kDepth;
  product.rows = kSize;
  product.depth = kDepth;
  product.panels = memory.data() + kSize * kDepth;
  product.panel_stride = kDepth * kPanelWidth;
  product.columns = {0, kSize};
  product.out = memory.data() + 2 * kSize * kDepth;
  product.out_stride = kSize;
  for (auto _ : state) {
    multiply(product, static_cast<TileKernel>(state.range(0)));
    benchmark::ClobberMemory();
  }
  set_flops(state, 2.0 * kSize * kSize * kDepth);
}
BENCHMARK(tile)->Arg(0)->Arg(1)->ArgName("wide");

/// One row of scores to weights, keys per second.
void softmax(benchmark::State& state) {
  const auto keys = static_cast<std::int32_t>(state.range(0));
  const std::vector<float> scores = random_floats(static_cast<std::size_t>(padded_row(keys)), 2);
  Buffer row;
  if (!row.resize(padded_row(keys)).ok()) return state.SkipWithError("out of memory");
  for (auto _ : state) {
    std::copy(scores.begin(), scores.end(), row.data());
    benchmark::DoNotOptimize(softmax_row(row.data(), {0, padded_row(keys)}, {0.125f, 0.0f, nullptr, {0, keys}}));
  }
  state.SetItemsProcessed(state.iterations() * keys);
}
BENCHMARK(softmax)->Arg(64)->Arg(512)->Arg(4096)->ArgName("keys");

void projection(benchmark::State& state) {
  const auto rows = static_cast<std::int32_t>(state.range(0));
  const auto width = static_cast<std::int32_t>(state.range(1));
  const auto size = static_cast<std::size_t>(width);
  const std::vector<float> weights = random_floats(size * size, 3), input = random_floats(static_cast<std::size_t>(rows) * size, 4);
  std::vector<float> output(input.size());
  PackedMatrix packed;
  Workspace workspace;
  if (!packed.pack(dense_matrix(weights.data(), width, width)).ok()) return state.SkipWithError("out of memory");
  for (auto _ : state) {
    const Status status = project(dense_matrix(input.data(), rows, width), packed, nullptr, dense_matrix(output.data(), rows, width), workspace);
    if (!status.ok()) return state.SkipWithError(status.argument);
  }
  set_flops(state, 2.0 * rows * width * width);
}
BENCHMARK(projection)->Args({8, 32})->Args({64, 128})->Args({512, 768})->ArgNames({"S", "d"});

/// Attention without its projections, weights written; packing keys and values counts.
void attention(benchmark::State& state) {
  const auto length = static_cast<std::int32_t>(state.range(0));
  const auto head_dim = static_cast<std::int32_t>(state.range(1));
  constexpr std::int32_t kHeads = 8;
  const std::size_t size = static_cast<std::size_t>(length) * kHeads * static_cast<std::size_t>(head_dim);
  const std::vector<float> query = random_floats(size, 5), key = random_floats(size, 6), value = random_floats(size, 7);
  std::vector<float> context(size), weights(static_cast<std::size_t>(length) * static_cast<std::size_t>(length) * kHeads);
  PackedHeads heads;
  Workspace workspace;
  Attention problem;
  problem.query = split_heads(query.data(), 1, length, kHeads, head_dim);
  problem.heads = &heads;
  problem.scale = default_scale(head_dim);
  problem.mask.causal = state.range(2) != 0;
  AttentionStages stages;
  stages.weights = dense_view(weights.data(), 1, kHeads, length, length);
  stages.context = split_heads(context.data(), 1, length, kHeads, head_dim);
  for (auto _ : state) {
    Status status = heads.pack({split_heads(key.data(), 1, length, kHeads, head_dim), split_heads(value.data(), 1, length, kHeads, head_dim), {}, {}});
    if (status.ok()) status = attend(problem, whole_region(problem), stages, workspace);
    if (!status.ok()) return state.SkipWithError(status.argument);
  }
  set_flops(state, 4.0 * length * length * kHeads * head_dim);
}
BENCHMARK(attention)->Args({8, 8, 0})->Args({64, 16, 0})->Args({512, 64, 0})->Args({512, 64, 1})->ArgNames({"S", "h", "causal"});

}  // namespace

BENCHMARK_MAIN();
