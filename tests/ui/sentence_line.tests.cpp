// The sentence above the pictures: where its tokens and arcs stand, what pointing, keys and typing do.
#include <algorithm>
#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>

#include "ui/base/view_table.hpp"
#include "ui/bench.hpp"
#include "ui/sentence/line.hpp"
#include "ui/sentence/plan.hpp"

using namespace headscope;
using namespace headscope::ui;
using lab::Param;
using lab::TensorId;

namespace {

constexpr Region kRoom{{100, 100}, {1000, 200}};

/// The line alone on a page.
struct Line : Bench {
    explicit Line(Region room = kRoom)
        : Bench([room, numbers = std::make_shared<PictureNumbers>()](Context& c) {
              keep_in_range(c.view, c.document, c.trace);
              numbers->begin_frame(c);
              sentence_line(c, *numbers, room);
          }) {}
    std::vector<std::string> words() { return laboratory.document().items[0].query.tokens; }
    int vertices() { return ImGui::GetDrawData()->TotalVtxCount; }
};

std::string numbered(int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += "word" + std::to_string(i) + " ";
    return text;
}

}  // namespace

TEST_CASE("tokens stand beside each other in order, shrink before they need scrolling, and are never set below twelve units") {
    for (const int count : {1, 7, 40, 1024}) {
        const std::vector<float> words(static_cast<size_t>(count), 2.5f);
        bool fitted = false;
        float size = 99;
        for (float room = 4000; room >= 200; room -= 50) {
            const PillPlan plan = plan_pills(words, room, 15, 28);
            CHECK(plan.size >= kLeastType);
            CHECK(plan.size <= size);
            size = plan.size;
            CHECK(plan.fits == (plan.total <= room));
            fitted = fitted || plan.fits;
            for (size_t i = 1; i < words.size(); ++i) REQUIRE(plan.left[i] >= plan.left[i - 1] + plan.width[i - 1]);
            if (!plan.fits) CHECK_FALSE(plan.outlined);
        }
        CHECK(fitted == (count <= 40));
    }
}

TEST_CASE("the tokens of a stretch are found by where they end") {
    const PillPlan plan = plan_pills(std::vector<float>(10, 2.0f), 1e6f, 15, 28);
    CHECK(plan.first_behind(-50) == 0);
    CHECK(plan.first_behind(plan.left[3] + 1) == 3);
    CHECK(plan.first_behind(plan.left[4] - 1) == 4);
    CHECK(plan.first_behind(plan.total + 1) == 10);
}

TEST_CASE("no arc leaves the room above the tokens, the longer is the higher, and its thickness is its weight") {
    for (const float height : {14.0f, 40.0f, 70.0f}) {
        float last = 1e9f;
        for (const float to : {100.0f, 160.0f, 400.0f, 900.0f, 2000.0f}) {
            for (const float weight : {0.01f, 0.5f, 1.0f}) CHECK(arc_over(100, to, 80, height, 800, weight).top >= 80 - height);
            const Arc arc = arc_over(100, to, 80, height, 800, 0.5f);
            CHECK(arc.top <= last);
            last = arc.top;
        }
    }
    const float half = arc_over(0, 300, 80, 60, 800, 0.5f).thickness, whole = arc_over(0, 300, 80, 60, 800, 1).thickness;
    CHECK(half == Catch::Approx(whole / 2));
    CHECK(arc_over(50, 50, 80, 60, 800, 1).from.x < 50);  // a loop
    const Arc between = arc_between(10, 200, 90, 40, 0.5f);
    CHECK(between.from.y == 90);
    CHECK(between.to.y == 40);
}

TEST_CASE("weights below one percent have no arc, and of many the largest are drawn") {
    std::vector<ArcWeight> all;
    for (int key = 0; key < 500; ++key) all.push_back({key, 0, static_cast<float>(key) / 500});
    all.push_back({500, 0, std::numeric_limits<float>::quiet_NaN()});
    const auto drawn = strongest(all);
    REQUIRE(drawn.size() == static_cast<size_t>(kMostArcs));
    CHECK(drawn.back().key == 499);
    CHECK(drawn.front().key == 500 - kMostArcs);
    CHECK(strongest({{0, 0, 0.0099f}, {1, 0, 0.01f}}).size() == 1);
}

TEST_CASE("a token shows its weight from the query, and pointing at another one previews that one's") {
    Line b;
    const auto weight = [&](int query, int key) { return b.laboratory.trace().view(TensorId::weights).at(0, 0, query, key); };
    CHECK(b.item("token.4").checked);
    CHECK(std::stof(b.item("token.6").value) == Catch::Approx(weight(4, 6)).margin(0.0006));
    b.move(b.centre("token.1"));
    REQUIRE(b.view.hovered);
    CHECK(b.view.hovered->row == 1);
    CHECK(std::stof(b.item("token.6").value) == Catch::Approx(weight(1, 6)).margin(0.0006));
    CHECK(b.item("token.4").checked);
    b.click(b.centre("token.1"));
    CHECK(b.view.query == 1);
    CHECK(b.item("token.1").checked);
    b.move({600, 700});
    CHECK_FALSE(b.view.hovered);
    CHECK(std::stof(b.item("token.6").value) == Catch::Approx(weight(1, 6)).margin(0.0006));
}

TEST_CASE("a locked cell says which query it is, and goes along when another token is pinned") {
    Line b;
    b.view.pins = {lab::CellRef{TensorId::weights, 0, 0, 2, 5, 3}};
    b.settle();
    CHECK(b.item("token.5").checked);
    b.click(b.centre("token.2"));
    REQUIRE(b.view.locked());
    CHECK(b.view.locked()->row == 2);
    CHECK(b.view.locked()->col == 3);
    CHECK(b.item("token.2").checked);
}

TEST_CASE("arrows move the query, Enter opens the sentence behind the token, Escape leaves it as it was") {
    Line b;
    b.act({b.item("token.4").id, MirrorAction::Kind::focus});
    b.key(ImGuiKey_RightArrow);
    CHECK(b.view.query == 5);
    CHECK(b.item("token.5").focused);
    b.key(ImGuiKey_Home);
    CHECK(b.view.query == 0);
    b.key(ImGuiKey_RightArrow);
    const lab::Document before = b.laboratory.document();
    b.key(ImGuiKey_Enter);
    REQUIRE(b.has_item("sentence_line.0"));
    b.type(" Charlie");
    CHECK(b.laboratory.document().items[0].query.text == "I gave Charlie my dog Charlie some food");
    CHECK(b.laboratory.trace().view(TensorId::weights).dims[2] == 8);
    b.key(ImGuiKey_Escape);
    CHECK(b.laboratory.document() == before);
    CHECK_FALSE(b.laboratory.can_undo());
    CHECK_FALSE(b.has_item("sentence_line.0"));
    CHECK(b.item("token.1").focused);
}

TEST_CASE("a second click puts the caret into the sentence; what is typed is one step of undo") {
    Line b;
    const lab::Document before = b.laboratory.document();
    b.click(b.centre("token.3"));
    CHECK_FALSE(b.has_item("sentence_line.0"));
    b.click(b.centre("token.3"));
    REQUIRE(b.has_item("sentence_line.0"));
    b.type("s");
    CHECK(b.words()[3] == "dogs");
    b.type(" and cats");
    CHECK(b.words().size() == 9);
    b.click({600, 800});
    CHECK_FALSE(b.has_item("sentence_line.0"));
    CHECK(b.words().size() == 9);
    REQUIRE(b.laboratory.undo());
    CHECK(b.laboratory.document() == before);
}

TEST_CASE("a sentence beyond the limit keeps the last good one and says why beside the field") {
    Line b;
    b.act({b.item("sentence.edit").id, MirrorAction::Kind::press});
    b.key(ImGuiKey_A, ImGuiMod_Ctrl);
    b.key(ImGuiKey_Delete);
    CHECK(b.words().size() == 7);
    CHECK(b.item("sentence_line.refusal").label.find("no token") != std::string::npos);
    b.type("one");
    CHECK(b.words() == std::vector<std::string>{"one"});
    CHECK_FALSE(b.has_item("sentence_line.refusal"));
    b.key(ImGuiKey_Enter);
    CHECK(b.notices.empty());
    CHECK(b.item("token.0").focused);
}

TEST_CASE("a long sentence keeps the query in sight, wherever the query is chosen") {
    Line b;
    b.edit(lab::SetText{lab::SentenceId::query, 0, numbered(200)});
    for (const int query : {150, 3, 199, 0}) {
        b.view.pins = {lab::CellRef{TensorId::weights, 0, 0, 0, query, 0}};
        b.settle();
        b.settle();
        const MirrorItem& token = b.item("token." + std::to_string(query));
        CHECK(token.min.x >= kRoom.min.x);
        CHECK(token.max.x <= kRoom.max.x);
        CHECK_FALSE(b.has_item("token.100"));  // far from what is in sight
    }
}

TEST_CASE("a long sentence is dragged sideways, and a drag is no click") {
    Line b;
    b.edit(lab::SetText{lab::SentenceId::query, 0, numbered(100)});
    const float before = b.item("token.9").min.x;
    const ImVec2 at = b.centre("token.9");
    b.drag(at, at - ImVec2(150, 0));
    CHECK(b.item("token.9").min.x < before - 100);
    CHECK(b.view.query == 4);
}

TEST_CASE("hidden keys have no arc and say that they are masked") {
    Line b;
    b.edit(lab::SetParam{Param::causal, 1});
    b.view.query = 2;
    b.settle();
    CHECK(b.item("token.5").value == "masked");
    CHECK(b.item("token.1").value != "masked");
}

TEST_CASE("both sentences of cross-attention are there, the keys above, and each is edited in its place") {
    Line b;
    b.edit(lab::SetParam{Param::cross, 1});
    CHECK(b.item("memory_token.0").max.y < b.item("token.0").min.y);
    CHECK(b.item("token.0").value.empty());
    CHECK_FALSE(b.item("memory_token.0").value.empty());
    b.act({b.item("memory.edit").id, MirrorAction::Kind::press});
    REQUIRE(b.has_item("memory_line.0"));
    b.key(ImGuiKey_A, ImGuiMod_Ctrl);
    b.type("two words");
    CHECK(b.laboratory.document().items[0].memory.tokens.size() == 2);
    CHECK(b.words().size() == 7);
}

TEST_CASE("arcs of all heads are bounded, however many tokens and heads there are") {
    Line b;
    b.edit(lab::SetText{lab::SentenceId::query, 0, numbered(300)});
    const int one = b.vertices();
    b.act({b.item("arcs.all").id, MirrorAction::Kind::press});
    CHECK(b.view.arcs == Arcs::all);
    CHECK(b.vertices() < one + kMostArcs * 200);
    CHECK(b.vertices() < 30000);
}

TEST_CASE("on a phone one switch beside the brush chooses between this head and all, and no arc runs beneath it") {
    for (const ImVec2 window : {ImVec2(360, 740), ImVec2(640, 420), ImVec2(700, 450), ImVec2(844, 390)}) {
        Bench page(window);
        page.view.first_steps = false;
        page.settle();
        CHECK(page.item("arcs").min.y >= page.item("tokens").max.y);
        page.click(page.centre("arcs"));
        CHECK(page.view.arcs == Arcs::all);
        CHECK(page.item("arcs").checked);
    }
}

TEST_CASE("a view that is read only, or hides the sentence's text, has tokens but no field") {
    for (const bool read_only : {true, false}) {
        Line b;
        if (read_only) b.view.read_only = true;
        else b.view.hidden = {"text"};
        b.settle();
        CHECK_FALSE(b.has_item("sentence.edit"));
        b.double_click(b.centre("token.3"));
        CHECK(b.view.query == 3);
        CHECK_FALSE(b.has_item("sentence_line.0"));
    }
}

TEST_CASE("In cross-attention a word before each row says which asks and which is looked at, also while one is scrolled") {
    Line b;
    CHECK_FALSE(b.has_item("side.query"));
    b.edit(lab::SetParam{Param::cross, 1});
    for (const int words : {7, 100}) {
        b.edit(lab::SetText{lab::SentenceId::query, 0, numbered(words)});
        b.edit(lab::SetText{lab::SentenceId::memory, 0, numbered(words)});
        b.settle();
        const MirrorItem query = b.item("side.query"), key = b.item("side.key");
        CHECK(query.label == "Query");
        CHECK(key.label == "Key");
        CHECK(std::fabs(b.centre("side.query").y - b.centre("token.0").y) < 3);
        CHECK(std::fabs(b.centre("side.key").y - b.centre("memory_token.0").y) < 3);
        CHECK(query.max.x <= b.item("token.0").min.x);
        CHECK(key.max.x <= b.item("memory_token.0").min.x);
    }
    b.view.query = 90;
    b.settle();
    CHECK(b.item("side.query").min.x >= kRoom.min.x);
}

TEST_CASE("a sentence of one token a line is typed in lines, where Ctrl and Enter begin the next token and Enter ends") {
    Line b;
    lab::Edit edit(lab::SetParam{Param::tokens_by, static_cast<double>(lab::TokensBy::lines)});
    edit.add(lab::SetText{lab::SentenceId::query, 0, "New York\nis far"});
    b.edit(edit);
    CHECK(b.words() == std::vector<std::string>{"New York", "is far"});
    const lab::Document before = b.laboratory.document();
    b.act({b.item("sentence.edit").id, MirrorAction::Kind::press});
    REQUIRE(b.has_item("sentence_line.0"));
    CHECK(b.item("sentence_line.0").max.y - b.item("sentence_line.0").min.y > 60);
    b.key(ImGuiKey_Enter, ImGuiMod_Ctrl);
    b.type("away");
    CHECK(b.words() == std::vector<std::string>{"New York", "is far", "away"});
    CHECK(b.has_item("sentence_line.0"));
    b.key(ImGuiKey_Enter);
    CHECK_FALSE(b.has_item("sentence_line.0"));
    CHECK(b.item("token.2").label == "away");
    REQUIRE(b.laboratory.undo());
    CHECK(b.laboratory.document() == before);
}

TEST_CASE("One press shuffles the tokens of a sentence, another press again, and one undo gives each back") {
    Line line;
    line.settle();
    const std::vector<std::string> before = line.words();
    line.click(line.centre("sentence.shuffle"));
    line.settle();
    const std::vector<std::string> first = line.words();
    CHECK(first != before);
    CHECK(std::is_permutation(first.begin(), first.end(), before.begin(), before.end()));
    line.click(line.centre("sentence.shuffle"));
    line.settle();
    CHECK(line.words() != first);
    line.laboratory.undo();
    CHECK(line.words() == first);
    line.laboratory.undo();
    CHECK(line.words() == before);
    line.view.read_only = true;
    line.settle();
    CHECK_FALSE(line.has_item("sentence.shuffle"));
}
