// The rows of profiles.def.
#include "lab/link/profiles.hpp"

#include <algorithm>
#include <vector>

#include "lab/link/link.hpp"

namespace headscope::lab {

std::span<const Profile> profiles() {
    static constexpr Profile kProfiles[] = {
#define HEADSCOPE_PROFILE(key, mask_true, returned, text) \
    {#key, Str::profile_##key, Str::profile_##key##_note, MaskTrue::mask_true, Returned::returned, text},
#include "lab/link/profiles.def"
#undef HEADSCOPE_PROFILE
    };
    return kProfiles;
}

const Edit& edit_of(const Profile& profile) {
    static const std::vector<Edit> kEdits = [] {
        std::vector<Edit> edits;
        for (const Profile& row : profiles()) edits.push_back(read_edit(row.text).value());  // legal: a test makes sure
        return edits;
    }();
    return kEdits[static_cast<size_t>(&profile - profiles().data())];
}

bool agrees(const Document& doc, const Profile& profile) {
    return std::ranges::all_of(edit_of(profile).changes, [&](const Change& change) {
        const auto& [param, value] = std::get<SetParam>(change);
        const double now = doc.real(param);
        return now == value || (param == Param::scale_mode && static_cast<ScaleMode>(now) == ScaleMode::sqrt_head_dim &&
                                doc.scoring() != Scoring::additive);
    });
}

}  // namespace headscope::lab
