// What libraries do by default where they differ: masks, empty rows, biases, and the weights they return.
#pragma once

#include <span>

#include "lab/edit/edit.hpp"
#include "lab/words/strings.hpp"

namespace headscope::lab {

/// What true means in a library's boolean masks; none: it takes no such mask.
enum class MaskTrue : std::uint8_t { attend, hidden, none };
inline constexpr std::string_view kMaskTrueKeys[] = {"attend", "hidden", "none"};
inline constexpr Str kMaskTrueLabels[] = {Str::profile_attend, Str::profile_hidden, Str::profile_no_mask};
/// The weights a library returns: every head's, their mean, or none.
enum class Returned : std::uint8_t { heads, mean, none };
inline constexpr std::string_view kReturnedKeys[] = {"heads", "mean", "none"};
inline constexpr Str kReturnedLabels[] = {Str::profile_heads, Str::profile_mean, Str::profile_no_weights};

/// One row of profiles.def. `text` is a delta on any document, of parameters alone: see link.hpp. `note`: what holds of some versions.
struct Profile {
    std::string_view key;
    Str name, note;
    MaskTrue mask_true;
    Returned returned;
    std::string_view text;
};
std::span<const Profile> profiles();
/// The library's defaults on the present document, as one edit; of a row of the table, read once: panels ask in every frame.
const Edit& edit_of(const Profile& profile);
/// Whether the document has all of these defaults. 1/sqrt(h) by name is as good as the scale that comes to it by itself.
bool agrees(const Document& doc, const Profile& profile);

}  // namespace headscope::lab
