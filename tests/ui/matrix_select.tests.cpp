// The selection: hover, lock, keyboard, and the same cell in every picture.
#include <catch2/catch_test_macros.hpp>

#include "ui/bench.hpp"
#include "ui/matrix/parts.hpp"

using namespace headscope;
using namespace headscope::ui;
using lab::CellRef;
using lab::TensorId;

namespace {

MatrixSpec stage_spec(TensorId stage, int rows, int cols) {
    static const std::vector<float> values(4096, 0.25f);
    MatrixSpec spec;
    spec.key = lab::key_of(stage);
    spec.caption = "Stage";
    spec.origin.tensor = stage;
    spec.heatmap.values = values.data();
    spec.heatmap.rows = rows, spec.heatmap.cols = cols;
    spec.heatmap.row_stride = cols;
    spec.area = {400, 400};
    return spec;
}

MatrixSpec weights_spec(int head) {
    MatrixSpec spec = stage_spec(TensorId::weights, 7, 7);
    spec.origin.head = head;
    spec.rows_are_queries = spec.cols_are_keys = true;
    return spec;
}

void scene(Context& c) {
    ImGui::SetCursorScreenPos({20, 20});
    matrix(c, weights_spec(2));
    MatrixSpec keys = stage_spec(TensorId::key, 7, 16);
    keys.cols_per_head = 4;
    keys.rows_are_keys = true;
    ImGui::SetCursorScreenPos({500, 20});
    matrix(c, keys);
}

}  // namespace

TEST_CASE("Pointing at a cell selects it, leaving it ends that, and a click keeps it") {
    Bench b(scene);
    b.move(b.cell("weights", 3, 5));
    REQUIRE(b.view.hovered);
    CHECK(*b.view.hovered == CellRef{TensorId::weights, 0, 0, 2, 3, 5});
    b.move({5, 890});
    CHECK_FALSE(b.view.hovered);
    b.click(b.cell("weights", 1, 2));
    CHECK(locked(b.view) == CellRef{TensorId::weights, 0, 0, 2, 1, 2});
    CHECK(b.view.head == 2);
    b.click(b.cell("weights", 1, 2));
    CHECK_FALSE(b.view.locked());
    b.click(b.cell("weights", 1, 2));
    b.move({5, 890});
    b.key(ImGuiKey_Escape);
    CHECK_FALSE(b.view.locked());
}

TEST_CASE("With heads side by side a column knows its head") {
    Bench b(scene);
    b.move(b.cell("key", 6, 9));
    CHECK(b.view.hovered == CellRef{TensorId::key, 0, 0, 2, 6, 1});
}

TEST_CASE("With keyboard focus the active cell is the selection") {
    Bench b(scene);
    b.move({5, 890});
    b.act({b.item("weights").id, MirrorAction::Kind::focus});
    b.key(ImGuiKey_DownArrow);
    REQUIRE(b.view.hovered);
    CHECK(b.view.hovered->row == 1);
    b.key(ImGuiKey_Space);
    CHECK(locked(b.view) == b.view.hovered);
}

TEST_CASE("A selected weight lights up its query's row, its key's row and column, and its head's block") {
    Bench b([](Context& c) {
        c.view.hovered = c.hovered_now = CellRef{TensorId::weights, 0, 0, 2, 3, 5};
        const auto lit = [&](const MatrixSpec& spec) { return matrix_parts::highlights_of(c, spec); };
        const auto own = lit(weights_spec(2));
        CHECK((own.row == 3 && own.col == 5 && own.query_row == 3 && own.key_col == 5 && !own.other_head));
        const auto other = lit(weights_spec(1));
        CHECK((other.row == -1 && other.query_row == 3 && other.other_head));
        MatrixSpec q = stage_spec(TensorId::query, 7, 16);
        q.cols_per_head = 4;
        q.rows_are_queries = true;
        CHECK((lit(q).query_row == 3 && lit(q).head == 2 && lit(q).key_row == -1));
        MatrixSpec k = stage_spec(TensorId::key, 7, 16);
        k.cols_per_head = 4;
        k.rows_are_keys = true;
        CHECK((lit(k).key_row == 5 && lit(k).head == 2 && lit(k).query_row == -1));
        MatrixSpec y = stage_spec(TensorId::output, 7, 16);
        y.rows_are_queries = true;
        CHECK((lit(y).query_row == 3 && lit(y).head == -1));
    });
}

TEST_CASE("A selected query value lights up the column of W_q that made it") {
    Bench b([](Context& c) {
        c.view.hovered = c.hovered_now = CellRef{TensorId::query, 0, 0, 1, 2, 3};
        MatrixSpec w = stage_spec(TensorId::W_q, 16, 16);
        w.cols_per_head = 4;
        const auto lit = matrix_parts::highlights_of(c, w);
        CHECK((lit.used_col == 7 && lit.head == 1 && lit.query_row == -1));
        w.origin.tensor = TensorId::W_k;
        CHECK(matrix_parts::highlights_of(c, w).used_col == -1);
    });
}

TEST_CASE("A selected number of X lights up the rows that it meets in W_q, W_k and W_v") {
    Bench b([](Context& c) {
        c.view.hovered = c.hovered_now = CellRef{TensorId::input, 0, 0, 0, 2, 6};
        MatrixSpec w = stage_spec(TensorId::W_v, 16, 16);
        CHECK(matrix_parts::highlights_of(c, w).used_row == 6);
        w.origin.tensor = TensorId::W_o;
        CHECK(matrix_parts::highlights_of(c, w).used_row == -1);
    });
}

TEST_CASE("A matrix is reported as a grid with its active cell") {
    Bench b(scene);
    const MirrorItem& grid = b.item("weights");
    CHECK(grid.role == Role::grid);
    CHECK((grid.rows == 7 && grid.cols == 7));
    CHECK(b.item("weights.cell").role == Role::gridcell);
    CHECK(b.item("key").group_cols == 4);
}
