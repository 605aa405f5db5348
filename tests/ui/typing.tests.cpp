// Text and numbers typed into controls.
#include <catch2/catch_test_macros.hpp>

#include "ui/bench.hpp"

using namespace headscope::ui;

namespace {

/// An input method at the end of the field "sentence", which has not decided yet.
void compose(Bench& b, std::string_view letters) {
    b.act({b.item("sentence").id, MirrorAction::Kind::focus});
    b.key(ImGuiKey_End);
    b.app.composing = true;
    b.type(letters);
}

}  // namespace

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

TEST_CASE(
    "A text field is followed while one types; Enter and a focus that goes elsewhere end that, Escape gives back what it was") {
    std::string text = "one two";
    int changes = 0, ends = 0;
    Bench b([&](Context& c) {
        const Typed typed = text_field(c, "sentence", "Sentence", &text);
        changes += typed == Typed::changed, ends += typed == Typed::ended;
    });
    const ImVec2 at = b.centre("sentence");
    b.click(at);
    b.key(ImGuiKey_End);
    CHECK(changes == 0);
    b.type(" three");
    CHECK(text == "one two three");
    CHECK(changes == 1);
    CHECK(b.item("sentence").value == "one two three");
    b.key(ImGuiKey_Enter);
    CHECK(text == "one two three");
    CHECK(ends == 1);
    b.click(at);
    b.key(ImGuiKey_End);
    b.type(" four");
    CHECK(text == "one two three four");
    b.key(ImGuiKey_Escape);
    CHECK(text == "one two three");
    b.click(at);
    b.key(ImGuiKey_End);
    b.type("!");
    b.click({600, 800});
    CHECK(text == "one two three!");
    b.act({b.item("sentence").id, MirrorAction::Kind::set_text, 0, "我 给"});
    CHECK(text == "我 给");
    CHECK(ends == 4);
    CHECK(changes == 3);
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

TEST_CASE("The rail's sentence is followed as one types, as one step of undo, and Escape gives back the document") {
    Bench b({1600, 1000});
    b.edit(headscope::lab::SetCell{headscope::lab::TensorId::X, 0, 3, 5, 9.5f});
    const headscope::lab::Document before = b.laboratory.document();
    const auto words = [&] { return b.laboratory.document().items[0].query.tokens; };
    b.act({b.item("sentence.0").id, MirrorAction::Kind::focus});
    b.key(ImGuiKey_A, ImGuiMod_Ctrl);
    b.type("my");
    CHECK(words() == std::vector<std::string>{"my"});
    b.type(" dog");
    CHECK(b.laboratory.trace().view(headscope::lab::TensorId::weights).dims[2] == 2);
    CHECK(b.laboratory.document().matrix(headscope::lab::TensorId::X).at(1, 5) == 9.5f);
    b.key(ImGuiKey_Enter);
    REQUIRE(b.laboratory.undo());
    CHECK(b.laboratory.document() == before);
    b.settle();
    b.act({b.item("sentence.0").id, MirrorAction::Kind::focus});
    b.key(ImGuiKey_A, ImGuiMod_Ctrl);
    b.type("gone");
    CHECK(words() == std::vector<std::string>{"gone"});
    b.key(ImGuiKey_Escape);
    CHECK(b.laboratory.document() == before);
    CHECK(b.notices.empty());
}

TEST_CASE("A text that somebody else changes is in the open field, and what is typed next goes behind it") {
    using headscope::lab::SentenceId;
    Bench b({1600, 1000});
    const auto sentence = [&] { return b.laboratory.document().items[0].query.text; };
    const std::string first = sentence();
    for (const std::string key : {"sentence.0", "sentence_line.0"}) {
        INFO(key);
        if (key == "sentence.0") b.act({b.item(key).id, MirrorAction::Kind::focus});
        else b.click(b.centre("sentence.edit"));
        b.key(ImGuiKey_End);
        b.type(" today");
        CHECK(sentence() == first + " today");
        b.edit(headscope::lab::SetText{SentenceId::query, 0, "of the page"});
        b.settle();
        CHECK(b.item(key).value == "of the page");
        b.type("!");
        CHECK(sentence() == "of the page!");
        b.key(ImGuiKey_Escape);  // gives back what the page wrote
        CHECK(sentence() == "of the page");
        REQUIRE(b.laboratory.undo());
        CHECK(sentence() == first + " today");
        REQUIRE(b.laboratory.undo());
        CHECK(sentence() == first);
        b.settle();
    }
    b.act({b.item("sentence.0").id, MirrorAction::Kind::focus});
    b.key(ImGuiKey_A, ImGuiMod_Ctrl);
    b.type("gone");
    b.frame();  // the page draws an edit in the frame that made it
    REQUIRE(b.laboratory.undo());
    b.settle();
    CHECK(b.item("sentence.0").value == first);
    b.type("?");
    CHECK(sentence() == first + "?");
}

TEST_CASE("What is being composed while somebody else changes the text is not lost") {
    std::string text = "one";
    Bench b([&](Context& c) { text_field(c, "sentence", "Sentence", &text); });
    compose(b, " gou");
    text = "another";
    b.settle();
    CHECK(b.item("sentence").value == "one gou");
    b.app.composing = false;
    b.settle();
    CHECK(text == "one gou");
}

TEST_CASE(
    "What can be no sentence leaves the last good one, is said beside the field while it is typed, and as a message when it is "
    "left so") {
    Bench b({1600, 1000});
    b.act({b.item("sentence.0").id, MirrorAction::Kind::focus});
    b.key(ImGuiKey_End);
    b.type("!");
    b.key(ImGuiKey_A, ImGuiMod_Ctrl);
    b.key(ImGuiKey_Delete);
    CHECK(b.laboratory.document().items[0].query.text == "I gave my dog Charlie some food!");
    CHECK(b.item("sentence.0").value.empty());
    CHECK(b.item("sentence.0").help.find("no token") != std::string::npos);
    CHECK(b.notices.empty());
    b.type("dog");
    CHECK(b.item("sentence.0").help.empty());
    b.key(ImGuiKey_A, ImGuiMod_Ctrl);
    b.key(ImGuiKey_Delete);
    b.key(ImGuiKey_Enter);
    CHECK(b.laboratory.document().items[0].query.text == "dog");
    REQUIRE(b.notices.size() == 1);
    CHECK(b.notices[0].is_error);
}

TEST_CASE("What an input method composes is in the field at once, and the field's owner hears of it when it is decided on") {
    std::string text = "one";
    Bench b([&](Context& c) { text_field(c, "sentence", "Sentence", &text); });
    compose(b, " gou");
    CHECK(b.item("sentence").value == "one gou");
    CHECK(text == "one");
    b.app.composing = false;
    b.settle();
    CHECK(text == "one gou");
}
