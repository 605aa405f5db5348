// Sentences into tokens.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lab/words/result.hpp"

namespace headscope::lab {

/// How a sentence is cut; the choices of the parameter tokens_by, in its order.
enum class TokensBy { words, characters, lines };

/// Longest sentence that is looked at, in bytes of UTF-8.
inline constexpr size_t kMaxTextBytes = 65536;

/// What of a text may stand in a text field: tabs and line ends as spaces, so that they still separate words (line ends stay
/// in a field of several lines, each as one \n); no NUL.
std::string field_text(std::string_view text, bool multiline);

/// words: at white space, punctuation a token of its own (an apostrophe, point or hyphen inside a word stays in it), each
/// CJK character a token, except in a text that already separates CJK words by spaces (我 给 我的 狗): those words are kept.
/// characters: one per grapheme (combining marks, emoji sequences and variation selectors stay together; white space
/// dropped; see `joins` for the limits of that). lines: one per line that is not blank, without the spaces around it.
/// Errors: invalid UTF-8, NUL, too long, no token, more tokens than the limit.
Result<std::vector<std::string>> tokens_of(std::string_view text, TokensBy by);

}  // namespace headscope::lab
