// Decoding token by token: what is drawn of a step, what is told of it, and how one steps.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>

#include "lab/readings/decoding.hpp"
#include "ui/base/theme.hpp"
#include "ui/base/view_table.hpp"
#include "ui/bench.hpp"

using namespace headscope;
using namespace headscope::ui;
using lab::Param;
using lab::TensorId;

namespace {

constexpr ImVec2 kDecodingPhone{390, 844};

void press_key(Bench& b, std::string_view key) {
    b.act({b.item(key).id, MirrorAction::Kind::press});
    b.settle();
}

void set_causal(Bench& b) {
    b.edit(lab::SetParam{Param::causal, 1});
    b.settle();
}

/// A causal page at this step.
struct DecodingPage : Bench {
    explicit DecodingPage(int step, ImVec2 window = kDesktop) : Bench(window) {
        set_causal(*this);
        view.decoding = step;
        settle();
    }
};

/// What the mirror says of a cell, its place and its value.
std::string told_of(Bench& b, std::string_view key, int row, int col) {
    b.act({b.item(key).id, MirrorAction::Kind::move, 0, {}, row, col});
    b.settle();
    const MirrorItem& cell = b.item(std::string(key) + ".cell");
    return cell.label + ": " + cell.value;
}

bool says(const Bench& b, std::string_view words) {
    return std::ranges::any_of(b.mirror.items(), [&](const MirrorItem& item) { return contains(item.label, words); });
}

}  // namespace

TEST_CASE("While one decodes, what counts tokens ends with the step in every picture, and weights stay whole") {
    DecodingPage b(2);
    for (const char* key : {"X", "query", "key", "value", "large", "concat", "output"}) {
        INFO(key);
        const Heatmap& map = b.picture(key);
        CHECK(map.made_rows == 3);
        for (int row = 0; row < map.rows; ++row) CHECK((map.hatch(row, 0) == Hatch::later) == (row > 2));
    }
    // Of a score, keys after the step are not there either.
    CHECK(b.picture("large").hatch(1, 2) == Hatch::causal);
    CHECK(b.picture("large").hatch(1, 3) == Hatch::later);
    // K^T above the map has a column for each token.
    const Heatmap& turned = b.picture("stage.key");
    CHECK((turned.made_cols == 3 && turned.made_rows == -1));
    CHECK((!turned.is_later(3, 2) && turned.is_later(0, 3)));
    for (const char* key : {"W_q", "W_k", "W_v", "W_o"}) CHECK(b.picture(key).made_rows == -1);
    // Small ones as well: each head's card has a map and a context.
    const auto made = std::ranges::count_if(b.painter.drawn, [](const Heatmap& map) { return map.made_rows == 3; });
    CHECK(made >= 8 + 7);
    b.view.decoding = -1;
    b.settle();
    CHECK(std::ranges::all_of(b.painter.drawn, [](const Heatmap& map) { return map.made_rows < 0 && map.made_cols < 0; }));
}

TEST_CASE(
    "Keys and values of earlier steps are cached, everything else of them is not; with RoPE the cache holds turned keys") {
    DecodingPage b(2);
    for (const char* key : {"key", "value", "stage.key", "stage.value"}) CHECK(b.picture(key).cached);
    for (const char* key : {"X", "query", "large", "concat", "output"}) CHECK_FALSE(b.picture(key).cached);
    b.edit(lab::SetParam{Param::positions, static_cast<double>(lab::Positions::rope)});
    b.settle();
    CHECK_FALSE(b.picture("key").cached);
    CHECK(b.picture("stage.key").cached);
    CHECK(b.picture("value").cached);
}

TEST_CASE("A cell tells in both languages what it is at the step") {
    struct Words {
        lab::Language language;
        const char *cached, *now, *earlier, *later, *read;
    };
    for (const Words& w : {Words{lab::Language::english, "cached, not recomputed", "computed in this step",
                                 "of an earlier step, not needed again", "not there yet", "read in this step"},
                           Words{lab::Language::chinese, "已缓存，不再重算", "在这一步计算", "来自前面的步骤，不再需要",
                                 "尚未出现", "在这一步读入"}}) {
        DecodingPage b(2);
        b.view.language = w.language;
        b.settle();
        CHECK(contains(told_of(b, "key", 1, 0), w.cached));
        CHECK(contains(told_of(b, "key", 2, 0), w.now));
        CHECK(contains(told_of(b, "value", 5, 0), w.later));
        CHECK(contains(told_of(b, "output", 1, 0), w.earlier));
        CHECK(contains(told_of(b, "X", 2, 0), w.read));
        CHECK(contains(told_of(b, "large", 4, 1), w.later));
        // The inspector says it as well, beside the number and its formula.
        b.click(b.cell("value", 0, 1));
        b.settle();
        CHECK(contains(b.item("turn").label, w.cached));
        CHECK(contains(b.item("selection").label, w.cached));
        CHECK(b.has_item("arithmetic"));
    }
}

TEST_CASE("A number that is not there yet can be neither pinned nor edited") {
    DecodingPage b(2);
    b.click(b.cell("large", 5, 1));
    b.settle();
    CHECK(b.view.pins.empty());
    const lab::Document before = b.laboratory.document();
    b.drag(b.cell("X", 5, 1), b.cell("X", 5, 1) - ImVec2(0, 30));
    b.settle();
    CHECK(b.laboratory.document() == before);
    b.drag(b.cell("X", 1, 1), b.cell("X", 1, 1) - ImVec2(0, 30));
    b.settle();
    CHECK_FALSE(b.laboratory.document() == before);
}

TEST_CASE("A stroke of the brush stays within what is there, and a pin of a later token says that it is not there yet") {
    DecodingPage b(2);
    b.view.pins = {{TensorId::weights, 0, 0, 0, 5, 1}, {TensorId::weights, 0, 0, 0, 2, 1}};
    b.settle();
    CHECK(contains(b.item("pin.0.number").label, "not there yet"));
    CHECK_FALSE(contains(b.item("pin.1.number").label, "not there yet"));
    b.view.painting = true;
    b.edit(lab::SetParam{Param::custom_mask, static_cast<double>(lab::CustomMask::boolean)});
    b.settle();
    b.drag(b.cell("large", 1, 1), b.cell("large", 5, 1));
    b.settle();
    const lab::Matrix& mask = b.laboratory.document().matrix(TensorId::mask_allow, 0);
    for (int row = 0; row < mask.rows(); ++row) CHECK((mask.at(row, 1) == 0) == (row == 1 || row == 2));
}

TEST_CASE("One steps by button, by token and by its arrows; the pinned number and the arcs go along") {
    DecodingPage b(2);
    b.click(b.cell("large", 2, 1));
    b.settle();
    press_key(b, "decoding.next");
    CHECK((b.view.decoding == 3 && b.view.query == 3 && b.view.pins.back().row == 3));
    CHECK(contains(b.item("decoding.step").label, "Step 4 of 7"));
    press_key(b, "decoding.back");
    press_key(b, "decoding.back");
    CHECK((b.view.decoding == 1 && b.view.query == 1));
    b.act({b.item("token.5").id, MirrorAction::Kind::press});
    b.settle();
    CHECK(b.view.decoding == 5);
    b.act({b.item("token.5").id, MirrorAction::Kind::focus});
    b.settle();
    b.key(ImGuiKey_RightArrow);
    b.settle();
    CHECK(b.view.decoding == 6);
    CHECK(b.item("decoding.next").disabled);
    b.view.decoding = 0;
    b.settle();
    CHECK(b.item("decoding.back").disabled);
    CHECK(b.item("token.1").value == "not there yet");
    press_key(b, "decoding");
    CHECK(b.view.decoding == -1);
    CHECK_FALSE(b.has_item("decoding.step"));
}

TEST_CASE("A document that looks ahead says why it is not decoded, and one press changes that as one step") {
    for (const ImVec2 window : {kDesktop, kDecodingPhone}) {
        Bench b(window);
        const lab::Document before = b.laboratory.document();
        press_key(b, "decoding");
        CHECK(b.view.decoding == -1);
        CHECK(says(b, "Not causal"));
        CHECK_FALSE(says(b, "Dropout:"));
        press_key(b, "decoding.fix");
        CHECK(b.laboratory.document().on(Param::causal));
        CHECK(b.view.decoding == b.view.query);
        CHECK(b.has_item("decoding.step"));
        // Without it there is nothing to decode.
        REQUIRE(b.laboratory.undo());
        b.settle();
        CHECK(b.laboratory.document() == before);
        CHECK(b.view.decoding == -1);
    }
    Bench b(kDesktop);
    b.edit(lab::SetParam{Param::cross, 1});
    b.edit(lab::SetParam{Param::dropout, 0.5});
    b.view.language = lab::Language::chinese;
    b.settle();
    press_key(b, "decoding");
    CHECK((says(b, "交叉注意力") && says(b, "不是因果注意力") && says(b, "dropout")));
    press_key(b, "decoding.fix");
    CHECK(b.view.decoding >= 0);
    CHECK_FALSE(b.laboratory.document().cross());
}

TEST_CASE("A page that is read only says why, and offers no change; one that hides decoding has none of it") {
    {
        Bench b(kDesktop);
        b.view.read_only = true;
        b.settle();
        press_key(b, "decoding");
        CHECK(says(b, "Not causal"));
        CHECK_FALSE(b.has_item("decoding.fix"));
    }
    DecodingPage hidden(1);
    hidden.view.hidden = {"decoding"};
    hidden.settle();
    CHECK_FALSE(hidden.has_item("decoding"));
    CHECK_FALSE(hidden.has_item("decoding.next"));
}

TEST_CASE("What a step costs, and what it would without the cache, is told beside the step and in the table of costs") {
    DecodingPage b(3);
    const lab::DecodingCosts costs = lab::decoding_costs(b.laboratory.document(), 3);
    const auto number = [](double count) { return std::to_string(static_cast<int>(count)); };
    CHECK(contains(b.item("decoding.step").label,
                   number(costs.step) + " multiply-adds, " + number(costs.step_without) + " without the cache"));
    CHECK(b.item("decoding.this_step").label ==
          "This step: " + number(costs.step) + "; without the cache " + number(costs.step_without));
    CHECK(b.item("decoding.so_far").label ==
          "So far: " + number(costs.so_far) + "; without the cache " + number(costs.so_far_without));
    CHECK(contains(b.item("decoding.cache").label, number(costs.cache_bytes) + " B"));
}

TEST_CASE("A link or a page sets the step where the document can be decoded, and is told why where not") {
    Bench b(kDesktop);
    const auto read = [&](std::string_view text) {
        return read_view(text, b.view, b.laboratory.document(), b.laboratory.trace());
    };
    const auto refused = read("decoding=2");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().where == "decoding");
    CHECK(contains(lab::text_of(refused.error(), lab::Language::english), "Not causal"));
    CHECK(read("decoding=").value().decoding == -1);
    set_causal(b);
    CHECK(read("decoding=2").value().decoding == 2);
    CHECK_FALSE(read("decoding=7"));
    CHECK(print_field(read("decoding=2").value(), *find_view_field("decoding")) == "2");
    // A shorter sentence ends it earlier.
    b.view.decoding = 6;
    b.edit(lab::SetText{lab::SentenceId::query, 0, "a b c"});
    b.settle();
    CHECK(b.view.decoding == 2);
}

TEST_CASE("On the phone the steps stand below the map, large enough for a finger") {
    Bench phone(kDecodingPhone);
    phone.app.touch = true;
    set_causal(phone);
    phone.view.decoding = 1;
    phone.settle();
    for (const char* key : {"decoding", "decoding.back", "decoding.next"}) {
        INFO(key);
        const MirrorItem& item = phone.item(key);
        CHECK(item.max.y - item.min.y >= 44);
        CHECK(item.max.x - item.min.x >= 44);
        CHECK((item.min.x >= 0 && item.max.x <= kDecodingPhone.x));
    }
    CHECK(phone.item("decoding").min.y >= phone.item("large").max.y);
}
