// What the inspector says, under masks and about numbers of matrices.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <string>
#include <vector>

#include "lab/model/masks.hpp"
#include "ui/base/pins.hpp"
#include "ui/bench.hpp"
#include "ui/text/number_text.hpp"

using namespace headscope;
using namespace headscope::ui;
using lab::CellRef;
using lab::Param;
using lab::TensorId;

namespace {

/// What stands behind the products, one line each: "0.123 × 0.456  dog" -> "dog".
std::vector<std::string> names_of_products(const std::string& arithmetic) {
    std::vector<std::string> names;
    size_t from = 0;
    while (from < arithmetic.size()) {
        const size_t end = std::min(arithmetic.find('\n', from), arithmetic.size());
        const std::string line = arithmetic.substr(from, end - from);
        from = end + 1;
        const size_t gap = line.rfind("  ");
        if (line.find("\u00d7") != std::string::npos && gap != std::string::npos) names.push_back(line.substr(gap + 2));
    }
    return names;
}

std::string told(Bench& b, const CellRef& cell, std::string_view key) {
    pin(b.view, cell, false);
    b.settle();
    return b.item(key).label;
}

}  // namespace

TEST_CASE("Under a causal mask and a window the products of a context are named after the visible keys") {
    Bench b(kDesktop);
    lab::Edit edit(lab::SetParam{Param::causal, 1});
    edit.add(lab::SetParam{Param::window, 1});
    edit.add(lab::SetParam{Param::window_size, 2});
    b.edit(edit);
    const lab::Document& doc = b.laboratory.document();
    for (int query = 0; query < doc.queries(); ++query) {
        // The rule by itself: at most two tokens back, none ahead.
        std::vector<std::string> visible;
        for (int key = std::max(query - 2, 0); key <= query; ++key)
            visible.push_back(doc.items[0].query.tokens[static_cast<size_t>(key)]);
        INFO("query " << query);
        CHECK(names_of_products(told(b, {TensorId::context, 0, 0, 1, query, 2}, "arithmetic")) == visible);
    }
}

TEST_CASE("The first part of a sum over hidden keys does not shift names after painting, either") {
    Bench b(kDesktop);
    b.edit(lab::Paint{TensorId::mask_allow, 0, {{5, 0}, {5, 3}}, 0});
    const auto& tokens = b.laboratory.document().items[0].query.tokens;
    std::vector<std::string> visible;
    for (size_t key = 0; key < tokens.size(); ++key)
        if (key != 0 && key != 3) visible.push_back(tokens[key]);
    CHECK(names_of_products(told(b, {TensorId::context, 0, 0, 0, 5, 0}, "arithmetic")) == visible);
}

TEST_CASE("A hidden weight says which masks hide it") {
    Bench b(kDesktop);
    lab::Edit edit(lab::SetParam{Param::causal, 1});
    edit.add(lab::SetParam{Param::window, 1});
    edit.add(lab::SetParam{Param::window_size, 1});
    b.edit(edit);
    const std::string both = told(b, {TensorId::weights, 0, 0, 0, 1, 5}, "arithmetic");
    CHECK(contains(both, "a later token (causal)"));
    CHECK(contains(both, "outside the window"));
    const std::string one = told(b, {TensorId::weights, 0, 0, 0, 5, 1}, "arithmetic");
    CHECK_FALSE(contains(one, "causal"));
    CHECK(contains(one, "outside the window"));
}

TEST_CASE("A hidden cell says what it is in a boolean mask of either polarity, a visible one does not") {
    Bench b({1600, 2800});
    b.edit(lab::Paint{TensorId::mask_allow, 0, {{5, 3}}, 0});
    const auto both = [&](const std::string& text) {
        const bool english = b.view.language == lab::Language::english;
        const int told = contains(text, english ? "true = may attend" : "true = 可以关注") +
                         contains(text, english ? "true = hidden" : "true = 遮蔽");
        CHECK(told != 1);
        return told == 2;
    };
    for (const lab::Language language : {lab::Language::english, lab::Language::chinese}) {
        b.view.language = language;
        for (const TensorId stage : {TensorId::masked_scores, TensorId::weights}) {
            CHECK(both(told(b, {stage, 0, 0, 1, 5, 3}, "arithmetic")));
            CHECK_FALSE(both(told(b, {stage, 0, 0, 1, 5, 2}, "arithmetic")));
        }
        CHECK(both(std::string(lab::text(lab::Str::mask_polarity, language))));
    }
}

TEST_CASE("A number of a matrix says what it does: head and dimension of its column and of its row") {
    Bench b(kDesktop);
    const auto says = [&](const CellRef& cell) { return told(b, cell, "inspector"); };
    CHECK(contains(says({TensorId::W_q, 0, 0, 0, 2, 9}),
                   "Multiplies dimension 3 of every token and adds it to dimension 2 of the query of head 3."));
    CHECK(contains(says({TensorId::W_k, 0, 0, 0, 0, 4}),
                   "Multiplies dimension 1 of every token and adds it to dimension 1 of the key of head 2."));
    CHECK(contains(says({TensorId::W_v, 0, 0, 0, 15, 15}),
                   "Multiplies dimension 16 of every token and adds it to dimension 4 of the value of head 4."));
    CHECK(contains(says({TensorId::W_o, 0, 0, 0, 9, 2}),
                   "Multiplies dimension 2 of the context of head 3 and adds it to dimension 3 of the output."));
    CHECK(contains(says({TensorId::b_v, 0, 0, 0, 0, 6}), "Added to dimension 3 of head 2 for every token."));
    CHECK(contains(says({TensorId::b_o, 0, 0, 0, 0, 6}), "Added to dimension 7 of every output."));
    b.view.language = lab::Language::chinese;
    CHECK(contains(says({TensorId::W_o, 0, 0, 0, 9, 2}), "乘以头 3 上下文的第 2 维，加到输出的第 3 维上。"));
}

TEST_CASE("The factors of a sum of products are called by their symbols, and the bias by its own") {
    Bench b(kDesktop);
    b.edit(lab::SetParam{Param::biases, 1});
    CHECK(contains(told(b, {TensorId::query, 0, 0, 1, 2, 3}, "arithmetic"), "x \u00b7 W_q ="));
    CHECK(contains(b.item("arithmetic").label, "+ b_q "));
    CHECK(contains(told(b, {TensorId::value, 0, 0, 1, 2, 3}, "arithmetic"), "+ b_v "));
    CHECK(contains(told(b, {TensorId::weights, 0, 0, 1, 2, 3}, "arithmetic"), "q \u00b7 k ="));
    CHECK(contains(told(b, {TensorId::context, 0, 0, 1, 2, 3}, "arithmetic"), "a \u00b7 V ="));
    CHECK(contains(told(b, {TensorId::output, 0, 0, 0, 2, 3}, "arithmetic"), "concat \u00b7 W_o ="));
}

TEST_CASE("A residual sum and a position of one's own say what was added to what") {
    Bench b(kDesktop);
    lab::Edit edit(lab::SetParam{Param::residual, 1});
    edit.add(lab::SetParam{Param::positions, 2});
    edit.add(lab::SetCell{TensorId::P, 0, 2, 3, 0.75f});
    b.edit(edit);
    const std::string sum = told(b, {TensorId::residual, 0, 0, 0, 2, 3}, "arithmetic");
    CHECK(contains(sum, "x + y"));
    const auto number = [&](TensorId stage) {
        return number_text(static_cast<double>(b.laboratory.trace().view(stage).at(0, 0, 2, 3)), 4);
    };
    for (const TensorId stage : {TensorId::input, TensorId::output, TensorId::residual}) CHECK(contains(sum, number(stage)));
    CHECK(contains(told(b, {TensorId::input, 0, 0, 0, 2, 3}, "arithmetic"), "0.75"));
}

TEST_CASE("An empty row says why its numbers are what they are, and what it gives can be chosen beside them") {
    Bench b(kDesktop);
    b.edit(lab::SetValidLength{0, 0});
    CHECK(contains(told(b, {TensorId::weights, 0, 0, 1, 2, 0}, "arithmetic"), "every weight in its row is 0"));
    b.act({b.item("row.empty_rows.nan").id, MirrorAction::Kind::press});
    b.settle();
    CHECK(b.laboratory.document().integer(Param::empty_rows) == 1);
    for (const TensorId stage : {TensorId::weights, TensorId::context, TensorId::output}) {
        const std::string words = told(b, {stage, 0, 0, 0, 2, 1}, "arithmetic");
        CHECK(contains(words, "not a number"));
    }
    CHECK(contains(told(b, {TensorId::key, 0, 0, 0, 2, 1}, "row_weights"), "NaN"));
    b.edit(lab::SetParam{Param::empty_rows, 2});
    CHECK(contains(told(b, {TensorId::weights, 0, 0, 1, 2, 0}, "arithmetic"), "gets the weight 1/7"));
    CHECK(contains(told(b, {TensorId::weights, 0, 0, 1, 2, 0}, "row_weights"), "0.143"));
}

TEST_CASE("An additive score shows what each tanh is of, and a weight beside a sink what the sink takes") {
    Bench b(kDesktop);
    b.edit(lab::SetParam{Param::scoring, 1});
    const std::string score = told(b, {TensorId::scores, 0, 0, 1, 2, 3}, "arithmetic");
    CHECK(contains(score, "v_a \u00b7 tanh(q + k) ="));
    CHECK(std::count(score.begin(), score.end(), '(') == 5);
    CHECK(contains(b.item("stage.scores").label, "tanh"));
    CHECK(b.item("v_a").cols == 16);
    CHECK_FALSE(b.has_item("W_a"));
    b.edit(lab::SetParam{Param::scoring, 2});
    b.settle();
    CHECK(b.item("W_a").rows == 16);
    CHECK_FALSE(b.has_item("sinks"));
    b.edit(lab::SetParam{Param::sink, 1});
    b.view.sum = true;
    const std::string weight = told(b, {TensorId::weights, 0, 0, 1, 2, 3}, "arithmetic");
    CHECK(contains(weight, "The sink takes"));
    CHECK(contains(weight, "  sink"));
    CHECK(b.item("sinks").cols == 4);
}

TEST_CASE(
    "A distance bias, a rotated and a normalised number say what they are made of, and the scores are the rotated rows' "
    "product") {
    Bench b(kDesktop);
    b.edit(lab::SetParam{Param::positions, 3});
    CHECK(contains(told(b, {TensorId::position_bias, 0, 0, 0, 5, 2}, "arithmetic"), "0.25 \u00d7 3 = \u22120.7500"));
    CHECK(contains(told(b, {TensorId::weights, 0, 0, 0, 5, 2}, "arithmetic"), "+ ALiBi \u22120.7500 = "));
    lab::Edit edit(lab::SetParam{Param::positions, 4});
    edit.add(lab::SetParam{Param::qk_norm, 1});
    b.edit(edit);
    const std::string turned = told(b, {TensorId::rotated_query, 0, 0, 0, 3, 1}, "arithmetic");
    CHECK(contains(turned, "3: \u03b8 = 0.03"));
    CHECK(contains(turned, "x cos \u03b8 \u2212 y sin \u03b8 ="));
    CHECK(contains(told(b, {TensorId::rotated_query, 0, 0, 0, 3, 3}, "arithmetic"), "x cos \u03b8 + y sin \u03b8 ="));
    CHECK(contains(told(b, {TensorId::normed_key, 0, 0, 0, 3, 1}, "arithmetic"), "1e\u22126"));
    CHECK(contains(told(b, {TensorId::scores, 0, 0, 0, 3, 1}, "arithmetic"), "q\u2032 \u00b7 k\u2032 ="));
}

TEST_CASE("A weight after dropout says that it is struck out, or what it was divided by, and what its row sums to now") {
    Bench b(kDesktop);
    b.edit(lab::SetParam{Param::dropout, 0.25});
    const lab::TensorView after = b.laboratory.trace().view(TensorId::dropped_weights);
    int seen = 0;
    for (int key = 0; key < 7; ++key) {
        const std::string words = told(b, {TensorId::dropped_weights, 0, 0, 1, 2, key}, "arithmetic");
        const bool struck = after.at(0, 1, 2, key) == 0.0f;
        seen |= struck ? 1 : 2;
        CHECK(contains(words, "struck this weight out") == struck);
        CHECK(contains(words, "\u00f7 (1 \u2212 0.25)") == !struck);
        CHECK(contains(words, "no longer sums to 1"));
    }
    CHECK(seen == 3);
}

TEST_CASE(
    "Dimensions that have names are called by them: in the sums over them, in where a number stands, and of each head's own") {
    Bench b(kDesktop);
    lab::Edit edit(lab::SetNames{lab::Space::input, "verb,who,what"});
    edit.add(lab::SetNames{lab::Space::query, "a,b,c,d,e,f"});
    b.edit(edit);
    const std::vector<std::string> of_query = names_of_products(told(b, {TensorId::query, 0, 0, 1, 2, 1}, "arithmetic"));
    REQUIRE(of_query.size() >= 3);
    CHECK(std::vector<std::string>(of_query.begin(), of_query.begin() + 3) == std::vector<std::string>{"verb", "who", "what"});
    CHECK(contains(b.item("pin.0").label, "\u2022 f"));
    // The second head's dimensions are the fifth and sixth; the others have no names.
    CHECK(names_of_products(told(b, {TensorId::scores, 0, 0, 1, 2, 3}, "arithmetic")) == std::vector<std::string>{"e", "f"});
    CHECK(contains(told(b, {TensorId::W_q, 0, 0, 0, 1, 5}, "pin.0"), "who \u2192 f"));
}

TEST_CASE("Where the output is concat itself, a number of it is said to be that of its head and dimension") {
    Bench b(kDesktop);
    b.edit(lab::SetParam{Param::output_projection, 0});
    const std::string copied = told(b, {TensorId::output, 0, 0, 0, 1, 9}, "arithmetic");
    CHECK(contains(copied, "head 3"));
    CHECK(contains(copied, "dimension 2"));
}

TEST_CASE("Positions of one's own stand below their control, and are edited there") {
    Bench b(kDesktop);
    CHECK_FALSE(b.has_item("P"));
    b.edit(lab::SetParam{Param::positions, 2});
    b.settle();
    CHECK(b.has_item("P"));
    b.view.hidden = {"positions"};
    b.settle();
    CHECK_FALSE(b.has_item("P"));
}

TEST_CASE("The weights of a row and small print are there for a screen reader, as text and no stop of Tab") {
    Bench b(kDesktop);
    b.edit(lab::SetParam{Param::causal, 1});
    const std::string weights = told(b, {TensorId::weights, 0, 0, 0, 2, 1}, "row_weights");
    for (const char* word : {"I ", "gave ", "my ", "Charlie masked"}) CHECK(contains(weights, word));
    CHECK(b.item("row_weights").role == Role::text);
    for (int i = 0; i < 200; ++i) {
        b.key(ImGuiKey_Tab);
        const MirrorItem* focused = b.mirror.find(b.mirror.focus());
        REQUIRE(focused);
        REQUIRE(focused->role != Role::text);
    }
    pin(b.view, {TensorId::output, 0, 0, 0, 2, 1}, false);
    b.settle();
    const auto says = [&](std::string_view words) {
        for (const MirrorItem& item : b.mirror.items())
            if (item.role == Role::text && item.label == words) return true;
        return false;
    };
    CHECK(says("Head 1"));  // whose row it is
}

TEST_CASE("A formula that is scrolled out of sight is reached by the keyboard, from either end") {
    Bench b({1280, 520});
    for (const int col : {1, 2, 3, 4}) pin(b.view, {TensorId::weights, 0, 0, 0, 2, col}, true);
    b.settle();
    REQUIRE(b.item("operand.0").min.y > 520);
    b.act({b.item("operand.0").id, MirrorAction::Kind::focus});
    b.settle();
    CHECK(b.item("operand.0").focused);
    CHECK(b.item("operand.0").max.y < 520);
    for (int i = 1; i < 12; ++i) {
        b.key(ImGuiKey_Tab);
        const MirrorItem& operand = b.item("operand." + std::to_string(i));
        REQUIRE(operand.focused);
        CHECK(operand.max.y < 520);
    }
}
