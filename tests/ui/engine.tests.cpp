// What the interface says about the engine: its speed, and every outcome of the comparison with scalar code.
#include <catch2/catch_test_macros.hpp>

#include <limits>
#include <string>
#include <utility>

#include "bench.hpp"
#include "ui/overlay/engine.hpp"

using namespace headscope::ui;
using headscope::lab::Language;
using State = ScalarComparison::State;

namespace {

std::string said(Bench& bench, std::string_view key) {
    bench.settle();
    return bench.item(key).label;
}

}  // namespace

TEST_CASE("the engine's button tells its speed and is always as wide") {
    Bench bench([](Context& c) { engine_button(c, ImVec2(20, 20), 28); });
    bench.app.engine = "relaxed simd";
    CHECK(said(bench, "engine") == "How fast is this? wasm relaxed simd");
    const float width = bench.item("engine").max.x - bench.item("engine").min.x;
    for (const auto& [gflops, text] : {std::pair{0.01234, "0.012"}, {1.5, "1.50"}, {43.21, "43.2"}, {432.1, "432"}}) {
        bench.app.gflops = gflops;
        CHECK(said(bench, "engine") == "How fast is this? wasm relaxed simd, " + std::string(text) + " GFLOP/s");
        CHECK(bench.item("engine").max.x - bench.item("engine").min.x == width);
    }
}

TEST_CASE("the button opens the details, and Escape closes them") {
    Bench bench([](Context& c) { engine_button(c, ImVec2(20, 200), 28); });
    bench.settle();
    bench.click(bench.centre("engine"));
    bench.settle();
    REQUIRE(bench.has_item("engine.compare"));
    bench.click(bench.centre("engine.compare"));
    bench.settle();
    REQUIRE(bench.commands.size() == 1);
    CHECK(bench.commands[0].command == Command::measure);
    bench.key(ImGuiKey_Escape);
    bench.settle();
    CHECK_FALSE(bench.has_item("engine.compare"));
}

TEST_CASE("every outcome of the comparison is told in words, in a room of the same height") {
    Bench bench([](Context& c) { engine_details(c); });
    ScalarComparison& m = bench.app.comparison;
    CHECK(said(bench, "engine.outcome").empty());
    const float top = bench.item("engine.compare").min.y;
    m = {State::running, 8.7e3, 0, 0, 0};
    CHECK(contains(said(bench, "engine.outcome"), "Measuring"));
    CHECK(bench.item("engine.compare").disabled);
    m = {State::done, 1e6, 0.05, 1.0, 2.4e-7};
    CHECK(said(bench, "engine.outcome") == "SIMD is 20.0 times as fast. The results differ by at most 2.4e\u22127.");
    CHECK(said(bench, "engine.simd") == "SIMD: 50.0 \u00b5s, 40.0 GFLOP/s");
    CHECK(said(bench, "engine.scalar") == "scalar: 1.00 ms, 2.00 GFLOP/s");
    CHECK_FALSE(bench.item("engine.compare").disabled);
    CHECK(bench.item("engine.compare").min.y == top);
    m.difference = std::numeric_limits<double>::quiet_NaN();
    CHECK(contains(said(bench, "engine.outcome"), "not numbers"));
    m = {State::too_large, 4e9, 0, 0, 0};
    CHECK(contains(said(bench, "engine.outcome"), "4.0 G multiply-adds, and 2.0 G is the limit"));
    m = {State::out_of_memory, 1e6, 0, 0, 0};
    CHECK(contains(said(bench, "engine.outcome"), "memory"));
    bench.view.language = Language::chinese;
    m = {State::done, 1e6, 0.05, 1.0, 2.4e-7};
    CHECK(contains(said(bench, "engine.outcome"), "20.0 倍"));
}
