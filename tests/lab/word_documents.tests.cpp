// Documents whose X is vectors of words: where its numbers are from, and that edits, links and undo treat them like any other's.
#include <catch2/catch_test_macros.hpp>

#include "lab/laboratory/laboratory.hpp"
#include "lab/link/link.hpp"
#include "lab/link/presets.hpp"
#include "lab/program/evaluate.hpp"
#include "short_edits.hpp"
#include "soundness.hpp"
#include "words/word_file.hpp"

using namespace headscope::lab;
using namespace headscope::lab::testing;

namespace {

Document words(const char* text) { return with((std::string("embedding=words&") + text).c_str()); }

std::vector<float> row(const Document& doc, int r, TensorId id = TensorId::X, int item = 0) {
    const Matrix& m = doc.matrix(id, item);
    const auto values =
        m.values().subspan(static_cast<size_t>(r) * static_cast<size_t>(m.cols()), static_cast<size_t>(m.cols()));
    return {values.begin(), values.end()};
}

std::vector<float> vector_of(std::string_view word, int width) {
    std::vector<float> numbers(static_cast<size_t>(width));
    word_vectors().write(word, 0, width, numbers.data());
    return numbers;
}

constexpr auto kWords = static_cast<double>(Embedding::words);

}  // namespace

TEST_CASE("rows of X are the vectors of the tokens' words, as wide as the model; a token without one keeps its seeded row") {
    for (const int width : {1, 16, 32, 48}) {
        const std::string text = "num_heads=1&d_model=" + std::to_string(width) + "&text=Dog zyx 狗 I";
        const Document doc = words(text.c_str());
        const Document seeded = with(text.c_str());
        INFO(width);
        CHECK(doc.items[0].query.words == std::vector<std::string>{"dog", "", "dog", "me"});
        CHECK(row(doc, 0) == vector_of("dog", width));
        CHECK(row(doc, 1) == row(seeded, 1));
        CHECK(row(doc, 2) == row(doc, 0));
        CHECK(row(doc, 3) == vector_of("me", width));
        CHECK(seeded.items[0].query.words.empty());
        CHECK(with(doc, "embedding=seeded") == seeded);
    }
}

TEST_CASE("the memory and every batch item have them too, and widths, sentences and seeds change what they should alone") {
    const Document doc = words("batch=2&cross=1&d_memory=6&text=cat&memory_text=猫 zyx&text.1=queen&memory_text.1=king");
    CHECK(row(doc, 0, TensorId::X_kv) == vector_of("cat", 6));
    CHECK(row(doc, 0, TensorId::X_kv, 1) == vector_of("king", 6));
    CHECK(row(doc, 0, TensorId::X, 1) == vector_of("queen", 16));
    const Document wider = with(doc, "d_memory=40&num_heads=2&d_model=32");
    CHECK(row(wider, 0, TensorId::X_kv) == vector_of("cat", 40));
    CHECK(row(wider, 0) == vector_of("cat", 32));
    CHECK(with(wider, "d_memory=6&d_model=16&num_heads=4") == doc);
    const Document typed = with(doc, "text=the cat sat");
    CHECK(row(typed, 1) == row(doc, 0));
    CHECK(row(typed, 2) == vector_of("sat", 16));
    const Document seed = with(doc, "embedding_seed=3");
    CHECK(row(seed, 0, TensorId::X_kv) == row(doc, 0, TensorId::X_kv));
    CHECK_FALSE(row(seed, 1, TensorId::X_kv) == row(doc, 1, TensorId::X_kv));
}

TEST_CASE("a number of X that was edited stays when its row becomes a word's, and travels in the link on top of it") {
    Document doc = with("X[0,1,3]=9");
    doc = with(doc, "embedding=words");
    CHECK(doc.matrix(TensorId::X).at(1, 3) == 9.0f);
    CHECK(row(doc, 0) == vector_of("me", 16));
    const std::string link = write_link(doc);
    CHECK(link.find("embedding=words&") != std::string::npos);
    CHECK(opened(link).value() == doc);
    CHECK(opened("embedding=words&text=dog+food&v=1").value() == words("text=dog food"));
    CHECK(write_link(words("text=dog food")) == "embedding=words&text=dog%20food&v=1");
}

TEST_CASE("without the vectors such a document is refused, in words, and nothing changes; with them it is the same anywhere") {
    const std::string link = "d_model=32&embedding=words&text=dog+food+zyx&X[0,0,0]=2&v=1";
    Laboratory laboratory;
    const Document before = laboratory.document();
    for (const Edit& edit : {read_link(link).value(), Edit(SetParam{Param::embedding, kWords})}) {
        const Result<bool> done = laboratory.edit(edit);
        REQUIRE_FALSE(done);
        CHECK(done.error().message == Str::error_words_missing);
        CHECK(laboratory.document() == before);
        CHECK_FALSE(laboratory.can_undo());
    }
    CHECK_FALSE(laboratory.learn("HSWV and nothing"));
    CHECK(laboratory.vectors() == nullptr);
    REQUIRE(laboratory.learn(word_vector_bytes()));
    CHECK_FALSE(laboratory.learn(""));
    CHECK(laboratory.vectors() != nullptr);  // what was known stays
    CHECK(laboratory.document() == before);
    REQUIRE(laboratory.edit(read_link(link).value()));
    CHECK(laboratory.document() == opened(link).value());
    CHECK(fault_of(laboratory.document()) == "");
    const Document with_words = laboratory.document();
    REQUIRE(laboratory.edit(SetText{SentenceId::query, 0, "cat"}));
    REQUIRE(laboratory.edit(SetParam{Param::embedding, 0}));
    REQUIRE(laboratory.undo());
    REQUIRE(laboratory.undo());
    CHECK(laboratory.document() == with_words);
    REQUIRE(laboratory.undo());
    CHECK(laboratory.document() == before);
    REQUIRE(laboratory.redo());
    CHECK(laboratory.document() == with_words);
}

TEST_CASE("what needs no vectors is possible without them, in a document that has them") {
    const Document doc = words("text=dog food");
    CHECK(apply(doc, SetCell{TensorId::X, 0, 0, 0, 3.0f}));
    CHECK(apply(doc, SetParam{Param::embedding, kWords}).value() == doc);
    CHECK_FALSE(apply(doc, SetText{SentenceId::query, 0, "cat"}));
    CHECK(apply(doc, Reset{}).value() == initial_document());
}

TEST_CASE("in the preset of likeness the scores are X times its transpose, and words of a kind look at each other") {
    const Preset* likeness = nullptr;
    for (const Preset& preset : presets())
        if (preset.key == "likeness") likeness = &preset;
    REQUIRE(likeness);
    const Document doc = apply(initial_document(), edit_of(*likeness), &word_vectors()).value();
    Evaluator evaluator;
    REQUIRE(evaluator.update(doc, {TensorId::scores}));
    const TensorView scores = evaluator.trace().view(TensorId::scores), weights = evaluator.trace().view(TensorId::weights);
    const std::vector<std::string>& tokens = doc.items[0].query.tokens;
    const int kinds[] = {0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3};
    REQUIRE(tokens.size() == std::size(kinds));
    for (int i = 0; i < 11; ++i) {
        int best = -1;
        for (int j = 0; j < 11; ++j) {
            double sum = 0;
            for (int c = 0; c < 32; ++c)
                sum += static_cast<double>(doc.matrix(TensorId::X).at(i, c)) *
                       static_cast<double>(doc.matrix(TensorId::X).at(j, c));
            CHECK(std::abs(static_cast<double>(scores.at(0, 0, i, j)) - sum) < 1e-4);
            if (j != i && (best < 0 || weights.at(0, 0, i, j) > weights.at(0, 0, i, best))) best = j;
        }
        INFO(tokens[static_cast<size_t>(i)]);
        CHECK(kinds[best] == kinds[i]);
    }
}
