// The one keyboard focus.
#include <catch2/catch_test_macros.hpp>

#include "ui/bench.hpp"

using namespace headscope::ui;

namespace {

void three(Context& c) {
    button(c, "first", "First");
    button(c, "second", "Second", ButtonKind::quiet, false);
    button(c, "third", "Third");
}

}  // namespace

TEST_CASE("Tab walks through the controls in reading order, around the end, and past disabled ones") {
    Bench b(three);
    b.key(ImGuiKey_Tab);
    CHECK(b.item("first").focused);
    b.key(ImGuiKey_Tab);
    CHECK(b.item("third").focused);
    b.key(ImGuiKey_Tab);
    CHECK(b.item("first").focused);
    b.key(ImGuiKey_Tab, ImGuiMod_Shift);
    CHECK(b.item("third").focused);
}

TEST_CASE("A click takes the focus without showing the ring; the mirror shows it") {
    Bench b(three);
    b.click(b.centre("third"));
    CHECK(b.item("third").focused);
    CHECK_FALSE(b.mirror.focus_visible());
    b.act({b.item("first").id, MirrorAction::Kind::focus});
    CHECK(b.item("first").focused);
    CHECK(b.mirror.focus_visible());
}

TEST_CASE("An action nobody takes is dropped after two frames") {
    Bench b(three);
    b.mirror.push({12345, MirrorAction::Kind::press});
    b.frame();
    b.frame();
    CHECK_FALSE(b.mirror.has_pending());
}

TEST_CASE("A focused control outside the visible part scrolls into view") {
    Bench b([](Context& c) {
        ImGui::BeginChild("rail", {300, 200});
        for (int i = 0; i < 30; ++i) button(c, "button " + std::to_string(i), "Button");
        ImGui::EndChild();
    });
    REQUIRE(b.item("button 29").min.y > 200);
    b.act({b.item("button 29").id, MirrorAction::Kind::focus});
    b.settle();
    CHECK(b.item("button 29").max.y <= 210);
}

TEST_CASE("A finger scrolls a panel, and a tap there still presses") {
    int presses = 0;
    Bench b([&](Context& c) {
        ImGui::BeginChild("rail", {300, 200});
        for (int i = 0; i < 30; ++i)
            presses += button(c, "button " + std::to_string(i), "Button", ButtonKind::quiet, true, {}, {200, 0});
        scroll_area(c);
        ImGui::EndChild();
    });
    b.app.touch = true;
    b.settle();
    const float before = b.item("button 0").min.y;
    b.drag({50, 150}, {50, 60});
    b.wait(1);
    CHECK(presses == 0);
    CHECK(b.item("button 0").min.y < before - 60);
    CHECK(b.again_in_ms != 0);
    b.click({50, 100});
    CHECK(presses == 1);
}
