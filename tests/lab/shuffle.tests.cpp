// Shuffled tokens: the words move with their vectors, and without positions so does what becomes of them.
#include "lab/edit/shuffle.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "lab/edit/history.hpp"
#include "lab/program/evaluate.hpp"
#include "short_edits.hpp"
#include "soundness.hpp"

using namespace headscope::lab;
using namespace headscope::lab::testing;

namespace {

const std::vector<std::string>& tokens_in(const Document& doc, int item = 0) {
    return doc.items[static_cast<size_t>(item)].query.tokens;
}

/// Where the token that is now at a place stood before; tokens must differ.
std::vector<int> order_between(const Document& before, const Document& after) {
    std::vector<int> from;
    for (const std::string& token : tokens_in(after))
        from.push_back(static_cast<int>(std::ranges::find(tokens_in(before), token) - tokens_in(before).begin()));
    return from;
}

/// Largest distance of each output from that of the same token before.
double distance_of_outputs(const Document& before, const Document& after) {
    Evaluator one, two;
    REQUIRE(one.update(before, {}));
    REQUIRE(two.update(after, {}));
    const TensorView x = one.trace().view(TensorId::output), y = two.trace().view(TensorId::output);
    const std::vector<int> from = order_between(before, after);
    double largest = 0;
    for (int row = 0; row < y.dims[2]; ++row)
        for (int col = 0; col < y.dims[3]; ++col)
            largest = std::max(largest, std::fabs(static_cast<double>(y.at(0, 0, row, col)) -
                                                  static_cast<double>(x.at(0, 0, from[static_cast<size_t>(row)], col))));
    return largest;
}

}  // namespace

TEST_CASE("tokens move with their vectors, edited numbers too, and are cut from the new text as they were") {
    const Document doc = with("X[0,2,3]=5&X[0,6,0]=-7");
    for (const char* edit : {"shuffle=0", "shuffle=1", "shuffle=4294967295"}) {
        const Document next = with(doc, edit);
        CHECK(tokens_in(next) != tokens_in(doc));
        CHECK(fault_of(next) == "");
        std::vector<int> from = order_between(doc, next);
        for (size_t row = 0; row < from.size(); ++row)
            for (int col = 0; col < 16; ++col) {
                const int r = static_cast<int>(row);
                CHECK(next.matrix(TensorId::X).at(r, col) == doc.matrix(TensorId::X).at(from[row], col));
                CHECK(next.seeded(TensorId::X).at(r, col) == doc.seeded(TensorId::X).at(from[row], col));
            }
        std::ranges::sort(from);
        std::vector<int> all(7);
        std::iota(all.begin(), all.end(), 0);
        CHECK(from == all);
        CHECK(tokens_of(next.items[0].query.text, TokensBy::words).value() == tokens_in(next));
    }
}

TEST_CASE("the same seed gives the same order, another seed another, and a link opens to what was shuffled") {
    CHECK(with("shuffle=3") == with("shuffle=3"));
    CHECK_FALSE(tokens_in(with("shuffle=3")) == tokens_in(with("shuffle=4")));
    const Document doc = with(with("X[0,2,3]=5"), "shuffle=3");
    CHECK(headscope::lab::apply(initial_document(), read_link(write_link(doc)).value()).value() == doc);
    std::vector<int> counts(6);
    for (std::uint32_t seed = 0; seed < 600; ++seed) {
        const std::vector<int> drawn = shuffled_order(3, seed, 0);
        ++counts[static_cast<size_t>(drawn[0] * 2 + (drawn[1] > drawn[2] ? 1 : 0))];
    }
    for (const int count : counts) CHECK((count > 60 && count < 140));
}

TEST_CASE("without positions the outputs move along with the tokens; with any kind of positions they do not") {
    const Document plain = initial_document();
    CHECK(distance_of_outputs(plain, with(plain, "shuffle=1")) < 1e-6);
    for (const char* positions : {"positions=sinusoidal", "positions=own", "positions=alibi", "positions=rope", "causal=1"}) {
        INFO(positions);
        const Document doc = with(positions);
        CHECK(distance_of_outputs(doc, with(doc, "shuffle=1")) > 1e-3);
    }
}

TEST_CASE("what belongs to a place stays there: painted masks, valid lengths and positions") {
    const Document doc =
        with("batch=2&custom_mask=boolean&mask_allow[0,1,2]=0&mask_bias[0,3,4]=2&valid_length=5&positions=own&P[2,2]=4");
    const Document next = with(doc, "shuffle=2");
    for (const TensorId id : {TensorId::mask_allow, TensorId::mask_bias, TensorId::P}) CHECK(next.matrix(id) == doc.matrix(id));
    CHECK(next.items[0].valid_length == 5);
    CHECK(next.items[1] == doc.items[1]);
    CHECK(next.items[0].memory == doc.items[0].memory);
}

TEST_CASE("each sentence is shuffled by itself, in every way of cutting it") {
    const Document doc = with("batch=2&cross=1");
    const Document next = with(doc, "memory_shuffle.1=5");
    CHECK(next.items[0] == doc.items[0]);
    CHECK(next.items[1].query == doc.items[1].query);
    CHECK_FALSE(next.items[1].memory.tokens == doc.items[1].memory.tokens);
    CHECK(fault_of(next) == "");
    for (const char* text : {"tokens_by=characters&text=abc+def", "tokens_by=lines&text=one+two%0Athree%0Afour",
                             "text=我的+狗+dog+eats", "text=don't+stop.+Now"}) {
        INFO(text);
        const Document cut = with(text), shuffled = with(cut, "shuffle=1");
        CHECK_FALSE(tokens_in(shuffled) == tokens_in(cut));
        CHECK(std::is_permutation(tokens_in(cut).begin(), tokens_in(cut).end(), tokens_in(shuffled).begin(),
                                  tokens_in(shuffled).end()));
        CHECK(fault_of(shuffled) == "");
    }
    for (const char* text : {"text=alone", "text=no+no+no"}) CHECK(with(with(text), "shuffle=1") == with(text));
}

TEST_CASE("a shuffle that cannot be is refused by its key") {
    for (const char* wrong : {"shuffle=-1", "shuffle=1.5", "shuffle=x", "shuffle=4294967296"}) {
        INFO(wrong);
        const Result<Edit> edit = read_edit(wrong);
        REQUIRE_FALSE(edit);
        CHECK(edit.error().where == "shuffle");
    }
    CHECK_FALSE(headscope::lab::apply(initial_document(), Shuffle{SentenceId::query, 1, 0}));
    CHECK_FALSE(read_edit("L1.shuffle=1"));
}
