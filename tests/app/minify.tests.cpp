// Matrices drawn with less than a pixel per cell.
#include "app/drawing/minify.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cmath>

namespace headscope::app {

TEST_CASE("a picture is reduced only when cells are smaller than pixels, and then by enough") {
    CHECK(minification(0.1f, 0.1f) == 1);
    CHECK(minification(1.0f, 1.0f) == 1);
    CHECK(minification(1.5f, 0.2f) == 2);
    CHECK(minification(1024 / 60.0f, 1.0f) == 18);
}

TEST_CASE("a lone bright cell stays in sight and an even area keeps its value") {
    std::vector<float> values(1000 * 1000, 0.25f), out;
    values[777 * 1000 + 333] = 1;
    minify(values.data(), 1000, 1000, 1000, nullptr, 16, out);
    REQUIRE(out.size() == 63 * 63);
    CHECK(out[0] == 0.25f);
    CHECK(out[63 * 63 - 1] == 0.25f);  // a smaller block at the edge
    CHECK(out[777 / 16 * 63 + 333 / 16] > 0.6f);
}

TEST_CASE("the stronger sign wins, rows may lie apart, and one number that is none makes a block none") {
    const float values[] = {1, -4, 99, 0, 0, 99};
    std::vector<float> out;
    minify(values, 3, 2, 2, nullptr, 2, out);
    REQUIRE(out.size() == 1);
    CHECK(out[0] == 0.5f * (-4 + -0.75f));
    const float with_nan[] = {std::nanf(""), 2, 2, 2, 2, 2, 2, 2};
    minify(with_nan, 4, 2, 4, nullptr, 2, out);
    CHECK(std::isnan(out[0]));
    CHECK(out[1] == 2);
}

TEST_CASE("hidden cells do not count, and a block is hidden when all of it is") {
    const float values[] = {0, 8, 0, 4};
    constexpr ui::Hatch shown = ui::Hatch::none, causal = ui::Hatch::causal;
    const ui::Hatch hatches[] = {shown, causal, shown, shown};
    std::vector<float> out;
    minify(values, 2, 2, 2, hatches, 2, out);
    CHECK(out[0] == 0.5f * (4 + 4.0f / 3));
    std::vector<ui::Hatch> reduced;
    const ui::Hatch half[] = {causal, causal, causal, causal, causal, causal, causal, shown};
    minify_hatches(half, 2, 4, 2, reduced);
    CHECK(reduced == std::vector<ui::Hatch>{causal, shown});
}

}  // namespace headscope::app
