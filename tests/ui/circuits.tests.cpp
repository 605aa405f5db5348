// The circuits of a head on the stage: reached from the head's panel, one picture per head, walked like any number.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cmath>

#include "lab/link/presets.hpp"
#include "ui/base/view_table.hpp"
#include "ui/bench.hpp"

using namespace headscope::ui;
namespace lab = headscope::lab;
using lab::TensorId;

namespace {

void choose_circuit(Bench& b, std::string_view key) {
    b.act({b.item("circuit." + std::string(key)).id, MirrorAction::Kind::press});
    b.settle();
}

double product(const lab::Document& doc, int head, int row, int col) {
    double sum = 0;
    for (int k = 4 * head; k < 4 * head + 4; ++k)
        sum += static_cast<double>(doc.matrix(TensorId::W_q).at(row, k)) *
               static_cast<double>(doc.matrix(TensorId::W_k).at(col, k));
    return sum;
}

}  // namespace

TEST_CASE("A head's circuit goes on the stage from its panel, of each head a picture, and the weights come back") {
    for (const ImVec2 window : {kDesktop, ImVec2(1280, 720)}) {
        Bench b(window);
        b.edit(lab::SetParam{lab::Param::batch, 2});
        b.view.item = 1;  // circuits are the same for every item
        b.settle();
        b.view.second_head = 1;  // beside it only the weights of another head stand
        choose_circuit(b, "qk_circuit");
        CHECK(b.view.second_head == -1);
        CHECK(b.view.large == TensorId::qk_circuit);
        CHECK(b.view.gallery == TensorId::qk_circuit);
        CHECK(contains(b.item("large").label, "QK circuit \u2022 Head 1"));
        CHECK(contains(b.item("large").label, "[4,16,16]"));
        for (const int head : {0, 2}) {
            b.view.head = head;
            b.settle();
            const Heatmap& large = b.picture("large");
            CHECK(large.scale == Scale::diverging);
            REQUIRE(large.rows == 16);
            REQUIRE(large.cols == 16);
            CHECK(std::abs(static_cast<double>(large.value(3, 5)) - product(b.laboratory.document(), head, 3, 5)) < 1e-5);
        }
        const auto of_gallery = [&] {
            return std::ranges::count_if(b.painter.drawn, [](const Heatmap& map) { return map.rows == 16 && map.cols == 16; });
        };
        CHECK(of_gallery() >= 5);  // the large one and one of each head
        choose_circuit(b, "weights");
        CHECK(b.view.large == TensorId::weights);
        CHECK(b.view.gallery == TensorId::weights);
    }
}

TEST_CASE("A pinned number of a circuit says from what to what, and tells its sum, whose factors are numbers of the matrices") {
    Bench b(kDesktop);
    const auto places = std::ranges::find_if(lab::presets(), [](const lab::Preset& each) { return each.key == "places"; });
    b.edit(lab::edit_of(*places));
    b.view.large = TensorId::qk_circuit;
    b.view.pins = {{TensorId::qk_circuit, 0, 0, 0, 5, 4}};
    b.settle();
    CHECK(contains(b.item("pin.0").label, "place 2 \u2192 place 1"));
    CHECK(contains(b.item("arithmetic").label, "W_q \u00b7 W_k ="));
    CHECK(contains(b.item("arithmetic").label, "12"));
    CHECK(contains(b.item("large.cell").label, "(the)"));  // the first row and column have the name of X's first
}

TEST_CASE("Escape puts the weights back where a circuit stands in their place") {
    Bench b(kDesktop);
    choose_circuit(b, "qk_circuit");
    b.key(ImGuiKey_Escape);
    b.settle();
    CHECK(b.view.large == TensorId::weights);
}

TEST_CASE("Of scores that are no dot product there is no QK circuit: no choice, no picture, and the panel says why") {
    Bench b(kDesktop);
    choose_circuit(b, "qk_circuit");
    b.view.pins = {{TensorId::qk_circuit, 0, 0, 0, 5, 4}};
    b.settle();
    b.edit(lab::SetParam{lab::Param::scoring, 2});
    b.settle();
    CHECK(b.view.large == TensorId::weights);
    CHECK(b.view.pins.empty());
    CHECK_FALSE(b.has_item("circuit.qk_circuit"));
    CHECK(b.has_item("circuit.weights"));
    CHECK(std::ranges::any_of(
        b.mirror.items(), [](const MirrorItem& i) { return contains(i.label, "Only dot-product scores have a QK circuit"); }));
    const auto view = read_view("large=qk_circuit", b.view, b.laboratory.document(), b.laboratory.trace());
    CHECK_FALSE(view);
    CHECK_FALSE(read_view("gallery=qk_circuit", b.view, b.laboratory.document(), b.laboratory.trace()));
    CHECK(read_view("large=weights", b.view, b.laboratory.document(), b.laboratory.trace()));
}

TEST_CASE("A phone shows a circuit as well") {
    Bench b(ImVec2(390, 844));
    b.app.touch = true;
    b.view.large = b.view.gallery = TensorId::qk_circuit;
    b.view.pins = {{TensorId::qk_circuit, 0, 0, 0, 5, 4}};  // the panel is told below a chosen number
    b.settle();
    CHECK(b.picture("large").rows == 16);
    CHECK(b.item("circuit.qk_circuit").checked);
}

TEST_CASE("Several layers have a rollout to put on the stage, which says what it is made of; with one layer there is none") {
    Bench b(kDesktop);
    b.settle();
    CHECK_FALSE(b.has_item("circuit.rollout"));
    b.edit(lab::SetParam{lab::Param::layers, 3});
    b.edit(lab::SetParam{lab::Param::residual, 1});
    b.view.layer = 2;
    b.settle();
    choose_circuit(b, "rollout");
    CHECK(contains(b.item("large").label, "Attention rollout"));
    CHECK(b.picture("large").values == b.laboratory.trace().view(TensorId::rollout, 2).data);
    CHECK(b.picture("large").scale == Scale::sequential);
    b.view.pins = {{TensorId::rollout, 2, 0, 0, 3, 1}};
    b.settle();
    CHECK(contains(b.item("arithmetic").label, "/ 2 ="));
    b.edit(lab::SetParam{lab::Param::layers, 1});
    b.settle();
    CHECK(b.view.large == TensorId::weights);
    CHECK_FALSE(b.has_item("circuit.rollout"));
}
