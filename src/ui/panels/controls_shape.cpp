// The groups about shapes, switches and how scores are treated.
#include "ui/panels/panels.hpp"

namespace headscope::ui {

using lab::Param;
using lab::Str;

namespace {

/// The head counts that the width can be cut into: "1 · 2 · 4 · 8 · 16".
std::string legal_heads(int width) {
    std::string list;
    for (int m = 1; m <= width && m <= static_cast<int>(lab::info(Param::num_heads).max); ++m) {
        if (width % m != 0) continue;
        if (!list.empty()) list += " \u00b7 ";
        list += std::to_string(m);
    }
    return list;
}

}  // namespace

void shape_controls(Context& c) {
    group_heading(c, Str::group_shape);
    const int width = c.document.integer(Param::d_model);
    parameter(c, Param::num_heads);
    small_print(c, lab::format(Str::shape_legal_heads, c.view.language, {legal_heads(width), std::to_string(width)}));
    parameter(c, Param::d_model);
    parameter(c, Param::head_dim);
    parameter(c, Param::batch);
}

void score_controls(Context& c) {
    group_heading(c, Str::group_scores);
    parameter(c, Param::scale_mode);
    if (static_cast<lab::ScaleMode>(c.document.integer(Param::scale_mode)) == lab::ScaleMode::value)
        parameter(c, Param::scale_value);
    parameter(c, Param::temperature);
    parameter(c, Param::softcap);
}

void switch_controls(Context& c) {
    group_heading(c, Str::group_switches);
    parameter(c, Param::positions);
    parameter(c, Param::biases);
    parameter(c, Param::output_projection);
    parameter(c, Param::cross);
}

void weight_controls(Context& c) {
    group_heading(c, Str::group_weights);
    parameter(c, Param::weight_init);
    parameter(c, Param::weight_seed);
    const float width = ImGui::GetContentRegionAvail().x;
    if (button(c, "dice", c.text(Str::weights_dice), ButtonKind::outlined, true, {}, ImVec2(width, 34))) {
        const lab::ParamInfo& row = lab::info(Param::weight_seed);
        const double next = c.document.real(Param::weight_seed) + 1;
        c.edits.emplace_back(lab::SetParam{Param::weight_seed, next > row.max ? row.min : next});
    }
    parameter(c, Param::embedding_seed);
}

}  // namespace headscope::ui
