// Running out of memory anywhere is an error: nothing traps, nothing is half-written, and the next call works.
#include <catch2/catch_test_macros.hpp>

#include <cstdlib>
#include <new>

#include "core/agreement.hpp"
#include "core/attention/multi_head.hpp"
#include "core/attention/projection.hpp"
#include "core/random_attention.hpp"

namespace {
// The replaced operators of this program have no other place to count in.
constexpr int kNever = -1;
int fail_at = kNever;  // how many allocations that may fail still succeed before one fails

void* allocate(std::size_t size, std::align_val_t alignment) {
    const auto step = static_cast<std::size_t>(alignment);
    return std::aligned_alloc(step, (size + step - 1) / step * step + step);
}
}  // namespace

void* operator new(std::size_t size, std::align_val_t alignment) { return allocate(size, alignment); }
void* operator new(std::size_t size, std::align_val_t alignment, const std::nothrow_t&) noexcept {
    if (fail_at != kNever && fail_at-- == 0) {
        fail_at = 0;  // memory that has run out stays so until the test is over
        return nullptr;
    }
    return allocate(size, alignment);
}
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }

using namespace headscope::core;
using namespace headscope::core::test;

namespace {

/// Calls `work` with its first, second, ... allocation failing until none fails any more; how often one did.
template <class Work, class Check>
int fail_at_each(Work work, Check check) {
    for (int failures = 0;; ++failures) {
        fail_at = failures;
        const Status status = work();
        fail_at = kNever;
        if (status.ok()) return failures;
        REQUIRE(status.code == ErrorCode::out_of_memory);
        REQUIRE(status.argument != nullptr);
        check();
    }
}

constexpr float kUntouched = -12345.0f;

bool untouched(const std::vector<float>& numbers) {
    for (const float x : numbers)
        if (x != kUntouched) return false;
    return true;
}

bool untouched(const StageMemory& memory) {
    for (const auto* numbers : {&memory.scores, &memory.uncapped, &memory.scaled, &memory.masked_scores, &memory.weights,
                                &memory.dropped_weights, &memory.context})
        if (!untouched(*numbers)) return false;
    return true;
}

}  // namespace

TEST_CASE("A buffer that gets no memory keeps what it has") {
    Buffer buffer;
    REQUIRE(buffer.resize(4).ok());
    buffer.data()[3] = 7.0f;
    CHECK(fail_at_each([&] { return buffer.resize(4000); }, [&] { CHECK((buffer.size() == 4 && buffer.data()[3] == 7.0f)); }) ==
          1);
    CHECK(buffer.size() == 4000);
}

TEST_CASE("Attention without memory writes nothing, and afterwards works") {
    Draw draw(71);
    int failures = 0;
    for (int round = 0; round < 60; ++round) {
        RandomAttention random(draw, draw_sizes(draw, 30), 2.0f);
        PackedHeads packed;
        Workspace workspace;
        StageMemory memory(random, kUntouched), expected(random, kUntouched);
        random.attention.heads = &packed;
        failures += fail_at_each([&] { return packed.pack(random.keys_values); }, [] {});
        failures +=
            fail_at_each([&] { return attend(random.attention, whole_region(random.attention), memory.stages, workspace); },
                         [&] { REQUIRE(untouched(memory)); });
        Workspace fresh;
        PackedHeads again;
        REQUIRE(again.pack(random.keys_values).ok());
        random.attention.heads = &again;
        REQUIRE(attend(random.attention, whole_region(random.attention), expected.stages, fresh).ok());
        REQUIRE(equal_bits(memory.weights, expected.weights));
        REQUIRE(equal_bits(memory.context, expected.context));
    }
    CHECK(failures >= 3 * 60);
}

TEST_CASE("A projection without memory writes nothing") {
    Draw draw(72);
    const auto x = draw.numbers(7 * 5, 1.0f), w = draw.numbers(5 * 9, 1.0f);
    std::vector<float> y(7 * 9, kUntouched);
    PackedMatrix packed;
    CHECK(fail_at_each([&] { return packed.pack(dense_matrix(w.data(), 5, 9)); }, [] {}) >= 1);
    Workspace workspace;
    fail_at_each(
        [&] { return project(dense_matrix(x.data(), 7, 5), packed, nullptr, dense_matrix(y.data(), 7, 9), workspace); },
        [&] { REQUIRE(untouched(y)); });
    CHECK(!untouched(y));
}

TEST_CASE(
    "Multi-head attention without memory is an error at every allocation, leaves the output alone, and afterwards works") {
    Draw draw(73);
    constexpr std::int32_t kRows = 11, kWidth = 12, kHeads = 3;
    const auto x = draw.numbers(kRows * kWidth, 1.0f);
    std::vector<float> w[4];
    MultiHeadWeights weights;
    PackedMatrix* matrices[] = {&weights.W_q, &weights.W_k, &weights.W_v, &weights.W_o};
    for (int i = 0; i < 4; ++i) {
        w[i] = draw.numbers(kWidth * kWidth, 1.0f);
        REQUIRE(matrices[i]->pack(dense_matrix<const float>(w[i].data(), kWidth, kWidth)).ok());
    }
    MultiHead problem;
    problem.query_input = problem.key_input = problem.value_input = dense_view<const float>(x.data(), 1, 1, kRows, kWidth);
    problem.weights = &weights;
    problem.num_heads = problem.num_kv_heads = kHeads;
    std::vector<float> output(kRows * kWidth, kUntouched), shown(kHeads * kRows * kRows, kUntouched);
    MultiHeadStages stages;
    stages.output = dense_view(output.data(), 1, 1, kRows, kWidth);
    stages.attention.weights = dense_view(shown.data(), 1, kHeads, kRows, kRows);
    MultiHeadMemory memory;
    const int failures = fail_at_each([&] { return multi_head_attention(problem, stages, memory); },
                                      [&] {
                                          CHECK(untouched(output));
                                          CHECK(untouched(shown));
                                          // Each time from nothing: what an earlier attempt got must not hide the next failure.
                                          memory = MultiHeadMemory();
                                      });
    CHECK(failures >= 5);
    const std::vector<float> recovered = output;
    MultiHeadMemory fresh;
    REQUIRE(multi_head_attention(problem, stages, fresh).ok());
    CHECK(output == recovered);
}
