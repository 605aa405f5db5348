// A share link gives back the document it was written from, bit for bit.
#include "lab/link.hpp"

#include <rapidcheck/catch.h>
#include <catch2/catch_test_macros.hpp>
#include <limits>

#include "lab/edit.hpp"
#include "lab/presets.hpp"
#include "random_edit.hpp"

using namespace headscope::lab;
using namespace headscope::lab::testing;

namespace {

std::string written(std::initializer_list<Edit> edits) {
    Document doc = initial_document();
    for (const Edit& edit : edits) doc = headscope::lab::apply(doc, edit).value();
    return write_link(doc);
}

}  // namespace

TEST_CASE("any document that edits lead to survives the way through a link") {
    rc::prop("link round trip", [](const std::vector<std::uint32_t>& edits) {
        Document doc = initial_document();
        for (const std::uint32_t seed : edits)
            if (Result<Document> next = headscope::lab::apply(doc, random_edit(seed, doc)); next) doc = next.value();
        const Result<Document> back = read_link(write_link(doc));
        RC_ASSERT(bool(back));
        RC_ASSERT(back.value() == doc);
        RC_ASSERT(write_link(back.value()) == write_link(doc));
    });
}

TEST_CASE("every preset survives the way through a link") {
    for (const Preset& preset : presets()) {
        const Document doc = preset.make();
        const Result<Document> back = read_link(write_link(doc));
        INFO(preset.key);
        REQUIRE(back);
        CHECK(back.value() == doc);
    }
}

TEST_CASE("a link says what differs, readably, and the version at the end") {
    CHECK(write_link(initial_document()) == "v=1");
    CHECK(written({SetParam{Param::num_heads, 8}, SetParam{Param::causal, 1}}) == "num_heads=8&causal=1&v=1");
    CHECK(written({SetParam{Param::temperature, 0.7}, SetParam{Param::scale_mode, 2}}) ==
          "scale_mode=value&temperature=0.7&v=1");
    CHECK(written({SetText{SentenceId::query, 0, "a b+c 狗"}}) == "text=a%20b%2Bc%20%E7%8B%97&v=1");
    CHECK(written({SetParam{Param::batch, 2}, SetValidLength{1, 3}}) == "batch=2&valid_length.1=3&v=1");
}

TEST_CASE("one edited number makes a short link, a whole edited matrix a raw one") {
    CHECK(written({SetCell{MatrixId::W_q, 0, 0, 0, 1.5f}}).size() < 40);
    const std::string raw = written({Fill{MatrixId::W_q, 0, 0, 0, 16, 16, FillKind::gaussian, 1, 5}});
    CHECK(raw.size() < 16 * 16 * 4 * 4 / 3 + 40);
}

TEST_CASE("minus zero, denormals, extreme numbers and minus infinity keep their bits") {
    Document doc = initial_document();
    const float values[] = {-0.0f, 1e-45f, -1e-40f, std::numeric_limits<float>::max(), -std::numeric_limits<float>::min()};
    for (int i = 0; i < 5; ++i) doc = headscope::lab::apply(doc, SetCell{MatrixId::W_v, 0, i, i, values[i]}).value();
    doc = headscope::lab::apply(doc, Paint{MatrixId::mask_bias, 0, {{1, 2}}, -std::numeric_limits<float>::infinity()}).value();
    const Result<Document> back = read_link(write_link(doc));
    REQUIRE(back);
    CHECK(back.value() == doc);
}

TEST_CASE("links written by hand need the version only, and widths follow from each other") {
    const Document doc = read_link("#v=1&num_heads=8&d_model=64&causal=true&text=one+two").value();
    CHECK(doc.integer(Param::head_dim) == 8);
    CHECK(doc.on(Param::causal));
    CHECK(doc.items[0].query.tokens == std::vector<std::string>{"one", "two"});
    CHECK(read_link("head_dim=6&v=1").value().integer(Param::d_model) == 24);
    CHECK(read_link("num_heads=1&d_model=4&head_dim=3&v=1").value().projection_width() == 3);
    CHECK(read_link("v=1").value() == initial_document());
    CHECK(read_link("text=\xE7\x8B\x97&v=1").value().items[0].query.tokens[0] == "狗");
}
