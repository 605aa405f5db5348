// What computes and how fast: the figure, the choice of kernel, and the comparison with scalar code.
#include <catch2/catch_test_macros.hpp>

#include <cmath>

#include "lab/laboratory/throughput.hpp"
#include "page.hpp"

namespace headscope::app {
namespace {

std::string words_of(Page& page, std::string_view key) { return page.item(key).label; }

void open_details(Page& page) {
    page.act("engine", "press");
    page.settle();
    REQUIRE(page.has_item("engine.compare"));
}

/// Presses the button without drawing a frame yet.
void press_compare(Page& page) { hs_act(page.app(), page.item("engine.compare").id, 0, 0, 0, 0, 0); }

/// A square document: so many tokens, that wide.
void shape(Page& page, int tokens, int width) {
    CHECK(hs_set_param(page.app(), param("num_heads"), 8) == nullptr);
    CHECK(hs_set_param(page.app(), param("d_model"), width) == nullptr);
    std::string words;
    for (int i = 0; i < tokens; ++i) words += "w ";
    CHECK(hs_set_sentence(page.app(), 0, 0, page.put(words)) == nullptr);
    page.settle();
}

}  // namespace

TEST_CASE("a speed is told only of evaluations that together took long enough for a coarse clock") {
    lab::Throughput throughput;
    CHECK_FALSE(throughput.gflops());
    for (int i = 0; i < 49; ++i) throughput.add(1e5, 0.1);
    CHECK_FALSE(throughput.gflops());
    throughput.add(0, 1000);  // an edit that computed nothing
    CHECK_FALSE(throughput.gflops());
    throughput.add(1e5, 0.11);
    REQUIRE(throughput.gflops());
    CHECK(std::fabs(*throughput.gflops() - 2 * 50e5 / (5.01e-3 * 1e9)) < 1e-9);
    throughput.add(1e9, 4);
    CHECK(*throughput.gflops() < 3);
    throughput.add(0.5e9, 2);
    CHECK(std::fabs(*throughput.gflops() - 500) < 1e-9);
}

TEST_CASE("the tile kernel is chosen in idle moments, after the first picture, and then stays") {
    App* app = hs_create();
    CHECK(hs_attach(app) == 1);
    hs_resize(app, 1440, 900, 1440, 900, 1);
    CHECK_FALSE(app->laboratory().tile_choice().made());
    CHECK(hs_frame(app, 0) == 0);
    CHECK_FALSE(app->laboratory().tile_choice().made());
    double now = 0;
    const auto settle = [&] {
        while (hs_frame(app, now += 16) == 0) {}
    };
    settle();
    CHECK_FALSE(app->laboratory().tile_choice().made());
    CHECK(hs_frame(app, now += 500) < 0);
    CHECK_FALSE(app->laboratory().tile_choice().made());
    for (int moment = 0; moment < 5; ++moment) {
        CHECK_FALSE(app->laboratory().tile_choice().made());
        hs_redraw(app);
        now += 200;
        settle();
    }
    CHECK(app->laboratory().tile_choice().made());
    const core::TileKernel chosen = app->laboratory().tile();
    hs_redraw(app);
    settle();
    CHECK(app->laboratory().tile() == chosen);
    hs_destroy(app);
}

TEST_CASE("the comparison is asked for, measured in frames, told, and forgotten with the next edit") {
    Page page;
    open_details(page);
    CHECK(words_of(page, "engine.outcome").empty());
    press_compare(page);
    CHECK(page.frame() == 0);
    CHECK(page.frame() == 0);
    CHECK(page.app()->laboratory().tile_choice().made());
    CHECK(page.item("engine.compare").disabled);
    CHECK(page.settle() > 3);
    CHECK_FALSE(page.item("engine.compare").disabled);
    CHECK(words_of(page, "engine.outcome").find("times as fast") != std::string::npos);
    CHECK(words_of(page, "engine.simd").find("GFLOP/s") != std::string::npos);
    CHECK(words_of(page, "engine.scalar").find("GFLOP/s") != std::string::npos);
    for (int i = 0; i < 20; ++i) CHECK(page.frame() < 0);

    CHECK(hs_set_param(page.app(), param("causal"), 1) == nullptr);
    page.settle();
    CHECK(words_of(page, "engine.outcome").empty());
}

TEST_CASE("an edit while it measures ends the comparison") {
    Page page;
    open_details(page);
    press_compare(page);
    page.frame();
    page.frame();
    REQUIRE(page.item("engine.compare").disabled);
    CHECK(hs_set_param(page.app(), param("causal"), 1) == nullptr);
    page.settle();
    CHECK(words_of(page, "engine.outcome").empty());
    CHECK_FALSE(page.item("engine.compare").disabled);
}

TEST_CASE("a document too large for scalar code is refused with the limit, at once") {
    Page page;
    shape(page, 410, 1024);
    open_details(page);
    page.act("engine.compare", "press");
    page.settle();
    CHECK(words_of(page, "engine.outcome").find("2.0 G is the limit") != std::string::npos);
    CHECK_FALSE(page.item("engine.compare").disabled);
}

TEST_CASE("the details are on the phone's page of controls, too, and in Chinese") {
    Page page(390, 780);
    page.set_view("tab=controls");
    page.set_view("language=zh-Hans");
    page.settle();
    page.act("engine.compare", "press");
    page.frame();
    page.settle();
    CHECK(words_of(page, "engine.outcome").find("倍") != std::string::npos);
}

}  // namespace headscope::app
