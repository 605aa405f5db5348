// The parameter table and the strings are complete, in both languages.
#include <catch2/catch_test_macros.hpp>

#include <set>
#include <string>

#include "lab/edit/edit.hpp"
#include "lab/model/document.hpp"
#include "lab/model/params.hpp"

using namespace headscope::lab;

namespace {

std::set<char> placeholders(std::string_view text) {
    std::set<char> found;
    for (size_t i = 0; i + 2 < text.size(); ++i)
        if (text[i] == '{' && text[i + 2] == '}') found.insert(text[i + 1]);
    return found;
}

bool is_ascii(std::string_view text) {
    for (const char c : text)
        if (static_cast<unsigned char>(c) >= 128) return false;
    return true;
}

}  // namespace

TEST_CASE("every string says something in every language, with the same placeholders") {
    for (int i = 0; i < static_cast<int>(Str::count_); ++i) {
        const auto string = static_cast<Str>(i);
        const std::string_view english = text(string, Language::english), chinese = text(string, Language::chinese);
        INFO("string " << i << ": " << english);
        CHECK_FALSE(english.empty());
        CHECK_FALSE(chinese.empty());
        CHECK(placeholders(english) == placeholders(chinese));
    }
}

TEST_CASE("errors and helps are really translated") {
    for (int i = static_cast<int>(Str::error_param_range); i <= static_cast<int>(Str::error_link_checksum); ++i)
        CHECK_FALSE(is_ascii(text(static_cast<Str>(i), Language::chinese)));
    for (const ParamInfo& parameter : all_params()) {
        CHECK_FALSE(is_ascii(text(parameter.help, Language::chinese)));
        CHECK_FALSE(is_ascii(text(parameter.label, Language::chinese)));
        CHECK(is_ascii(text(parameter.help, Language::english)));
    }
}

TEST_CASE("placeholders are filled in order, and missing arguments leave nothing") {
    CHECK(fill_in("{1} and {0}, {2}.", std::vector<std::string_view>{"a", "b"}) == "b and a, .");
    CHECK(fill_in("{x} {", {}) == "{x} {");
}

TEST_CASE("every parameter has one row with a key of its own, a legal initial value and labels for its choices") {
    REQUIRE(all_params().size() == static_cast<size_t>(kParamCount));
    std::set<std::string_view> keys;
    for (const ParamInfo& parameter : all_params()) {
        INFO(parameter.key);
        CHECK(keys.insert(parameter.key).second);
        CHECK(find_param(parameter.key) == &parameter);
        CHECK(&info(parameter.param) == &parameter);
        CHECK(parameter.min <= parameter.initial);
        CHECK(parameter.initial <= parameter.max);
        CHECK(parameter.step > 0);
        CHECK(parameter.choices.size() == parameter.choice_labels.size());
        CHECK((parameter.type == ParamType::choice) == !parameter.choices.empty());
        if (parameter.type == ParamType::choice) CHECK(parameter.max == static_cast<double>(parameter.choices.size()) - 1);
    }
    CHECK(find_param("no_such_parameter") == nullptr);
}

TEST_CASE("the first document is the sentence with four heads of four, every parameter at its initial value") {
    const Document doc = initial_document();
    for (const ParamInfo& parameter : all_params()) CHECK(doc.real(parameter.param) == parameter.initial);
    CHECK(doc.items.at(0).query.tokens == std::vector<std::string>{"I", "gave", "my", "dog", "Charlie", "some", "food"});
    CHECK(doc.queries() == 7);
    CHECK(doc.keys() == 7);
    CHECK(doc.projection_width() == 16);
    CHECK(doc.tied());
    CHECK(doc == initial_document());
}
