// The phone: cause and effect on one screen.
#include <catch2/catch_test_macros.hpp>

#include "ui/bench.hpp"

using namespace headscope::ui;
namespace lab = headscope::lab;

namespace {

constexpr ImVec2 kWindows[] = {{360, 740}, {390, 844}, {640, 420}, {700, 450}};

}  // namespace

TEST_CASE("A tapped cell's number is on screen with the map, and says what it was and is when something changes") {
    for (const ImVec2 window : kWindows) {
        Bench b(window);
        b.app.touch = true;
        b.settle();
        b.click(b.cell("large", 5, 2));
        b.settle();
        INFO(window.x << " x " << window.y);
        REQUIRE(b.has_item("pin.0.number"));
        const auto check = [&] {
            const MirrorItem number = b.item("pin.0.number"), map = b.item("large");
            const float tabs = b.item("tab.heads").min.y;
            CHECK(number.min.y > 52);
            CHECK(number.max.y <= tabs);
            CHECK(b.cell("large", 5, 2).y < (number.min.x > map.max.x ? tabs : number.min.y));
            CHECK(map.max.y <= (number.min.x > map.max.x ? tabs : number.min.y));
        };
        check();
        b.edit(lab::SetCell{lab::TensorId::W_q, 0, 1, 1, 3.0f});
        b.settle();
        check();
        const std::string told = b.item("pin.0.number").label;
        CHECK((contains(told, "before 0.") || contains(told, "when pinned 0.")));
        CHECK(contains(b.item("pin.0.number").label, "\u0394"));
        b.click(b.centre("pin.0.remove"));
        b.settle();
        CHECK(b.view.pins.empty());
    }
}

TEST_CASE("Wherever something is edited the small map stays on top, beside the sheet in a low window") {
    for (const ImVec2 window : kWindows) {
        Bench b(window);
        INFO(window.x << " x " << window.y);
        for (const PhoneTab tab : {PhoneTab::input, PhoneTab::output, PhoneTab::controls}) {
            b.view.tab = tab;
            b.settle();
            REQUIRE(b.has_item("live"));
            CHECK(b.item("live").max.y < b.item("tab.heads").min.y);
            CHECK(b.picture("live").rows == 7);
        }
        b.view.tab = PhoneTab::input;
        b.view.pins = {{lab::TensorId::W_q, 0, 0, 0, 2, 1}};
        b.settle();
        REQUIRE(b.has_item("sheet.value"));
        CHECK(b.picture("live").rows == 7);
        CHECK(b.item("live").max.y < b.item("tab.heads").min.y);
    }
}
