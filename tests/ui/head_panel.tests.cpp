// What is told of the shown head, and the cards of all heads sorted by it.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

#include "imgui_internal.h"
#include "lab/readings/head_statistics.hpp"
#include "ui/bench.hpp"

using namespace headscope::ui;
namespace lab = headscope::lab;

namespace {

double largest_of(const Bench& b, int head) {
    return lab::head_numbers(b.laboratory.document(), b.laboratory.trace(), 0,
                             head)[static_cast<size_t>(lab::HeadStatistic::largest)];
}

/// The heads as their cards stand, row by row.
std::vector<int> standing(Bench& b) {
    std::vector<int> heads(static_cast<size_t>(b.laboratory.document().integer(lab::Param::num_heads)));
    for (size_t i = 0; i < heads.size(); ++i) heads[i] = static_cast<int>(i);
    const auto at = [&](int head) { return b.item("head." + std::to_string(head)).min; };
    std::ranges::sort(heads, [&](int x, int y) { return at(x).y < at(y).y || (at(x).y == at(y).y && at(x).x < at(y).x); });
    return heads;
}

}  // namespace

TEST_CASE("Pressing what is told of a head sorts the cards by it, the largest first, and they go back to their numbers") {
    Bench b(ImVec2(1440, 900));
    b.edit(lab::SetParam{lab::Param::num_heads, 8});
    b.view.pins = {{lab::TensorId::weights, 0, 0, 0, 1, 2}};
    b.settle();
    const std::vector<int> by_number = standing(b);
    CHECK(std::ranges::is_sorted(by_number));
    b.act({b.item("head_order.largest").id, MirrorAction::Kind::press});
    b.settle();
    CHECK(b.view.head_order == HeadOrder::largest);
    CHECK(b.item("head_order.largest").checked);
    const std::vector<int> sorted = standing(b);
    CHECK(sorted != by_number);
    CHECK(std::ranges::is_sorted(sorted, [&](int x, int y) { return largest_of(b, x) > largest_of(b, y); }));
    CHECK(b.item("head.3").value.find("0.") != std::string::npos);
    b.act({b.item("head_order.number").id, MirrorAction::Kind::press});
    b.settle();
    CHECK(standing(b) == by_number);
}

TEST_CASE("The shown head is told of with nothing selected, and in sight on a small laptop") {
    Bench b(ImVec2(1280, 720));
    b.settle();
    REQUIRE(b.view.selected() == nullptr);
    CHECK(b.item("head_order.number").min.y < 700);
    b.view.first_steps = false;
    b.settle();
    CHECK(b.item("head_order.entropy").max.y < 720);
}

TEST_CASE("Beside a pin one part of the inspector scrolls, none within another") {
    for (const ImVec2 window : {ImVec2(1280, 720), ImVec2(1440, 900)}) {
        Bench b(window);
        b.view.pins = {{lab::TensorId::weights, 0, 0, 0, 4, 3}, {lab::TensorId::weights, 0, 0, 0, 4, 5}};
        b.settle();
        int scroll = 0;
        for (const ImGuiWindow* part : ImGui::GetCurrentContext()->Windows)
            scroll += part->Active && part->ScrollMax.y > 0 && part->Pos.x > window.x - 330 ? 1 : 0;
        CHECK(scroll == 1);
    }
}

TEST_CASE("The order of the cards waits while a pointer is down: nothing moves under it") {
    Bench b(ImVec2(1440, 900));
    b.view.head_order = HeadOrder::largest;
    b.settle();
    const std::vector<int> before = standing(b);
    ImGui::GetIO().AddMousePosEvent(700, 870);
    ImGui::GetIO().AddMouseButtonEvent(0, true);
    b.settle();
    const auto sorted = [&] {
        return std::ranges::is_sorted(before, [&](int x, int y) { return largest_of(b, x) > largest_of(b, y); });
    };
    for (int seed = 1; sorted(); ++seed) b.edit(lab::SetParam{lab::Param::weight_seed, static_cast<double>(seed)});
    b.settle();
    CHECK(standing(b) == before);
    ImGui::GetIO().AddMouseButtonEvent(0, false);
    b.settle();
    CHECK(standing(b) != before);
}

TEST_CASE("On a phone, too, a head is told of below its row of weights") {
    Bench b(ImVec2(390, 844));
    b.view.pins = {{lab::TensorId::weights, 0, 0, 0, 1, 2}};
    b.settle();
    CHECK(b.has_item("head_order.entropy"));
}

TEST_CASE("What is told follows the numbers, and what means nothing between two sentences is not told") {
    Bench b(ImVec2(1440, 900));
    b.view.pins = {{lab::TensorId::weights, 0, 0, 0, 1, 2}};
    b.settle();
    const std::string before = b.item("head_order.entropy").value;
    b.edit(lab::SetParam{lab::Param::temperature, 10});
    b.settle();
    CHECK(b.item("head_order.entropy").value != before);
    CHECK(b.has_item("head_order.distance"));
    b.edit(lab::SetParam{lab::Param::cross, 1});
    b.settle();
    CHECK(b.has_item("head_order.entropy"));
    CHECK_FALSE(b.has_item("head_order.distance"));
}

TEST_CASE("A head is put beside the shown one from a list, without a keyboard, and what both share is told") {
    Bench b(ImVec2(1440, 900));
    b.settle();
    const std::string alone = b.item("head_order.likeness").value;
    b.act({b.item("second_head").id, MirrorAction::Kind::press});
    b.settle();
    b.settle();
    b.act({b.item("second_head.2").id, MirrorAction::Kind::press});
    b.settle();
    CHECK(b.view.second_head == 2);
    CHECK(b.item("head_order.likeness").value != alone);
    b.act({b.item("head_order.likeness").id, MirrorAction::Kind::press});
    b.settle();
    CHECK(b.item("head.2").value.find(b.item("head_order.likeness").value) != std::string::npos);
    b.view.second_head = -1;
    b.settle();
    CHECK(standing(b).front() == b.view.head);
}
