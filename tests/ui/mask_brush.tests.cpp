// The brush beside the large picture.
#include <catch2/catch_test_macros.hpp>

#include "ui/bench.hpp"
#include "ui/flow/mask_brush.hpp"

using namespace headscope;
using namespace headscope::ui;
using lab::CustomMask;
using lab::Param;
using lab::TensorId;

namespace {

CustomMask kind(const Bench& b) { return static_cast<CustomMask>(b.laboratory.document().integer(Param::custom_mask)); }

}  // namespace

TEST_CASE("Choosing a painted mask turns painting on, and choosing none turns it off") {
    Bench b(kDesktop);
    b.act({b.item("custom_mask.boolean").id, MirrorAction::Kind::press});
    b.settle();
    CHECK(b.view.painting);
    b.drag(b.cell("large", 2, 1), b.cell("large", 2, 4));
    CHECK(b.laboratory.document().matrix(TensorId::mask_allow).at(2, 3) == 0.0f);
    b.act({b.item("custom_mask.off").id, MirrorAction::Kind::press});
    CHECK_FALSE(b.view.painting);
}

TEST_CASE("The brush turns the mask on, shows a stage in which it is seen, and its row keeps its height") {
    ImVec2 taken;
    Bench b([&](Context& c) { taken = mask_brush(c, 500); });
    const float before = taken.y;
    b.view.large = b.view.gallery = TensorId::scores;
    b.click(b.centre("painting"));
    b.settle();
    CHECK(b.view.painting);
    CHECK(kind(b) == CustomMask::boolean);
    CHECK(b.view.large == TensorId::weights);
    CHECK(taken.y == before);
    CHECK(taken.x <= 500);
    b.click(b.centre("brush.allow"));
    CHECK(b.view.brush == Brush::allow);
    CHECK(kind(b) == CustomMask::boolean);
    b.click(b.centre("brush.number"));
    b.settle();
    CHECK(kind(b) == CustomMask::bias);
    CHECK(taken.y == before);
    b.act({b.item("paint_bias").id, MirrorAction::Kind::set_number, -3});
    CHECK(b.view.paint_bias == -3.0f);
    b.click(b.centre("brush.hide"));
    CHECK(kind(b) == CustomMask::bias);
    b.click(b.centre("painting"));
    CHECK_FALSE(b.view.painting);
}

TEST_CASE("Where each head has a mask of its own, strokes paint the shown head's, and it alone is hatched and cleared") {
    for (const ImVec2 window : {kDesktop, ImVec2(390, 844)}) {
        Bench b(window);
        b.edit(lab::SetParam{Param::custom_mask, 1});
        b.edit(lab::SetParam{Param::mask_heads, 1});
        b.view.head = 2, b.view.painting = true;
        b.view.large = TensorId::weights;
        b.settle();
        b.drag(b.cell("large", 2, 1), b.cell("large", 2, 4));
        const lab::Matrix& mask = b.laboratory.document().matrix(TensorId::mask_allow);
        REQUIRE(mask.rows() == 28);
        int hidden = 0;
        for (const float value : mask.values()) hidden += value == 0.0f ? 1 : 0;
        CHECK(hidden == 4);
        CHECK(mask.at(2 * 7 + 2, 3) == 0.0f);
        b.settle();
        CHECK(b.picture("large").hatches[2 * 7 + 3] == Hatch::painted);
        b.view.head = 1;
        b.settle();
        CHECK(b.picture("large").hatches[2 * 7 + 3] == Hatch::none);
        if (!b.has_item("clear_mask")) continue;  // another tab of the phone
        CHECK(b.picture("mask_allow").group_rows == 7);
        b.act({b.item("clear_mask").id, MirrorAction::Kind::press});
        CHECK(b.laboratory.document().matrix(TensorId::mask_allow).at(2 * 7 + 2, 3) == 0.0f);
        b.view.head = 2;
        b.settle();
        b.act({b.item("clear_mask").id, MirrorAction::Kind::press});
        CHECK(b.laboratory.document().matrix(TensorId::mask_allow).at(2 * 7 + 2, 3) == 1.0f);
        b.view.large = TensorId::mask_allow;
        b.settle();
        CHECK(b.item("large").rows == 28);
    }
}
