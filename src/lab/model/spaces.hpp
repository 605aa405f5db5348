// Spaces whose dimensions may have names: what each column of hand-made numbers means to a reader. No number depends on a name.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lab/model/axes.hpp"
#include "lab/words/result.hpp"
#include "lab/words/strings.hpp"

namespace headscope::lab {

/// What a token is said to be (the columns of X and Y); what a head asks and is asked for (of Q and K); what it passes on (of V, Z).
enum class Space : std::uint8_t { input, query, value, none };
inline constexpr int kSpaceCount = static_cast<int>(Space::none);

struct SpaceInfo {
    Space id;
    std::string_view key;  // in links and the page API
    Axis axis;             // what it has dimensions along; query and value: the heads side by side
    Str label, help;
};
std::span<const SpaceInfo> spaces();
const SpaceInfo& info(Space space);
/// nullptr when no space has this key.
const SpaceInfo* find_space(std::string_view key);

using Names = std::vector<std::string>;
inline constexpr std::size_t kMaxNameBytes = 48;

/// "is a verb, who, , place 3": names in order of the dimensions, separated by commas (also full-width ones) or line ends, an empty
/// one for a dimension that has none. Errors: invalid UTF-8, NUL, a text or a name that is too long, more names than a width may have.
Result<Names> read_names(std::string_view text);
std::string print_names(const Names& names);

}  // namespace headscope::lab
