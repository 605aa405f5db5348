// A malformed link is refused with the key that is wrong.
#include <catch2/catch_test_macros.hpp>

#include "lab/edit/edit.hpp"
#include "lab/link/link.hpp"
#include "link_fuzz.hpp"
#include "random_edit.hpp"
#include "soundness.hpp"

using namespace headscope::lab;
using namespace headscope::lab::testing;

namespace {

std::string refusal(std::string_view link) {
    const Result<Document> doc = opened(link);
    return doc ? "accepted" : text_of(doc.error(), Language::english);
}

std::string unknown(std::string_view key) {
    return "Link, " + std::string(key) +
           ": This key is not known; there are parameters (num_heads ...), sentences (text ...), matrices (W_q ...) and cells "
           "(W_q[2,5]).";
}

Document edited_document() {
    Document doc = headscope::lab::apply(initial_document(), SetText{SentenceId::query, 0, "some other words"}).value();
    doc = headscope::lab::apply(doc, SetParam{Param::num_heads, 2}).value();
    return headscope::lab::apply(doc, SetCell{TensorId::W_q, 0, 3, 3, 7.0f}).value();
}

}  // namespace

TEST_CASE("a link with edited matrices that was cut anywhere behind the first of them is refused") {
    Document doc = headscope::lab::apply(edited_document(), SetCell{TensorId::W_k, 0, 1, 2, -3.0f}).value();
    const std::string link = write_link(doc);
    REQUIRE(opened(link));
    for (size_t length = link.find("W_q=") + 1; length < link.size(); ++length) {
        INFO(link.substr(0, length));
        CHECK_FALSE(opened(std::string_view(link).substr(0, length)));
    }
    CHECK(refusal(link.substr(0, link.find("&W_k"))) ==
          "Link, v: The version is missing at the end; the link was probably cut short.");
}

TEST_CASE("what is wrong in a link without a version is named by its own key") {
    CHECK(refusal("num_heads=3") == "Link, num_heads: 3 heads do not divide the width 16; possible nearby: 2, 4.");
    CHECK(refusal("num_heads=2&colour=red") == unknown("colour"));
    CHECK(refusal("W_q=zeros").find("Link, W_q: ") == 0);
}

TEST_CASE("versions, unknown and repeated keys are named") {
    CHECK(refusal("v=2&new_thing=1") == "Link, v: Version 2 is newer than 1, the newest this page understands.");
    CHECK(refusal("v=x") == "Link, v: “x” is not one of 1.");
    CHECK(refusal("v=") == "Link, v: “” is not one of 1.");
    CHECK(refusal("v=0.5&colour=red").find("Link, v: ") == 0);
    CHECK(refusal("colour=red&v=1") == unknown("colour"));
    CHECK(refusal("causal=1&causal=1&v=1") == "Link, causal: This key appears twice.");
    CHECK(refusal("causal&v=1") == "Link, causal: There is no “=” and value; write causal=value.");
    CHECK(refusal("&v=1") == "Link, &: There is no “=” and value; write key=value.");
    CHECK(refusal("X.0=AA&v=1") == unknown("X.0"));
    CHECK(refusal("W_q.1=AA&v=1") == unknown("W_q.1"));
    CHECK(refusal("text.3=a&v=1") == "Link, text.3: Batch item 3 does not exist; there are 1.");
}

TEST_CASE("what is quoted from a link is readable, however its browser wrote it") {
    CHECK(refusal("my heads=2") == unknown("my heads"));
    CHECK(refusal("my%20heads=2") == unknown("my heads"));
    CHECK(refusal("头数=2") == unknown("头数"));
    CHECK(refusal("%E5%A4%B4%E6%95%B0=2") == unknown("头数"));
    CHECK(refusal("scale_mode=开 方") == "Link, scale_mode: “开 方” is not one of sqrt, off, value, auto.");
    CHECK(refusal("temperature=%E7%83%AD") == "Link, temperature: “热” is not a number.");
    CHECK(refusal("a\nb\xFF=2") == unknown("a b?"));
    const std::string chinese = "一二三四五六七八九十甲乙";  // 36 bytes
    CHECK(refusal(chinese + "=2") == unknown("一二三四五六七八九十…"));
    const Result<Document> doc = opened("num_heads=3");
    REQUIRE_FALSE(doc);
    CHECK(text_of(doc.error(), Language::chinese).find("链接，num_heads：3 个头") == 0);
}

TEST_CASE("a link that ends with & says no more than without; nothing between two of them is refused") {
    CHECK(opened("num_heads=2&").value() == opened("num_heads=2").value());
    CHECK(opened("num_heads=2&v=1&").value() == opened("num_heads=2").value());
    CHECK(refusal("num_heads=2&&causal=1").find("Link, &: ") == 0);
    CHECK(refusal("&").find("Link, &: ") == 0);
}

TEST_CASE("a malformed address of a cell is refused as that") {
    const std::string indices = "W_q takes 2 indices in square brackets, counted from 0.";
    for (const std::string key : {"W_q[7,x]", "W_q[7]", "W_q[7,9", "W_q[7,9]x", "W_q[-1,0]", "W_q[1,2,3]", "W_q[]"}) {
        INFO(key);
        CHECK(refusal(key + "=1") == "Link, " + key + ": " + indices);
    }
    CHECK(refusal("X[0,1]=1") == "Link, X[0,1]: X takes 3 indices in square brackets, counted from 0.");
    CHECK(refusal("W_z[0,1]=1").find("Link, W_z[0,1]: this is no address of a cell; write a tensor and its indices") == 0);
    CHECK(refusal("weights[0,0,1,1]=1") == "Link, weights[0,0,1,1]: weights is computed; only matrices can be set.");
    CHECK(refusal("W_q[7,99]=1").find("outside its shape 16 × 16") != std::string::npos);
}

TEST_CASE("absurd dimensions and values are refused by the parameter's own limits") {
    CHECK(refusal("d_model=999999999999&v=1").find("Link, d_model: 999999999999 is outside 1 to 1024.") == 0);
    CHECK(refusal("d_model=1e39&v=1").find("is outside 1 to 1024.") != std::string::npos);
    CHECK(refusal("d_model=1e999&v=1").find("not a finite number") != std::string::npos);
    CHECK(refusal("temperature=nan&v=1") == "Link, temperature: nan is not a finite number.");
    CHECK(refusal("num_heads=3&v=1") == "Link, num_heads: 3 heads do not divide the width 16; possible nearby: 2, 4.");
    CHECK(refusal("num_heads=64&head_dim=1024&v=1").find("the limit is 1024") != std::string::npos);
    CHECK(refusal("scale_mode=big&v=1") == "Link, scale_mode: “big” is not one of sqrt, off, value, auto.");
    CHECK(refusal("causal=maybe&v=1") == "Link, causal: “maybe” is not one of 0, 1, false, true, off, on.");
    CHECK(refusal("batch=-1&v=1").find("Link, batch: -1 is outside") == 0);
    CHECK(refusal("valid_length=8&v=1") == "Link, valid_length: Valid length of batch item 0: 8 is outside 0 to 7.");
    CHECK(refusal("valid_length=1e30&v=1") == "Link, valid_length: 1e30 is outside -1 to 1024.");
    CHECK(refusal("valid_length=1.5&v=1") == "Link, valid_length: 1.5 is not a whole number.");
    CHECK(refusal("valid_length=all&v=1") == "Link, valid_length: “all” is not a number.");
    CHECK(refusal("temperature=warm&v=1") == "Link, temperature: “warm” is not a number.");
    const std::string many(1024, 'x');
    CHECK(refusal("tokens_by=characters&num_heads=64&d_model=64&batch=2&text=" + many + "&v=1").find("the limit is 512 MB") !=
          std::string::npos);
}

TEST_CASE("damaged sentences and numbers are noticed") {
    CHECK(refusal("text=%E7%8B&v=1") == "Link, text: The text is not valid UTF-8 at byte 0.");
    CHECK(refusal("text=a%2&v=1").find("Link, text: A percent code is broken; write %25 for % itself.") == 0);
    CHECK(refusal("text=%zz&v=1").find("Link, text: A percent code is broken") == 0);
    CHECK(refusal("text=&v=1").find("Link, text: The sentence has no token") == 0);
    CHECK(refusal("W_q=!!!!&v=1") == "Link, W_q: The packed numbers contain something that is not base64url.");
    CHECK(refusal("W_q=&v=1") == "Link, W_q: The packed numbers are cut short or do not fit the shape 16 × 16.");
    CHECK(refusal("W_q=" + std::string(1000000, 'A') + "&v=1").find("do not fit the shape 16 × 16") != std::string::npos);
    std::string link = write_link(edited_document());
    const size_t at = link.find("W_q=") + 8;
    for (size_t i = at; link[i] != '&'; ++i) {
        std::string damaged = link;
        damaged[i] = damaged[i] == 'A' ? 'B' : 'A';
        INFO(damaged);
        CHECK(refusal(damaged).find("Link, W_q: ") == 0);
    }
}

TEST_CASE("a packed number that may not stand in its matrix is refused") {
    Document doc = initial_document();
    doc.matrix(TensorId::W_q).edit()[0] = std::bit_cast<float>(0x7FC00000u);
    CHECK(refusal(write_link(doc)).find("Link, W_q: nan is not a finite number") == 0);
    doc = initial_document();
    doc.matrix(TensorId::mask_allow).edit()[0] = 0.5f;
    CHECK(refusal(write_link(doc)).find("Link, mask_allow: ") == 0);
}

TEST_CASE("a huge link is refused before it is looked at") {
    CHECK(refusal(std::string(kMaxLinkLength + 1, '&')).find("the limit is") != std::string::npos);
    CHECK(refusal(std::string(100000, '&')) != "accepted");
}

TEST_CASE("random and mutated links break nothing") {
    Dice dice(4711);
    const std::string alphabet = "abcXW_qkvo.=&%+0123456789-AZ~#\xE7";
    for (int round = 0; round < 1500; ++round) {
        std::string link;
        if (dice.chance(70)) link = write_link(random_document(dice.next(), 6));
        for (int i = dice.between(1, 8); i > 0; --i) {
            const size_t at = static_cast<size_t>(dice.below(static_cast<int>(link.size()) + 1));
            const char c = alphabet[static_cast<size_t>(dice.below(static_cast<int>(alphabet.size())))];
            if (at == link.size() || dice.chance(30)) link.insert(at, 1, c);
            else if (dice.chance(30)) link.erase(at, static_cast<size_t>(dice.between(1, 20)));
            else link[at] = c;
        }
        REQUIRE(LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(link.data()), link.size()) == 0);
    }
}
