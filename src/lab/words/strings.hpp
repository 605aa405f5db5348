// Every text a visitor can read, in every language, one row per string; a missing translation does not compile.
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

namespace headscope::lab {

enum class Language { english, chinese };

/// One enumerator per row of strings.def: HEADSCOPE_STRING(name, "English", "简体中文").
enum class Str : int {
#define HEADSCOPE_STRING(name, english, chinese) name,
#include "lab/words/strings.def"
#undef HEADSCOPE_STRING
    count_
};

std::string_view text(Str string, Language language);
/// `pattern` with {0} ... {9} replaced by the arguments; a missing argument leaves nothing.
std::string fill_in(std::string_view pattern, std::span<const std::string_view> arguments);
/// Fills {0} {1} ... from the arguments.
std::string format(Str string, Language language, std::initializer_list<std::string_view> arguments);

}  // namespace headscope::lab
