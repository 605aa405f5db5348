// The core natively as one of the benchmark's contenders: obeys lines from standard input, answers with lines.
//   prepare S d heads causal  ->  ok
//   run calls                 ->  milliseconds per call
//   read FILE                 ->  ok; the file then holds output [S,d] and weights [heads,S,S], little-endian floats
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "core/attention/multi_head.hpp"
#include "core/kernels/tile_choice.hpp"

namespace {

using namespace headscope::core;

double now_ms() {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// mulberry32, as in bench/lib/problem.js: the same numbers for everybody.
class Random {
public:
    explicit Random(std::uint32_t seed) : state_(seed) {}
    double operator()() {
        state_ += 0x6d2b79f5u;
        std::uint32_t t = (state_ ^ (state_ >> 15)) * (1u | state_);
        t = (t + (t ^ (t >> 7)) * (61u | t)) ^ t;
        return static_cast<double>(t ^ (t >> 14)) / 4294967296.0;
    }

private:
    std::uint32_t state_;
};

std::vector<float> fill(Random& random, std::int64_t count, double bound) {
    std::vector<float> values(static_cast<std::size_t>(count));
    for (float& x : values) x = static_cast<float>((random() * 2 - 1) * bound);
    return values;
}

/// One forward pass with the weights written, ready to run any number of times.
struct Forward {
    std::vector<float> x, output, weights;
    MultiHeadWeights parameters;
    MultiHead problem;
    MultiHeadStages stages;
    MultiHeadMemory memory;

    bool prepare(std::int32_t S, std::int32_t d, std::int32_t heads, bool causal) {
        Random random(static_cast<std::uint32_t>(S) * 7919u + static_cast<std::uint32_t>(d));
        x = fill(random, std::int64_t{S} * d, std::sqrt(3.0));
        for (PackedMatrix* matrix : {&parameters.W_q, &parameters.W_k, &parameters.W_v, &parameters.W_o}) {
            const std::vector<float> w = fill(random, std::int64_t{d} * d, std::sqrt(3.0 / d));
            if (!matrix->pack(dense_matrix<const float>(w.data(), d, d)).ok()) return false;
        }
        output.resize(x.size());
        weights.resize(static_cast<std::size_t>(std::int64_t{heads} * S * S));
        problem.query_input = problem.key_input = problem.value_input = dense_view<const float>(x.data(), 1, 1, S, d);
        problem.weights = &parameters;
        problem.num_heads = problem.num_kv_heads = heads;
        problem.mask.causal = causal;
        stages.output = dense_view(output.data(), 1, 1, S, d);
        stages.attention.weights = dense_view(weights.data(), 1, heads, S, S);
        memory.workspace.tile = faster_tile_kernel(now_ms);
        return run();
    }
    bool run() { return multi_head_attention(problem, stages, memory).ok(); }
};

bool write(const std::string& path, const Forward& forward) {
    std::ofstream file(path, std::ios::binary);
    for (const auto* numbers : {&forward.output, &forward.weights})
        file.write(reinterpret_cast<const char*>(numbers->data()),
                   static_cast<std::streamsize>(numbers->size() * sizeof(float)));
    return static_cast<bool>(file);
}

}  // namespace

int main() {
    std::unique_ptr<Forward> forward;
    for (std::string command; std::cin >> command;) {
        bool ok = false;
        if (command == "prepare") {
            std::int32_t S = 0, d = 0, heads = 0, causal = 0;
            std::cin >> S >> d >> heads >> causal;
            forward = std::make_unique<Forward>();
            ok = forward->prepare(S, d, heads, causal != 0);
        } else if (command == "run" && forward) {
            int calls = 0;
            std::cin >> calls;
            const double start = now_ms();
            ok = true;
            for (int i = 0; i < calls; ++i) ok = forward->run() && ok;
            if (ok) std::cout << (now_ms() - start) / std::max(1, calls) << std::endl;
            if (ok) continue;
        } else if (command == "read" && forward) {
            std::string path;
            std::getline(std::cin >> std::ws, path);
            ok = write(path, *forward);
        }
        std::cout << (ok ? "ok" : "failed") << std::endl;
    }
}
