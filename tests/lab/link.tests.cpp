// A share link gives back the document it was written from, bit for bit.
#include "lab/link/link.hpp"

#include <rapidcheck/catch.h>
#include <catch2/catch_test_macros.hpp>
#include <limits>

#include "lab/edit/edit.hpp"
#include "lab/link/presets.hpp"
#include "random_edit.hpp"
#include "soundness.hpp"
#include "words/word_file.hpp"

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
            if (Result<Document> next = headscope::lab::apply(doc, random_edit(seed, doc), &word_vectors()); next)
                doc = next.value();
        const Result<Document> back = opened(write_link(doc));
        RC_ASSERT(bool(back));
        RC_ASSERT(back.value() == doc);
        RC_ASSERT(write_link(back.value()) == write_link(doc));
    });
}

TEST_CASE("every preset survives the way through a link") {
    for (const Preset& preset : presets()) {
        const Document doc = headscope::lab::apply(initial_document(), edit_of(preset), &word_vectors()).value();
        const Result<Document> back = opened(write_link(doc));
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
    CHECK(written({SetCell{TensorId::W_q, 0, 0, 0, 1.5f}}).size() < 40);
    const std::string raw = written({Fill{TensorId::W_q, 0, 0, 0, 16, 16, FillKind::gaussian, 1, 5}});
    CHECK(raw.size() < 16 * 16 * 4 * 4 / 3 + 40);
}

TEST_CASE("minus zero, denormals, extreme numbers and minus infinity keep their bits") {
    Document doc = initial_document();
    const float values[] = {-0.0f, 1e-45f, -1e-40f, std::numeric_limits<float>::max(), -std::numeric_limits<float>::min()};
    for (int i = 0; i < 5; ++i) doc = headscope::lab::apply(doc, SetCell{TensorId::W_v, 0, i, i, values[i]}).value();
    doc = headscope::lab::apply(doc, Paint{TensorId::mask_bias, 0, {{1, 2}}, -std::numeric_limits<float>::infinity()}).value();
    const Result<Document> back = opened(write_link(doc));
    REQUIRE(back);
    CHECK(back.value() == doc);
}

TEST_CASE("a link written by hand needs no version, and is a whole document all the same") {
    CHECK(opened("#num_heads=2&causal=1").value() == opened("num_heads=2&causal=1&v=1").value());
    CHECK(opened("").value() == initial_document());
    const Document edited = headscope::lab::apply(initial_document(), SetParam{Param::biases, 1}).value();
    CHECK(headscope::lab::apply(edited, read_link("num_heads=2").value()).value() == opened("num_heads=2&v=1").value());
    CHECK(opened("d_model=2&num_heads=1&W_q=1,2;3,4&W_k=identity").value().matrix(TensorId::W_q).at(1, 0) == 3.0f);
}

TEST_CASE("in links written by hand widths follow from each other") {
    const Document doc = opened("#v=1&num_heads=8&d_model=64&causal=true&text=one+two").value();
    CHECK(doc.integer(Param::head_dim) == 8);
    CHECK(doc.on(Param::causal));
    CHECK(doc.items[0].query.tokens == std::vector<std::string>{"one", "two"});
    CHECK(opened("head_dim=6&v=1").value().integer(Param::d_model) == 24);
    CHECK(opened("num_heads=1&d_model=4&head_dim=3&v=1").value().projection_width() == 3);
    CHECK(opened("v=1").value() == initial_document());
    CHECK(opened("text=\xE7\x8B\x97&v=1").value().items[0].query.tokens[0] == "狗");
}

TEST_CASE("a text without a version is a delta on the present document") {
    const Document doc =
        headscope::lab::apply(initial_document(), read_edit("causal=1&W_q[2,5]=1.5&X[0,0,3]=-2").value()).value();
    CHECK(doc.on(Param::causal));
    CHECK(doc.matrix(TensorId::W_q).at(2, 5) == 1.5f);
    CHECK(doc.matrix(TensorId::X).at(0, 3) == -2.0f);
    const Document next = headscope::lab::apply(doc, read_edit("num_heads=2").value()).value();
    CHECK(next.on(Param::causal));
    CHECK(next.matrix(TensorId::W_q).at(2, 5) == 1.5f);
    CHECK(next.integer(Param::head_dim) == 8);
    CHECK(headscope::lab::apply(next, read_edit("v=1").value()).value() == initial_document());
}

TEST_CASE("matrices are written by hand as numbers or by name") {
    const auto edited = [](std::string_view text) {
        return headscope::lab::apply(initial_document(), read_edit(text).value());
    };
    const Document doc = edited(
                             "d_model=2&num_heads=1&W_q=1,2;3,-4.5&W_k=identity&W_v=zero&W_o=one&mask_bias=-inf,0,0,0,0,0,0;0,"
                             "0,0,0,0,0,0;0,0,0,0,0,0,0;0,0,0,0,0,0,0;0,0,0,0,0,0,0;0,0,0,0,0,0,0;0,0,0,0,0,0,0")
                             .value();
    CHECK(doc.matrix(TensorId::W_q).at(1, 1) == -4.5f);
    CHECK(doc.matrix(TensorId::W_k).at(0, 0) == 1.0f);
    CHECK(doc.matrix(TensorId::W_k).at(0, 1) == 0.0f);
    CHECK(doc.matrix(TensorId::W_v).at(1, 1) == 0.0f);
    CHECK(doc.matrix(TensorId::W_o).at(0, 1) == 1.0f);
    CHECK(doc.matrix(TensorId::mask_bias).at(0, 0) == -std::numeric_limits<float>::infinity());
    CHECK(edited("d_model=1&num_heads=1&W_q=5;").value().matrix(TensorId::W_q).at(0, 0) == 5.0f);
    for (const char* wrong :
         {"d_model=2&num_heads=1&W_q=1,2;3", "d_model=2&num_heads=1&W_q=1,2,3,4", "d_model=2&num_heads=1&W_q=1,2;3,4;5,6",
          "d_model=2&num_heads=1&W_q=1,x;3,4", "d_model=2&num_heads=1&W_q=-inf,1;3,4", "mask_allow[0,0,0]=0.5", "W_q[16,0]=1",
          "X[1,0,0]=1", "L2.W_q[0,0]=1"}) {
        INFO(wrong);
        CHECK_FALSE(edited(wrong));
    }
}

TEST_CASE("the second layer of a document with one is refused by name") {
    const Result<Document> doc = headscope::lab::apply(initial_document(), read_edit("L2.W_q=zero").value());
    REQUIRE_FALSE(doc);
    CHECK(text_of(doc.error(), Language::english) == "Link, L2.W_q: Layer 2 does not exist; there are 1.");
    CHECK(headscope::lab::apply(initial_document(), read_edit("L1.W_q=zero").value()).value().matrix(TensorId::W_q).at(3, 3) ==
          0.0f);
}

TEST_CASE("a key is said once whatever its spelling, and a delta may set every cell of a matrix") {
    for (const char* twice : {"W_q[0,0]=1&L1.W_q[0,0]=2", "W_q=zero&L1.W_q=one", "causal=1&causal=1"})
        CHECK_FALSE(read_edit(twice));
    for (const char* spelling : {"W_q[00,0]=1", "L01.W_q[0,0]=1", "L1.X[0,0,0]=1", "L1.X=zero"})
        CHECK_FALSE(read_edit(spelling));
    std::string text;
    for (int row = 0; row < 16; ++row)
        for (int col = 0; col < 16; ++col)
            text += "W_q[" + std::to_string(row) + "," + std::to_string(col) + "]=" + std::to_string(row * 16 + col) + "&";
    const Document doc = headscope::lab::apply(initial_document(), read_edit(text + "causal=1").value()).value();
    CHECK(doc.matrix(TensorId::W_q).at(15, 15) == 255.0f);
    std::string giant;
    for (int i = 0; i < 65537; ++i) giant += "W_q[" + std::to_string(i) + ",0]=1&";
    const Result<Edit> refused = read_edit(giant + "causal=1");
    REQUIRE_FALSE(refused);
    CHECK(text_of(refused.error(), Language::english).find("the limit is 65536") != std::string::npos);
}

TEST_CASE("whole matrices are set before single cells, and shapes before both, in whatever order they are written") {
    for (const char* text : {"W_q[0,0]=5&W_q=zero&d_model=8", "d_model=8&W_q=zero&W_q[0,0]=5"}) {
        const Document doc = headscope::lab::apply(initial_document(), read_edit(text).value()).value();
        CHECK(doc.matrix(TensorId::W_q).rows() == 8);
        CHECK(doc.matrix(TensorId::W_q).at(0, 0) == 5.0f);
        CHECK(doc.matrix(TensorId::W_q).at(1, 0) == 0.0f);
    }
}

TEST_CASE("what is wrong with shapes or tokens names the setting it comes from, not the one after it") {
    const auto where = [](const std::string& text) {
        const Result<Document> doc = headscope::lab::apply(initial_document(), read_edit(text).value());
        return doc ? std::string("accepted") : doc.error().where;
    };
    const std::string many(1025, 'x');
    CHECK(where("num_heads=3&W_q=zero") == "num_heads");
    CHECK(where("batch=8&num_heads=64&d_model=1024&tokens_by=characters&W_q=zero&text=" + many.substr(1)) == "");
    CHECK(where("tokens_by=characters&W_q=zero&text=" + many) == "text");
    const Document lines = headscope::lab::apply(initial_document(), read_edit("tokens_by=lines&text=" + many).value()).value();
    const Result<Document> cut = headscope::lab::apply(lines, read_edit("tokens_by=characters&W_q=zero").value());
    REQUIRE_FALSE(cut);
    CHECK(cut.error().where == "tokens_by");
}

TEST_CASE("a delta takes a valid length back") {
    const Document set = headscope::lab::apply(initial_document(), read_edit("valid_length=3").value()).value();
    CHECK(set.valid_keys(0) == 3);
    CHECK(headscope::lab::apply(set, read_edit("valid_length=-1").value()).value() == initial_document());
}

TEST_CASE("positions were a switch once: links say 0 and 1, and every word for them is read") {
    for (const char* on : {"positions=1", "positions=true", "positions=on", "positions=sinusoidal"}) {
        INFO(on);
        const Document doc = headscope::lab::apply(initial_document(), read_edit(on).value()).value();
        CHECK(static_cast<Positions>(doc.integer(Param::positions)) == Positions::sinusoidal);
        CHECK(write_link(doc) == "positions=1&v=1");
        for (const char* off : {"positions=0", "positions=false", "positions=off"})
            CHECK(headscope::lab::apply(doc, read_edit(off).value()).value() == initial_document());
    }
    for (const char* wrong : {"positions=2", "positions=", "positions=sine"}) CHECK_FALSE(read_edit(wrong));
}

TEST_CASE("percent codes in keys and numbers, which whoever passed a link on may have put in, are read") {
    const Document plain = opened("num_heads=2&W_q[2,5]=1.5&v=1").value();
    CHECK(opened("num%5Fheads=%32&W_q%5B2%2C5%5D=1%2E5&v=1").value() == plain);
    CHECK(opened("text=100%2525&v=1").value().items[0].query.text == "100%25");  // prose is decoded once
}
