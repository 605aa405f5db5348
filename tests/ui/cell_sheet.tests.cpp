// The phone's sheet of one cell.
#include <catch2/catch_test_macros.hpp>

#include <cmath>

#include "ui/bench.hpp"

using namespace headscope::ui;
namespace lab = headscope::lab;

TEST_CASE("The range of the sheet's slider holds still under the finger, so that a finger that rests changes nothing") {
    Bench b(ImVec2(390, 844));
    b.view.tab = PhoneTab::input;
    b.view.pins = {{lab::TensorId::W_q, 0, 0, 0, 2, 1}};
    b.settle();
    const MirrorItem slider = b.item("sheet.value");
    const float y = slider.max.y - 12;
    const auto value = [&] { return b.laboratory.document().matrix(lab::TensorId::W_q).at(2, 1); };
    ImGui::GetIO().AddMousePosEvent((slider.min.x + slider.max.x) / 2, y);
    ImGui::GetIO().AddMouseButtonEvent(0, true);
    b.settle();
    ImGui::GetIO().AddMousePosEvent(slider.max.x - 4, y);
    b.settle();
    const float reached = value();
    CHECK(std::fabs(static_cast<double>(reached)) > slider.high / 2);
    for (int i = 0; i < 20; ++i) {
        ImGui::GetIO().AddMousePosEvent(slider.max.x - 4 + static_cast<float>(i % 2), y);
        b.settle();
    }
    CHECK(static_cast<double>(value()) <= slider.high);
    const float held = value();
    ImGui::GetIO().AddMouseButtonEvent(0, false);
    b.settle();
    CHECK(value() == held);                           // lifting the finger is no drag
    CHECK(b.item("sheet.value").high > slider.high);  // further, now that the number is larger
}
