// An illegal edit is refused with the input, the limit and what would be legal; the document stays as it was.
#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <limits>

#include "lab/edit/edit.hpp"

using namespace headscope::lab;

namespace {

const float kInfinity = std::numeric_limits<float>::infinity();
const float kNan = std::numeric_limits<float>::quiet_NaN();

// The English message of an edit that must fail.
std::string refusal(const Document& doc, const Edit& edit) {
    const Document before = doc;
    const Result<Document> next = headscope::lab::apply(doc, edit);
    CHECK(doc == before);
    if (next) return "accepted";
    CHECK_FALSE(text_of(next.error(), Language::chinese).empty());
    return text_of(next.error(), Language::english);
}
std::string refusal(const Edit& edit) { return refusal(initial_document(), edit); }
Document set(const Document& doc, Param p, double value) { return headscope::lab::apply(doc, SetParam{p, value}).value(); }

}  // namespace

TEST_CASE("a parameter outside its range names the parameter, the value and the range") {
    CHECK(refusal(SetParam{Param::num_heads, 65}) == "num_heads: 65 is outside 1 to 64.");
    CHECK(refusal(SetParam{Param::num_heads, 0}) == "num_heads: 0 is outside 1 to 64.");
    CHECK(refusal(SetParam{Param::batch, 33}) == "batch: 33 is outside 1 to 32.");
    CHECK(refusal(SetParam{Param::d_model, 1025}) == "d_model: 1025 is outside 1 to 1024.");
    CHECK(refusal(SetParam{Param::temperature, 0}) == "temperature: 0 is outside 0.01 to 100.");
    CHECK(refusal(SetParam{Param::temperature, std::nan("")}) == "temperature: nan is not a finite number.");
    CHECK(refusal(SetParam{Param::scale_value, HUGE_VAL}) == "scale_value: inf is not a finite number.");
    CHECK(refusal(SetParam{Param::head_dim, 2.5}) == "head_dim: 2.5 is not a whole number.");
    CHECK(refusal(SetParam{Param::causal, 0.5}) == "causal: 0.5 is not a whole number.");
    CHECK(refusal(SetParam{Param::tokens_by, 3}) == "tokens_by: 3 is outside 0 to 2.");
    CHECK(refusal(SetParam{static_cast<Param>(99), 0}) != "accepted");
    CHECK(refusal(SetParam{static_cast<Param>(-1), 0}) != "accepted");
}

TEST_CASE("heads that do not divide the width name what would") {
    CHECK(refusal(SetParam{Param::num_heads, 5}) == "num_heads: 5 heads do not divide the width 16; possible nearby: 4, 8.");
    CHECK(refusal(SetParam{Param::num_heads, 17}) == "num_heads: 17 heads do not divide the width 16; possible nearby: 16.");
    CHECK(refusal(SetParam{Param::d_model, 18}) == "d_model: 4 heads do not divide the width 18; possible nearby: 16, 20.");
    CHECK(refusal(SetParam{Param::d_model, 3}) == "d_model: 4 heads do not divide the width 3; possible nearby: 4.");
    CHECK(refusal(SetParam{Param::head_dim, 257}) ==
          "head_dim: 4 heads of dimension 257 make a width of 1028, the limit is 1024.");
}

TEST_CASE("a number that is none, or not for this matrix, is refused") {
    for (const float value : {kNan, kInfinity, -kInfinity}) {
        CHECK(refusal(SetCell{TensorId::W_q, 0, 0, 0, value}).find("W_q: ") == 0);
        CHECK(refusal(SetBlock{TensorId::X, 0, 0, 0, 1, 2, {1.0f, value}}).find("X: ") == 0);
    }
    CHECK(refusal(SetCell{TensorId::mask_bias, 0, 0, 0, kInfinity}).find("mask_bias: inf") == 0);
    CHECK(refusal(SetCell{TensorId::mask_bias, 0, 0, 0, -kInfinity}) == "accepted");
    CHECK(refusal(SetCell{TensorId::mask_allow, 0, 0, 0, 0.5f}) == "mask_allow: 0.5 is neither 0 (hidden) nor 1 (may attend).");
    CHECK(refusal(Paint{TensorId::W_q, 0, {{0, 0}}, 1.0f}) == "W_q is not a mask and cannot be painted.");
    CHECK(refusal(Fill{TensorId::mask_allow, 0, 0, 0, 7, 7, FillKind::gaussian}).find("mask_allow: ") == 0);
    CHECK(refusal(Fill{TensorId::W_q, 0, 0, 0, 16, 16, FillKind::scale, kNan}).find("W_q: nan") == 0);
    const Document large = headscope::lab::apply(initial_document(), SetCell{TensorId::W_q, 0, 0, 0, 3e38f}).value();
    CHECK(refusal(large, Fill{TensorId::W_q, 0, 0, 0, 1, 1, FillKind::scale, 10.0f}) ==
          "W_q: multiplying by 10 leaves the range of float32.");
}

TEST_CASE("a place outside of a matrix names the place and the shape") {
    CHECK(refusal(SetCell{TensorId::W_q, 0, 16, 0, 1.0f}) == "W_q: cell (16, 0) is outside its shape 16 × 16.");
    CHECK(refusal(SetCell{TensorId::W_q, 0, 0, -1, 1.0f}) == "W_q: cell (0, -1) is outside its shape 16 × 16.");
    CHECK(refusal(SetCell{TensorId::X, 1, 0, 0, 1.0f}) == "Batch item 1 does not exist; there are 1.");
    CHECK(refusal(SetBlock{TensorId::X, 0, 6, 0, 2, 1, {1, 2}}) == "X: a block of 2 × 1 at (6, 0) does not fit into 7 × 16.");
    CHECK(refusal(SetBlock{TensorId::X, 0, 2147483647, 0, 2, 1, {1, 2}}).find("does not fit") != std::string::npos);
    CHECK(refusal(SetBlock{TensorId::X, 0, 0, 0, 2, 2, {1, 2}}) == "X: a block of 2 × 2 needs 4 values, 2 came.");
    CHECK(refusal(Fill{TensorId::X, 0, 0, 0, 0, 0, FillKind::zero}).find("X: a block of 0 × 0") == 0);
    CHECK(refusal(Paint{TensorId::mask_allow, 0, {{0, 0}, {0, 7}}, 0.0f}) ==
          "mask_allow: cell (0, 7) is outside its shape 7 × 7.");
    CHECK(refusal(SetCell{static_cast<TensorId>(77), 0, 0, 0, 1.0f}) == "There is no such matrix.");
    CHECK(refusal(SetValidLength{0, 8}) == "Valid length of batch item 0: 8 is outside 0 to 7.");
    CHECK(refusal(SetValidLength{3, 1}) == "Batch item 3 does not exist; there are 1.");
    CHECK(refusal(SetText{SentenceId::query, 2, "a"}) == "Batch item 2 does not exist; there are 1.");
    CHECK(refusal(SetText{SentenceId::query, 0, " "}) == "The sentence has no token; type at least one word.");
}

TEST_CASE("shapes whose trace would not fit into the memory limit are refused with both sizes") {
    Document doc =
        set(set(initial_document(), Param::tokens_by, static_cast<double>(TokensBy::characters)), Param::d_model, 64);
    doc = headscope::lab::apply(doc, SetText{SentenceId::query, 0, std::string(1024, 'x')}).value();
    doc = set(doc, Param::num_heads, 64);
    const std::string message = refusal(doc, SetParam{Param::batch, 2});
    CHECK(message.find("B=2, m=64, S=1024 × 1024: these shapes need 5") == 0);
    CHECK(message.find("the limit is 512 MB") != std::string::npos);
}
