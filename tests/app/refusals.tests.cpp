// Every entry of the data side with wrong arguments: a message that names what was wrong, and nothing is different.
#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <cstring>
#include <functional>
#include <limits>

#include "page.hpp"

namespace headscope::app {
namespace {

struct Wrong {
    const char* call;
    const char* names;  // what the message must say
    std::function<Message(Page&)> attempt;
};

std::size_t put_floats(Page& page, std::vector<float> values) {
    const std::size_t bytes = values.size() * sizeof(float);
    std::memcpy(hs_buffer(page.app(), bytes), values.data(), bytes);
    return bytes;
}

std::size_t put_places(Page& page, std::vector<std::int32_t> places) {
    const std::size_t bytes = places.size() * sizeof(std::int32_t);
    std::memcpy(hs_buffer(page.app(), bytes), places.data(), bytes);
    return bytes;
}

/// Everything a call could have changed.
std::string state_of(Page& page) {
    std::string all = hs_link(page.app());
    all += hs_view(page.app());
    return all + std::to_string(hs_history(page.app())) + std::to_string(hs_revision(page.app()));
}

const double kNan = std::nan(""), kInf = std::numeric_limits<double>::infinity();

const std::vector<Wrong>& wrong_calls() {
    static const std::vector<Wrong> all = {
        {"set_param: no such parameter", "param: -1", [](Page& p) { return hs_set_param(p.app(), -1, 1); }},
        {"set_param: no such parameter", "param: 1000", [](Page& p) { return hs_set_param(p.app(), 1000, 1); }},
        {"set_param: below", "num_heads: -4", [](Page& p) { return hs_set_param(p.app(), param("num_heads"), -4); }},
        {"set_param: above", "num_heads: 1000000000", [](Page& p) { return hs_set_param(p.app(), param("num_heads"), 1e9); }},
        {"set_param: a fraction", "num_heads: 2.5", [](Page& p) { return hs_set_param(p.app(), param("num_heads"), 2.5); }},
        {"set_param: NaN", "temperature: nan", [](Page& p) { return hs_set_param(p.app(), param("temperature"), kNan); }},
        {"set_param: infinity", "temperature: inf", [](Page& p) { return hs_set_param(p.app(), param("temperature"), kInf); }},
        {"set_param: a boolean of 2", "causal: 2", [](Page& p) { return hs_set_param(p.app(), param("causal"), 2); }},

        {"apply: an unknown key", "colour", [](Page& p) { return hs_apply(p.app(), p.put("colour=red")); }},
        {"apply: the second is wrong", "head_dim", [](Page& p) { return hs_apply(p.app(), p.put("num_heads=2&head_dim=x")); }},
        {"apply: a cell outside", "W_q[99,0]", [](Page& p) { return hs_apply(p.app(), p.put("causal=1&W_q[99,0]=1")); }},
        {"apply: a newer version", "999", [](Page& p) { return hs_apply(p.app(), p.put("v=999")); }},
        {"open_link: cut short", "version", [](Page& p) { return hs_open_link(p.app(), p.put("W_q=AAAAgD9s0Bd5")); }},
        {"open_link: a newer version", "999", [](Page& p) { return hs_open_link(p.app(), p.put("num_heads=2&v=999")); }},
        {"open_link: twice", "num_heads", [](Page& p) { return hs_open_link(p.app(), p.put("num_heads=2&num_heads=2&v=1")); }},
        {"open_link: broken numbers", "W_q", [](Page& p) { return hs_open_link(p.app(), p.put("W_q=!!!!&v=1")); }},

        {"set_cell: no address", "W_q", [](Page& p) { return p.set_cell("W_q", 1); }},
        {"set_cell: nothing", "address", [](Page& p) { return p.set_cell("", 1); }},
        {"set_cell: no such tensor", "W_z[0,0]", [](Page& p) { return p.set_cell("W_z[0,0]", 1); }},
        {"set_cell: a fraction", "W_q[0.5,0]", [](Page& p) { return p.set_cell("W_q[0.5,0]", 1); }},
        {"set_cell: negative", "W_q[-1,0]", [](Page& p) { return p.set_cell("W_q[-1,0]", 1); }},
        {"set_cell: 2^32", "W_q[4294967296,0]", [](Page& p) { return p.set_cell("W_q[4294967296,0]", 1); }},
        {"set_cell: outside", "16 × 16", [](Page& p) { return p.set_cell("W_q[16,0]", 1); }},
        {"set_cell: no such item", "item 3", [](Page& p) { return p.set_cell("X[3,0,0]", 1); }},
        {"set_cell: no such layer", "Layer 7", [](Page& p) { return p.set_cell("L7.W_q[0,0]", 1); }},
        {"set_cell: of a stage", "weights", [](Page& p) { return p.set_cell("weights[0,0,0,0]", 1); }},
        {"set_cell: NaN", "W_q: nan", [](Page& p) { return p.set_cell("W_q[0,0]", kNan); }},
        {"set_cell: infinity", "W_q: inf", [](Page& p) { return p.set_cell("W_q[0,0]", kInf); }},
        {"set_cell: beyond float32", "W_q: inf", [](Page& p) { return p.set_cell("W_q[0,0]", 1e39); }},
        {"set_cell: a mask of a half", "mask_allow: 0.5", [](Page& p) { return p.set_cell("mask_allow[0,0,0]", 0.5); }},

        {"set_block: no such tensor", "tensor: -1",
         [](Page& p) { return hs_set_block(p.app(), -1, 0, 0, 0, 0, 1, 1, put_floats(p, {1})); }},
        {"set_block: a stage", "tensor",
         [](Page& p) { return hs_set_block(p.app(), tensor("output"), 0, 0, 0, 0, 1, 1, put_floats(p, {1})); }},
        {"set_block: no such layer", "layer: 1",
         [](Page& p) { return hs_set_block(p.app(), tensor("W_q"), 1, 0, 0, 0, 1, 1, put_floats(p, {1})); }},
        {"set_block: a layer of X", "layer: 1",
         [](Page& p) { return hs_set_block(p.app(), tensor("X"), 1, 0, 0, 0, 1, 1, put_floats(p, {1})); }},
        {"set_block: an item of W_q", "item: 1",
         [](Page& p) { return hs_set_block(p.app(), tensor("W_q"), 0, 1, 0, 0, 1, 1, put_floats(p, {1})); }},
        {"set_block: outside", "W_q",
         [](Page& p) {
             return hs_set_block(p.app(), tensor("W_q"), 0, 0, 15, 0, 2, 1, put_floats(p, {1, 2}));
         }},
        {"set_block: negative size", "-1 × 1",
         [](Page& p) { return hs_set_block(p.app(), tensor("W_q"), 0, 0, 0, 0, -1, 1, put_floats(p, {1})); }},
        {"set_block: enormous", "2147483647",
         [](Page& p) { return hs_set_block(p.app(), tensor("W_q"), 0, 0, 0, 0, INT32_MAX, INT32_MAX, put_floats(p, {1})); }},
        {"set_block: too few", "3 came",
         [](Page& p) {
             return hs_set_block(p.app(), tensor("W_q"), 0, 0, 0, 0, 2, 2, put_floats(p, {1, 2, 3}));
         }},
        {"set_block: too many", "5 came",
         [](Page& p) {
             return hs_set_block(p.app(), tensor("W_q"), 0, 0, 0, 0, 2, 2, put_floats(p, {1, 2, 3, 4, 5}));
         }},
        {"set_block: a number and a half", "6 bytes",
         [](Page& p) { return hs_set_block(p.app(), tensor("W_q"), 0, 0, 0, 0, 1, 1, p.put("123456")); }},
        {"set_block: one is infinite", "W_q: inf",
         [](Page& p) {
             return hs_set_block(p.app(), tensor("W_q"), 0, 0, 0, 0, 1, 2, put_floats(p, {1, INFINITY}));
         }},

        {"paste: ragged", "Row 2", [](Page& p) { return hs_paste_block(p.app(), tensor("W_q"), 0, 0, 0, 0, p.put("1 2\n3")); }},
        {"paste: outside", "W_q", [](Page& p) { return hs_paste_block(p.app(), tensor("W_q"), 0, 0, 16, 0, p.put("1 2")); }},
        {"paste: no such tensor", "tensor: 99", [](Page& p) { return hs_paste_block(p.app(), 99, 0, 0, 0, 0, p.put("1 2")); }},
        {"paste: nothing", "No number", [](Page& p) { return hs_paste_block(p.app(), tensor("W_q"), 0, 0, 0, 0, 0); }},

        {"fill: no such kind", "kind: 10", [](Page& p) { return hs_fill(p.app(), tensor("W_q"), 0, 0, 0, 0, 1, 1, 10, 1, 0); }},
        {"fill: negative seed", "seed: -1",
         [](Page& p) { return hs_fill(p.app(), tensor("W_q"), 0, 0, 0, 0, 1, 1, 4, 1, -1); }},
        {"fill: seed beyond 32 bits", "seed: 4294967296",
         [](Page& p) { return hs_fill(p.app(), tensor("W_q"), 0, 0, 0, 0, 1, 1, 4, 1, 4294967296.0); }},
        {"fill: NaN as seed", "seed: nan",
         [](Page& p) { return hs_fill(p.app(), tensor("W_q"), 0, 0, 0, 0, 1, 1, 4, 1, kNan); }},
        {"fill: scaled beyond float32", "W_q",
         [](Page& p) { return hs_fill(p.app(), tensor("W_q"), 0, 0, 0, 0, 16, 16, 3, 3e38, 0); }},
        {"fill: scaled by NaN", "W_q", [](Page& p) { return hs_fill(p.app(), tensor("W_q"), 0, 0, 0, 0, 16, 16, 3, kNan, 0); }},
        {"fill: outside", "W_q", [](Page& p) { return hs_fill(p.app(), tensor("W_q"), 0, 0, -1, 0, 1, 1, 0, 1, 0); }},
        {"fill: a mask at random", "mask_allow",
         [](Page& p) { return hs_fill(p.app(), tensor("mask_allow"), 0, 0, 0, 0, 1, 1, 4, 1, 0); }},

        {"paint: no mask", "W_q",
         [](Page& p) {
             return hs_paint(p.app(), tensor("W_q"), 0, 1, put_places(p, {0, 0}));
         }},
        {"paint: no such item", "item: 5",
         [](Page& p) {
             return hs_paint(p.app(), tensor("mask_allow"), 5, 0, put_places(p, {0, 0}));
         }},
        {"paint: outside", "mask_allow",
         [](Page& p) {
             return hs_paint(p.app(), tensor("mask_allow"), 0, 0, put_places(p, {0, 0, 99, 0}));
         }},
        {"paint: a row without a column", "4 bytes",
         [](Page& p) { return hs_paint(p.app(), tensor("mask_allow"), 0, 0, put_places(p, {0})); }},
        {"paint: a half", "mask_allow: 0.5",
         [](Page& p) {
             return hs_paint(p.app(), tensor("mask_allow"), 0, 0.5, put_places(p, {0, 0}));
         }},

        {"set_sentence: no such one", "which: 2", [](Page& p) { return hs_set_sentence(p.app(), 2, 0, p.put("a")); }},
        {"set_sentence: no such item", "item: -1", [](Page& p) { return hs_set_sentence(p.app(), 0, -1, p.put("a")); }},
        {"set_sentence: nothing", "no token", [](Page& p) { return hs_set_sentence(p.app(), 0, 0, 0); }},
        {"set_sentence: no UTF-8", "UTF-8", [](Page& p) { return hs_set_sentence(p.app(), 0, 0, p.put("\xff\xfe")); }},
        {"set_names: no such space", "space: 3", [](Page& p) { return hs_set_names(p.app(), 3, p.put("a")); }},
        {"set_names: no UTF-8", "UTF-8", [](Page& p) { return hs_set_names(p.app(), 0, p.put("a,\xff")); }},
        {"set_valid_length: no such item", "item: 1", [](Page& p) { return hs_set_valid_length(p.app(), 1, 1); }},
        {"set_valid_length: too long", "99", [](Page& p) { return hs_set_valid_length(p.app(), 0, 99); }},
        {"set_valid_length: negative", "-2", [](Page& p) { return hs_set_valid_length(p.app(), 0, -2); }},
        {"profile: no such one", "profile: 1000", [](Page& p) { return hs_profile(p.app(), 1000); }},
        {"preset: no such one", "preset: 1000", [](Page& p) { return hs_preset(p.app(), 1000); }},

        {"keep: no such stage", "sores", [](Page& p) { return hs_keep(p.app(), p.put("scores,sores")); }},
        {"keep: a matrix", "W_q", [](Page& p) { return hs_keep(p.app(), p.put("W_q")); }},

        {"set_view: no such field", "colour", [](Page& p) { return p.set_view("colour=red"); }},
        {"set_view: the second is wrong", "theme", [](Page& p) { return p.set_view("head=2&theme=blue"); }},
        {"set_view: no such head", "head", [](Page& p) { return p.set_view("theme=dark&head=77"); }},
        {"set_view: no such item", "item", [](Page& p) { return p.set_view("theme=dark&item=1"); }},
        {"set_view: a fraction", "head", [](Page& p) { return p.set_view("head=1.5"); }},
        {"set_view: a cell outside", "locked", [](Page& p) { return p.set_view("theme=dark&locked=weights[0,0,70,0]"); }},
        {"lock: outside", "weights[0,0,70,0]", [](Page& p) { return hs_lock(p.app(), p.put("weights[0,0,70,0]")); }},
        {"lock: no address", "somewhere", [](Page& p) { return hs_lock(p.app(), p.put("somewhere")); }},
        {"notify: too long", "2000", [](Page& p) { return hs_notify(p.app(), p.put(std::string(2001, 'x')), 0); }},
    };
    return all;
}

}  // namespace

TEST_CASE("every call with wrong arguments is refused by name, and nothing is different afterwards") {
    Page page;
    REQUIRE(hs_apply(page.app(), page.put("causal=1&W_q[0,0]=2")) == nullptr);
    REQUIRE(page.set_view("head=1") == nullptr);
    page.settle();
    const std::string before = state_of(page);
    for (const Wrong& wrong : wrong_calls()) {
        INFO(wrong.call);
        const Message message = wrong.attempt(page);
        CHECK(message != nullptr);
        if (message == nullptr) continue;
        const std::string text = message;
        INFO(text);
        CHECK(text.find(wrong.names) != std::string::npos);
        CHECK(hs_length(page.app()) == text.size());
        CHECK(state_of(page) == before);
    }
    page.settle();
    CHECK(state_of(page) == before);
}

TEST_CASE("what does not exist has no numbers") {
    Page page;
    App* app = page.app();
    for (const int index : {-1, 1000, INT32_MAX, INT32_MIN}) {
        CHECK(std::isnan(hs_param(app, index)));
        CHECK(hs_tensor(app, index, 0, 0)->items == 0);
        CHECK(hs_tensor(app, tensor("X"), 0, index)->items == 0);
        CHECK(hs_tensor(app, tensor("W_q"), index, 0)->items == 0);
        CHECK(hs_tensor(app, tensor("weights"), index, 0)->items == 0);
        CHECK(hs_visible(app, index, 0)->data == 0);
        CHECK(hs_visible(app, 0, index)->data == 0);
        CHECK(hs_hidden_by(app, 0, index, 0, 0) == -1);
        CHECK(hs_hidden_by(app, 0, 0, index, 0) == -1);
        CHECK(hs_hidden_by(app, 0, 0, 0, index) == -1);
        CHECK(hs_hidden_by(app, index, 0, 0, 0) == -1);
        CHECK(std::string(hs_sentence(app, 0, index)) == "null");
        CHECK(std::string(hs_names(app, index)) == "[]");
        CHECK(std::string(hs_sentence(app, index, 0)) == "null");
        CHECK(hs_valid_length(app, index) == -1);
        CHECK(std::string(hs_print(app, index, 0, 0)).empty());
        hs_act(app, 12345, index, 0, 0, 0, 0);
    }
    for (const char* address :
         {"", "weights", "weights[0,0,0]", "weights[0,0,0,99]", "weights[1,0,0,0]", "nothing[0,0]", "L2.weights[0,0,0,0]"}) {
        INFO(address);
        CHECK(std::string(hs_explain(app, page.put(address))).starts_with("{\"error\":"));
        CHECK(std::string(hs_value(app, page.put(address))).starts_with("{\"error\":"));
    }
}

TEST_CASE("no call reads what an earlier one left in the buffer") {
    Page page;
    App* app = page.app();
    put_places(page, {0, 0, 1, 1, 2, 2});
    const std::size_t bytes = put_places(page, {3, 3});
    CHECK(hs_paint(app, tensor("mask_allow"), 0, 0, bytes * 3) != nullptr);
    CHECK(hs_revision(app) == 1);
    CHECK(hs_paint(app, tensor("mask_allow"), 0, 0, bytes) == nullptr);
    const auto mask = page.matrix("mask_allow");
    const int keys = hs_tensor(app, tensor("mask_allow"), 0, 0)->cols;
    for (int i = 0; i < 4; ++i) CHECK(mask[static_cast<std::size_t>(i * keys + i)] == (i == 3 ? 0.0f : 1.0f));
}

TEST_CASE("refusals are in the visitor's language") {
    Page page;
    const std::string english = hs_set_param(page.app(), param("num_heads"), -4);
    page.set_view("language=zh-Hans");
    const std::string chinese = hs_set_param(page.app(), param("num_heads"), -4);
    CHECK(english != chinese);
}

}  // namespace headscope::app
