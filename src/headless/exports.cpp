// The functions that JavaScript calls. Nothing here or below throws, aborts or keeps a global.
#include <cstdlib>
#include <new>

#include "core/kernels/layer_norm.hpp"
#include "core/kernels/tile_choice.hpp"
#include "headless/plan.hpp"

using namespace headscope;
using headless::Call;
using headless::Plan;
using headless::StatusWords;

namespace {

bool report(const core::Status& status, StatusWords* out) {
    *out = {static_cast<double>(status.got), static_cast<double>(status.expected), static_cast<std::int32_t>(status.code),
            status.argument};
    return status.ok();
}

}  // namespace

extern "C" {

/// A monotonic clock in milliseconds, given by JavaScript.
[[clang::import_module("env"), clang::import_name("now")]] double hs_now();

/// Memory for inputs and results, 64-byte aligned; nullptr when there is none.
[[clang::export_name("hs_alloc")]] void* hs_alloc(std::size_t bytes) {
    constexpr std::size_t kAlignment = 64;
    if (bytes > SIZE_MAX - kAlignment) return nullptr;
    return std::aligned_alloc(kAlignment, (bytes + kAlignment - 1) / kAlignment * kAlignment);
}

[[clang::export_name("hs_free")]] void hs_free(void* memory) { std::free(memory); }

/// Size of a call in words, for JavaScript to compare with its own list.
[[clang::export_name("hs_call_words")]] std::int32_t hs_call_words() { return sizeof(Call) / 4; }

/// A plan for the call, or nullptr with the reason in `status`. The memory the call names must outlive the plan.
[[clang::export_name("hs_prepare")]] Plan* hs_prepare(const Call* call, bool multi_head, StatusWords* status) {
    Plan* plan = new (std::nothrow) Plan;
    if (plan == nullptr) {
        report(core::fail(core::ErrorCode::out_of_memory, "plan", sizeof(Plan)), status);
        return nullptr;
    }
    if (report(multi_head ? plan->prepare_multi_head(*call) : plan->prepare_attention(*call), status)) return plan;
    delete plan;
    return nullptr;
}

/// Runs the plan on what its inputs hold now, with the TileKernel of this number; false with the reason in `status`.
[[clang::export_name("hs_run")]] bool hs_run(Plan* plan, std::int32_t tile, StatusWords* status) {
    return report(plan->run(static_cast<core::TileKernel>(tile)), status);
}

[[clang::export_name("hs_release")]] void hs_release(Plan* plan) { delete plan; }

/// The TileKernel chosen for this engine as a number for hs_run, or -1 while none is: then a call may take one of the timings that
/// lead to the choice, some milliseconds long.
[[clang::export_name("hs_choose_tile")]] std::int32_t hs_choose_tile() {
    static core::TileChoice choice;
    if (choice.due(hs_now())) choice.count(core::faster_tile_kernel([] { return hs_now(); }), hs_now());
    return choice.made() ? static_cast<std::int32_t>(choice.kernel()) : -1;
}

/// Layer norm of so many rows, in place; `gain` and `bias` are a row each.
[[clang::export_name("hs_layer_norm")]] void hs_layer_norm(float* rows, const float* gain, const float* bias,
                                                           std::int32_t count, std::int32_t columns) {
    core::layer_norm(rows, gain, bias, rows, count, columns);
}

[[clang::export_name("hs_build")]] const char* hs_build() { return core::build_description(); }
}
