// Text and numbers typed into controls.
#include <catch2/catch_test_macros.hpp>

#include "ui/bench.hpp"

using namespace headscope::ui;

TEST_CASE("A slider's value is typed after Enter, and committed by Enter") {
    double value = 3;
    Bench b([&](Context& c) { slider(c, "width", "Width", &value, 0, 10, 0.1); });
    b.act({b.item("width").id, MirrorAction::Kind::focus});
    b.key(ImGuiKey_Enter);
    b.type("4.25");
    CHECK(value == 3);
    b.key(ImGuiKey_Enter);
    CHECK(value == 4.25);
    CHECK(b.item("width").focused);
}

TEST_CASE("What is not a number is refused with a message and can be corrected") {
    double value = 3;
    Bench b([&](Context& c) { number(c, "scale", "Scale", &value, -10, 10, 0.1, false); });
    b.click(b.centre("scale"));
    b.type("four");
    b.key(ImGuiKey_Enter);
    CHECK(value == 3);
    REQUIRE(b.notices.size() == 1);
    CHECK(b.notices[0].is_error);
    b.type("4");
    b.key(ImGuiKey_Enter);
    CHECK(value == 4);
}

TEST_CASE("Escape leaves the typed value alone, a click elsewhere takes it") {
    double value = 3;
    Bench b([&](Context& c) { number(c, "scale", "Scale", &value, -10, 10, 0.1, false); });
    b.click(b.centre("scale"));
    b.type("5");
    b.key(ImGuiKey_Escape);
    CHECK(value == 3);
    b.click(b.centre("scale"));
    b.type("6");
    b.click({600, 800});
    CHECK(value == 6);
}

TEST_CASE("A large seed is typed without losing digits") {
    double seed = 0;
    Bench b([&](Context& c) { number(c, "seed", "Seed", &seed, 0, 4294967295.0, 1, true); });
    b.act({b.item("seed").id, MirrorAction::Kind::set_text, 0, "4294967295"});
    CHECK(seed == 4294967295.0);
}

TEST_CASE("A text field commits by Enter, by losing the focus, and through the mirror; Escape gives up") {
    std::string text = "one two";
    int commits = 0;
    Bench b([&](Context& c) { commits += text_field(c, "sentence", "Sentence", &text); });
    const ImVec2 at = b.centre("sentence");
    b.click(at);
    b.key(ImGuiKey_End);
    b.type(" three");
    CHECK(text == "one two");
    CHECK(b.item("sentence").value == "one two three");
    b.key(ImGuiKey_Enter);
    CHECK(text == "one two three");
    CHECK(commits == 1);
    b.click(at);
    b.key(ImGuiKey_End);
    b.type(" four");
    b.key(ImGuiKey_Escape);
    CHECK(text == "one two three");
    b.click(at);
    b.key(ImGuiKey_End);
    b.type("!");
    b.click({600, 800});
    CHECK(text == "one two three!");
    b.act({b.item("sentence").id, MirrorAction::Kind::set_text, 0, "我 给"});
    CHECK(text == "我 给");
    CHECK(commits == 3);
}

TEST_CASE("Focus from the mirror opens a text field for typing") {
    std::string text;
    Bench b([&](Context& c) { text_field(c, "sentence", "Sentence", &text); });
    b.act({b.item("sentence").id, MirrorAction::Kind::focus});
    b.type("hello");
    b.key(ImGuiKey_Enter);
    CHECK(text == "hello");
}

TEST_CASE("Focus that goes elsewhere ends typing and keeps what was typed") {
    std::string text;
    bool on = false;
    double value = 1;
    Bench b([&](Context& c) {
        text_field(c, "sentence", "Sentence", &text);
        number(c, "scale", "Scale", &value, -10, 10, 0.1, false);
        toggle(c, "causal", "Causal", &on);
    });
    const ImGuiID causal = b.item("causal").id;
    b.act({b.item("sentence").id, MirrorAction::Kind::focus});
    b.type("hello");
    b.act({causal, MirrorAction::Kind::focus});
    CHECK(text == "hello");
    CHECK(b.mirror.focus() == causal);
    b.key(ImGuiKey_Space);
    CHECK(on);
    b.act({b.item("scale").id, MirrorAction::Kind::focus});
    b.key(ImGuiKey_Enter);
    b.type("7");
    b.act({causal, MirrorAction::Kind::focus});
    CHECK(value == 7);
    CHECK(b.mirror.focus() == causal);
    b.mirror.push({b.item("sentence").id, MirrorAction::Kind::focus});
    b.frame();
    b.act({causal, MirrorAction::Kind::focus});
    CHECK(b.mirror.focus() == causal);
    b.frame();
    b.frame();  // ImGui says so a frame late
    CHECK_FALSE(ImGui::GetIO().WantTextInput);
}
