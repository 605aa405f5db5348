// Sentences are cut as a reader would cut them.
#include <catch2/catch_test_macros.hpp>

#include "lab/text/token_map.hpp"
#include "lab/text/tokens.hpp"

using namespace headscope::lab;
using Tokens = std::vector<std::string>;

namespace {

Tokens cut(std::string_view text, TokensBy by) {
    const Result<Tokens> tokens = tokens_of(text, by);
    return tokens ? tokens.value() : Tokens{"error: " + text_of(tokens.error(), Language::english)};
}
Tokens words(std::string_view text) { return cut(text, TokensBy::words); }
Tokens characters(std::string_view text) { return cut(text, TokensBy::characters); }

}  // namespace

TEST_CASE("words are cut at white space, and punctuation stands alone") {
    CHECK(words("I gave my dog Charlie some food") == Tokens{"I", "gave", "my", "dog", "Charlie", "some", "food"});
    CHECK(words("  Hello,\tworld!  ") == Tokens{"Hello", ",", "world", "!"});
    CHECK(words("don't pay 3.14 for well-known things...") ==
          Tokens{"don't", "pay", "3.14", "for", "well-known", "things", ".", ".", "."});
    CHECK(words("naïve café") == Tokens{"naïve", "café"});
}

TEST_CASE("Chinese without spaces is cut by characters, Chinese with spaces by its words") {
    CHECK(words("我喜欢狗。") == Tokens{"我", "喜", "欢", "狗", "。"});
    CHECK(words("我 给 我的 狗 查理 一些 食物") == Tokens{"我", "给", "我的", "狗", "查理", "一些", "食物"});
    CHECK(words("I like 北京 very much") == Tokens{"I", "like", "北", "京", "very", "much"});
    CHECK(words("GPT模型") == Tokens{"GPT", "模", "型"});
}

TEST_CASE("characters keep combining marks, emoji sequences, flags and Hangul together") {
    CHECK(characters("a b") == Tokens{"a", "b"});
    CHECK(characters("e\u0301a") == Tokens{"e\u0301", "a"});
    CHECK(characters("👍🏽👩‍👩‍👧x") == Tokens{"👍🏽", "👩‍👩‍👧", "x"});
    CHECK(characters("❤️1️⃣") == Tokens{"❤️", "1️⃣"});
    CHECK(characters("🇩🇪🇫🇷🇨") == Tokens{"🇩🇪", "🇫🇷", "🇨"});
    CHECK(characters("\u1112\u1161\u11AB글") == Tokens{"\u1112\u1161\u11AB", "글"});
    CHECK(characters("狗吃食物") == Tokens{"狗", "吃", "食", "物"});
}

TEST_CASE("lines are tokens without the spaces around them, and blank lines are none") {
    CHECK(cut("Input 1\r\n  Input 2 \n\n\tInput 3", TokensBy::lines) == Tokens{"Input 1", "Input 2", "Input 3"});
}

TEST_CASE("text that cannot be tokens is refused with the reason") {
    CHECK(words(" \n\t ")[0] == "error: The sentence has no token; type at least one word.");
    CHECK(words("ab\xFF")[0] == "error: The text is not valid UTF-8 at byte 2.");
    CHECK(words("\xC0\x80")[0].find("at byte 0") != std::string::npos);
    CHECK(words("\xED\xA0\x80")[0].find("at byte 0") != std::string::npos);
    CHECK(words("\xE4\xB8")[0].find("at byte 0") != std::string::npos);
    CHECK(words(std::string_view("ab\0c", 4))[0].find("zero character (U+0000) at byte 2") != std::string::npos);
    CHECK(characters(std::string(1024, 'x')).size() == 1024);
    CHECK(characters(std::string(1025, 'x'))[0].find("limit is 1024") != std::string::npos);
    CHECK(words(std::string(70000, 'x'))[0].find("70000 bytes, the limit is 65536") != std::string::npos);
}

TEST_CASE("tokens that stay keep their place in the map from new to old") {
    const Tokens before{"I", "gave", "my", "dog", "food"};
    CHECK(token_map(before, before) == std::vector<int>{0, 1, 2, 3, 4});
    CHECK(token_map(before, {"I", "gave", "your", "dog", "some", "food"}) == std::vector<int>{0, 1, -1, 3, -1, 4});
    CHECK(token_map(before, {"my", "dog"}) == std::vector<int>{2, 3});
    CHECK(token_map(before, {"x"}) == std::vector<int>{-1});
    CHECK(token_map({"a", "b", "a"}, {"b", "a", "a"}) == std::vector<int>{1, -1, 2});
}
