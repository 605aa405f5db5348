// What the visitor did to the page's own text field, and what may stand in a field at all.
#include <catch2/catch_test_macros.hpp>

#include <string>
#include <string_view>

#include "lab/text/tokens.hpp"
#include "page.hpp"

namespace headscope::app {
namespace {

/// A laboratory whose sentence is being typed into.
class Field : public Page {
public:
    explicit Field(std::string_view sentence) {
        REQUIRE(hs_set_sentence(app(), 0, 0, put(sentence)) == nullptr);
        settle();
        hs_focus(app(), 1);
        act("sentence.0", "focus");
        REQUIRE(entry() != "null");
    }
    std::string entry() { return hs_text_entry(app()); }
    std::string text() { return item("sentence.0").value; }
    /// What the page says its field looks like now.
    bool replace(int begin, int end, std::string_view text, int selection_begin, int selection_end) {
        const std::size_t bytes = put(text);
        return hs_replace_text(app(), begin, end, selection_begin, selection_end, bytes) == nullptr;
    }
    bool replace(int begin, int end, std::string_view text) { return replace(begin, end, text, begin, begin); }
    bool selected(int begin, int end) {
        return entry().find("\"start\":" + std::to_string(begin) + ",\"end\":" + std::to_string(end) + ",") !=
               std::string::npos;
    }
};

}  // namespace

TEST_CASE("a part of the field's text is replaced where it is, in one frame, with the selection where the page has it") {
    Field field("my old dog");
    CHECK(field.replace(3, 6, "young", 4, 6));
    field.frame();
    CHECK(field.text() == "my young dog");
    CHECK(field.selected(4, 6));
    CHECK(field.replace(0, 12, "one two", 7, 7));
    field.frame();
    CHECK(field.text() == "one two");
    CHECK(field.selected(7, 7));
    field.key("Enter", "Enter");
    CHECK(field.text() == "one two");
}

TEST_CASE("shortcuts and letters struck right after a field opens act on it, however few the frames between") {
    Page page;
    page.settle();
    hs_focus(page.app(), 1);
    page.act("token.4", "focus");
    page.settle();
    const auto strike = [&](std::string_view key, std::string_view code, Modifiers modifiers) {
        for (const int down : {1, 0}) {
            page.put(std::string(key) + std::string(code));
            hs_key(page.app(), key.size(), code.size(), down, down ? modifiers : 0, 0);
        }
    };
    strike("Enter", "Enter", 0);
    while (std::string_view(hs_text_entry(page.app())) == "null") page.frame();
    strike("a", "KeyA", 2);
    hs_text(page.app(), page.put("gone"));
    page.settle();
    CHECK(page.item("sentence_line.0").value == "gone");
}

TEST_CASE("a paste arrives with the Ctrl key held, as it is when it comes from the keyboard, and without") {
    for (const bool held : {true, false}) {
        Field field("one two");
        field.key("End", "End");
        if (held) {
            field.put("ControlControlLeft");
            hs_key(field.app(), 7, 11, 1, 2, 0);
            field.settle();
        }
        hs_paste(field.app(), field.put(" three"));
        field.settle();
        INFO("held: " << held);
        CHECK(field.text() == "one two three");
    }
}

TEST_CASE("places in the page's text count UTF-16 units, and never fall inside a character") {
    Field field("🧠 你 dog");
    CHECK(field.replace(3, 4, "我们", 5, 5));
    field.frame();
    CHECK(field.text() == "🧠 我们 dog");
    CHECK(field.selected(5, 5));
    CHECK(field.replace(1, 2, "x"));
    field.settle();
    CHECK(field.text() == "🧠x 我们 dog");
    CHECK(field.replace(900, 1000, "!", 1001, 1001));
    field.settle();
    CHECK(field.text() == "🧠x 我们 dog!");
    CHECK(field.replace(-5, -9, ">", 1, 1));
    field.settle();
    CHECK(field.text() == ">🧠x 我们 dog!");
}

TEST_CASE("what is typed after a replacement is typed behind it, wherever the frames fall") {
    Field field("one two");
    CHECK(field.replace(0, 3, "three", 5, 5));
    hs_text(field.app(), field.put("!"));
    field.settle();
    CHECK(field.text() == "three! two");
    CHECK(field.replace(0, 0, "", 2, 2));
    hs_text(field.app(), field.put("-"));
    field.settle();
    CHECK(field.text() == "th-ree! two");
}

TEST_CASE("undo takes a replacement back in one step") {
    Field field("one two three");
    CHECK(field.replace(4, 13, "many words", 14, 14));
    field.settle();
    CHECK(field.text() == "one many words");
    field.key("z", "KeyZ", 2);
    CHECK(field.text() == "one two three");
}

TEST_CASE("a field takes no more than its limit, typed, pasted or replaced, and says so") {
    Field field("one");
    const std::string giant(lab::kMaxTextBytes + 1, 'a');
    field.events();
    CHECK_FALSE(field.replace(0, 3, giant));
    hs_paste(field.app(), field.put(giant));
    field.settle();
    CHECK(field.text() == "one");
    CHECK(field.events().find("65537 bytes, the limit is 65536") != std::string::npos);
    // In bytes, not in characters.
    std::string chinese;
    for (std::size_t i = 0; i < lab::kMaxTextBytes / 3; ++i) chinese += "我";
    CHECK_FALSE(field.replace(3, 3, chinese));
    CHECK(field.replace(0, 3, chinese.substr(3) + "a", 0, 0));
    field.settle();
    hs_text(field.app(), field.put("bcde"));
    field.settle();
    CHECK(field.text().size() == chinese.size() - 2);
}

TEST_CASE("a large input is not kept") {
    Field field("one");
    const std::string giant(3 << 20, 'a');
    hs_paste(field.app(), field.put(giant));
    CHECK(field.app()->incoming(giant.size()).size() == giant.size());
    field.settle();
    CHECK(field.app()->incoming(giant.size()).empty());
    CHECK(field.app()->input().clipboard().empty());
}

TEST_CASE("tabs and line ends of a pasted text separate words, and no NUL gets into a field") {
    Field field("one");
    CHECK(field.replace(0, 3, "", 0, 0));
    hs_paste(field.app(), field.put("a\tb\r\nc\rd\ne"));
    field.settle();
    CHECK(field.text() == "a b c d e");
    CHECK(field.replace(0, 9, std::string_view("x\0\ty", 4), 4, 4));
    field.settle();
    CHECK(field.text() == "x y");
    hs_text(field.app(), field.put(std::string_view("\0z", 2)));
    field.settle();
    CHECK(field.text() == "x yz");
}

TEST_CASE("what comes for a field that is no longer there changes nothing") {
    Field field("one two");
    field.key("Escape", "Escape");
    REQUIRE(field.entry() == "null");
    CHECK(field.replace(0, 3, "ten"));
    field.settle();
    CHECK(field.text() == "one two");
}

TEST_CASE("what is being composed stands in the field, underlined, and is the document's only when it is committed") {
    Field field("one two");
    CHECK(field.entry().find("\"text\":\"one two\"") != std::string::npos);
    CHECK(field.entry().find("\"limit\":65536") != std::string::npos);
    CHECK(field.replace(4, 7, "gou", 7, 7));
    hs_compose(field.app(), 4, 7);
    field.settle();
    CHECK(field.text() == "one gou");
    CHECK(std::string(hs_sentence(field.app(), 0, 0)).find("gou") == std::string::npos);
    hs_compose(field.app(), 0, 0);
    for (int i = 0; i < 80; ++i) field.frame();  // until what the edit reached is no longer marked
    const double plain = field.recorder().stats().vertices;
    hs_compose(field.app(), 4, 7);
    field.settle();
    CHECK(field.recorder().stats().vertices > plain);
    hs_compose(field.app(), 0, 0);
    field.settle();
    CHECK(field.replace(4, 7, "狗", 5, 5));
    CHECK(field.key("Enter", "Enter"));
    CHECK(std::string(hs_sentence(field.app(), 0, 0)).find("\"text\":\"one 狗\"") != std::string::npos);
}

TEST_CASE("what is being typed is taken when the window turns into one of another form, on the way there and back") {
    Page page;
    hs_focus(page.app(), 1);
    page.act("W_q", "focus");
    page.key("Enter", "Enter");
    page.type("7.25");
    CHECK(page.matrix("W_q")[0] != 7.25f);
    page.resize(390, 844, 2);
    page.settle();
    CHECK(page.matrix("W_q")[0] == 7.25f);
    CHECK(std::string_view(hs_text_entry(page.app())) == "null");
    REQUIRE(page.set_view("tab=controls") == nullptr);
    page.settle();
    page.act("temperature", "focus");
    page.key("Enter", "Enter");
    page.type("2.5");
    page.resize(1440, 900, 1);
    page.settle();
    CHECK(hs_param(page.app(), param("temperature")) == 2.5);

    Field field("one two");
    CHECK(field.replace(4, 7, "gou", 7, 7));
    hs_compose(field.app(), 4, 7);
    field.resize(844, 390, 2);
    field.settle();
    CHECK(std::string(hs_sentence(field.app(), 0, 0)).find("one gou") != std::string::npos);
}

TEST_CASE("what is being typed goes on in a window of another size, and over a keyboard that covers the lower half of it") {
    for (const std::string_view key : {"W_q", "temperature", "sentence.0"}) {
        INFO(key);
        Page page(1180, 900);  // with a keyboard as low as a phone
        hs_focus(page.app(), 1);
        page.act(key, "focus");
        if (key != "sentence.0") page.key("Enter", "Enter");
        page.type("7");
        hs_safe_area(page.app(), 0, 0, 0, 460);
        hs_resize(page.app(), 1190, 900, 1190, 900, 1);
        page.settle();
        REQUIRE(std::string_view(hs_text_entry(page.app())) != "null");
        page.type("5");
        hs_safe_area(page.app(), 0, 0, 0, 0);
        hs_resize(page.app(), 1180, 900, 1180, 900, 1);
        page.settle();
        REQUIRE(std::string_view(hs_text_entry(page.app())) != "null");
        page.key("Enter", "Enter");
        if (key == "W_q") CHECK(page.matrix("W_q")[0] == 75);
        if (key == "sentence.0") CHECK(page.item(key).value.find("75") != std::string::npos);
        if (key == "temperature") CHECK(hs_param(page.app(), param(key)) == 75);
    }
}

}  // namespace headscope::app
