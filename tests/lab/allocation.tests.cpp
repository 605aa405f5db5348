// Dragging allocates nothing in the evaluator, and running out of memory does no harm.
#include <catch2/catch_test_macros.hpp>

#include <atomic>
#include <cstdlib>
#include <new>

#include "lab/edit/edit.hpp"
#include "lab/program/evaluate.hpp"
#include "same_trace.hpp"

namespace {
// The replaced operators of this program have no other place to count in.
std::atomic<int> allocations{0};
constexpr int kNever = -1;
std::atomic<int> fail_at{kNever};  // how many allocations that may fail still succeed before one fails

void* allocate(std::size_t size, std::size_t alignment = alignof(std::max_align_t)) {
    ++allocations;
    return std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment + alignment);
}

void* allocate_or_fail(std::size_t size, std::size_t alignment = alignof(std::max_align_t)) {
    if (fail_at != kNever && fail_at-- == 0) return nullptr;
    return allocate(size, alignment);
}
}  // namespace

void* operator new(std::size_t size) { return allocate(size); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return allocate_or_fail(size); }
void* operator new(std::size_t size, std::align_val_t alignment) { return allocate(size, static_cast<std::size_t>(alignment)); }
void* operator new(std::size_t size, std::align_val_t alignment, const std::nothrow_t&) noexcept {
    return allocate_or_fail(size, static_cast<std::size_t>(alignment));
}
void operator delete(void* p) noexcept { std::free(p); }
void operator delete(void* p, std::size_t) noexcept { std::free(p); }
void operator delete(void* p, std::align_val_t) noexcept { std::free(p); }
void operator delete(void* p, std::size_t, std::align_val_t) noexcept { std::free(p); }

using namespace headscope::lab;
using namespace headscope::lab::testing;

TEST_CASE("an update within known shapes allocates nothing") {
    std::vector<Document> drag{initial_document()};
    for (int i = 1; i < 8; ++i) {
        const float value = static_cast<float>(i);
        drag.push_back(headscope::lab::apply(drag.back(), SetCell{TensorId::W_q, 0, 1, 1, value}).value());
        drag.push_back(headscope::lab::apply(drag.back(), SetCell{TensorId::X, 0, 2, 1, value}).value());
        drag.push_back(
            headscope::lab::apply(drag.back(), Paint{TensorId::mask_allow, 0, {{i % 7, 2}}, static_cast<float>(i % 2)})
                .value());
        drag.push_back(headscope::lab::apply(drag.back(), SetParam{Param::temperature, 1.0 + i}).value());
    }
    Evaluator evaluator;
    REQUIRE(evaluator.update(drag[0], {TensorId::scores, TensorId::scaled, TensorId::masked_scores}));
    bool done = true;
    const int before = allocations;
    for (const Document& doc : drag)
        done = bool(evaluator.update(doc, {TensorId::scores, TensorId::scaled, TensorId::masked_scores})) && done;
    const int during = allocations - before;
    CHECK(done);
    CHECK(during == 0);
}

TEST_CASE("when memory runs out anywhere in an update, it is an error and the trace stays as it was") {
    const Document small = initial_document();
    Document large = headscope::lab::apply(small, SetParam{Param::batch, 2}).value();
    large = headscope::lab::apply(
                large, SetText{SentenceId::query, 0, "many more words than there were in the sentence before this one"})
                .value();
    large = headscope::lab::apply(large, SetParam{Param::d_model, 96}).value();
    Evaluator expected;
    REQUIRE(expected.update(small, {TensorId::scores, TensorId::masked_scores}));
    int failures = 0;
    for (bool done = false; !done; ++failures) {
        Evaluator evaluator;
        REQUIRE(evaluator.update(small, {TensorId::scores, TensorId::masked_scores}));
        fail_at = failures;
        const Result<bool> updated = evaluator.update(large, {TensorId::scores, TensorId::scaled, TensorId::masked_scores});
        fail_at = kNever;
        done = bool(updated);
        if (done) break;
        CHECK(text_of(updated.error(), Language::english).find("MB of memory") != std::string::npos);
        REQUIRE(first_difference(evaluator.trace(), expected.trace(), small) == "");
    }
    CHECK(failures > 10);
}
