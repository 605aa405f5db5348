// The bar: the open preset's name and question, and what is left of it on a phone.
#include <catch2/catch_test_macros.hpp>

#include "ui/bench.hpp"

using namespace headscope;
using namespace headscope::ui;
using lab::Param;

namespace {

constexpr ImVec2 kPhone{390, 844};

void choose(Bench& b, std::string_view key) {
    b.click(b.centre("presets"));
    b.click(b.centre("preset." + std::string(key)));
}

}  // namespace

TEST_CASE("A preset keeps its name in the bar, says when it is edited, and loses that by undo") {
    Bench b(kDesktop);
    CHECK(b.item("presets").value == "I gave my dog Charlie some food");
    choose(b, "window");
    CHECK(b.item("presets").value == "Sliding window: each word sees its neighbours");
    b.click(b.centre("causal"));
    b.settle();
    CHECK(b.item("presets").value == "Sliding window: each word sees its neighbours \u00b7 edited");
    REQUIRE(b.laboratory.undo());
    b.settle();
    CHECK(b.item("presets").value == "Sliding window: each word sees its neighbours");
    REQUIRE(b.laboratory.undo());
    b.settle();
    CHECK(b.item("presets").value == "I gave my dog Charlie some food");
    b.view.language = lab::Language::chinese;
    b.settle();  // its words take other room
    b.click(b.centre("causal"));
    b.settle();
    CHECK(b.item("presets").value.ends_with(" \u00b7 已修改"));
    b.view.preset = -1;  // a link's document
    b.settle();
    CHECK(b.item("presets").value == "I gave my dog Charlie some food");
}

TEST_CASE("Undo back to an edited preset gives it its name and question again, redo the later one's") {
    Bench b(kDesktop);
    choose(b, "window");
    b.click(b.centre("causal"));
    b.settle();
    choose(b, "causal");
    b.settle();
    const std::string later = b.item("presets").value, asks = b.item("question").label;
    REQUIRE(b.laboratory.undo());
    b.settle();
    CHECK(b.item("presets").value == "Sliding window: each word sees its neighbours \u00b7 edited");
    CHECK(b.item("question").label != asks);
    CHECK(b.view.preset_edited);
    REQUIRE(b.laboratory.redo());
    b.settle();
    CHECK(b.item("presets").value == later);
    CHECK(b.item("question").label == asks);
}

TEST_CASE("A chosen preset asks its question below the bar until it is dismissed, and nothing lies beneath") {
    Bench b(kDesktop);
    CHECK_FALSE(b.has_item("question"));
    const float top = b.item("stage.weights").min.y;
    choose(b, "causal");
    CHECK(b.item("question").label.find("always 1") != std::string::npos);
    CHECK(b.item("stage.weights").min.y > top);
    CHECK(b.item("question").max.y <= b.item("stage.weights").min.y);
    b.click(b.centre("close_question"));
    CHECK_FALSE(b.has_item("question"));
    CHECK(b.item("stage.weights").min.y == top);
}

TEST_CASE("On a phone one menu has the examples, the legend, the help and the theme") {
    Bench b(kPhone);
    CHECK_FALSE(b.has_item("presets"));
    b.view.hidden = {"more"};
    b.settle();
    CHECK_FALSE(b.has_item("more"));
    b.view.hidden.clear();
    b.settle();
    b.click(b.centre("more"));
    for (const char* key : {"more.legend", "more.help", "more.theme", "more.reset", "preset.causal"}) CHECK(b.has_item(key));
    b.click(b.centre("more.theme"));
    CHECK(b.view.theme == ThemeChoice::light);
    b.click(b.centre("more"));
    b.act({b.item("preset.shapes").id, MirrorAction::Kind::press});
    CHECK(b.laboratory.document().batch() == 2);
    CHECK(b.has_item("question"));
    b.click(b.centre("more"));
    b.click(b.centre("more.legend"));
    CHECK(b.view.legend);
}

TEST_CASE("Everything in the bar stays inside it and apart, at every width") {
    for (const float width : {320.0f, 360.0f, 390.0f, 640.0f, 700.0f, 820.0f, 1280.0f, 1440.0f}) {
        Bench b({width, 844});
        for (const lab::Language language : {lab::Language::english, lab::Language::chinese}) {
            b.view.language = language;
            b.settle();
            float end = 0;
            for (const MirrorItem& item : b.mirror.items()) {
                if (item.role != Role::button && item.role != Role::listbox) continue;
                if (item.max.y > b.theme.bar_height) continue;
                INFO(width << " " << item.key);
                CHECK(item.min.x >= end);
                CHECK(item.max.x <= width);
                end = item.max.x;
            }
            CHECK(end > 0);
        }
    }
}
