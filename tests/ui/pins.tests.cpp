// Pinned numbers, the walk along their operands, and the head that follows the hand.
#include <catch2/catch_test_macros.hpp>

#include <string>

#include "ui/base/pins.hpp"
#include "ui/bench.hpp"

using namespace headscope;
using namespace headscope::ui;
using lab::CellRef;
using lab::TensorId;

namespace {

CellRef weight(int head, int row, int col) { return {TensorId::weights, 0, 0, head, row, col}; }

struct Box {
    ImVec2 min, max;
    explicit Box(const MirrorItem& item) : min(item.min), max(item.max) {}
    bool operator==(const Box& o) const { return min.x == o.min.x && min.y == o.min.y && max.x == o.max.x && max.y == o.max.y; }
};

/// The operand whose words hold this text.
std::string operand(const Bench& b, std::string_view words) {
    for (const MirrorItem& item : b.mirror.items())
        if (item.key.starts_with("operand.") && contains(item.label, words)) return item.key;
    FAIL("no operand " << words);
    return {};
}

}  // namespace

TEST_CASE("A click pins one number, with Ctrl one more, and a second click lets it go") {
    Bench b(kDesktop);
    b.click(b.cell("large", 4, 5));
    CHECK(b.view.pins == std::vector{weight(0, 4, 5)});
    b.click(b.cell("large", 2, 1));
    CHECK(b.view.pins == std::vector{weight(0, 2, 1)});
    ImGui::GetIO().AddKeyEvent(ImGuiMod_Ctrl, true);
    b.click(b.cell("large", 4, 5));
    b.click(b.cell("W_q", 3, 9));
    ImGui::GetIO().AddKeyEvent(ImGuiMod_Ctrl, false);
    CHECK(b.view.pins == std::vector{weight(0, 2, 1), weight(0, 4, 5), {TensorId::W_q, 0, 0, 0, 3, 9}});
    CHECK(locked(b.view) == CellRef{TensorId::W_q, 0, 0, 0, 3, 9});
    b.click(b.cell("large", 4, 5));
    CHECK(b.view.pins == std::vector{weight(0, 2, 1), {TensorId::W_q, 0, 0, 0, 3, 9}});
    b.move({5, 995});
    b.key(ImGuiKey_Escape);
    CHECK(b.view.pins == std::vector{weight(0, 2, 1)});
    b.click(b.centre("pin.0.remove"));
    CHECK(b.view.pins.empty());
}

TEST_CASE("The plus of a card makes the next click pin one more, and there are at most six") {
    Bench b(kDesktop);
    b.click(b.cell("large", 0, 0));
    for (int col = 1; col < 7; ++col) {
        b.click(b.centre("pin.0.add"));
        b.click(b.cell("large", 0, col));
    }
    CHECK(b.view.pins.size() == kMostPins);
    CHECK(contains(b.notices.empty() ? "" : b.notices.back().message, "6"));
}

TEST_CASE("A card stays where it is and as large as it is while other cells are pointed at and dragged") {
    Bench b(kDesktop);
    b.click(b.cell("large", 4, 5));
    b.move({5, 995});
    const Box card(b.item("pin.0.number")), title(b.item("pin.0"));
    const std::string before = b.item("pin.0.number").label;
    b.move(b.cell("large", 1, 1));
    CHECK(Box(b.item("pin.0.number")) == card);
    CHECK(b.item("pin.0.number").label == before);
    b.drag(b.cell("W_q", 2, 1), b.cell("W_q", 2, 1) + ImVec2(0, -60));
    CHECK(b.view.pins == std::vector{weight(0, 4, 5)});
    CHECK(Box(b.item("pin.0.number")) == card);
    CHECK(Box(b.item("pin.0")) == title);
    CHECK(b.item("pin.0.number").label != before);
    CHECK(contains(b.item("pin.0.number").label, "before " + before));
    CHECK(contains(b.item("pin.0.number").label, "\u0394"));
}

TEST_CASE("Typing into a cell by a double click leaves the pins alone") {
    Bench b(kDesktop);
    b.click(b.cell("large", 4, 5));
    b.double_click(b.cell("W_q", 2, 1));
    b.type("2.5");
    b.key(ImGuiKey_Enter);
    CHECK(b.laboratory.document().matrix(TensorId::W_q).at(2, 1) == 2.5f);
    CHECK(b.view.pins == std::vector{weight(0, 4, 5)});
}

TEST_CASE("Operands are walked down to X, W and the token, and back by the trail and by Backspace") {
    Bench b(kDesktop);
    b.click(b.cell("large", 4, 5));
    b.click(b.centre(operand(b, "Query \u2022 Head 1 \u2022 Charlie \u2022 dimension 2")));
    const CellRef query{TensorId::query, 0, 0, 0, 4, 1};
    REQUIRE(b.view.trail == std::vector{weight(0, 4, 5), query});
    CHECK(b.view.pins == std::vector{weight(0, 4, 5)});
    CHECK(contains(b.item("arithmetic").label, "x \u00b7 W_q ="));
    CHECK(b.item("trail.0").role == Role::link);
    b.click(b.centre(operand(b, "Projection W_q")));
    CHECK(b.view.trail.back().tensor == TensorId::W_q);
    CHECK(contains(b.item("inspector").label, "query of head 1"));
    b.click(b.centre("trail.1"));
    REQUIRE(b.view.trail.back() == query);
    b.click(b.centre(operand(b, "Input \u2022 Charlie \u2022 dimension 1")));
    CHECK(contains(b.item("arithmetic").label, "\u201cCharlie\u201d"));
    b.click(b.centre("trail.back"));
    CHECK(b.view.trail.back() == query);
    b.act({b.item("operand.0").id, MirrorAction::Kind::focus});
    b.key(ImGuiKey_Backspace);
    CHECK(b.view.trail == std::vector{weight(0, 4, 5)});
    CHECK_FALSE(b.has_item("trail.0"));
}

TEST_CASE("Pointing at an operand lights its cell and opens nothing") {
    Bench b(kDesktop);
    b.click(b.cell("large", 4, 5));
    const std::string formula = b.item("arithmetic").label;
    b.move(b.centre(operand(b, "Key \u2022 Head 1 \u2022 some \u2022 dimension 3")));
    CHECK(b.view.hovered == CellRef{TensorId::key, 0, 0, 0, 5, 2});
    CHECK(b.item("arithmetic").label == formula);
    CHECK(b.view.trail.empty());
}

TEST_CASE("With the keyboard arrows go from operand to operand, Enter opens, and Ctrl+C copies the address") {
    Bench b(kDesktop);
    b.click(b.cell("large", 4, 5));
    b.act({b.item("operand.0").id, MirrorAction::Kind::focus});
    CHECK(b.view.hovered == CellRef{TensorId::query, 0, 0, 0, 4, 0});
    b.key(ImGuiKey_DownArrow);
    CHECK(b.view.hovered == CellRef{TensorId::key, 0, 0, 0, 5, 0});
    b.key(ImGuiKey_C, ImGuiMod_Ctrl);
    REQUIRE_FALSE(b.commands.empty());
    CHECK(b.commands.back().text == "key[0,0,5,0]");
    b.key(ImGuiKey_Enter);
    CHECK(b.view.trail.back() == CellRef{TensorId::key, 0, 0, 0, 5, 0});
    CHECK(b.item("operand.0").focused);
}

TEST_CASE("The results between the steps of a weight are numbers with an address, too") {
    Bench b(kDesktop);
    b.click(b.cell("large", 4, 5));
    b.click(b.centre(operand(b, "Scores \u2022 Head 1 \u2022 Charlie \u2192 some")));
    CHECK(b.view.opened()->tensor == TensorId::scores);
    b.settle();
    CHECK(b.laboratory.trace().view(TensorId::scores).data != nullptr);
}

TEST_CASE("The sum of a softmax unfolds into one exponential per key, and they add up to it") {
    Bench b(kDesktop);
    b.click(b.cell("large", 4, 5));
    CHECK_FALSE(contains(b.item("arithmetic").label, "\u2212 max) = "));
    b.click(b.centre("sum"));
    size_t lines = 0;
    const std::string all = b.item("arithmetic").label;
    for (size_t at = all.find("\u2212 max) = "); at != std::string::npos; at = all.find("\u2212 max) = ", at + 1)) ++lines;
    CHECK(lines == 7);
    const auto steps = lab::explain(b.laboratory.document(), b.laboratory.trace(), weight(0, 4, 5));
    double sum = 0;
    for (const lab::Step::Term& term : steps.back().summands) sum += static_cast<double>(term.a);
    CHECK(std::abs(sum - static_cast<double>(steps.back().terms[0].b)) < 1e-6);
}

TEST_CASE("The address of a pinned number can be copied") {
    Bench b(kDesktop);
    b.click(b.cell("large", 4, 5));
    b.click(b.centre("pin.0.copy"));
    REQUIRE_FALSE(b.commands.empty());
    CHECK(b.commands.back().command == Command::copy_text);
    CHECK(b.commands.back().text == "weights[0,0,4,5]");
}

TEST_CASE("Pointing at a column of another head previews that head, and leaving returns; editing it stays") {
    Bench b(kDesktop);
    b.move(b.cell("W_q", 2, 9));
    CHECK(contains(b.item("large").label, "Head 3"));
    CHECK(b.view.head == 0);
    b.move({5, 995});
    CHECK(contains(b.item("large").label, "Head 1"));
    b.move(b.centre("head.3") - ImVec2(0, b.item("head.3").max.y - b.item("head.3").min.y) * 0.45f);
    CHECK(contains(b.item("large").label, "Head 4"));
    CHECK(b.item("head.0").checked);
    b.move(b.cell("large", 1, 1));
    CHECK(contains(b.item("large").label, "Head 1"));
    CHECK(b.view.hovered == weight(0, 1, 1));
    b.drag(b.cell("W_q", 2, 9), b.cell("W_q", 2, 9) + ImVec2(0, -40));
    b.move({5, 995});
    CHECK(b.view.head == 2);
    CHECK(contains(b.item("large").label, "Head 3"));
}

TEST_CASE("Clicking the card of a previewed head chooses it") {
    Bench b(kDesktop);
    b.click(b.centre("head.3"));
    b.move({5, 995});
    CHECK(b.view.head == 3);
}

TEST_CASE("A pinned place that has got other tokens names those of before, and takes no difference to them") {
    Bench b(kDesktop);
    b.click(b.cell("large", 4, 3));
    const std::string before = b.item("pin.0.number").label;
    const auto told = [&] { return b.item("pin.0.number").label; };
    b.edit(lab::SetText{lab::SentenceId::query, 0, "I gave my dog Rex some food"});
    b.settle();
    CHECK(contains(told(), "before Charlie \u2192 dog \u2022 Head 1 " + before));
    CHECK_FALSE(contains(told(), "\u0394"));
    CHECK_FALSE(contains(told(), "when pinned"));
    b.edit(lab::SetCell{TensorId::W_q, 0, 2, 1, 2.0f});
    b.settle();
    CHECK(contains(told(), "\u0394"));  // of the same tokens again
    CHECK_FALSE(contains(told(), "Charlie"));
    b.edit(lab::SetParam{lab::Param::cross, 1});
    b.settle();
    REQUIRE(b.view.pins.size() == 1);
    CHECK(contains(told(), "before Rex \u2192 dog \u2022 Head 1"));
    CHECK_FALSE(contains(told(), "\u0394"));
}

TEST_CASE("A pinned head's number is not compared with that of another cut into heads, a weight's number is") {
    Bench b(kDesktop);
    b.view.pins = {weight(0, 4, 3), {TensorId::W_q, 0, 0, 0, 2, 1}};
    b.settle();
    b.edit(lab::SetParam{lab::Param::num_heads, 2});
    b.settle();
    CHECK_FALSE(contains(b.item("pin.0.number").label, "\u0394"));
    b.edit(lab::SetCell{TensorId::W_q, 0, 2, 1, 2.0f});
    b.settle();
    CHECK(contains(b.item("pin.1.number").label, "\u0394"));
    b.edit(lab::SetText{lab::SentenceId::query, 0, "I gave my dog Charlie some food today"});
    b.settle();
    CHECK(contains(b.item("pin.0.number").label, "\u0394"));  // one token more leaves Charlie and dog what they are
}

TEST_CASE("With another item of the batch a pin is that item's, and nothing is told of the first one's past") {
    Bench b(kDesktop);
    b.edit(lab::SetParam{lab::Param::batch, 2});
    b.edit(lab::SetText{lab::SentenceId::query, 1, "two words"});
    b.view.pins = {weight(0, 1, 0)};
    b.settle();
    b.view.item = 1;
    b.settle();
    CHECK(contains(b.item("pin.0").label, "words \u2192 two"));
    CHECK_FALSE(contains(b.item("pin.0.number").label, "when pinned"));
    b.edit(lab::SetCell{TensorId::W_q, 0, 2, 1, 2.0f});
    b.settle();
    CHECK(contains(b.item("pin.0.number").label, "\u0394"));
}
