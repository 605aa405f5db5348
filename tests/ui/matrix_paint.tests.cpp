// Painting a mask, and matrices too large to touch cell by cell.
#include <catch2/catch_test_macros.hpp>

#include <limits>

#include "ui/bench.hpp"

using namespace headscope;
using namespace headscope::ui;
using lab::TensorId;

namespace {

/// A mask to paint on, whatever it is called in the document.
void mask(Context& c, TensorId id, bool own = false) {
    const int n = c.document.queries();
    static const std::vector<float> zeros(64 * 64, 0.25f);
    MatrixSpec spec;
    spec.key = "mask";
    spec.caption = "Mask";
    spec.heatmap.values = zeros.data();
    spec.heatmap.rows = spec.heatmap.cols = n;
    spec.heatmap.row_stride = n;
    spec.paintable = id;
    if (own) spec.editable = id;
    spec.origin = {TensorId::weights};
    spec.area = {500, 500};
    spec.cell_max = 60;
    ImGui::SetCursorScreenPos({20, 20});
    matrix(c, spec);
}

}  // namespace

TEST_CASE("A stroke paints every cell on its way, however fast it is, as one undo step") {
    Bench b([](Context& c) { mask(c, TensorId::mask_allow); });
    b.drag(b.cell("mask", 1, 0), b.cell("mask", 1, 6), 1);
    const lab::Document& doc = b.laboratory.document();
    for (int col = 0; col < 7; ++col) CHECK(doc.matrix(TensorId::mask_allow).at(1, col) == 0.0f);
    CHECK(doc.matrix(TensorId::mask_allow).at(2, 0) == 1.0f);
    REQUIRE(b.laboratory.undo());
    CHECK_FALSE(b.laboratory.can_undo());
}

TEST_CASE("The brush decides whether a stroke hides or allows") {
    Bench b([](Context& c) { mask(c, TensorId::mask_allow); });
    b.drag(b.cell("mask", 1, 0), b.cell("mask", 1, 3));
    b.drag(b.cell("mask", 1, 2), b.cell("mask", 2, 2));
    CHECK(b.laboratory.document().matrix(TensorId::mask_allow).at(1, 2) == 0.0f);
    CHECK(b.laboratory.document().matrix(TensorId::mask_allow).at(2, 2) == 0.0f);
    b.view.brush = Brush::allow;
    b.drag(b.cell("mask", 1, 0), b.cell("mask", 1, 1));
    CHECK(b.laboratory.document().matrix(TensorId::mask_allow).at(1, 1) == 1.0f);
    CHECK(b.laboratory.document().matrix(TensorId::mask_allow).at(1, 2) == 0.0f);
}

TEST_CASE("On the mask's own picture the first cell of a stroke decides whether it hides or allows") {
    Bench b([](Context& c) { mask(c, TensorId::mask_allow, true); });
    b.drag(b.cell("mask", 1, 0), b.cell("mask", 1, 3));
    b.drag(b.cell("mask", 1, 2), b.cell("mask", 2, 2));
    CHECK(b.laboratory.document().matrix(TensorId::mask_allow).at(1, 2) == 1.0f);
    CHECK(b.laboratory.document().matrix(TensorId::mask_allow).at(1, 1) == 0.0f);
}

TEST_CASE("An additive mask is painted with the chosen number, hidden by minus infinity, and allowed again by zero") {
    Bench b([](Context& c) { mask(c, TensorId::mask_bias); });
    b.view.paint_bias = -2.5f;
    b.view.brush = Brush::number;
    b.click(b.cell("mask", 3, 3));
    CHECK(b.laboratory.document().matrix(TensorId::mask_bias).at(3, 3) == -2.5f);
    b.view.brush = Brush::hide;
    b.click(b.cell("mask", 3, 3));
    CHECK(b.laboratory.document().matrix(TensorId::mask_bias).at(3, 3) == -std::numeric_limits<float>::infinity());
    b.view.brush = Brush::allow;
    b.click(b.cell("mask", 3, 3));
    CHECK(b.laboratory.document().matrix(TensorId::mask_bias).at(3, 3) == 0.0f);
}

TEST_CASE("The space bar paints the active cell, and a finger paints at once") {
    Bench b([](Context& c) { mask(c, TensorId::mask_allow); });
    b.act({b.item("mask").id, MirrorAction::Kind::move, 0, {}, 4, 2});
    b.act({b.item("mask").id, MirrorAction::Kind::focus});
    b.key(ImGuiKey_Space);
    CHECK(b.laboratory.document().matrix(TensorId::mask_allow).at(4, 2) == 0.0f);
    b.app.touch = true;
    b.drag(b.cell("mask", 0, 0), b.cell("mask", 3, 0));
    CHECK(b.laboratory.document().matrix(TensorId::mask_allow).at(2, 0) == 0.0f);
    CHECK(b.interaction().touch_claims.back().claim == 2);
}

TEST_CASE("A matrix of 1024 by 1024 is one drawing, fits its room, and finds the cell under each unit") {
    const std::vector<float> values(1024 * 1024, 0.5f);
    Bench b([&](Context& c) {
        MatrixSpec spec;
        spec.key = "large";
        spec.caption = "Weights";
        spec.heatmap.values = values.data();
        spec.heatmap.rows = spec.heatmap.cols = 1024;
        spec.heatmap.row_stride = 1024;
        spec.heatmap.revision = 77;
        spec.area = {500, 400};
        ImGui::SetCursorScreenPos({20, 20});
        matrix(c, spec);
    });
    REQUIRE(b.painter.drawn.size() == 1);
    const Heatmap& h = b.painter.drawn[0];
    CHECK(h.revision == 77);
    CHECK(h.max.x <= 520);
    CHECK(h.max.y <= 420);
    b.move(b.cell("large", 1000, 17));
    REQUIRE(b.view.hovered);
    CHECK(std::abs(b.view.hovered->row - 1000) <= 3);
    CHECK(std::abs(b.view.hovered->col - 17) <= 3);
}

TEST_CASE("A query of a mask gets a valid length of its own by one press, all queries by another, one step of undo each") {
    Bench b([](Context& c) { mask(c, TensorId::mask_allow, true); });
    const auto length = [&](int row) {
        const lab::Matrix& allowed = b.laboratory.document().matrix(TensorId::mask_allow);
        int first = 0;
        while (first < 7 && allowed.at(row, first) == 1.0f) ++first;
        for (int col = first; col < 7; ++col) CHECK(allowed.at(row, col) == 0.0f);
        return first;
    };
    b.edit(lab::Paint{TensorId::mask_allow, 0, {{1, 0}, {4, 3}}, 0});
    const lab::Document before = b.laboratory.document();
    b.act({b.item("mask.cell").id, MirrorAction::Kind::move, 0, {}, 1, 2});
    b.act({b.item("mask.operations").id, MirrorAction::Kind::press});
    b.click(b.centre("op.scope.row"));
    b.click(b.centre("op.keep_first"));
    CHECK(length(1) == 3);
    CHECK(length(0) == 7);
    REQUIRE(b.laboratory.undo());
    CHECK(b.laboratory.document() == before);
    b.click(b.centre("op.scope.matrix"));
    b.click(b.centre("op.keep_first"));
    for (int row = 0; row < 7; ++row) CHECK(length(row) == 3);
    REQUIRE(b.laboratory.undo());
    CHECK(b.laboratory.document() == before);
    b.click(b.centre("op.scope.column"));
    CHECK(b.item("op.keep_first").disabled);
}
