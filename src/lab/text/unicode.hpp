// Just enough of Unicode to cut text into what a reader calls a character.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "lab/words/result.hpp"

namespace headscope::lab {

struct CodePoint {
    std::uint32_t value;
    size_t begin, end;
};  // bytes [begin, end)

/// Errors: the byte where the text stops being valid UTF-8 (overlong forms, surrogates and values above U+10FFFF are invalid).
Result<std::vector<CodePoint>> code_points(std::string_view text);

bool is_space(std::uint32_t c);
bool is_cjk(std::uint32_t c);
bool is_punctuation(std::uint32_t c);
/// True when no character boundary lies before `next`: a short form of UAX #29 that covers combining marks of the scripts in
/// common use, variation selectors, zero-width joiners, emoji modifiers and tags, pairs of regional indicators (`flags_before`
/// counts those directly before) and Hangul jamo. Not covered: Indic conjuncts across a virama, prepended marks.
bool joins(std::uint32_t previous, std::uint32_t next, int flags_before);

}  // namespace headscope::lab
