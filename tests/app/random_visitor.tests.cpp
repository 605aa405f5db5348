// A visitor who does anything at all: nothing crashes, and the document stays legal.
#include <catch2/catch_test_macros.hpp>
#include <cstring>
#include <random>

#include "page.hpp"
#include "ui/base/view_table.hpp"

namespace headscope::app {
namespace {

class Visitor {
public:
    Visitor(Page& page, unsigned seed) : page_(page), random_(seed) {}

    void act() {
        App* app = page_.app();
        switch (below(12)) {
            case 0:
            case 1:
            case 2: point(PointerEvent::move, buttons_); break;
            case 3: point(PointerEvent::down, buttons_ = below(8) ? 1 : 2); break;
            case 4:
            case 5: point(PointerEvent::up, buttons_ = 0); break;
            case 6: press_key(); break;
            case 7: page_.type(pick({"1", "-2.5", "nan", "1e39", "狗", "a b c", "👨‍👩‍👧", "\xff\xfe"})); break;
            case 8: touch_control(); break;
            case 9: hs_wheel(app, at_x(), at_y(), below(100) - 50, below(100) - 50, 0); break;
            case 10: hs_paste(app, page_.put(pick({"1 2 3", "[[1, 2], [3, 4]]", "1 2\n3", "", "hello world"}))); break;
            default: rarely(); break;
        }
        page_.frame();
    }

private:
    int below(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n)); }
    double at_x() { return below(1440); }
    double at_y() { return below(900); }
    const char* pick(std::initializer_list<const char*> list) { return list.begin()[below(static_cast<int>(list.size()))]; }

    void point(PointerEvent event, int buttons) {
        hs_pointer(page_.app(), static_cast<int>(event), below(3), 1, at_x(), at_y(), buttons, below(4));
    }
    void press_key() {
        const char* key =
            pick({"ArrowLeft", "ArrowDown", "Enter", "Escape", "Delete", "Home", "PageDown", "F2", "z", "c", "a", "Backspace"});
        page_.key(key, key, pick({"", "x"})[0] ? 2 : 0);
    }
    /// Presses, moves or types into a control as assistive technology would.
    void touch_control() {
        const auto& items = page_.app()->interface().mirror().items();
        if (items.empty()) return;
        const ui::MirrorItem item = items[static_cast<std::size_t>(below(static_cast<int>(items.size())))];
        const double number = item.low + (item.high - item.low) * below(11) / 10.0;
        hs_act(page_.app(), item.id, below(6), number, below(8), below(8), page_.put(pick({"3", "some words", "", "x=1"})));
    }
    void rarely() {
        App* app = page_.app();
        switch (below(8)) {
            case 0: hs_undo(app); break;
            case 1: hs_redo(app); break;
            case 2: hs_focus(app, below(2)); break;
            case 3: page_.resize(below(2) ? 1440 : 390, 900, 1 + below(3)); break;
            case 4:
                hs_context_lost(app);
                hs_context_restored(app);
                break;
            case 5: look(); break;
            case 6: hs_set_param(app, below(lab::kParamCount), below(6)); break;
            default: {
                const auto place = [this] { return below(40) - 5; };
                const std::size_t bytes = page_.put(pick({"ni", "", "狗 and 🐕", "\t\r\n", "\xff\xfe"}));
                hs_replace_text(app, place(), place(), place(), place(), bytes);
                hs_compose(app, place(), place());
                break;
            }
        }
    }

    /// Some field of the view, legal or not.
    void look() {
        const auto fields = ui::view_table();
        const ui::ViewInfo& field = fields[static_cast<std::size_t>(below(static_cast<int>(fields.size())))];
        std::string value =
            pick({"0", "1", "7", "weights", "scores", "weights[0,0,1,1]", "W_q[2,3];X[0,0,0]", "sentence.0", ""});
        if (!field.choices.empty())
            value = field.choices[static_cast<std::size_t>(below(static_cast<int>(field.choices.size())))];
        page_.set_view(std::string(field.key) + "=" + value);
    }

    Page& page_;
    std::mt19937 random_;
    int buttons_ = 0;
};

}  // namespace

TEST_CASE("a visitor who does anything at all breaks nothing") {
    for (unsigned seed = 1; seed <= 6; ++seed) {
        Page page;
        Visitor visitor(page, seed);
        for (int i = 0; i < 300; ++i) visitor.act();
        hs_pointer(page.app(), static_cast<int>(PointerEvent::cancel), 0, 1, 0, 0, 0, 0);
        page.settle();
        const std::string link = hs_link(page.app());
        App* copy = hs_create();
        std::memcpy(hs_buffer(copy, link.size()), link.data(), link.size());
        const Message refused = hs_open_link(copy, link.size());
        INFO("seed " << seed << ": " << (refused ? refused : ""));
        CHECK(refused == nullptr);
        CHECK(copy->laboratory().document() == page.app()->laboratory().document());
        hs_destroy(copy);
    }
}

}  // namespace headscope::app
