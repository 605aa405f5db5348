// Editing the numbers of a matrix.
#include <catch2/catch_test_macros.hpp>

#include <cmath>

#include "ui/bench.hpp"

using namespace headscope;
using namespace headscope::ui;
using lab::TensorId;

namespace {

/// W_q, editable, in cells of 40 units.
void weights(Context& c) {
    const lab::Matrix& w = c.document.matrix(TensorId::W_q);
    MatrixSpec spec;
    spec.key = "W_q";
    spec.symbol = "W_q";
    spec.shape = "[16,16]";
    spec.heatmap.values = w.data();
    spec.heatmap.rows = w.rows(), spec.heatmap.cols = w.cols();
    spec.heatmap.row_stride = w.cols();
    spec.heatmap.limit = 2;
    spec.editable = TensorId::W_q;
    spec.origin = {TensorId::W_q};
    spec.cols_per_head = 4;
    spec.area = {900, 800};
    ImGui::SetCursorScreenPos({20, 20});
    matrix(c, spec);
}

float at(const Bench& b, int row, int col) { return b.laboratory.document().matrix(TensorId::W_q).at(row, col); }

}  // namespace

TEST_CASE("Dragging up makes a number larger, down smaller, as one undo step") {
    Bench b(weights);
    const float before = at(b, 2, 3);
    const ImVec2 from = b.cell("W_q", 2, 3);
    b.drag(from, from + ImVec2(0, -50), 10);
    const float more = at(b, 2, 3);
    CHECK(more > before);
    CHECK(b.edits.size() > 5);
    REQUIRE(b.laboratory.undo());
    CHECK(at(b, 2, 3) == before);
    CHECK_FALSE(b.laboratory.can_undo());
    b.drag(from, from + ImVec2(0, 50), 10);
    CHECK(at(b, 2, 3) < before);
}

TEST_CASE("A fast first motion moves a number as far as a slow one") {
    float moved[2];
    for (const int steps : {1, 40}) {
        Bench b(weights);
        const ImVec2 from = b.cell("W_q", 2, 3);
        b.drag(from, from + ImVec2(0, -40), steps);
        moved[steps == 1 ? 0 : 1] = at(b, 2, 3);
    }
    CHECK(moved[0] == moved[1]);
    CHECK(moved[0] != at(Bench(weights), 2, 3));
}

TEST_CASE("Shift drags coarser and Alt finer") {
    double moved[3];
    int i = 0;
    for (const ImGuiKey modifier : {ImGuiKey_None, ImGuiMod_Shift, ImGuiMod_Alt}) {
        Bench b(weights);
        const float before = at(b, 2, 3);
        if (modifier != ImGuiKey_None) ImGui::GetIO().AddKeyEvent(modifier, true);
        const ImVec2 from = b.cell("W_q", 2, 3);
        b.drag(from, from + ImVec2(0, -40), 10);
        moved[i++] = static_cast<double>(at(b, 2, 3) - before);
    }
    CHECK(moved[1] > 5 * moved[0]);
    CHECK(moved[2] < moved[0] / 5);
}

TEST_CASE("A double click types a number; Enter goes on to the row below, Tab to the right") {
    Bench b(weights);
    b.double_click(b.cell("W_q", 2, 3));
    b.type("0.5");
    b.key(ImGuiKey_Enter);
    CHECK(at(b, 2, 3) == 0.5f);
    CHECK(b.item("W_q").row == 3);
    b.type("-7");
    b.key(ImGuiKey_Tab);
    CHECK(at(b, 3, 3) == -7.0f);
    CHECK(b.item("W_q").row == 3);
    CHECK(b.item("W_q").col == 4);
    CHECK(b.item("W_q").focused);
}

TEST_CASE("Digits begin to type, and none is lost however fast they come") {
    Bench b(weights);
    b.act({b.item("W_q").id, MirrorAction::Kind::focus});
    ImGui::GetIO().AddInputCharactersUTF8("12");
    ImGui::GetIO().AddInputCharactersUTF8(".75");
    b.frame();
    ImGui::GetIO().AddInputCharactersUTF8("5");
    b.settle();
    b.key(ImGuiKey_Enter);
    CHECK(at(b, 0, 0) == 12.755f);
}

TEST_CASE("Bad input keeps the old number, says why, and waits to be corrected") {
    for (const char* bad : {"abc", "", "1e39", "nan", "inf", "1 2"}) {
        Bench b(weights);
        const float before = at(b, 1, 1);
        b.double_click(b.cell("W_q", 1, 1));
        b.key(ImGuiKey_Delete);
        b.type(bad);
        b.key(ImGuiKey_Enter);
        INFO(bad);
        CHECK(at(b, 1, 1) == before);
        REQUIRE_FALSE(b.notices.empty());
        b.key(ImGuiKey_A, ImGuiMod_Ctrl);
        b.type("2");
        b.key(ImGuiKey_Enter);
        CHECK(at(b, 1, 1) == 2.0f);
    }
}

TEST_CASE("Escape gives typing up") {
    Bench b(weights);
    const float before = at(b, 1, 1);
    b.double_click(b.cell("W_q", 1, 1));
    b.type("5");
    b.key(ImGuiKey_Escape);
    CHECK(at(b, 1, 1) == before);
    CHECK(b.edits.empty());
}

TEST_CASE("Arrows, Home, End and Page keys move the active cell and stop at the edges") {
    Bench b(weights);
    b.act({b.item("W_q").id, MirrorAction::Kind::focus});
    const auto place = [&] { return std::pair(b.item("W_q").row, b.item("W_q").col); };
    b.key(ImGuiKey_LeftArrow);
    CHECK(place() == std::pair(0, 0));
    b.key(ImGuiKey_RightArrow);
    b.key(ImGuiKey_DownArrow);
    CHECK(place() == std::pair(1, 1));
    b.key(ImGuiKey_End);
    CHECK(place() == std::pair(1, 15));
    b.key(ImGuiKey_PageDown);
    CHECK(place() == std::pair(9, 15));
    b.key(ImGuiKey_End, ImGuiMod_Ctrl);
    CHECK(place() == std::pair(15, 15));
    b.key(ImGuiKey_Home);
    CHECK(place() == std::pair(15, 0));
    b.key(ImGuiKey_Delete);
    CHECK(at(b, 15, 0) == 0.0f);
}

TEST_CASE("A block is pasted at the active cell; a bad one changes nothing and says why") {
    Bench b(weights);
    b.act({b.item("W_q").id, MirrorAction::Kind::move, 0, {}, 4, 5});
    b.act({b.item("W_q").id, MirrorAction::Kind::focus});
    b.paste("1\t2\n3\t4\n");
    CHECK(at(b, 4, 5) == 1.0f);
    CHECK(at(b, 5, 6) == 4.0f);
    const size_t edits = b.edits.size();
    b.paste("1 2\n3");
    CHECK(b.edits.size() == edits);
    CHECK(b.notices.size() == 1);
}

TEST_CASE("Copy gives the row, or with Shift the matrix, in digits that read back") {
    Bench b(weights);
    b.act({b.item("W_q").id, MirrorAction::Kind::focus});
    b.key(ImGuiKey_C, ImGuiMod_Ctrl);
    REQUIRE(b.commands.size() == 1);
    CHECK(b.commands[0].command == Command::copy_text);
    const std::string row = b.commands[0].text;
    b.act({b.item("W_q").id, MirrorAction::Kind::move, 0, {}, 1, 0});
    b.paste(row);
    for (int col = 0; col < 16; ++col) CHECK(at(b, 1, col) == at(b, 0, col));
}

TEST_CASE("The mirror moves the active cell, names it, and sets its number") {
    Bench b(weights);
    b.act({b.item("W_q").id, MirrorAction::Kind::move, 0, {}, 2, 9});
    CHECK(b.item("W_q.cell").label == "W_q, row 3 of 16, column 10 of 16");
    b.act({b.item("W_q.cell").id, MirrorAction::Kind::set_text, 0, "0.125"});
    CHECK(at(b, 2, 9) == 0.125f);
    CHECK(b.item("W_q.cell").value == "0.1250");
}

TEST_CASE("The operations menu fills a row, a column or the whole matrix with a kept seed") {
    Bench b(weights);
    b.act({b.item("W_q.cell").id, MirrorAction::Kind::move, 0, {}, 2, 3});
    b.act({b.item("W_q.operations").id, MirrorAction::Kind::press});
    b.click(b.centre("op.scope.row"));
    b.click(b.centre("op.zero"));
    for (int col = 0; col < 16; ++col) CHECK(at(b, 2, col) == 0.0f);
    CHECK(at(b, 3, 0) != 0.0f);
    b.click(b.centre("op.scope.matrix"));
    b.act({b.item("op.seed").id, MirrorAction::Kind::set_number, 7});
    b.click(b.centre("op.gaussian"));
    const float first = at(b, 2, 0);
    CHECK(first != 0.0f);
    b.click(b.centre("op.zero"));
    b.click(b.centre("op.gaussian"));
    CHECK(at(b, 2, 0) == first);
    CHECK(b.item("op.seed").now == 7);
    b.key(ImGuiKey_Escape);
    CHECK_FALSE(b.has_item("op.seed"));
}

TEST_CASE("A finger changes a number only from the cell it has selected") {
    Bench b(weights);
    b.app.touch = true;
    const float before = at(b, 5, 5);
    const ImVec2 from = b.cell("W_q", 5, 5);
    b.drag(from, from + ImVec2(0, -60));
    CHECK(at(b, 5, 5) == before);
    b.click(from);
    CHECK(locked(b.view) == lab::CellRef{TensorId::W_q, 0, 0, 0, 5, 5});
    b.drag(from, from + ImVec2(0, -60));
    CHECK(at(b, 5, 5) > before);
    const float after = at(b, 5, 5);
    const ImVec2 other = b.cell("W_q", 12, 12);
    b.drag(other, other + ImVec2(0, -60));
    CHECK(at(b, 12, 12) == b.laboratory.document().matrix(TensorId::W_q).at(12, 12));
    CHECK(at(b, 5, 5) == after);
}

TEST_CASE("A long press of a finger opens the operations") {
    Bench b(weights);
    b.app.touch = true;
    b.press(b.cell("W_q", 4, 4));
    CHECK_FALSE(b.has_item("op.zero"));
    b.wait(0.6);
    b.release();
    CHECK(b.has_item("op.zero"));
}
