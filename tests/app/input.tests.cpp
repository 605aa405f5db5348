// A visitor's hands: pointer, wheel, keys and text through the ABI.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <string>
#include <string_view>

#include "page.hpp"

namespace headscope::app {

TEST_CASE("dragging a cell changes it and everything downstream, as one undo step") {
    Page page;
    App* app = page.app();
    const auto x = page.matrix("W_q"), output = page.stage(lab::TensorId::output);
    const ImVec2 from = page.cell("W_q", 2, 3);
    page.press(from);
    for (int step = 1; step <= 5; ++step) {
        hs_pointer(app, 0, 0, 1, static_cast<double>(from.x) + step * 8, static_cast<double>(from.y) - step * 8, 1, 0);
        page.frame();
    }
    page.release(ImVec2(from.x + 40, from.y - 40));
    const auto changed = page.matrix("W_q");
    int differences = 0;
    for (std::size_t i = 0; i < x.size(); ++i) differences += x[i] != changed[i];
    CHECK(differences == 1);
    CHECK(page.stage(lab::TensorId::output) != output);
    CHECK(page.events().find("\"source\":\"interface\"") != std::string::npos);

    CHECK(hs_history(app) == 1);
    CHECK(hs_undo(app) == 1);
    CHECK(page.matrix("W_q") == x);
    CHECK(page.stage(lab::TensorId::output) == output);
    CHECK(hs_history(app) == 2);
    CHECK(hs_redo(app) == 1);
    CHECK(page.matrix("W_q") == changed);
}

TEST_CASE("undo and redo have their keys, once each") {
    Page page;
    App* app = page.app();
    const double initial = hs_param(app, param("temperature"));
    CHECK(hs_set_param(app, param("temperature"), 2) == nullptr);
    CHECK(hs_set_param(app, param("temperature"), 3) == nullptr);
    hs_focus(app, 1);
    CHECK(page.key("z", "KeyZ", 2));
    CHECK(hs_param(app, param("temperature")) == 2);
    CHECK(page.key("Z", "KeyZ", 3));
    CHECK(hs_param(app, param("temperature")) == 3);
    page.key("z", "KeyZ", 8);
    page.key("z", "KeyZ", 8);
    CHECK(hs_param(app, param("temperature")) == initial);
    page.key("y", "KeyY", 2);
    CHECK(hs_param(app, param("temperature")) == 2);
}

TEST_CASE("brackets change the head, whichever key and modifier writes them") {
    Page page;
    App* app = page.app();
    hs_focus(app, 1);
    const auto head = [&] { return app->view().head; };
    REQUIRE(head() == 0);
    page.key("]", "BracketRight");
    CHECK(head() == 1);
    page.key("]", "Digit9", 4);  // Alt, as on a Mac's German keyboard
    CHECK(head() == 2);
    page.key(">", "Period", 1);
    CHECK(head() == 3);
    page.key("]", "BracketRight");
    CHECK(head() == 0);
    page.key("<", "Comma", 1);
    CHECK(head() == 3);
    page.act("W_q", "focus");
    page.key("[", "BracketLeft");  // on a cell as well: no number begins with it
    CHECK(head() == 2);
    CHECK(page.matrix("W_q") == Page().matrix("W_q"));
    page.key("1", "Digit1");  // but with this
    CHECK(head() == 2);
}

TEST_CASE("a cell is typed with the keyboard alone") {
    Page page;
    hs_focus(page.app(), 1);
    page.act("W_q", "focus");
    const auto before = page.matrix("W_q");
    CHECK(page.key("ArrowRight", "ArrowRight"));
    CHECK(page.key("Enter", "Enter"));
    page.type("7.25");
    CHECK(std::string(hs_text_entry(page.app())) != "null");
    CHECK(page.key("Enter", "Enter"));
    const auto after = page.matrix("W_q");
    int sevens = 0, others = 0;
    for (std::size_t i = 0; i < before.size(); ++i) {
        if (after[i] == 7.25f) ++sevens;
        else others += before[i] != after[i];
    }
    CHECK(sevens == 1);
    CHECK(others == 0);
}

/// A visitor at the keyboard of a page whose frames fall anywhere between the ends of the keys.
class Typist {
public:
    explicit Typist(Page& page) : page_(page) {}

    /// The page's own text field, where there is one, keeps characters to itself and tells what they do to it.
    void strike(std::string_view key, std::string_view code) {
        const bool character = key.size() == 1;
        if (character && std::string_view(hs_text_entry(page_.app())) != "null") {
            hs_text(page_.app(), page_.put(key));
        } else {
            if (tell(key, code, true) && character) hs_text(page_.app(), page_.put(key));
            frames();
            tell(key, code, false);
        }
        frames();
    }
    bool perhaps() { return draw(2) == 0; }

private:
    bool tell(std::string_view key, std::string_view code, bool down) {
        page_.put(std::string(key) + std::string(code));
        return hs_key(page_.app(), key.size(), code.size(), down, 0, 0) != 0;
    }
    void frames() {
        for (int left = draw(3); left > 0; --left) page_.frame();
    }
    int draw(int choices) {
        state_ = state_ * 1664525u + 1013904223u;
        return static_cast<int>((state_ >> 16) % static_cast<unsigned>(choices));
    }

    Page& page_;
    unsigned state_ = 12345;
};

TEST_CASE("no character is lost wherever the frames fall between the keys, not even after typing was given up") {
    Page page;
    Typist typist(page);
    hs_focus(page.app(), 1);
    page.act("W_q", "focus");
    for (int run = 0; run < 150; ++run) {
        const auto before = page.matrix("W_q");
        typist.strike("Enter", "Enter");
        if (typist.perhaps()) {
            typist.strike("5", "Digit5");
            typist.strike("Escape", "Escape");
            typist.strike("Enter", "Enter");
        }
        typist.strike("1", "Digit1");
        typist.strike(".", "Period");
        typist.strike("5", "Digit5");
        typist.strike("Enter", "Enter");
        page.settle();
        const auto after = page.matrix("W_q");
        REQUIRE(std::count(after.begin(), after.end(), 1.5f) == 1);
        hs_undo(page.app());
        page.settle();
        REQUIRE(page.matrix("W_q") == before);
    }
}

TEST_CASE("a paste replaces a block of the focused matrix") {
    Page page;
    hs_focus(page.app(), 1);
    page.act("W_q", "focus");
    hs_paste(page.app(), page.put("1\t2\n3\t4\n"));
    page.settle();
    const auto after = page.matrix("W_q");
    const int cols = hs_tensor(page.app(), tensor("W_q"), 0, 0)->cols;
    CHECK(after[0] == 1);
    CHECK(after[1] == 2);
    CHECK(after[static_cast<std::size_t>(cols)] == 3);
    CHECK(after[static_cast<std::size_t>(cols) + 1] == 4);
}

TEST_CASE("the page keeps its own keys and its own scroll") {
    Page page;
    App* app = page.app();
    CHECK_FALSE(page.key("ArrowDown", "ArrowDown"));
    CHECK_FALSE(page.key(" ", "Space"));
    CHECK_FALSE(page.key("F5", "F5"));
    CHECK_FALSE(page.key("v", "KeyV", 2));
    CHECK_FALSE(page.key("r", "KeyR", 2));
    page.move(ImVec2(700, 30));
    CHECK(hs_wheel(app, 700, 30, 0, 120, 0) == 0);
    CHECK(hs_wheel(app, 100, 400, 0, 120, 2) == 0);
}

TEST_CASE("what scrolls takes the wheel until its end") {
    Page page(1440, 640);
    App* app = page.app();
    page.move(ImVec2(100, 300));
    int taken = 0;
    CHECK(hs_wheel(app, 100, 300, 0, -50, 0) == 0);
    while (taken < 200 && hs_wheel(app, 100, 300, 0, 50, 0)) {
        page.settle();
        ++taken;
    }
    CHECK(taken > 0);
    CHECK(taken < 200);
    CHECK(hs_wheel(app, 100, 300, 0, -50, 0) == 1);
}

TEST_CASE("hovering selects and leaving lets go") {
    Page page;
    page.events();
    page.move(page.cell("large", 1, 0));
    CHECK(page.events().find("\"tensor\":\"weights\"") != std::string::npos);
    hs_pointer(page.app(), static_cast<int>(PointerEvent::leave), 0, 1, 0, 0, 0, 0);
    page.settle();
    CHECK(page.events().find("\"cell\":null") != std::string::npos);
    page.click(page.cell("large", 2, 1));
    CHECK(page.app()->view().locked() != nullptr);
}

TEST_CASE("a cancelled press is no click") {
    Page page;
    const ImVec2 at = page.cell("large", 1, 0);
    page.press(at);
    hs_pointer(page.app(), static_cast<int>(PointerEvent::cancel), 0, 1, 0, 0, 0, 0);
    page.settle();
    CHECK_FALSE(page.app()->view().locked() != nullptr);
}

TEST_CASE("a lifted finger hovers nothing, and a second one ends what the first began") {
    Page page(390, 780, 3);
    App* app = page.app();
    const ImVec2 at = page.cell("large", 1, 0);
    const auto finger = [&](PointerEvent event, int which, float away) {
        hs_pointer(app, static_cast<int>(event), static_cast<int>(PointerType::touch), which, static_cast<double>(at.x + away),
                   static_cast<double>(at.y), event == PointerEvent::down, 0);
        page.settle();
    };
    finger(PointerEvent::down, 7, 0);
    finger(PointerEvent::down, 8, 50);
    finger(PointerEvent::up, 8, 50);
    finger(PointerEvent::up, 7, 0);
    CHECK_FALSE(app->view().hovered.has_value());
    CHECK_FALSE(app->view().locked() != nullptr);
    finger(PointerEvent::down, 9, 0);
    finger(PointerEvent::up, 9, 0);
    CHECK_FALSE(app->view().hovered.has_value());
    CHECK(app->view().locked() != nullptr);
}

TEST_CASE("a drag that is cancelled, or joined by a second finger, leaves the number it had reached") {
    for (const bool cancelled : {true, false}) {
        INFO(cancelled);
        Page page(820, 1180, 1);
        REQUIRE(page.set_view("large=W_k") == nullptr);
        REQUIRE(hs_set_param(page.app(), param("num_heads"), 1) == nullptr);
        page.settle();
        const ImVec2 at = page.cell("large", 0, 0);
        const auto finger = [&](PointerEvent event, int which, float up) {
            const bool down = event == PointerEvent::down || event == PointerEvent::move;
            hs_pointer(page.app(), static_cast<int>(event), static_cast<int>(PointerType::touch), which,
                       static_cast<double>(at.x), static_cast<double>(at.y - up), down, 0);
            page.settle();
        };
        finger(PointerEvent::down, 1, 0);  // chooses the cell
        finger(PointerEvent::up, 1, 0);
        const float before = page.matrix("W_k")[0];
        finger(PointerEvent::down, 2, 0);
        finger(PointerEvent::move, 2, 20);
        const float reached = page.matrix("W_k")[0];
        CHECK(reached > before);
        if (cancelled) finger(PointerEvent::cancel, 2, 20);
        else finger(PointerEvent::down, 3, 60);
        finger(PointerEvent::move, 2, 40);
        CHECK(page.matrix("W_k")[0] == reached);
    }
}

TEST_CASE("everything asked for before a frame is done, one after the other, also while a text field opens") {
    Page page;
    for (const char* key : {"sentence.edit", "biases", "residual", "cross", "window", "output_projection"})
        hs_act(page.app(), page.item(key).id, 0, 0, 0, 0, 0);
    page.settle();
    for (const char* key : {"biases", "residual", "cross", "window"}) {
        INFO(key);
        CHECK(hs_param(page.app(), param(key)) == 1);
    }
    CHECK(hs_param(page.app(), param("output_projection")) == 0);
}

TEST_CASE("two presses of arrows on chips before a frame both count, from the keyboard and through the mirror") {
    Page page;
    App* app = page.app();
    const auto heads = [&] { return hs_param(app, param("num_heads")); };
    const auto strike = [&](const std::string& key) {
        for (const int down : {1, 0}) hs_key(app, page.put(key + key) / 2, key.size(), down, 0, 0);
    };
    page.act("num_heads.4", "focus");
    strike("ArrowRight"), strike("ArrowRight");
    page.settle();
    CHECK(heads() == 16);
    strike("ArrowLeft"), strike("ArrowLeft"), strike("ArrowLeft");
    page.settle();
    CHECK(heads() == 2);
    // As the page's own radio buttons do: the next one is pressed, and the next one of that.
    const auto press = [&](const char* key) { hs_act(app, page.item(key).id, 0, 0, 0, 0, 0); };
    press("num_heads.4"), press("num_heads.8");
    page.settle();
    CHECK(heads() == 8);
    press("num_heads.4"), press("num_heads.2");
    page.settle();
    CHECK(heads() == 2);
    press("undo"), press("undo"), press("undo"), press("undo");
    page.settle();
    CHECK(heads() == 2);  // 4 8 4 2, four steps back: as after the arrows
}

}  // namespace headscope::app
