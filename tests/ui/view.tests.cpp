// The one view: its table, its text, and what hidden, read_only and highlights do on screen.
#include <catch2/catch_test_macros.hpp>

#include <set>

#include "ui/base/view_table.hpp"
#include "ui/bench.hpp"

using namespace headscope;
using namespace headscope::ui;
using lab::CellRef;
using lab::Param;
using lab::TensorId;

namespace {

lab::Result<View> read(const Bench& b, std::string_view text) {
    return read_view(text, b.view, b.laboratory.document(), b.laboratory.trace());
}

std::string print(const View& view) {
    std::string text;
    for (const ViewInfo& row : view_table())
        text += (text.empty() ? "" : "&") + std::string(row.key) + "=" + print_field(view, row);
    return text;
}

/// Vertices of this colour within a rectangle.
int vertices(ImU32 colour, ImVec2 min, ImVec2 max) {
    int count = 0;
    for (const ImDrawList* list : ImGui::GetDrawData()->CmdLists)
        for (const ImDrawVert& v : list->VtxBuffer)
            count += v.col == colour && v.pos.x >= min.x && v.pos.x <= max.x && v.pos.y >= min.y && v.pos.y <= max.y ? 1 : 0;
    return count;
}

}  // namespace

TEST_CASE("A view printed field by field reads back to the same view") {
    Bench b(kDesktop);
    b.edit(lab::SetParam{Param::batch, 2});
    b.view.preset_edited = false;  // follows from the document
    View all = b.view;
    all.language = lab::Language::chinese, all.theme = ThemeChoice::dark, all.item = 1, all.head = 3;
    all.large = TensorId::scaled, all.gallery = TensorId::masked_scores, all.tab = PhoneTab::controls;
    all.pins = {{TensorId::W_q, 0, 0, 0, 2, 5}, {TensorId::weights, 0, 1, 3, 0, 2}};
    all.highlights = {{TensorId::W_q, 0, 0, 0, 2, 5}, {TensorId::X, 0, 1, 0, 3, 2}};
    all.painting = all.help = all.read_only = true;
    all.legend = all.question = true, all.first_steps = false;
    all.symbols = Symbols::articles, all.brush = Brush::number;
    all.paint_bias = -2.5f;
    all.hidden = {"mask", "causal", "share"};
    const std::string text = print(all);
    CHECK(text.find("locked=weights[1,3,0,2]") != std::string::npos);
    CHECK(text.find("pins=W_q[2,5];weights[1,3,0,2]") != std::string::npos);
    CHECK(text.find("highlights=W_q[2,5];X[1,3,2]") != std::string::npos);
    CHECK(text.find("language=zh-Hans") != std::string::npos);
    const auto back = read(b, "#" + text);
    REQUIRE(back);
    CHECK(back.value() == all);
    const auto first = read_view(print(View{}), all, b.laboratory.document(), b.laboratory.trace());
    REQUIRE(first);
    CHECK(first.value() == View{});
}

TEST_CASE("Nothing of a view is taken when one of its fields is wrong, and the error names it and what is possible") {
    Bench b(kDesktop);
    const struct {
        std::string_view text, where, says;
    } wrong[] = {
        {"item=0&theme=dim", "theme", "auto, light, dark"},
        {"theme=dark&head=4", "head", "0 to 3"},
        {"theme=dark&head=-1", "head", "0 to 3"},
        {"theme=dark&head=1.5", "head", "whole"},
        {"theme=dark&item=nan", "item", "nan"},
        {"theme=dark&item=1", "item", "0 to 0"},
        {"theme=dark&layer=1", "layer", "0 to 0"},
        {"theme=dark&large=W_p", "large", "masked_scores"},
        {"theme=dark&large=memory", "large", "not one of "},
        {"theme=dark&large=颜 色", "large", "“颜 色” is not one of"},
        {"theme=dark&painting=yes", "painting", "true"},
        {"theme=dark&locked=weights[0,4,0,0]", "locked", "1 \u00d7 4 \u00d7 7 \u00d7 7"},
        {"theme=dark&locked=weights[0,0]", "locked", "4 indices"},
        {"theme=dark&highlights=W_q[2,5];W_q[16,0]", "highlights", "16 \u00d7 16"},
        {"theme=dark&hidden=causal;nothing", "hidden", "num_heads"},
        {"theme=dark&paint_bias=1e9", "paint_bias", "-100 to 100"},
        {"theme=dark&colour=1", "colour", "read_only"},
        {"theme=dark&help", "help", "="},
        {"theme=dark&theme=light", "theme", "twice"},
    };
    for (const auto& [text, where, says] : wrong) {
        INFO(text);
        const auto result = read(b, text);
        REQUIRE_FALSE(result);
        CHECK(result.error().where == where);
        CHECK(lab::text_of(result.error(), lab::Language::english).find(says) != std::string::npos);
    }
}

TEST_CASE("A field without a value has its first one, and none where it can be none, whatever the document has room for") {
    Bench b(kDesktop);
    b.edit(lab::SetText{lab::SentenceId::query, 0, "short"});
    b.view.head = 2, b.view.second_head = 1, b.view.large = TensorId::W_q, b.view.theme = ThemeChoice::dark;
    b.view.pins = {{TensorId::W_q, 0, 0, 0, 2, 5}};
    b.view.query = 0, b.view.zoom = 2, b.view.compare = true, b.view.hidden = {"mask"};
    std::string nothing;
    for (const ViewInfo& row : view_table()) nothing += (nothing.empty() ? "" : "&") + std::string(row.key) + "=";
    const auto first = read(b, nothing);
    REQUIRE(first);
    for (const ViewInfo& row : view_table()) {
        INFO(row.key);
        CHECK(print_field(first.value(), row) == print_field(View{}, row));
    }
}

TEST_CASE("A lock takes item and head along, unless the text says others") {
    Bench b(kDesktop);
    b.edit(lab::SetParam{Param::batch, 2});
    const auto along = read(b, "locked=weights[1,2,0,0]");
    REQUIRE(along);
    CHECK((along.value().item == 1 && along.value().head == 2));
    const auto said = read(b, "locked=weights[1,2,0,0]&head=3");
    REQUIRE(said);
    CHECK((said.value().item == 1 && said.value().head == 3));
}

TEST_CASE("Every field has a key of its own and every kind a name") {
    std::set<std::string_view> keys;
    for (const ViewInfo& row : view_table()) {
        CHECK(keys.insert(row.key).second);
        CHECK(find_view_field(row.key) == &row);
        CHECK((row.kind == ViewKind::index) == (row.count != nullptr));
    }
    CHECK(view_kind_keys().size() == static_cast<size_t>(ViewKind::keys) + 1);
}

TEST_CASE("Hidden controls and groups are neither drawn nor told, and their room is given back") {
    Bench b(kDesktop);
    const float before = b.item("window").min.y;
    REQUIRE(b.has_item("causal"));
    b.view.hidden = {"causal", "scores", "share", "undo"};
    b.settle();
    for (const char* key : {"causal", "scale_mode", "temperature", "softcap", "share", "undo"}) {
        INFO(key);
        CHECK_FALSE(b.has_item(key));
    }
    CHECK(b.has_item("redo"));
    CHECK(b.item("window").min.y < before);
}

TEST_CASE("Each hideable key hides what has that name") {
    Bench b(kDesktop);
    lab::Edit edit(lab::SetParam{Param::custom_mask, 2});
    for (const Param on : {Param::cross, Param::value_source, Param::window, Param::window_apart})
        edit.add(lab::SetParam{on, 1});
    edit.add(lab::SetParam{Param::layers, 2});
    edit.add(lab::SetParam{Param::batch, 2});
    edit.add(lab::SetParam{Param::scale_mode, 2});
    edit.add(lab::SetParam{Param::positions, 4});
    edit.add(lab::SetParam{Param::dropout, 0.5});
    edit.add(lab::SetText{lab::SentenceId::memory, 0, "nine tokens so that there are more keys than queries"});
    edit.add(lab::SetValidLength{0, 0});  // rows that may attend to nothing
    b.edit(edit);
    const auto shown = [&](std::string_view key) {
        const std::string numbered = std::string(key == "text" ? "sentence" : key == "memory_text" ? "memory" : key) + ".0";
        if (key == "mask" || key == "shape" || key == "sentence" || key == "scores" || key == "heads" || key == "switches" ||
            key == "weights")
            return key != "sentence" || b.has_item("sentence.0");
        return b.has_item(key) || b.has_item(numbered) || b.has_item(std::string(key) + ".rail") ||
               b.has_item(std::string(key) + ".parameters");
    };
    b.view.painting = true;
    b.view.brush = Brush::number;
    b.view.pins = {{lab::TensorId::weights}};
    for (const std::string_view key : find_view_field("hidden")->choices) {
        if (key == "more") continue;  // of narrow pages
        INFO(key);
        b.view.hidden.clear();
        b.settle();
        CHECK(shown(key));
        const size_t items = b.mirror.items().size();
        b.view.hidden = {std::string(key)};
        b.settle();
        CHECK(b.mirror.items().size() < items);
        if (lab::find_param(key)) CHECK_FALSE(b.has_item(key));
    }
}

TEST_CASE("Without any group of controls the pictures take the rail's room") {
    Bench b(kDesktop);
    const float before = b.item("W_q").min.x;
    for (int group = 0; group < lab::kGroupCount; ++group)
        b.view.hidden.emplace_back(lab::key_of(static_cast<lab::Group>(group)));
    b.settle();
    CHECK_FALSE(b.has_item("num_heads"));
    CHECK(b.item("W_q").min.x < before - 50);
}

TEST_CASE("In a view that is read only no hand changes anything, and the controls say so") {
    Bench b(kDesktop);
    b.edit(lab::SetParam{Param::temperature, 2});
    b.view.read_only = true;
    b.settle();
    const lab::Document before = b.laboratory.document();
    for (const char* key : {"num_heads", "causal", "temperature", "weight_seed", "sentence.0", "scale_mode.off", "dice", "undo",
                            "reset", "presets"}) {
        INFO(key);
        CHECK(b.item(key).disabled);
    }
    CHECK(b.item("W_q.cell").disabled);
    const ImVec2 cell = b.cell("W_q", 2, 3);
    b.drag(cell, cell + ImVec2(0, -60));
    b.double_click(cell);
    b.type("7");
    b.key(ImGuiKey_Enter);
    b.key(ImGuiKey_Delete);
    b.click(b.centre("causal"));
    const MirrorItem slider = b.item("temperature");
    b.drag((slider.min + slider.max) * 0.5f, slider.max);
    for (const char* key : {"causal", "num_heads", "W_q.cell", "sentence.0", "scale_mode.off", "weight_seed", "weight_init"}) {
        b.act({b.item(key).id, MirrorAction::Kind::press});
        b.act({b.item(key).id, MirrorAction::Kind::set_number, 2});
        b.act({b.item(key).id, MirrorAction::Kind::set_text, 0, "3"});
        b.act({b.item(key).id, MirrorAction::Kind::increment, 1});
    }
    b.paste("1\t2");
    b.key(ImGuiKey_Z, ImGuiMod_Ctrl);
    CHECK(b.laboratory.document() == before);
    CHECK(b.edits.empty());
    for (const CommandRequest& request : b.commands) CHECK(request.command != Command::undo);
    b.move(b.cell("W_q", 1, 1));
    CHECK(b.view.hovered == CellRef{TensorId::W_q, 0, 0, 0, 1, 1});  // looking is still possible
}

TEST_CASE("Highlighted cells are outlined in their pictures and told, and no others") {
    Bench b(kDesktop);
    const auto outline = [&](std::string_view key, int row, int col) {
        const ImVec2 middle = b.cell(key, row, col);
        const ImVec2 half = (b.cell(key, row, col, {1, 1}) - b.cell(key, row, col, {0, 0})) * 0.5f + ImVec2(2.5f, 2.5f);
        return vertices(b.theme.accent, middle - half, middle + half);
    };
    b.move({2, 2});
    CHECK(outline("W_q", 2, 5) == 0);
    CHECK(outline("large", 1, 3) == 0);
    b.view.highlights = {{TensorId::W_q, 0, 0, 0, 2, 5},
                         {TensorId::weights, 0, 0, 0, 1, 3},
                         {TensorId::X, 0, 0, 0, 4, 0},
                         {TensorId::query, 0, 0, 2, 1, 1}};
    b.settle();
    CHECK(outline("W_q", 2, 5) > 0);
    CHECK(outline("W_q", 2, 8) == 0);
    CHECK(outline("large", 1, 3) > 0);
    CHECK(outline("X", 4, 0) > 0);
    CHECK(outline("query", 1, 9) > 0);
    CHECK(b.item("W_q").help == "Highlighted: (3, 6)");
    CHECK(b.item("large").help == "Highlighted: (2, 4)");
    CHECK(b.item("query").help == "Highlighted: (2, 10)");
    CHECK(b.item("key").help.empty());
    b.view.head = 1;  // another head is another cell
    b.settle();
    CHECK(outline("large", 1, 3) == 0);
}

TEST_CASE("Nothing asks for another frame while the whole page rests") {
    Bench b(kDesktop);
    b.settle(30);
    b.frame();
    CHECK(b.again_in_ms < 0);
}

TEST_CASE("A highlighted cell goes with the sentence it is of, as a pinned one does") {
    Bench b(kDesktop);
    b.edit(lab::SetParam{Param::batch, 4});
    b.view.highlights = {{lab::TensorId::X, 0, 3, 0, 1, 1}, {lab::TensorId::X, 0, 0, 0, 1, 1}};
    b.settle();
    CHECK(b.view.highlights.size() == 2);
    b.edit(lab::SetParam{Param::batch, 1});
    b.settle();
    CHECK(b.view.highlights == std::vector<lab::CellRef>{{lab::TensorId::X, 0, 0, 0, 1, 1}});
}
