// Where cells lie: the rule that shader, numbers and pointer share.
#include <catch2/catch_test_macros.hpp>

#include <string>
#include <string_view>

#include "ui/base/heatmap.hpp"
#include "ui/bench.hpp"
#include "ui/kit/control.hpp"

using namespace headscope::ui;

TEST_CASE("The cell found at a cell's middle is that cell, with and without gaps between heads") {
    for (const int group : {0, 1, 3, 4, 16, 40})
        for (const int count : {1, 2, 7, 16, 1024}) {
            const HeatmapAxis axis(10, 410, count, group, count > 100 ? 0.0f : 5.0f);
            for (int i = 0; i < count; ++i) REQUIRE(axis.find(axis.at(i) + axis.pitch / 2) == i);
        }
}

TEST_CASE("Cells and gaps together fill the axis exactly") {
    const HeatmapAxis axis(0, 100, 10, 4, 5);
    CHECK(axis.pitch == 9.0f);
    CHECK(axis.at(9) + axis.pitch == 100.0f);
    CHECK(axis.find(-5) == 0);
    CHECK(axis.find(500) == 9);
    CHECK(axis.find(38) == 3);  // in the gap: the cell before it
}

TEST_CASE("A name that has no room at all is no text, which takes no width and draws nothing") {
    Bench b([](Context& c) {
        std::string storage;
        const std::string_view text = elided("Charlie", 1, 13, Face::regular, storage);
        CHECK(text.empty());
        CHECK(text_size(text, 13).x == 0);
        CHECK(draw_text(c, {10, 10}, text, c.theme.ink, 13).x == 0);
    });
    b.frame();
}
