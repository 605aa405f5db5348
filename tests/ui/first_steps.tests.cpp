// What the page is, what to try, and what the weights are.
#include <catch2/catch_test_macros.hpp>

#include "lab/link/presets.hpp"
#include "ui/bench.hpp"

using namespace headscope;
using namespace headscope::ui;
using lab::Param;
using lab::TensorId;

TEST_CASE("The things to try stay until one of them is done, are ticked, and go for good") {
    Bench b(kDesktop);
    REQUIRE(b.has_item("first_steps"));
    for (const char* key : {"try.weight", "try.mask", "try.heads"}) CHECK(b.item(key).help == "Shows where");
    b.edit(lab::SetParam{Param::num_heads, 2});  // not by the visitor's hand
    b.wait(4);
    CHECK(b.has_item("first_steps"));
    b.click(b.centre("num_heads.8"));
    b.settle();
    CHECK(b.item("try.heads").help == "Done");
    CHECK(b.item("try.mask").help == "Shows where");
    b.wait(3);
    CHECK_FALSE(b.has_item("first_steps"));
    CHECK_FALSE(b.view.first_steps);
    b.click(b.centre("undo"));
    CHECK_FALSE(b.has_item("first_steps"));
    b.move({2, 2});
    b.frame();
    CHECK(b.again_in_ms < 0);
}

TEST_CASE("Dragging a weight and turning on a mask count, an edit that is refused and a preset do not") {
    Bench b(kDesktop);
    b.act({b.item("d_model").id, MirrorAction::Kind::set_number, 1e9});
    b.click(b.centre("presets"));
    b.click(b.centre("preset.causal"));
    b.wait(4);
    CHECK(b.view.first_steps);
    SECTION("a weight") {
        const ImVec2 cell = b.cell("W_q", 2, 3);
        b.drag(cell, cell + ImVec2(0, -40));
    }
    SECTION("a mask") { b.click(b.centre("window")); }
    b.wait(4);
    CHECK_FALSE(b.view.first_steps);
}

TEST_CASE("The tick is seen for a moment after a weight was dragged, with the pointer on its number or another one pinned") {
    for (const bool pinned : {false, true}) {
        Bench b(kDesktop);
        if (pinned) b.view.pins = {{TensorId::weights, 0, 0, 0, 1, 1}};
        b.settle();
        const ImVec2 cell = b.cell("W_q", 2, 3);
        b.drag(cell, cell + ImVec2(0, -40));
        REQUIRE(b.has_item("try.weight"));
        CHECK(b.item("try.weight").help == "Done");
        if (pinned) CHECK_FALSE(b.has_item("try.mask"));
        b.wait(3);
        CHECK_FALSE(b.has_item("try.weight"));
        b.wait(3);
        CHECK(b.again_in_ms < 0);
    }
}

TEST_CASE("On a phone what the page is stands on the first screen beside the whole map, and the tick in every tab") {
    for (const ImVec2 window : {ImVec2(360, 740), ImVec2(390, 844), ImVec2(640, 420), ImVec2(700, 450)}) {
        Bench b(window);
        b.app.touch = true;
        b.settle();
        INFO(window.x << " x " << window.y);
        const float tabs = b.item("tab.heads").min.y;
        CHECK(b.item("first_steps").max.y < tabs);
        CHECK(b.item("first_steps.more").max.y < tabs);
        const MirrorItem about = b.item("first_steps"), map = b.item("large");
        CHECK(map.max.y < (about.min.x > map.max.x ? tabs : about.min.y));
        b.click(b.centre("first_steps.more"));
        b.settle();
        CHECK(contains(b.item("try.weight").label, "Tap"));
        b.act({b.item("try.mask").id, MirrorAction::Kind::press});
        b.settle();
        CHECK(b.view.tab == PhoneTab::controls);
        b.act({b.item("causal").id, MirrorAction::Kind::press});
        b.settle();
        CHECK(b.item("try.mask").help == "Done");
        CHECK(b.item("try.mask").max.y <= tabs);
        b.wait(3);
        CHECK_FALSE(b.has_item("try.mask"));
    }
}

TEST_CASE("A thing to try points at its cell or control, and the focus goes there") {
    Bench b(kDesktop);
    b.click(b.centre("try.weight"));
    CHECK(b.mirror.focus() == b.item("W_q").id);
    CHECK(b.interaction().first_steps.reached);
    b.click({b.item("large").max.x + 4, b.item("large").max.y + 30});
    CHECK(b.interaction().first_steps.shown.empty());
    b.click(b.centre("try.heads"));
    CHECK(b.mirror.focus() == b.item("num_heads.4").id);
    b.view.first_steps = false;
    b.settle();
    CHECK_FALSE(b.has_item("first_steps"));
}

TEST_CASE("The badge says random, edited or built by hand, as the weights are") {
    Bench b(kDesktop);
    CHECK(b.item("weights_badge").label == "random, not trained");
    b.edit(lab::SetCell{TensorId::W_k, 0, 1, 1, 3.0f});
    CHECK(b.item("weights_badge").label == "random, partly edited");
    b.edit(lab::SetParam{Param::weight_seed, 5});
    CHECK(b.item("weights_badge").label == "random, not trained");
    for (const lab::Preset& preset : lab::presets())
        if (preset.key == "illustrated") b.edit(lab::edit_of(preset));
    CHECK(b.item("weights_badge").label == "built by hand");
}
