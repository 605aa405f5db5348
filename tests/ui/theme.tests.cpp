// Both themes can be read.
#include <catch2/catch_test_macros.hpp>

#include <cmath>

#include "ui/base/theme.hpp"

using namespace headscope::ui;

TEST_CASE("Text keeps a contrast of 4.5 on everything it is drawn on") {
    for (const Theme& t : {light_theme(), dark_theme()})
        for (const ImU32 paper : {t.background, t.panel, t.chip})
            for (const ImU32 ink : {t.ink, t.quiet, t.accent, t.query, t.key, t.value, t.output, t.error}) {
                INFO("dark " << t.dark << " paper " << std::hex << paper << " ink " << ink);
                CHECK(contrast(ink, paper) >= 4.5f);
            }
}

TEST_CASE("Numbers keep a contrast of 4.5 on every colour of both scales") {
    for (const Theme& t : {light_theme(), dark_theme()})
        for (const Scale scale : {Scale::sequential, Scale::diverging})
            for (int i = 0; i <= 200; ++i) {
                const float value = scale == Scale::sequential ? static_cast<float>(i) / 200 : static_cast<float>(i) / 100 - 1;
                const ImU32 colour = colour_of(value, scale, 1, t.palette);
                CHECK(contrast(ink_on(colour, t), colour) >= 4.5f);
            }
}

TEST_CASE("What is no number has a colour of its own, and its word reads on it") {
    for (const Theme& t : {light_theme(), dark_theme()})
        for (const Scale scale : {Scale::sequential, Scale::root, Scale::diverging}) {
            const ImU32 colour = colour_of(std::nanf(""), scale, 1, t.palette);
            CHECK(colour == t.palette.nan);
            CHECK(contrast(ink_on(colour, t), colour) >= 4.5f);
            for (int i = -50; i <= 50; ++i) CHECK(colour != colour_of(static_cast<float>(i) / 50, scale, 1, t.palette));
        }
}

TEST_CASE("The scales reach their ends and stay there") {
    const Palette p = light_theme().palette;
    CHECK(colour_of(0, Scale::sequential, 1, p) == p.sequential[0]);
    CHECK(colour_of(7, Scale::sequential, 1, p) == p.sequential[4]);
    CHECK(colour_of(-9, Scale::diverging, 2, p) == p.diverging[0]);
    CHECK(colour_of(0, Scale::diverging, 2, p) == p.diverging[2]);
    CHECK(colour_of(2, Scale::diverging, 2, p) == p.diverging[4]);
}
