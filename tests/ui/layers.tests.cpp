// Several layers on the page: the strip, what is shown of the chosen one, and the way from one to the other.
#include <catch2/catch_test_macros.hpp>

#include <string>

#include "lab/link/link.hpp"
#include "ui/base/pins.hpp"
#include "ui/bench.hpp"
#include "ui/matrix/focus.hpp"

using namespace headscope;
using namespace headscope::ui;
using lab::CellRef;
using lab::TensorId;

namespace {

constexpr ImVec2 kHandheld{390, 844};

void edit_text(Bench& b, std::string_view text) {
    b.edit(lab::read_edit(text).value());
    b.settle();
}

/// The operand of the open formula with this address.
std::string operand_called(const Bench& b, std::string_view words) {
    for (const MirrorItem& item : b.mirror.items())
        if (item.key.starts_with("operand.") && contains(item.label, words)) return item.key;
    FAIL("no operand " << words);
    return {};
}

}  // namespace

TEST_CASE("The strip has a card for each layer, and the pressed one is in every picture") {
    Bench b(kDesktop);
    b.settle();
    CHECK_FALSE(b.has_item("layer.0"));
    edit_text(b, "layers=3");
    CHECK(b.item("layer.0").checked == true);
    CHECK(b.picture("W_q").values == b.laboratory.document().matrix(TensorId::W_q, 0).data());
    b.click(b.centre("layer.1"));
    b.move({5, 995});
    b.settle();
    CHECK(b.view.layer == 1);
    CHECK(b.item("layer.1").checked == true);
    CHECK(b.item("layer.0").checked == false);
    for (const char* key : {"W_q", "W_k", "W_v", "W_o"})
        CHECK(b.picture(key).values == b.laboratory.document().matrix(lab::find_tensor(key)->id, 1).data());
    CHECK(b.picture("large").values == b.laboratory.trace().view(TensorId::weights, 1).row(0, b.view.head, 0));
    CHECK(b.picture("output").values == b.laboratory.trace().view(TensorId::output, 1).data);
    CHECK(contains(b.item("layer.1").label, "2"));
    // The edit of a shown number goes to the shown layer.
    const lab::Matrix first = b.laboratory.document().matrix(TensorId::W_q, 0);
    b.drag(b.cell("W_q", 2, 1), b.cell("W_q", 2, 1) + ImVec2(0, -60));
    CHECK(b.laboratory.document().matrix(TensorId::W_q, 0) == first);
    CHECK_FALSE(b.laboratory.document().matrix(TensorId::W_q, 1) == b.laboratory.document().seeded(TensorId::W_q, 1));
    // Fewer layers: one that is there is shown.
    edit_text(b, "layers=1");
    CHECK(b.view.layer == 0);
    CHECK_FALSE(b.has_item("layer.0"));
}

TEST_CASE("L goes from layer to layer, with Shift backwards, and nowhere where there is one") {
    Bench b(kDesktop);
    b.settle();
    b.key(ImGuiKey_L);
    CHECK(b.view.layer == 0);
    edit_text(b, "layers=3");
    b.key(ImGuiKey_L);
    CHECK(b.view.layer == 1);
    b.key(ImGuiKey_L);
    b.key(ImGuiKey_L);
    CHECK(b.view.layer == 0);
    b.key(ImGuiKey_L, ImGuiMod_Shift);
    CHECK(b.view.layer == 2);
}

TEST_CASE("A later layer begins with what was handed on, which takes no edits") {
    Bench b(kDesktop);
    edit_text(b, "layers=2&positions=1&norm=pre&residual=1");
    for (const char* key : {"X", "input", "pre_norm", "residual"}) CHECK(b.has_item(key));
    b.view.layer = 1;
    b.settle();
    CHECK_FALSE(b.has_item("X"));
    for (const char* key : {"input", "pre_norm", "residual"}) CHECK(b.has_item(key));
    CHECK(b.picture("input").values == b.laboratory.trace().view(TensorId::residual, 0).data);
    CHECK(contains(b.item("input").label, "X_2"));
    const lab::Document before = b.laboratory.document();
    b.double_click(b.cell("input", 1, 1));
    b.type("5");
    b.key(ImGuiKey_Enter);
    CHECK(b.laboratory.document() == before);
    // After the result, too.
    edit_text(b, "norm=post");
    CHECK_FALSE(b.has_item("pre_norm"));
    CHECK(b.picture("post_norm").values == b.laboratory.trace().view(TensorId::post_norm, 1).data);
}

TEST_CASE("The inspector names the layer, and following an operand below shows that layer, and back") {
    Bench b(kDesktop);
    edit_text(b, "layers=2&residual=1&norm=pre");
    b.view.layer = 1;
    b.settle();
    b.click(b.cell("pre_norm", 2, 3));
    b.move({5, 995});
    b.settle();
    CHECK(locked(b.view) == CellRef{TensorId::pre_norm, 1, 0, 0, 2, 3});
    CHECK(contains(b.item("pin.0").label, "Layer 2"));
    CHECK(contains(b.item("arithmetic").label, "\u03b3 1"));
    b.click(b.centre(operand_called(b, "Layer 2 \u2022 Input")));
    b.move({5, 995});
    b.settle();
    CHECK(b.view.layer == 1);
    CHECK(contains(b.item("arithmetic").label, "layer 1"));
    b.click(b.centre(operand_called(b, "Layer 1 \u2022 Residual")));
    b.settle();
    CHECK(b.view.layer == 0);
    CHECK(*b.view.opened() == CellRef{TensorId::residual, 0, 0, 0, 2, 3});
    CHECK(go_back(b.view));
    CHECK(b.view.layer == 1);
}

TEST_CASE("A token's row is outlined in the maps of all layers, and pointing at one selects a number of that layer") {
    Bench b(kDesktop);
    edit_text(b, "layers=2&num_heads=1");
    const MirrorItem card = b.item("layer.1");
    b.move({card.min.x + 20, card.min.y + 30});
    b.settle();
    REQUIRE(b.view.hovered);
    CHECK(b.view.hovered->tensor == TensorId::weights);
    CHECK(b.view.hovered->layer == 1);
    CHECK(b.view.layer == 0);
}

TEST_CASE("Gain and bias of the shown layer stand below their choice") {
    Bench b(kDesktop);
    edit_text(b, "layers=2&norm=post&L2.norm_gain[0,3]=7");
    REQUIRE(b.has_item("norm_gain"));
    b.view.layer = 1;
    b.settle();
    const Heatmap* gain = nullptr;
    for (const Heatmap& drawn : b.painter.drawn)
        if (drawn.values == b.laboratory.document().matrix(TensorId::norm_gain, 1).data()) gain = &drawn;
    CHECK((gain != nullptr || b.item("norm_gain").min.y > kDesktop.y));  // or below the rail's end
}

TEST_CASE("Where the output is not as wide as the input the rail says why there is but one layer") {
    Bench b(kDesktop);
    edit_text(b, "d_model=12&num_heads=2&head_dim=5&output_projection=0");
    bool said = false;
    for (const MirrorItem& item : b.mirror.items()) said = said || contains(item.label, "as wide as the input");
    CHECK(said);
}

TEST_CASE("On a phone the strip stands on every tab that shows a layer, within the screen, and is pressed by a finger") {
    Bench b(kHandheld);
    b.app.touch = true;
    edit_text(b, "layers=6");
    for (const PhoneTab tab : {PhoneTab::heads, PhoneTab::input, PhoneTab::output}) {
        b.view.tab = tab;
        b.settle();
        for (int layer = 0; layer < 6; ++layer) {
            const MirrorItem& card = b.item("layer." + std::to_string(layer));
            CHECK(card.min.x >= 0);
            CHECK(card.max.x <= kHandheld.x);
            CHECK(card.max.x - card.min.x >= 44);
            CHECK(card.max.y - card.min.y >= 44);
        }
    }
    b.view.tab = PhoneTab::heads;
    b.settle();
    b.click(b.centre("layer.4"));
    b.settle();
    CHECK(b.view.layer == 4);
    CHECK(b.picture("large").values == b.laboratory.trace().view(TensorId::weights, 4).row(0, b.view.head, 0));
}

TEST_CASE("A selected gain lights up the column it made: before the projections, or after the sum") {
    Bench b(kDesktop);
    for (const auto& [norm, stage] : {std::pair{"norm=pre", TensorId::pre_norm}, {"norm=post", TensorId::post_norm}}) {
        edit_text(b, norm);
        const auto focus = matrix_parts::focus_of(b.laboratory.document(), {TensorId::norm_gain, 0, 0, 0, 0, 3});
        CHECK(focus.stage == stage);
        CHECK(focus.column == 3);
    }
}

TEST_CASE("What values read on their own stands beside what keys read, with its positions in a picture of its own") {
    for (const ImVec2 window : {kDesktop, kHandheld}) {
        Bench b(window);
        b.view.tab = PhoneTab::input;
        edit_text(b, "cross=1&d_value_memory=9");
        CHECK_FALSE(b.has_item("X_v"));
        edit_text(b, "value_source=1");
        CHECK(b.item("X_v").cols == 9);
        CHECK_FALSE(b.has_item("value_memory"));
        edit_text(b, "positions=sinusoidal&norm=pre&layers=2");
        CHECK(b.item("value_memory").cols == 9);
        b.view.layer = 1;
        b.settle();
        b.settle();
        CHECK_FALSE(b.has_item("X_v"));
        CHECK(b.item("value_memory").cols == 9);
    }
}
