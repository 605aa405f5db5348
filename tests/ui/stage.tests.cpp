// The stage: products in line, the map large enough at every size, other tensors and other steps in its place.
#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "ui/bench.hpp"
#include "ui/flow/flow_plan.hpp"
#include "ui/picture/hatches.hpp"
#include "ui/plan/page_plan.hpp"
#include "ui/text/number_text.hpp"

using namespace headscope;
using namespace headscope::ui;

namespace {

/// Width of the map's cells in a window of this size, for the sentence the page opens with.
float map_width(ImVec2 window, bool rail_folded, bool inspector_folded) {
    const PagePlan page = plan_page({0, 0}, window, {52, 236, 310, rail_folded, inspector_folded});
    FlowNeeds needs;
    needs.query_names = needs.key_names = 56;
    needs.head_dim = needs.value_dim = 4, needs.queries = needs.keys = 7, needs.heads = 4;
    const FlowLayout flow = plan_flow({page.flow.width(), page.flow.height()}, needs);
    return plan_product(flow.stage, product_of(needs)).result.width();
}

}  // namespace

TEST_CASE("The map has at least 300 units on a small laptop and 400 on a larger one, and grows with the window") {
    CHECK(map_width({1280, 720}, false, false) >= 300);
    CHECK(map_width({1440, 900}, true, false) >= 400);
    CHECK(map_width({1440, 900}, false, true) >= 400);
    CHECK(map_width({1920, 1080}, false, false) > map_width({1440, 900}, true, true));
}

TEST_CASE("A product's operands are in line with its result, whatever their shapes") {
    int bad = 0;
    for (const int rows : {1, 7, 64, 1000})
        for (const int inner : {1, 4, 64})
            for (const int cols : {1, 9, 64, 1000})
                for (const float width : {280.0f, 600.0f, 1200.0f})
                    for (const float height : {260.0f, 700.0f}) {
                        const ProductNeeds needs{rows, inner, cols, inner};
                        const Region room{{100, 50}, {100 + width, 50 + height}};
                        const ProductLayout p = plan_product(room, needs);
                        const auto same = [&](float a, float b) { bad += std::fabs(a - b) > 0.01f ? 1 : 0; };
                        same(p.left.min.y, p.result.min.y), same(p.left.max.y, p.result.max.y);
                        same(p.upper.min.x, p.result.min.x), same(p.upper.max.x, p.result.max.x);
                        same(p.behind.min.y, p.result.min.y), same(p.behind.max.y, p.result.max.y);
                        same(p.upper_behind.min.x, p.behind.min.x), same(p.upper_behind.max.y, p.upper.max.y);
                        for (const Region* part : {&p.left, &p.upper, &p.result, &p.behind, &p.upper_behind})
                            bad +=
                                part->min.x < room.min.x || part->max.x > room.max.x + 0.5f || part->max.y > room.max.y + 0.5f;
                    }
    CHECK(bad == 0);
}

TEST_CASE("Queries stand left of the map and keys above it, cell for cell in line") {
    Bench b(ImVec2(1440, 900));
    b.settle();
    const Heatmap &map = b.picture("large"), &query = b.picture("stage.query"), &key = b.picture("stage.key");
    const Heatmap &context = b.picture("context"), &value = b.picture("stage.value");
    REQUIRE((map.rows == 7 && map.cols == 7 && query.rows == 7 && key.cols == 7 && key.rows == query.cols));
    for (int i = 0; i < 7; ++i) {
        CHECK(rows_of(query).at(i) == rows_of(map).at(i));
        CHECK(rows_of(context).at(i) == rows_of(map).at(i));
        CHECK(columns_of(key).at(i) == columns_of(map).at(i));
    }
    for (int i = 0; i < value.cols; ++i) CHECK(columns_of(value).at(i) == columns_of(context).at(i));
    // K stands there as its transpose.
    const lab::TensorView keys = b.laboratory.trace().view(lab::TensorId::key);
    for (int dim = 0; dim < key.rows; ++dim)
        for (int token = 0; token < key.cols; ++token) REQUIRE(key.value(dim, token) == keys.at(0, 0, token, dim));
}

TEST_CASE("A cell of the transposed keys is that token's and that dimension's") {
    Bench b(ImVec2(1440, 900));
    b.settle();
    b.move(b.cell("stage.key", 2, 5));
    b.settle();
    REQUIRE(b.view.hovered);
    CHECK(*b.view.hovered == lab::CellRef{lab::TensorId::key, 0, 0, 0, 5, 2});
}

TEST_CASE("Any tensor takes the stage by the sign beside its caption, and a step brings the map back") {
    Bench b(ImVec2(1440, 900));
    b.settle();
    for (const std::string_view key : {"W_q", "key", "output", "concat"}) {
        INFO(key);
        const float small = b.item(key).max.x - b.item(key).min.x;
        b.click(b.centre(std::string(key) + ".enlarge"));
        b.settle();
        const MirrorItem& large = b.item("large");
        CHECK(large.rows == b.item(key).rows);
        CHECK(large.max.x - large.min.x > small * 1.2f);
        b.click(b.centre("stage.scaled"));
        b.settle();
        CHECK((b.view.large == lab::TensorId::scaled && b.view.gallery == lab::TensorId::scaled));
    }
}

TEST_CASE("Every step is shown at once, scores and scaled scores in the same colours") {
    Bench b(ImVec2(1440, 900));
    b.view.all_steps = true;
    b.settle();
    CHECK(b.picture("scores").limit == b.picture("scaled").limit);
    CHECK(b.picture("weights").scale == Scale::sequential);
    CHECK(b.has_item("masked_scores"));
}

TEST_CASE("Two heads stand side by side after a click with Shift") {
    Bench b(ImVec2(1440, 900));
    b.settle();
    ImGui::GetIO().AddKeyEvent(ImGuiMod_Shift, true);
    b.click(b.centre("head.2"));
    ImGui::GetIO().AddKeyEvent(ImGuiMod_Shift, false);
    b.settle();
    CHECK(b.view.second_head == 2);
    const Heatmap &first = b.picture("large"), &second = b.picture("second");
    CHECK(first.values != second.values);
    CHECK(second.value(3, 1) == b.laboratory.trace().view(lab::TensorId::weights).at(0, 2, 3, 1));
    b.edit(lab::SetParam{lab::Param::num_heads, 2});
    b.settle();
    CHECK(b.view.second_head == -1);
}

TEST_CASE("Of a cell of two compared heads the other head's number and the difference are told, pinned or pointed at") {
    Bench b(ImVec2(1440, 900));
    b.view.second_head = 2;
    b.settle();
    const lab::TensorView weights = b.laboratory.trace().view(lab::TensorId::weights);
    const double first = weights.at(0, 0, 4, 3), second = weights.at(0, 2, 4, 3);
    const auto says = [&](std::string_view text, int head, double there, double here) {
        const std::string sign = here > there ? "+" : "";
        return contains(text, "Head " + std::to_string(head + 1) + " " + number_text(there, 4) + " \u00b7 \u0394 " + sign +
                                  number_text(here - there, 4));
    };
    b.move(b.cell("large", 4, 3));
    CHECK(says(b.item("number").label, 2, second, first));
    CHECK(says(b.item("selection").label, 2, second, first));
    b.click(b.cell("large", 4, 3));
    CHECK(says(b.item("pin.0.number").label, 2, second, first));
    b.click(b.cell("second", 4, 3));
    CHECK(says(b.item("pin.0.number").label, 0, first, second));
    b.view.second_head = 1;
    b.settle();
    CHECK_FALSE(contains(b.item("pin.0.number").label, "\u0394"));  // it is pinned in neither of the two
}

TEST_CASE("A comparison of two heads ends by its sign, by Escape when nothing is pinned, and from outside") {
    Bench b(ImVec2(1440, 900));
    b.view.second_head = 2;
    b.settle();
    CHECK(b.item("second.close").role == Role::button);
    b.click(b.centre("second.close"));
    CHECK(b.view.second_head == -1);
    CHECK_FALSE(b.has_item("second.close"));
    b.view.second_head = 2;
    b.view.pins = {{lab::TensorId::weights, 0, 0, 0, 1, 2}};
    b.settle();
    b.key(ImGuiKey_Escape);
    CHECK((b.view.pins.empty() && b.view.second_head == 2));
    b.key(ImGuiKey_Escape);
    CHECK(b.view.second_head == -1);
    b.view.second_head = 2;
    b.settle();
    b.act({b.item("second.close").id, MirrorAction::Kind::press});
    CHECK(b.view.second_head == -1);
}

TEST_CASE("Several maps use the room: every step in cells that hold their numbers, under the names of the stepper") {
    Bench b(ImVec2(1280, 720));
    b.view.all_steps = true;
    b.settle();
    for (const std::string step : {"scores", "scaled", "masked_scores", "weights"}) {
        INFO(step);
        const MirrorItem& map = b.item(step);
        CHECK(map.label == b.item("stage." + step).label);
        CHECK((map.max.x - map.min.x) * (map.max.y - map.min.y) > 24000);
        CHECK(map.max.y < b.item("painting").min.y);
    }
}

TEST_CASE("The lock of the scales has one place, whatever is on the stage and however it is coloured") {
    Bench b(ImVec2(1280, 720));
    b.settle();
    const ImVec2 place = b.item("scale_lock").min;
    const auto same = [&] {
        b.settle();
        return b.item("scale_lock").min.x == place.x && b.item("scale_lock").min.y == place.y;
    };
    for (const lab::TensorId large : {lab::TensorId::scores, lab::TensorId::context, lab::TensorId::W_q}) {
        b.view.large = large;
        CHECK(same());
    }
    b.view.large = lab::TensorId::weights;
    b.edit(lab::SetParam{lab::Param::causal, 1});
    CHECK(same());
    b.view.language = lab::Language::chinese;
    CHECK(same());
    b.click(b.centre("painting"));
    CHECK((b.view.painting && same()));
    b.edit(lab::SetParam{lab::Param::custom_mask, static_cast<double>(lab::CustomMask::bias)});
    b.view.brush = Brush::number;
    CHECK(same());
    CHECK(b.item("paint_bias").max.y <= b.item("painting").max.y);  // with the lock beside it, still in one line
    b.act({b.item("scale_lock").id, MirrorAction::Kind::press});
    CHECK((b.view.scale_lock && b.item("scale_lock").checked));
}

TEST_CASE("Colours hold still while a number is dragged, and settle when it is let go") {
    Bench b(ImVec2(1440, 900));
    b.settle();
    const float before = b.picture("query").limit;
    b.press(b.cell("W_q", 0, 0));
    for (int col = 0; col < 4; ++col) b.edit(lab::SetCell{lab::TensorId::W_q, 0, 0, col, 50});
    b.settle();
    CHECK(b.picture("query").limit == before);
    b.release();
    b.settle();
    CHECK(b.picture("query").limit > before);
}

TEST_CASE("A locked scale stays whatever changes") {
    Bench b(ImVec2(1440, 900));
    b.settle();
    const float before = b.picture("query").limit;
    b.view.scale_lock = true;
    b.settle();
    b.edit(lab::SetCell{lab::TensorId::W_q, 0, 0, 0, 50});
    b.settle();
    CHECK(b.picture("query").limit == before);
    b.view.scale_lock = false;
    b.settle();
    CHECK(b.picture("query").limit > before);
}

TEST_CASE("One large number does not blank the others") {
    Bench b(ImVec2(1440, 900));
    b.settle();
    b.edit(lab::SetCell{lab::TensorId::W_q, 0, 3, 3, 25});
    b.settle();
    const Heatmap& map = b.picture("W_q");
    CHECK(map.limit < 10);
}

TEST_CASE("Each reason for hiding a key has its own hatching") {
    Bench b(ImVec2(1440, 900));
    for (const lab::Param on : {lab::Param::causal, lab::Param::window, lab::Param::key_padding}) b.edit(lab::SetParam{on, 1});
    b.edit(lab::SetParam{lab::Param::window_size, 3});
    b.edit(lab::SetValidLength{0, 6});
    b.edit(lab::Paint{lab::TensorId::mask_allow, 0, {{2, 1}}, 0});
    b.settle();
    const Heatmap& map = b.picture("large");
    const auto hatch = [&](int query, int key) { return map.hatches[query * map.cols + key]; };
    CHECK(hatch(3, 3) == Hatch::none);
    CHECK(hatch(1, 2) == Hatch::causal);
    CHECK(hatch(5, 0) == Hatch::window);
    CHECK(hatch(2, 1) == Hatch::painted);
    CHECK(hatch(6, 6) == Hatch::padding);
}

TEST_CASE("Dropout is a step of its own while it acts, with each dropped weight struck out, and the context's factor") {
    Bench b(ImVec2(1440, 900));
    b.settle();
    CHECK_FALSE(b.has_item("stage.dropped_weights"));
    b.edit(lab::SetParam{lab::Param::dropout, 0.5});
    b.settle();
    b.click(b.centre("stage.dropped_weights"));
    b.settle();
    const Heatmap& map = b.picture("large");
    int struck = 0;
    for (int query = 0; query < 7; ++query)
        for (int key = 0; key < 7; ++key) {
            CHECK((map.hatch(query, key) == Hatch::dropped) == (map.value(query, key) == 0.0f));
            struck += map.hatch(query, key) == Hatch::dropped;
        }
    CHECK(struck > 10);
    const std::uint64_t revision = map.hatches_revision;
    b.edit(lab::SetParam{lab::Param::dropout_seed, 9});
    b.settle();
    CHECK(b.picture("large").hatches_revision != revision);
    b.click(b.centre("stage.context"));
    b.settle();
    CHECK(b.picture("stage.factor").values == b.laboratory.trace().view(lab::TensorId::dropped_weights).row(0, 0, 0));
    b.click(b.centre("stage.dropped_weights"));
    b.edit(lab::SetParam{lab::Param::training, 0});
    b.settle();
    CHECK(b.view.large == lab::TensorId::weights);
    CHECK_FALSE(b.has_item("stage.dropped_weights"));
}

TEST_CASE("An empty row is hatched where its weights are 0, and drawn as the numbers it gives where they are not") {
    Bench b(ImVec2(1440, 900));
    b.edit(lab::SetValidLength{0, 0});
    b.settle();
    CHECK(b.picture("large").hatch(3, 2) == Hatch::padding);
    CHECK_FALSE(b.picture("large").nan);
    CHECK(b.has_item("empty_rows"));
    b.edit(lab::SetParam{lab::Param::empty_rows, 1});
    b.settle();
    CHECK(b.picture("large").hatch(3, 2) == Hatch::none);
    CHECK(b.picture("large").nan);
    CHECK(b.picture("large").limit > 0);
    b.click(b.centre("stage.masked_scores"));
    b.settle();
    CHECK(b.picture("large").hatch(3, 2) == Hatch::padding);
    b.edit(lab::SetParam{lab::Param::empty_rows, 2});
    b.click(b.centre("stage.weights"));
    b.settle();
    CHECK(b.picture("large").hatch(3, 2) == Hatch::none);
    CHECK(b.picture("large").value(3, 2) == 1.0f / 7.0f);
    CHECK_FALSE(b.picture("large").nan);
    b.edit(lab::SetValidLength{0, -1});
    b.settle();
    CHECK_FALSE(b.has_item("empty_rows"));
}

TEST_CASE("Escape lets go of the last thing first: the pin, the second head, the zoom, what stands in the map's place") {
    Bench b(ImVec2(1440, 900));
    b.view.large = lab::TensorId::W_o;
    b.view.zoom = 3;
    b.view.second_head = 2;
    b.view.pins = {{lab::TensorId::weights}};
    b.settle();
    const auto escape = [&] { b.key(ImGuiKey_Escape), b.settle(); };
    escape();
    CHECK(b.view.pins.empty());
    CHECK(b.view.second_head == 2);
    escape();
    CHECK(b.view.second_head == -1);
    CHECK(b.view.zoom == 3);
    escape();
    CHECK(b.view.zoom == 1);
    CHECK(b.view.large == lab::TensorId::W_o);
    escape();
    CHECK(b.view.large == lab::TensorId::weights);
}

TEST_CASE("The columns of X, Q and K are named in their pictures and for the mirror, and every column where there is room") {
    Bench b(ImVec2(1440, 900));
    b.edit(lab::SetNames{lab::Space::input, "verb,who"});
    b.edit(lab::SetNames{lab::Space::query, "asks,offers"});
    b.settle();
    b.click(b.cell("X", 2, 1));
    b.settle();
    CHECK(contains(b.item("X.cell").label, "(who)"));
    b.view.large = lab::TensorId::W_q;
    b.settle();
    b.click(b.cell("large", 1, 0));
    b.settle();
    CHECK(contains(b.item("large.cell").label, "(who)"));
    CHECK(contains(b.item("large.cell").label, "(asks)"));
}

TEST_CASE("A shorter sentence of the batch has the rows of the longest, those beyond its end are padding") {
    Bench b(ImVec2(1440, 900));
    b.edit(lab::SetParam{lab::Param::batch, 2});
    b.edit(lab::SetText{lab::SentenceId::query, 1, "two words"});
    b.view.item = 1;
    b.settle();
    const Heatmap& map = b.picture("X");
    CHECK(map.rows == b.picture("large").rows);
    CHECK(map.present == 2);
    CHECK(map.hidden(2, 0));
    CHECK_FALSE(map.hidden(1, 0));
}

TEST_CASE("Weights are coloured up to the largest, to one, or in units of an even spread") {
    Bench b(ImVec2(1440, 900));
    b.settle();
    const auto limit = [&](WeightScale scale) {
        b.view.weight_scale = scale;
        b.settle();
        return b.picture("large").limit;
    };
    CHECK(limit(WeightScale::one) == 1);
    CHECK(std::fabs(limit(WeightScale::uniform) - 4.0f / 7) < 1e-6f);
    CHECK(limit(WeightScale::root) == limit(WeightScale::largest));
    b.edit(lab::SetText{lab::SentenceId::query, 0,
                        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen"});
    b.edit(lab::SetParam{lab::Param::temperature, 20});
    CHECK(limit(WeightScale::largest) < 0.5f);
    CHECK((limit(WeightScale::automatic) > 0 && b.picture("large").scale == Scale::sequential));
    b.edit(lab::SetText{lab::SentenceId::query, 0, "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17"});
    CHECK((limit(WeightScale::automatic) > 0 && b.picture("large").scale == Scale::root));
}
