// The rail: the parameters of each group, and below some of them what belongs to them.
#include "ui/rail/rail.hpp"

#include "ui/kit/kit.hpp"
#include "ui/rail/extras.hpp"

namespace headscope::ui {

using lab::Group;
using lab::Param;

namespace {

void below(Context& c, PictureNumbers& numbers, Param param) {
    switch (param) {
        case Param::tokens_by: return sentence_fields(c);
        case Param::key_padding: return valid_lengths(c);
        case Param::custom_mask:
            if (lab::info(Param::mask_heads).matters(c.document)) return;  // below that
            [[fallthrough]];
        case Param::mask_heads: return mask_painting(c, numbers);
        case Param::scoring: return scoring_matrix(c, numbers);
        case Param::sink: return sink_logits(c, numbers);
        case Param::embedding: return unknown_words(c);
        case Param::positions: return own_positions(c, numbers);
        case Param::layers: return layers_note(c);
        case Param::norm: return norm_parameters(c, numbers);
        case Param::weight_seed: return dice(c);
        default: return;
    }
}

}  // namespace

void group_controls(Context& c, PictureNumbers& numbers, Group group) {
    if (c.view.hides(lab::key_of(group))) return;
    constexpr float kBetween = 14;
    const bool outside = c.disabled;
    c.disabled = outside || c.view.read_only;
    group_heading(c, lab::title_of(group));
    if (group == Group::weights) weights_badge(c);
    for (const Param param : lab::params_of(group)) {
        const lab::ParamInfo& row = lab::info(param);
        if (row.matters && !row.matters(c.document)) continue;
        parameter(c, param);
        below(c, numbers, param);
    }
    if (group == Group::mask) library_profiles(c);
    if (group == Group::heads) head_costs(c);
    if (group == Group::weights) dimension_names(c);
    c.disabled = outside;
    room(kBetween);
}

void controls(Context& c, PictureNumbers& numbers) {
    for (int group = 0; group < lab::kGroupCount; ++group) group_controls(c, numbers, static_cast<Group>(group));
}

bool has_controls(const View& view) {
    for (int group = 0; group < lab::kGroupCount; ++group)
        if (!view.hides(lab::key_of(static_cast<Group>(group)))) return true;
    return false;
}

}  // namespace headscope::ui
