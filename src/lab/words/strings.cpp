// The string table of each language, and filling in placeholders.
#include "lab/words/strings.hpp"

namespace headscope::lab {
namespace {

struct Row {
    const char* english;
    const char* chinese;
};
constexpr Row kStrings[] = {
#define HEADSCOPE_STRING(name, english, chinese) {english, chinese},
#include "lab/words/strings.def"
#undef HEADSCOPE_STRING
};

}  // namespace

std::string_view text(Str string, Language language) {
    const auto index = static_cast<size_t>(string);
    if (index >= std::size(kStrings)) return {};
    return language == Language::chinese ? kStrings[index].chinese : kStrings[index].english;
}

std::string fill_in(std::string_view pattern, std::span<const std::string_view> arguments) {
    std::string filled;
    filled.reserve(pattern.size() + 32);
    for (size_t i = 0; i < pattern.size(); ++i) {
        const bool placeholder = pattern[i] == '{' && i + 2 < pattern.size() && pattern[i + 2] == '}' &&
                                 pattern[i + 1] >= '0' && pattern[i + 1] <= '9';
        if (!placeholder) {
            filled += pattern[i];
            continue;
        }
        const auto argument = static_cast<size_t>(pattern[i + 1] - '0');
        if (argument < arguments.size()) filled += arguments[argument];
        i += 2;
    }
    return filled;
}

std::string format(Str string, Language language, std::initializer_list<std::string_view> arguments) {
    return fill_in(text(string, language), {arguments.begin(), arguments.size()});
}

}  // namespace headscope::lab
