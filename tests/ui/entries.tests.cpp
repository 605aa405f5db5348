// Entries: chips of what is legal, typing instead, and errors that stand at what they speak of.
#include <catch2/catch_test_macros.hpp>

#include "ui/bench.hpp"

using namespace headscope;
using namespace headscope::ui;
using lab::Param;

namespace {

int heads(const Bench& b) { return b.laboratory.document().integer(Param::num_heads); }

}  // namespace

TEST_CASE("Few legal values are chips, many a slider, in every document") {
    Bench b(kDesktop);
    b.frame();
    for (const char* key : {"num_heads.1", "num_heads.2", "num_heads.4", "num_heads.8", "num_heads.16"}) CHECK(b.has_item(key));
    CHECK(b.item("num_heads").role == Role::group);
    CHECK(b.item("num_heads.4").checked);
    b.click(b.centre("num_heads.8"));
    CHECK(heads(b) == 8);
    b.settle();
    b.key(ImGuiKey_LeftArrow);
    CHECK(heads(b) == 4);
    b.edit(lab::SetParam{Param::d_model, 48});  // ten divisors
    CHECK(b.item("num_heads").role == Role::slider);
}

TEST_CASE("A value that is no chip is typed by a double click, and refused at its place in words") {
    Bench b(kDesktop);
    b.frame();
    b.double_click(b.centre("num_heads.4"));
    REQUIRE(b.interaction().typing.owner != 0);
    b.type("5");
    b.key(ImGuiKey_Enter);
    b.settle();
    CHECK(heads(b) == 4);
    const MirrorItem& said = b.item("status");
    CHECK(said.label.find("5 heads do not divide the width 16") != std::string::npos);
    CHECK(said.min.y >= b.item("num_heads").max.y);
    CHECK(said.min.y <= b.item("num_heads").max.y + 12);
    b.click(b.centre("num_heads.2"));
    b.settle();
    CHECK(b.item("status").label.empty());
}

TEST_CASE("A cell's error stands below the cell, moves nothing, and goes with the next right entry") {
    Bench b(kDesktop);
    b.frame();
    b.settle();
    const ImVec2 cell = b.cell("W_q", 2, 3), corner = b.cell("W_q", 2, 3, {0, 1});
    const float rail = b.item("causal").min.y;
    b.double_click(cell);
    b.type("abc");
    b.key(ImGuiKey_Enter);
    const MirrorItem said = b.item("status");
    CHECK(said.label.find("abc") != std::string::npos);
    CHECK(said.min.y >= corner.y);
    CHECK(said.min.y <= corner.y + 12);
    CHECK(b.item("causal").min.y == rail);
    SECTION("the next right entry") {
        b.type("1.5");
        b.key(ImGuiKey_Enter);
        CHECK(b.laboratory.document().matrix(lab::TensorId::W_q).at(2, 3) == 1.5f);
    }
    SECTION("giving up") { b.key(ImGuiKey_Escape); }
    CHECK(b.item("status").label.empty());
}

TEST_CASE("An empty sentence is refused below its field") {
    Bench b(kDesktop);
    b.frame();
    b.act({b.item("sentence.0").id, MirrorAction::Kind::set_text, 0, ""});
    b.settle();
    CHECK(b.item("status").label.find("at least one word") != std::string::npos);
    CHECK(b.item("status").min.y >= b.item("sentence.0").max.y);
    CHECK(b.item("status").min.y <= b.item("sentence.0").max.y + 12);
}

TEST_CASE("What is too long for its room keeps its beginning and its end") {
    Bench b([](Context&) {});
    std::string storage;
    // Every glyph of the bench is half as wide as the type is high.
    const std::string_view short_text = elided("Keys and values 2", 100, 10, Face::regular, storage);
    CHECK(short_text == "Keys and values 2");
    CHECK(elided("Keys and values 2", 50, 10, Face::regular, storage) == "Keys\u2026ues 2");
    CHECK(text_size(elided("Schiffahrtsgesellschaft", 60, 10, Face::regular, storage), 10).x <= 60);
    CHECK(elided("\u6ce8\u610f\u529b\u6743\u91cd\u77e9\u9635", 25, 10, Face::regular, storage).ends_with("\u9635"));
}

TEST_CASE("Names of dimensions are typed into fields below the weights, taken when typing is over, and one step of undo") {
    Bench b(ImVec2(1600, 2800));
    b.settle();
    CHECK_FALSE(b.has_item("input_names"));
    b.click(b.centre("names"));
    b.settle();
    b.click(b.centre("input_names"));
    b.settle();
    b.type("verb, who,");
    b.settle();
    CHECK(b.laboratory.document().names[0].empty());
    b.key(ImGuiKey_Enter);
    b.settle();
    CHECK(b.laboratory.document().names[0] == lab::Names{"verb", "who"});
    CHECK(b.item("input_names").value == "verb, who");
    CHECK(b.laboratory.undo());
    CHECK(b.laboratory.document().names[0].empty());
}
