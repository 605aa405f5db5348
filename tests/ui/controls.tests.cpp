// The controls, each by pointer, keyboard and mirror.
#include <catch2/catch_test_macros.hpp>

#include <array>

#include "ui/bench.hpp"

using namespace headscope::ui;
using headscope::lab::Param;

TEST_CASE("A toggle answers a click, the space bar and the mirror") {
    bool on = false;
    Bench b([&](Context& c) { toggle(c, "causal", "Causal", &on); });
    b.click(b.centre("causal"));
    CHECK(on);
    CHECK(b.item("causal").checked);
    CHECK(b.item("causal").focused);
    b.key(ImGuiKey_Space);
    CHECK_FALSE(on);
    b.act({b.item("causal").id, MirrorAction::Kind::press});
    CHECK(on);
}

TEST_CASE("A disabled button does nothing and is reported as disabled") {
    int presses = 0;
    Bench b([&](Context& c) { presses += button(c, "undo", "Undo", ButtonKind::quiet, false); });
    b.click(b.centre("undo"));
    b.act({b.item("undo").id, MirrorAction::Kind::press});
    CHECK(presses == 0);
    CHECK(b.item("undo").disabled);
}

TEST_CASE("A slider follows the pointer, steps by keys, and goes to its ends") {
    double value = 3;
    int ended = 0;
    Bench b([&](Context& c) { ended += slider(c, "width", "Width", &value, 0, 10, 1).ended; });
    const MirrorItem bar = b.item("width");
    const float y = (bar.min.y + bar.max.y) / 2;
    b.drag({bar.min.x + 20, y}, {bar.max.x, y});
    CHECK(value == 10);
    CHECK(ended == 1);
    b.key(ImGuiKey_LeftArrow);
    CHECK(value == 9);
    b.key(ImGuiKey_Home);
    CHECK(value == 0);
    b.act({bar.id, MirrorAction::Kind::increment, 2});
    CHECK(value == 2);
    b.act({bar.id, MirrorAction::Kind::set_number, 7});
    CHECK(value == 7);
}

TEST_CASE("A slider with legal values stops only there") {
    double value = 4;
    constexpr std::array legal = {1.0, 2.0, 4.0, 8.0, 16.0};
    Bench b([&](Context& c) { slider(c, "heads", "Heads", &value, 1, 64, 1, legal); });
    b.act({b.item("heads").id, MirrorAction::Kind::focus});
    b.key(ImGuiKey_RightArrow);
    CHECK(value == 8);
    const MirrorItem bar = b.item("heads");
    const float y = (bar.min.y + bar.max.y) / 2;
    for (float x = bar.min.x; x < bar.max.x; x += 40) {
        b.drag({x, y}, {x + 13, y}, 2);
        CHECK(std::find(legal.begin(), legal.end(), value) != legal.end());
    }
}

TEST_CASE("A finger that moves down over a slider scrolls and changes nothing") {
    double value = 5;
    Bench b([&](Context& c) { slider(c, "width", "Width", &value, 0, 10, 1); });
    b.app.touch = true;
    const ImVec2 at = b.centre("width");
    b.drag(at + ImVec2(100, 0), at + ImVec2(103, 60));
    CHECK(value == 5);
    b.drag(at, at + ImVec2(2000, 3));
    CHECK(value == 10);
}

TEST_CASE("Segments choose by click and by arrow keys, and are named by their keys") {
    int chosen = 0;
    constexpr std::array<std::string_view, 3> labels = {"none", "causal", "window"}, keys = {"off", "causal", "window"};
    Bench b([&](Context& c) { segmented(c, "mask", "Mask", labels, &chosen, {}, keys); });
    b.click(b.centre("mask.window"));
    CHECK(chosen == 2);
    b.key(ImGuiKey_RightArrow);
    CHECK(chosen == 0);
    CHECK(b.item("mask.off").checked);
    CHECK(b.item("mask.off").focused);
    b.key(ImGuiKey_RightArrow);
    CHECK(chosen == 1);
    CHECK(b.item("mask").role == Role::group);
}

TEST_CASE("A menu opens by Enter, is walked by arrows, and gives the focus back") {
    int chosen = 1;
    constexpr std::array<std::string_view, 3> labels = {"Gaussian", "uniform", "Xavier"},
                                              keys = {"gaussian", "uniform", "xavier"};
    Bench b([&](Context& c) { menu(c, "init", "Initialiser", labels, &chosen, {}, keys); });
    const ImGuiID id = b.item("init").id;
    b.act({id, MirrorAction::Kind::focus});
    CHECK_FALSE(b.has_item("init.xavier"));
    b.key(ImGuiKey_Enter);
    CHECK(b.item("init").expanded);
    CHECK(b.item("init.uniform").focused);
    b.key(ImGuiKey_DownArrow);
    CHECK(b.item("init.xavier").focused);
    b.key(ImGuiKey_Enter);
    CHECK(chosen == 2);
    CHECK_FALSE(b.has_item("init.xavier"));
    CHECK(b.mirror.focus() == id);
    b.key(ImGuiKey_Enter);
    b.key(ImGuiKey_Escape);
    CHECK(chosen == 2);
    CHECK_FALSE(b.item("init").expanded);
    CHECK(b.mirror.focus() == id);
}

TEST_CASE("A parameter's control edits the document, and a drag is one undo step") {
    Bench b([](Context& c) { parameter(c, Param::temperature); });
    const double before = b.laboratory.document().real(Param::temperature);
    const MirrorItem bar = b.item("temperature");
    const float y = (bar.min.y + bar.max.y) / 2;
    b.drag({bar.min.x + 100, y}, {bar.min.x + 700, y}, 12);
    CHECK(b.laboratory.document().real(Param::temperature) != before);
    CHECK(b.edits.size() > 3);
    REQUIRE(b.laboratory.undo());
    CHECK(b.laboratory.document().real(Param::temperature) == before);
    CHECK_FALSE(b.laboratory.can_undo());
}

TEST_CASE("Nothing asks for another frame when nothing happens") {
    bool on = false;
    double value = 1;
    std::string text = "words";
    Bench b([&](Context& c) {
        toggle(c, "a", "A", &on);
        slider(c, "b", "B", &value, 0, 2, 0.1);
        text_field(c, "c", "C", &text);
    });
    b.settle();
    b.frame();
    CHECK(b.again_in_ms < 0);
}
