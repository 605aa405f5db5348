// Rows as arrows and points of a plane: where they stand, what is said of them, and points of X that are moved.
#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include <cmath>

#include "ui/base/view_table.hpp"
#include "ui/bench.hpp"
#include "ui/text/number_text.hpp"

using namespace headscope;
using namespace headscope::ui;
using Catch::Approx;
using lab::Param;
using lab::TensorId;

namespace {

std::string two_numbers(float x, float y) {
    return number_text(static_cast<double>(x), 2) + ", " + number_text(static_cast<double>(y), 2);
}

/// A page that shows arrows in the first two columns.
void show(Bench& b, Geometry what) {
    b.view.geometry = what;
    b.view.axis_x = 0, b.view.axis_y = 1;
    b.settle();
}

const lab::Matrix& x_of(const Bench& b) { return b.laboratory.document().matrix(TensorId::X); }

std::string point(int row) { return "geometry.X." + std::to_string(row); }

}  // namespace

TEST_CASE("The sign of geometry puts arrows in the place of the map, and it, Escape and every step give the map back") {
    Bench b(kDesktop);
    b.settle();
    for (int way = 0; way < 3; ++way) {
        b.click(b.centre("geometry"));
        b.settle();
        CHECK(b.view.geometry == Geometry::scores);
        CHECK_FALSE(b.has_item("large"));
        CHECK(b.has_item("geometry.query.0"));
        CHECK(b.has_item("geometry.key.6"));
        CHECK_FALSE(b.item("stage.weights").checked);
        if (way == 0) b.click(b.centre("geometry"));
        if (way == 1) b.key(ImGuiKey_Escape);
        if (way == 2) b.click(b.centre("stage.weights"));
        b.settle();
        CHECK(b.view.geometry == Geometry::off);
        CHECK(b.has_item("large"));
    }
    b.view.hidden = {"geometry"};
    b.settle();
    CHECK_FALSE(b.has_item("geometry"));
}

TEST_CASE("Arrows stand where two chosen columns say, with one scale for both and the origin in the middle") {
    Bench b(kDesktop);
    b.view.head = 1;
    for (const bool values : {false, true}) {
        show(b, values ? Geometry::context : Geometry::scores);
        const lab::Trace& trace = b.laboratory.trace();
        double scale = 0;
        for (const TensorId tensor :
             values ? std::array{TensorId::context, TensorId::value} : std::array{TensorId::query, TensorId::key})
            for (int row = 0; row < 7; ++row) {
                const float* numbers = trace.view(tensor).row(0, 1, row);
                const std::string key = "geometry." + std::string(lab::key_of(tensor)) + "." + std::to_string(row);
                CHECK(contains(b.item(key).label, two_numbers(numbers[0], numbers[1])));
                const MirrorItem &here = b.item(key), &first = b.item(values ? "geometry.context.0" : "geometry.query.0");
                const float* start = trace.view(values ? TensorId::context : TensorId::query).row(0, 1, 0);
                const double x = static_cast<double>(numbers[0] - start[0]), y = static_cast<double>(numbers[1] - start[1]);
                const ImVec2 way(here.min.x - first.min.x, here.min.y - first.min.y);
                if (scale == 0 && std::fabs(x) > 0.2) scale = static_cast<double>(way.x) / x;
                if (scale == 0) continue;
                CHECK(static_cast<double>(way.x) == Approx(scale * x).margin(0.1));
                CHECK(static_cast<double>(way.y) == Approx(-scale * y).margin(0.1));
            }
        CHECK(scale > 0);
    }
}

TEST_CASE("Words tell the score of the pinned key as what it is, and what of it the plane holds") {
    Bench b(kDesktop);
    show(b, Geometry::scores);
    b.view.pins = {{TensorId::weights, 0, 0, 0, 2, 5}};
    b.settle();
    const auto product = [&](int columns) {
        const float *q = b.laboratory.trace().view(TensorId::query).row(0, 0, 2),
                    *k = b.laboratory.trace().view(TensorId::key).row(0, 0, 5);
        double sum = 0;
        for (int i = 0; i < columns; ++i) sum += static_cast<double>(q[i]) * static_cast<double>(k[i]);
        return number_text(sum, 2);
    };
    CHECK(product(4) != product(2));
    CHECK(b.item("geometry.words").label == "my \u2192 some: q \u00b7 k = " + product(4) + "; in this plane " + product(2));
    b.edit(lab::SetParam{Param::scoring, static_cast<double>(lab::Scoring::additive)});
    b.settle();
    CHECK(contains(b.item("geometry.words").label, b.laboratory.document().scoring() == lab::Scoring::additive
                                                       ? lab::text(lab::Str::geometry_additive, b.view.language)
                                                       : "?"));
    CHECK_FALSE(contains(b.item("geometry.words").label, "q \u00b7 k"));
    b.edit(lab::SetParam{Param::scoring, static_cast<double>(lab::Scoring::bilinear)});
    b.settle();
    CHECK(b.has_item("geometry.bilinear_query.2"));
    const float *q = b.laboratory.trace().view(TensorId::bilinear_query).row(0, 0, 2),
                *k = b.laboratory.trace().view(TensorId::key).row(0, 0, 5);
    const double score = static_cast<double>(q[0] * k[0] + q[1] * k[1] + q[2] * k[2] + q[3] * k[3]);
    CHECK(contains(b.item("geometry.words").label, "qW\u2090 \u00b7 k = " + number_text(score, 2) + ";"));
}

TEST_CASE("Arrows are of what scores really meet, and values are told with their weight") {
    Bench b(kDesktop);
    b.edit(lab::SetParam{Param::positions, 4});
    show(b, Geometry::scores);
    const float* k = b.laboratory.trace().view(TensorId::rotated_key).row(0, 0, 3);
    CHECK(contains(b.item("geometry.rotated_key.3").label, two_numbers(k[0], k[1])));
    show(b, Geometry::context);
    b.view.pins = {{TensorId::weights, 0, 0, 0, 4, 1}};
    b.settle();
    const double weight = static_cast<double>(b.laboratory.trace().view(TensorId::weights).at(0, 0, 4, 1));
    CHECK(contains(b.item("geometry.words").label, number_text(weight, 2) + " is the weight of gave."));
}

TEST_CASE("Pointing at a key's arrow selects its number, and a press pins it") {
    Bench b(kDesktop);
    show(b, Geometry::scores);
    const ImVec2 at = b.centre("geometry.key.2");
    b.move(at);
    b.settle();
    const lab::CellRef cell{TensorId::weights, 0, 0, 0, b.view.query, 2};
    CHECK(b.view.hovered == cell);
    b.click(at);
    b.settle();
    CHECK(locked(b.view) == cell);
    b.act({b.item("geometry.query.1").id, MirrorAction::Kind::press});
    b.settle();
    REQUIRE(b.view.locked());
    CHECK((b.view.locked()->tensor == TensorId::query && b.view.locked()->row == 1));
}

TEST_CASE("A point of X is dragged in two columns: both numbers follow, nothing else does, and one undo takes all back") {
    for (const bool touch : {false, true}) {
        Bench b(kDesktop);
        b.app.touch = touch;
        show(b, Geometry::input);
        const lab::Matrix before = x_of(b);
        const ImVec2 from = b.centre(point(3)), still = b.centre(point(1));
        const double scale =
            static_cast<double>(b.centre(point(1)).x - from.x) / static_cast<double>(before.at(1, 0) - before.at(3, 0));
        b.move(from);
        b.press(from);
        for (int i = 1; i <= 8; ++i) {
            b.move(ImVec2(from.x + 5.0f * static_cast<float>(i), from.y - 3.0f * static_cast<float>(i)));
            b.frame();
            CHECK(std::fabs(b.centre(point(1)).x - still.x) < 0.1f);
        }
        b.release();
        b.settle();
        CHECK(static_cast<double>(x_of(b).at(3, 0) - before.at(3, 0)) == Approx(40 / scale).margin(0.02));
        CHECK(static_cast<double>(x_of(b).at(3, 1) - before.at(3, 1)) == Approx(24 / scale).margin(0.02));
        for (int row = 0; row < before.rows(); ++row)
            for (int col = 0; col < before.cols(); ++col)
                if (row != 3 || col > 1) CHECK(x_of(b).at(row, col) == before.at(row, col));
        CHECK(b.laboratory.undo());
        CHECK(x_of(b) == before);
        CHECK_FALSE(b.laboratory.can_undo());
    }
}

TEST_CASE("The range of the axes holds still while a point is dragged, and follows when it is let go") {
    Bench b(kDesktop);
    show(b, Geometry::input);
    const lab::Matrix& x = x_of(b);
    int farthest = 0;
    for (int row = 0; row < x.rows(); ++row)
        if (std::hypot(x.at(row, 0), x.at(row, 1)) > std::hypot(x.at(farthest, 0), x.at(farthest, 1))) farthest = row;
    const int other = farthest == 0 ? 1 : 0;
    const ImVec2 from = b.centre(point(farthest)), still = b.centre(point(other));
    const MirrorItem& words = b.item("geometry.words");
    const ImVec2 origin((words.min.x + words.max.x) / 2, from.y);
    b.move(from);
    b.press(from);
    for (int i = 1; i <= 10; ++i) {
        const float part = static_cast<float>(i) / 10;
        b.move(ImVec2(from.x + (origin.x - from.x) * part, from.y + 90 * part * (x.at(farthest, 1) > 0 ? 1.0f : -1.0f)));
        b.frame();
        CHECK(std::fabs(b.centre(point(other)).x - still.x) + std::fabs(b.centre(point(other)).y - still.y) < 0.1f);
    }
    b.release();
    b.settle();
    CHECK(std::fabs(b.centre(point(other)).x - still.x) > 1);
}

TEST_CASE("Arrow keys move the focused point of X, a step each") {
    Bench b(kDesktop);
    show(b, Geometry::input);
    const float x = x_of(b).at(2, 0), y = x_of(b).at(2, 1);
    b.act({b.item(point(2)).id, MirrorAction::Kind::focus});
    b.settle();
    b.key(ImGuiKey_RightArrow);
    b.settle();
    const float step = x_of(b).at(2, 0) - x;
    CHECK(step > 0.04f);
    CHECK(std::fabs(x_of(b).at(2, 1) - y) < 0.01f);
    b.key(ImGuiKey_DownArrow);
    b.settle();
    CHECK(x_of(b).at(2, 1) < y - 0.04f);
    CHECK(b.laboratory.undo());
    CHECK(b.laboratory.undo());
    CHECK(x_of(b).at(2, 0) == x);
}

TEST_CASE("Points in principal axes, of a later layer or of a view that is read only stay where they are") {
    const auto moved = [](Bench& b, const std::string& key) {
        const lab::Matrix before = x_of(b);
        const ImVec2 from = b.centre(key);
        b.drag(from, ImVec2(from.x + 40, from.y - 30));
        b.settle();
        return !(x_of(b) == before);
    };
    Bench b(kDesktop);
    show(b, Geometry::input);
    CHECK(contains(b.item("geometry.words").label, lab::text(lab::Str::geometry_drag, b.view.language)));
    CHECK(moved(b, point(1)));
    b.view.axis_y = -1;
    b.settle();
    CHECK(contains(b.item("geometry.words").label, "can be dragged in two columns"));
    CHECK_FALSE(moved(b, point(1)));
    b.view.axis_y = 1, b.view.read_only = true;
    b.settle();
    CHECK_FALSE(moved(b, point(1)));
    CHECK_FALSE(contains(b.item("geometry.words").label, "drag"));
    b.view.read_only = false, b.view.layer = 1;
    b.edit(lab::SetParam{Param::layers, 2});
    b.settle();
    REQUIRE(b.view.layer == 1);
    CHECK_FALSE(moved(b, "geometry.input.1"));
}

TEST_CASE("The axes are chosen among named columns, and a column that the other axis has is given up by it") {
    Bench b(kDesktop);
    b.edit(lab::SetNames{lab::Space::input, "is a verb, who"});
    show(b, Geometry::input);
    b.click(b.centre("axis_x"));
    b.settle();
    CHECK(b.item("axis_x.1").label == "is a verb");
    CHECK(b.item("axis_x.3").label == "dimension 3");
    b.act({b.item("axis_x.2").id, MirrorAction::Kind::press});
    b.settle();
    CHECK((b.view.axis_x == 1 && b.view.axis_y == 0));
    b.view.axis_x = b.view.axis_y = 0;
    keep_in_range(b.view, b.laboratory.document(), b.laboratory.trace());
    CHECK((b.view.axis_x == 0 && b.view.axis_y == -1));
    const lab::Document& doc = b.laboratory.document();
    const auto read = [&](std::string_view text) { return read_view(text, b.view, doc, b.laboratory.trace()); };
    REQUIRE(read("geometry=context&axis_x=3&axis_y="));
    CHECK(read("geometry=context&axis_x=3&axis_y=").value().axis_x == 3);
    CHECK(read("geometry=context&axis_x=3&axis_y=").value().axis_y == -1);
    CHECK_FALSE(read("axis_x=" + std::to_string(doc.integer(Param::d_model))));
}

TEST_CASE("A row that is no number has no point, and without any row that is one there is no picture") {
    Bench b(kDesktop);
    lab::Edit edit(lab::SetParam{Param::empty_rows, 1});
    edit.add(lab::Paint{TensorId::mask_allow, 0, {{1, 0}, {1, 1}, {1, 2}, {1, 3}, {1, 4}, {1, 5}, {1, 6}}, 0});
    b.edit(edit);
    show(b, Geometry::context);
    REQUIRE(std::isnan(b.laboratory.trace().view(TensorId::context).at(0, 0, 1, 0)));
    CHECK_FALSE(b.has_item("geometry.context.1"));
    CHECK(b.has_item("geometry.context.2"));
    b.edit(lab::SetBlock{TensorId::W_v, 0, 0, 0, 16, 16, std::vector<float>(256, 3e38f)});
    b.edit(lab::SetBlock{TensorId::X, 0, 0, 0, 7, 16, std::vector<float>(112, 1.0f)});
    b.settle();
    CHECK(b.item("geometry.words").label == lab::text(lab::Str::geometry_none, b.view.language));
}

TEST_CASE("A phone has the geometry's sign beside the brush, and its points in reach of a finger") {
    Bench b(ImVec2(390, 844));
    b.app.touch = true;
    b.settle();
    b.click(b.centre("geometry"));
    b.settle();
    CHECK(b.view.geometry == Geometry::scores);
    CHECK(b.has_item("geometry.key.0"));
    CHECK(b.item("axis_y").max.x <= 390);
    CHECK(b.item("geometry.words").max.x <= 390);
}
