// The groups about shapes, switches and how scores are treated.
#include <array>

#include "ui/panels/panels.hpp"

namespace headscope::ui {

using lab::Param;
using lab::Str;

namespace {

/// A parameter whose legal values follow from others.
Change legal_slider(Context& c, Param param, std::span<const double> legal) {
    const lab::ParamInfo& row = lab::info(param);
    double value = c.document.real(param);
    std::string title(c.text(row.label));
    title += ' ';
    title += row.symbol;
    const Change change = slider(c, row.key, title, &value, legal.front(), legal.back(), row.step, legal, legal.back() > 64, c.text(row.help));
    if (change.changed) c.edits.push_back(lab::SetParam{param, value});
    c.gesture |= change.gesture;
    c.gesture_ended |= change.ended;
    return change;
}

}  // namespace

void shape_controls(Context& c) {
    group_heading(c, Str::group_shape);
    const int width = c.document.integer(Param::d_model), heads = c.document.integer(Param::num_heads);
    std::array<double, 64> divisors;
    size_t count = 0;
    std::string list;
    for (int m = 1; m <= width && m <= static_cast<int>(lab::info(Param::num_heads).max); ++m) {
        if (width % m != 0) continue;
        divisors[count++] = m;
        if (!list.empty()) list += " \u00b7 ";
        list += std::to_string(m);
    }
    legal_slider(c, Param::num_heads, std::span(divisors).first(count));
    small_print(c, lab::format(Str::shape_legal_heads, c.view.language, {list, std::to_string(width)}));
    std::vector<double> widths;
    for (int d = heads; d <= static_cast<int>(lab::info(Param::d_model).max); d += heads) widths.push_back(d);
    legal_slider(c, Param::d_model, widths);
    if (heads > 1) small_print(c, lab::format(Str::shape_legal_width, c.view.language, {std::to_string(heads)}));
    parameter(c, Param::head_dim);
    parameter(c, Param::batch);
}

void score_controls(Context& c) {
    group_heading(c, Str::group_scores);
    parameter(c, Param::scale_mode);
    if (static_cast<lab::ScaleMode>(c.document.integer(Param::scale_mode)) == lab::ScaleMode::value) parameter(c, Param::scale_value);
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
        c.edits.push_back(lab::SetParam{Param::weight_seed, next > row.max ? row.min : next});
    }
    parameter(c, Param::embedding_seed);
}

}  // namespace headscope::ui
