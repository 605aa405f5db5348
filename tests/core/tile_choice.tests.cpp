// Choosing the tile kernel: not before the engine has compiled both well, and by the majority.
#include <catch2/catch_test_macros.hpp>

#include <initializer_list>

#include "core/kernels/tile_choice.hpp"

using namespace headscope::core;

namespace {

TileChoice after(std::initializer_list<TileKernel> answers) {
    TileChoice choice;
    double ms = 0.0;
    for (const TileKernel answer : answers) choice.count(answer, ms += 1000.0);
    return choice;
}

constexpr TileKernel kNarrow = TileKernel::narrow, kWide = TileKernel::wide;

}  // namespace

TEST_CASE("The first answers only warm up; of three later ones the majority counts") {
    CHECK_FALSE(after({kWide, kWide, kWide, kWide, kWide}).made());
    const TileChoice narrow = after({kWide, kWide, kWide, kWide, kNarrow, kNarrow});
    CHECK(narrow.made());
    CHECK(narrow.kernel() == kNarrow);
    CHECK(after({kNarrow, kNarrow, kNarrow, kWide, kNarrow, kWide}).kernel() == kWide);
}

TEST_CASE("While no tile kernel is chosen narrow runs, and a choice stays as it is") {
    CHECK(after({kWide, kWide, kWide, kWide, kWide}).kernel() == kNarrow);
    TileChoice choice = after({kNarrow, kNarrow, kNarrow, kWide, kWide, kWide});
    for (int i = 0; i < 5; ++i) choice.count(kNarrow, 1e6);
    CHECK(choice.kernel() == kWide);
}

TEST_CASE("Timings are wanted at once, then a tenth of a second apart, and none after the choice") {
    TileChoice choice;
    CHECK(choice.due(0.0));
    choice.count(kWide, 50.0);
    CHECK_FALSE(choice.due(149.0));
    CHECK(choice.due(150.0));
    CHECK_FALSE(after({kWide, kWide, kWide, kWide, kWide, kWide}).due(1e9));
}
