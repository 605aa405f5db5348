// Choosing a library, seeing whether the document is still as it has it, and comparing with another.
#include "lab/link/profiles.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cmath>

#include "ui/bench.hpp"

using namespace headscope;
using namespace headscope::ui;
using lab::Param;
using lab::TensorId;

namespace {

/// In the first document the third token may attend to nothing.
void empty_a_row(Bench& b) {
    b.edit(lab::SetParam{Param::custom_mask, 1});
    b.edit(lab::Fill{TensorId::mask_allow, 0, 2, 0, 1, 7, lab::FillKind::zero});
}

void choose(Bench& b, std::string_view menu, std::string_view line) {
    b.act({b.item(menu).id, MirrorAction::Kind::press});
    b.settle();
    b.act({b.item(std::string(menu) + "." + std::string(line)).id, MirrorAction::Kind::press});
    b.settle();
}

bool tells(const Bench& b, std::string_view words) {
    return std::ranges::any_of(b.mirror.items(), [&](const MirrorItem& item) { return contains(item.label, words); });
}

}  // namespace

TEST_CASE("A library chosen in the menu is applied as one step, and what it does is told") {
    Bench b(kDesktop);
    empty_a_row(b);
    CHECK(b.item("profile").value == "PyTorch SDPA");  // whose defaults are those of the first document
    CHECK(tells(b, "Weights returned: none"));
    const lab::Document before = b.laboratory.document();
    choose(b, "profile", "mha");
    CHECK(b.item("profile").value == "PyTorch MHA");
    CHECK(tells(b, "True in a mask: hidden"));
    CHECK(tells(b, "the mean of the heads"));
    CHECK(tells(b, "Biases: on"));
    CHECK(tells(b, "Empty rows: NaN"));
    CHECK(tells(b, "need_weights=True"));
    CHECK(std::isnan(b.laboratory.trace().view(TensorId::weights).at(0, 0, 2, 0)));
    REQUIRE(b.laboratory.undo());
    CHECK(b.laboratory.document() == before);
    b.settle();
    CHECK(b.item("profile").value == "PyTorch SDPA");
}

TEST_CASE("Of libraries that agree the chosen one is shown, and an edit away from all is seen") {
    Bench b(kDesktop);
    choose(b, "profile", "onnx");
    CHECK(b.item("profile").value == "ONNX Attention");
    CHECK_FALSE(b.laboratory.can_undo());  // the document had all of that
    b.edit(lab::SetParam{Param::scale_mode, 1});
    b.settle();
    CHECK(b.item("profile").value == "as none of these");
    b.edit(lab::SetParam{Param::scale_mode, 0});
    b.settle();
    CHECK(b.item("profile").value == "ONNX Attention");
    b.view.language = lab::Language::chinese;
    choose(b, "profile", "by_hand");
    CHECK(b.item("profile").value == "手写 softmax");
}

TEST_CASE(
    "Compared with a library every picture is the difference from it, NaN where one of both is none, and tells how many "
    "differ") {
    Bench b(kDesktop);
    empty_a_row(b);
    choose(b, "against", "by_hand");
    CHECK(b.view.compare);
    CHECK(contains(b.item("large").label, "\u0394 Attention weights (softmax by hand)"));
    CHECK(contains(b.item("compare").label, "softmax by hand"));
    CHECK(b.item("compare").checked);
    const Heatmap& large = b.picture("large");
    CHECK(large.scale == Scale::diverging);
    CHECK(large.nan);
    for (int row = 0; row < 7; ++row)
        for (int col = 0; col < 7; ++col) {
            CHECK(std::isnan(large.value(row, col)) == (row == 2));
            if (row != 2) CHECK(large.value(row, col) == 0.0f);
            // Nothing hides a cell that differs.
            CHECK_FALSE(large.hidden(row, col));
        }
    CHECK(tells(b, "Attention weights: 28 of 196 numbers differ."));
    CHECK(tells(b, "Output: 16 of 112 numbers differ."));
    choose(b, "against", "sdpa");
    CHECK(tells(b, "Attention weights: 0 of 196 numbers differ."));
    CHECK(b.picture("large").hidden(2, 3));
    b.click(b.centre("compare"));
    b.settle();
    CHECK(b.item("against").value == "off");
    CHECK(b.picture("large").scale == Scale::sequential);
}

TEST_CASE("Where only the other library sees a key, the cell is not hatched but shows the difference") {
    Bench b(kDesktop);
    b.edit(lab::SetParam{Param::cross, 1});
    b.edit(lab::SetParam{Param::causal, 1});
    b.edit(lab::SetText{lab::SentenceId::query, 0, "two words"});
    b.settle();
    CHECK(b.picture("large").hidden(0, 1));
    const int keys = b.laboratory.document().keys();
    b.view.compare = true;
    b.view.against = 4;  // FlashAttention: from the bottom right
    b.settle();
    CHECK_FALSE(b.picture("large").hidden(0, 1));
    CHECK(b.picture("large").value(0, 1) < 0);
    CHECK(b.picture("large").hidden(0, keys - 1));
}

TEST_CASE("The mean that nn.MultiheadAttention returns goes on the stage and says which heads it is made of") {
    Bench b(kDesktop);
    CHECK_FALSE(b.has_item("mean_weights"));
    choose(b, "profile", "mha");
    b.act({b.item("mean_weights").id, MirrorAction::Kind::press});
    b.settle();
    const Heatmap& large = b.picture("large");
    CHECK(large.scale == Scale::sequential);
    double sum = 0;
    for (int head = 0; head < 4; ++head)
        sum += static_cast<double>(b.laboratory.trace().view(TensorId::weights).at(0, head, 4, 5));
    CHECK(std::abs(static_cast<double>(large.value(4, 5)) - sum / 4) < 1e-6);
    CHECK(contains(b.item("large").label, "Mean weights"));
    CHECK_FALSE(contains(b.item("large").label, "Head"));
    b.view.pins = {{TensorId::mean_weights, 0, 0, 0, 4, 5}};
    b.settle();
    CHECK(contains(b.item("arithmetic").label, "\u03a3 A / 4 ="));
    CHECK(contains(b.item("arithmetic").label, "Head 4"));
    b.act({b.item("mean_weights").id, MirrorAction::Kind::press});
    CHECK(b.view.large == TensorId::weights);
}
