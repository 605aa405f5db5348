// What the inspector says, under masks and about numbers of matrices.
#include <catch2/catch_test_macros.hpp>

#include <string>
#include <vector>

#include "lab/model/masks.hpp"
#include "ui/bench.hpp"

using namespace headscope;
using namespace headscope::ui;
using lab::CellRef;
using lab::Param;
using lab::TensorId;

namespace {

constexpr ImVec2 kDesktop(1600, 1000);

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
    b.view.locked = cell;
    b.settle();
    return b.item(key).label;
}

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

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
