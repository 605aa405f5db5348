// Heads that share keys and values: which of them a query head uses is shown, said and chosen.
#include <catch2/catch_test_macros.hpp>

#include "ui/base/view_table.hpp"
#include "ui/bench.hpp"

using namespace headscope::ui;
namespace lab = headscope::lab;
using lab::Param;
using lab::TensorId;

namespace {

void group(Bench& b) {
    b.edit(lab::SetParam{Param::num_heads, 8});
    b.edit(lab::SetParam{Param::kv_heads, 2});
    b.settle();
}

}  // namespace

TEST_CASE("Every card says which key/value head its head uses, and the panel of the shown head with which heads it shares") {
    Bench b({1440, 900});
    group(b);
    CHECK(b.item("head.0").value == "K/V 1");
    CHECK(b.item("head.3").value == "K/V 1");
    CHECK(b.item("head.4").value == "K/V 2");
    b.edit(lab::SetParam{Param::kv_heads, 8});
    b.settle();
    CHECK(b.item("head.4").value.empty());
}

TEST_CASE("The stage shows the shared key and value of the shown head, and their pictures have as many blocks as there are") {
    Bench b({1440, 900});
    group(b);
    b.view.head = 5;
    b.settle();
    const lab::TensorView keys = b.laboratory.trace().view(TensorId::key), values = b.laboratory.trace().view(TensorId::value);
    CHECK(b.picture("stage.key").values == keys.row(0, 1, 0));
    CHECK(b.picture("stage.value").values == values.row(0, 1, 0));
    CHECK(b.picture("key").cols == 4);
    CHECK(b.picture("key").group_cols == 2);
    CHECK(b.picture("W_k").cols == 4);
    CHECK(b.picture("query").cols == 16);
    CHECK(contains(b.item("stage.key").label, "K_2"));
}

TEST_CASE("A number of a shared key chooses the first head that uses it, unless the shown one does") {
    Bench b({1440, 900});
    group(b);
    for (const auto& [shown, chosen] : {std::pair(1, 4), std::pair(6, 6)}) {
        b.view.head = shown;
        b.settle();
        b.click(b.cell("key", 2, 3));
        b.settle();
        CHECK(locked(b.view)->head == 1);
        CHECK(b.view.head == chosen);
        b.view.pins.clear();
        b.move({1, 1});
        b.settle();
    }
    const auto read = read_view("locked=key[0,1,2,0]", View{}, b.laboratory.document(), b.laboratory.trace());
    REQUIRE(read);
    CHECK(read.value().head == 4);
}

TEST_CASE("The chips of key/value heads are the divisors of the heads, and one is not asked") {
    Bench b({1440, 900});
    group(b);
    for (const char* chip : {"kv_heads.1", "kv_heads.2", "kv_heads.4", "kv_heads.8"}) CHECK(b.has_item(chip));
    CHECK_FALSE(b.has_item("kv_heads.3"));
    b.act({b.item("kv_heads.4").id, MirrorAction::Kind::press});
    CHECK(b.laboratory.document().integer(Param::kv_heads) == 4);
    b.edit(lab::SetParam{Param::kv_heads, 1});
    b.edit(lab::SetParam{Param::num_heads, 1});
    b.settle();
    CHECK_FALSE(b.has_item("kv_heads"));
}

TEST_CASE("What lies outside the blocks of narrow heads is hatched, is no cell, and takes no edit") {
    Bench b({1440, 900});
    b.edit(lab::SetParam{Param::head_kind, 1});
    b.settle();
    const Heatmap& map = b.picture("W_q");
    REQUIRE(map.hatches != nullptr);
    CHECK(map.hidden(0, 4));
    CHECK_FALSE(map.hidden(0, 3));
    CHECK_FALSE(map.hidden(4, 4));
    CHECK(b.picture("W_o").hatches == nullptr);
    const lab::Document before = b.laboratory.document();
    b.click(b.cell("W_q", 0, 9));
    b.settle();
    CHECK_FALSE(locked(b.view));
    b.drag(b.cell("W_q", 0, 9), b.cell("W_q", 0, 12));
    b.settle();
    CHECK(b.laboratory.document() == before);
    b.click(b.cell("W_q", 9, 9));
    b.settle();
    CHECK(locked(b.view)->col == 9);
    b.edit(lab::SetParam{Param::head_kind, 0});
    b.settle();
    CHECK(b.picture("W_q").hatches == nullptr);
}

TEST_CASE("What the heads cost stands beside what standard heads would") {
    Bench b({1440, 2400});
    group(b);
    CHECK(b.item("head_costs.parameters").label == "Parameters: 640; with standard heads 1024");
    CHECK(b.item("head_costs.cache").label == "K/V cache: 224 B; with standard heads 896 B");
    CHECK(b.has_item("head_costs.multiply_adds"));
}

TEST_CASE("Of more than eight sentences the shown one is chosen by a slider") {
    Bench b({1440, 900});
    b.edit(lab::SetParam{Param::batch, 20});
    b.settle();
    CHECK(b.item("batch_item").role == Role::slider);
    b.act({b.item("batch_item").id, MirrorAction::Kind::set_number, 12});
    CHECK(b.view.item == 11);
}
