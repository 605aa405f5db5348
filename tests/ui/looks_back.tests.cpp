// Comparing with the start, holding to see before, and the marks of what an edit reached.
#include <catch2/catch_test_macros.hpp>

#include <string>
#include <vector>

#include "core/base/limits.hpp"
#include "ui/bench.hpp"

using namespace headscope;
using namespace headscope::ui;
using lab::Param;
using lab::TensorId;

namespace {

float value(const Bench& b, TensorId stage, int head, int row, int col) {
    return b.laboratory.trace().view(stage).at(0, head, row, col);
}

}  // namespace

TEST_CASE("Compared with the start every picture shows present minus start, and says so") {
    Bench b(kDesktop);
    const float weight = value(b, TensorId::weights, 0, 4, 5), w = b.laboratory.document().matrix(TensorId::W_q).at(2, 1);
    b.edit(lab::SetCell{TensorId::W_q, 0, 2, 1, 2.0f});
    b.click(b.centre("compare"));
    b.settle();
    REQUIRE(b.item("compare").checked);
    CHECK(contains(b.item("large").label, "\u2212 start"));
    CHECK(b.picture("large").scale == Scale::diverging);
    CHECK(b.picture("large").value(4, 5) == value(b, TensorId::weights, 0, 4, 5) - weight);
    CHECK(b.picture("W_q").value(2, 1) == 2.0f - w);
    CHECK(b.picture("W_q").value(3, 1) == 0);
    CHECK(b.picture("W_k").value(2, 1) == 0);
    b.click(b.centre("compare"));
    CHECK(b.picture("W_q").value(2, 1) == 2.0f);
    CHECK_FALSE(contains(b.item("large").label, "start"));
}

TEST_CASE("Where the sizes differ from the start the comparison is not offered, and says why") {
    Bench b(kDesktop);
    b.edit(lab::SetParam{Param::num_heads, 2});
    CHECK(b.item("compare").disabled);
    CHECK(contains(b.item("compare").help, "sizes"));
    b.view.compare = true;
    b.settle();
    CHECK(b.picture("large").scale == Scale::sequential);
    CHECK_FALSE(b.item("compare").checked);
}

TEST_CASE("Held, the button shows the state before the last change; let go, the present is back, and nothing has changed") {
    Bench b(kDesktop);
    CHECK(b.item("before").disabled);
    const float before = b.laboratory.document().matrix(TensorId::W_q).at(2, 1), was = value(b, TensorId::weights, 0, 4, 5);
    b.edit(lab::SetCell{TensorId::W_q, 0, 2, 1, 2.0f});
    const lab::Document now = b.laboratory.document();
    const View view = b.view;
    b.press(b.centre("before"));
    CHECK(b.picture("W_q").value(2, 1) == before);
    CHECK(b.picture("large").value(4, 5) == was);
    b.release();
    CHECK(b.picture("W_q").value(2, 1) == 2.0f);
    CHECK(b.laboratory.document() == now);
    CHECK(b.view.pins == view.pins);
    CHECK(b.view.head == view.head);
}

TEST_CASE("A look back at another number of heads leaves the view as it was") {
    Bench b(kDesktop);
    b.edit(lab::SetParam{Param::num_heads, 2});
    b.edit(lab::SetParam{Param::num_heads, 8});
    b.view.head = 6;
    b.settle();
    b.press(b.centre("before"));
    CHECK(b.has_item("head.1"));
    CHECK_FALSE(b.has_item("head.2"));
    b.release();
    CHECK(b.view.head == 6);
    CHECK(b.has_item("head.7"));
}

TEST_CASE("Pressed from outside, a look back stays until the next press, and edits are refused meanwhile") {
    Bench b(kDesktop);
    b.edit(lab::SetCell{TensorId::W_q, 0, 2, 1, 2.0f});
    b.act({b.item("before").id, MirrorAction::Kind::press});
    CHECK(b.item("before").checked);
    b.act({b.item("W_q").id, MirrorAction::Kind::set_number, 5.0});
    CHECK(b.laboratory.document().matrix(TensorId::W_q).at(0, 0) != 5.0f);
    b.click({800, 985});
    CHECK_FALSE(b.item("before").checked);
}

TEST_CASE("A card says what its number was before the last change") {
    Bench b(kDesktop);
    b.click(b.cell("large", 4, 5));
    b.edit(lab::SetCell{TensorId::W_q, 0, 2, 1, 2.0f});
    const std::string first = b.item("pin.0").value;
    b.edit(lab::SetCell{TensorId::W_q, 0, 3, 1, 2.0f});
    CHECK(b.item("pin.0").value != first);
    CHECK(contains(b.item("pin.0.number").label, "before " + first));
    CHECK(contains(b.item("pin.0.number").label, "when pinned"));
}

TEST_CASE("What an edit reached is marked in every picture for a moment: exactly the block of numbers that changed") {
    Bench b(kDesktop);
    b.wait(0.1);
    b.edit(lab::SetCell{TensorId::W_q, 0, 2, 1, 2.0f});
    const auto marks = [&](std::string_view key) {
        const Heatmap& map = b.picture(key);
        return std::vector{map.changed_row, map.changed_rows, map.changed_col, map.changed_cols};
    };
    CHECK(marks("W_q") == std::vector{2, 1, 1, 1});
    CHECK(marks("query") == std::vector{0, 7, 1, 1});
    CHECK(marks("large") == std::vector{0, 7, 0, 7});
    CHECK(b.picture("key").changed_rows == 0);
    CHECK(b.picture("W_k").changed_rows == 0);
    CHECK(b.again_in_ms > 0);
    b.wait(1.2);
    CHECK(b.picture("W_q").changed_rows == 0);
    CHECK(b.again_in_ms < 0);
}

TEST_CASE("A sentence that was not there before has nothing marked") {
    Bench b(kDesktop);
    b.edit(lab::SetParam{lab::Param::batch, core::kMaxBatch});
    for (b.view.item = 1; b.view.item < core::kMaxBatch; ++b.view.item) {
        b.frame();
        CHECK(b.again_in_ms > 0);  // marks are shown
        CHECK(b.picture("X").changed_rows == 0);
    }
}

TEST_CASE("Another head's weights are not marked, as none of them changed") {
    Bench b(kDesktop);
    b.view.head = 1;
    b.edit(lab::SetCell{TensorId::W_q, 0, 2, 1, 2.0f});
    CHECK(b.picture("large").changed_rows == 0);
    CHECK(b.picture("W_q").changed_rows == 1);
}

TEST_CASE("With less motion a mark stays until the next action, and no timer runs") {
    Bench b(kDesktop);
    b.app.reduced_motion = true;
    b.edit(lab::SetCell{TensorId::W_q, 0, 2, 1, 2.0f});
    CHECK(b.again_in_ms < 0);
    b.wait(3);
    CHECK(b.picture("W_q").changed_rows == 1);
    b.click({800, 985});
    CHECK(b.picture("W_q").changed_rows == 0);
}

TEST_CASE("A row of weights is sorted by size, its tail is one line, and the order of the sentence is a choice") {
    Bench b(kDesktop);
    std::string text;
    for (int i = 0; i < 40; ++i) text += "w" + std::to_string(i) + " ";
    b.edit(lab::SetText{lab::SentenceId::query, 0, text});
    b.view.pins = {{TensorId::weights, 0, 0, 0, 4, 5}};
    b.settle();
    bool tail = false;
    for (const MirrorItem& item : b.mirror.items()) tail = tail || contains(item.label, " more, together ");
    CHECK(tail);
    b.act({b.item("row_order.in_order").id, MirrorAction::Kind::press});
    tail = false;
    for (const MirrorItem& item : b.mirror.items()) tail = tail || contains(item.label, "together");
    CHECK_FALSE(tail);
    CHECK(b.view.in_order);
}
