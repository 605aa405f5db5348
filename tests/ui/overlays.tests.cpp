// Help and legend: they take the focus, keep it, give it back; and the symbols that can be chosen there.
#include <catch2/catch_test_macros.hpp>

#include "ui/bench.hpp"
#include "ui/text/symbols.hpp"

using namespace headscope;
using namespace headscope::ui;

namespace {}

TEST_CASE("Help takes the focus, keeps Tab inside, closes by Escape and gives the focus back") {
    Bench b(kDesktop);
    const ImGuiID help = b.item("help").id;
    b.act({help, MirrorAction::Kind::focus});
    b.key(ImGuiKey_Enter);
    REQUIRE(b.view.help);
    CHECK(b.item("close_help").focused);
    CHECK(b.item("help").role == Role::dialog);
    CHECK_FALSE(b.has_item("W_q"));
    for (int i = 0; i < 5; ++i) {
        b.key(ImGuiKey_Tab);
        CHECK((b.item("close_help").focused || b.item("open_legend").focused));
    }
    ImGui::GetIO().AddKeyEvent(ImGuiKey_Escape, true);
    b.frame();
    CHECK_FALSE(b.view.help);
    CHECK(b.mirror.focus() == help);
    CHECK(b.item("help").focused);  // told in the frame in which the sheet is gone, or the page's focus goes elsewhere
    CHECK(b.has_item("W_q"));
}

TEST_CASE("A press beside the sheet closes it and does nothing else") {
    Bench b(kDesktop);
    const ImVec2 causal = b.centre("causal");
    b.view.legend = true;
    b.settle();
    b.click(causal);
    CHECK_FALSE(b.view.legend);
    CHECK_FALSE(b.laboratory.document().on(lab::Param::causal));
}

TEST_CASE("The legend opens from help, and changes the symbols of the whole page") {
    Bench b(kDesktop);
    b.click(b.centre("help"));
    b.click(b.centre("open_legend"));
    CHECK(b.view.legend);
    CHECK_FALSE(b.view.help);
    b.click(b.centre("symbols.articles"));
    CHECK(b.view.symbols == Symbols::articles);
    b.key(ImGuiKey_Escape);
    CHECK_FALSE(b.view.legend);
    CHECK(b.item("scale_mode.sqrt").label == "1/\u221ad_k");
}

TEST_CASE("Only letters that stand alone are symbols") {
    View view;
    CHECK(in_symbols(view, "[B, m, S, h]") == "[B, m, S, h]");
    view.symbols = Symbols::articles;
    CHECK(in_symbols(view, "[B, S, d_model] to [B, m, S, h]") == "[B, n, d_model] to [B, n_heads, n, d_k]");
    CHECK(in_symbols(view, "m") == "n_heads");
    CHECK(in_symbols(view, "softmax(QK^T / \u221ah) V") == "softmax(QK^T / \u221ad_k) V");
    CHECK(in_symbols(view, "Shapes, those of the head") == "Shapes, those of the head");
}

TEST_CASE("A sheet higher than the page scrolls inside it") {
    Bench b({390, 500});
    b.view.legend = true;
    b.settle();
    CHECK(b.item("legend").min.y >= 0);
    CHECK(b.item("legend").max.y <= 500);
    b.act({b.item("symbols.own").id, MirrorAction::Kind::focus});
    CHECK(b.item("symbols.own").max.y <= 500);
}

TEST_CASE("Help tells of several pins and of a second head, in both languages") {
    Bench b(kDesktop);
    b.view.help = true;
    for (const auto& [language, click] :
         {std::pair(lab::Language::english, "click"), std::pair(lab::Language::chinese, "点击")}) {
        b.view.language = language;
        b.settle();
        for (const std::string keys : {"Ctrl/Cmd + ", "Shift + "}) {
            int told = 0;
            for (const MirrorItem& item : b.mirror.items()) told += item.label.starts_with(keys + click) ? 1 : 0;
            CHECK(told == 1);
        }
    }
}
