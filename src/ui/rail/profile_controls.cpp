// Libraries: whose defaults the document has, what they are, and the difference another's make.
#include <algorithm>
#include <cstdint>

#include "lab/link/profiles.hpp"
#include "ui/kit/kit.hpp"
#include "ui/picture/words.hpp"
#include "ui/rail/extras.hpp"
#include "ui/text/symbols.hpp"

namespace headscope::ui {

using lab::Param;
using lab::Profile;
using lab::Str;

namespace {

/// The chosen one, as long as it agrees with the document; else the first that does; -1: none.
int shown_profile(const Context& c) {
    const auto all = lab::profiles();
    if (c.view.profile >= 0 && lab::agrees(c.document, all[static_cast<size_t>(c.view.profile)])) return c.view.profile;
    const auto found = std::ranges::find_if(all, [&](const Profile& each) { return lab::agrees(c.document, each); });
    return found == all.end() ? -1 : static_cast<int>(found - all.begin());
}

std::string_view value_of(const Context& c, const lab::SetParam& set) {
    // Of itself the scale of dot products is this.
    if (set.param == Param::scale_mode) return c.text(Str::choice_sqrt);
    const lab::ParamInfo& row = lab::info(set.param);
    if (!row.choice_labels.empty()) return c.text(row.choice_labels[static_cast<size_t>(set.value)]);
    return c.text(set.value != 0 ? Str::profile_on : Str::choice_off);
}

/// "True in a mask: hidden · Weights returned: ... · Biases: on · ..."; what the table says, in its words.
std::string facts(const Context& c, const Profile& profile) {
    std::string all;
    const auto tell = [&](Str what, std::string_view value) {
        if (!all.empty()) all += " \u00b7 ";
        all += lab::format(Str::error_at_key, c.view.language, {std::string(c.text(what)), std::string(value)});
    };
    tell(Str::profile_mask_true, c.text(lab::kMaskTrueLabels[static_cast<size_t>(profile.mask_true)]));
    tell(Str::profile_returned, c.text(lab::kReturnedLabels[static_cast<size_t>(profile.returned)]));
    for (const lab::Change& change : lab::edit_of(profile).changes) {
        const auto& set = std::get<lab::SetParam>(change);
        tell(lab::info(set.param).label, value_of(c, set));
    }
    return in_symbols(c.view, all);
}

/// Puts what the library returns on the stage, or the heads' own weights again.
void mean_button(Context& c) {
    const bool on = c.view.large == lab::TensorId::mean_weights;
    if (button(c, "mean_weights", c.text(Str::name_mean_weights), ButtonKind::outlined, true, {},
               ImVec2(ImGui::GetContentRegionAvail().x, 34), on))
        c.view.large = on ? lab::TensorId::weights : lab::TensorId::mean_weights;
}

void differing(Context& c, lab::TensorId stage) {
    std::int64_t all = 1;
    for (const int size : c.trace.view(stage, c.view.layer).dims) all *= size;
    small_print(c, lab::format(Str::profile_differing, c.view.language,
                               {std::to_string(c.difference->differing(stage, c.view.layer)), std::to_string(all),
                                std::string(c.text(lab::info(stage).word))}));
}

void comparison(Context& c, std::span<const std::string_view> names, std::span<const std::string_view> keys, int shown) {
    int other = c.view.compare ? c.view.against : 0;
    label(c, c.text(Str::profile_compare), c.theme.ink, c.theme.text);
    if (menu(c, "against", "", names, &other, c.text(Str::profile_compare), keys)) {
        c.view.against = other;
        c.view.compare = other > 0;
    }
    if (!c.view.compare || c.view.against == 0) return;
    if (c.view.against - 1 != shown) small_print(c, facts(c, against(c.view)));
    if (c.difference == nullptr) return;
    if (!lab::info(c.view.large).is_matrix() && c.view.large != lab::TensorId::output) differing(c, c.view.large);
    differing(c, lab::TensorId::output);
}

}  // namespace

void library_profiles(Context& c) {
    if (c.view.hides("profile")) return;
    // The first stands for none of them: it is listed only where that is so, and where nothing is compared.
    std::vector<std::string_view> names{c.text(Str::profile_nobody)}, keys{"none"};
    for (const Profile& each : lab::profiles()) names.push_back(c.text(each.name)), keys.push_back(each.key);
    room(4);
    label(c, c.text(Str::profile_title), c.theme.ink, c.theme.text);
    const int shown = shown_profile(c);
    const size_t first = shown < 0 ? 0 : 1;
    int chosen = shown + 1 - static_cast<int>(first);
    if (menu(c, "profile", "", std::span(names).subspan(first), &chosen, c.text(Str::profile_title),
             std::span(keys).subspan(first))) {
        c.view.profile = chosen + static_cast<int>(first) - 1;
        c.edit(lab::edit_of(lab::profiles()[static_cast<size_t>(c.view.profile)]), false, {"profile"});
    }
    if (shown >= 0) {
        const Profile& profile = lab::profiles()[static_cast<size_t>(shown)];
        small_print(c, facts(c, profile));
        small_print(c, c.text(profile.note));
        if (profile.returned == lab::Returned::mean) mean_button(c);
    }
    names[0] = c.text(Str::choice_off), keys[0] = "off";
    comparison(c, names, keys, shown);
}

}  // namespace headscope::ui
