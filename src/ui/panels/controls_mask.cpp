// The group about masks: independent switches that compose, and painting cell by cell.
#include "ui/panels/pictures.hpp"

namespace headscope::ui {

using lab::CustomMask;
using lab::MatrixId;
using lab::Param;
using lab::Str;

namespace {

void padding(Context& c) {
    const int items = static_cast<int>(c.document.items.size());
    for (int item = 0; item < items; ++item) {
        const std::string number_of_item = std::to_string(item + 1);
        const std::string key = "valid_length." + std::to_string(item);
        double length = c.document.valid_keys(item);
        const std::string title = items > 1 ? lab::format(Str::mask_valid_numbered, c.view.language, {number_of_item})
                                            : std::string(c.text(Str::mask_valid));
        const Change change =
            number(c, key, title, &length, 0, c.document.own_keys(item), 1, true, c.text(Str::mask_valid_help));
        if (change.changed) c.edits.emplace_back(lab::SetValidLength{item, static_cast<int>(length)});
        c.gesture |= change.gesture;
        c.gesture_ended |= change.ended;
    }
}

void custom(Context& c, Panels& p, CustomMask kind) {
    const MatrixId id = kind == CustomMask::bias ? MatrixId::mask_bias : MatrixId::mask_allow;
    toggle(c, "painting", c.text(Str::mask_paint), &c.view.painting, c.text(Str::mask_paint_help));
    if (kind == CustomMask::bias) {
        double value = static_cast<double>(c.view.paint_bias);
        if (number(c, "paint_bias", c.text(Str::mask_paint_value), &value, -100, 100, 0.5, false).changed)
            c.view.paint_bias = static_cast<float>(value);
    }
    MatrixSpec spec = picture_of(c, p, id);
    const float width = ImGui::GetContentRegionAvail().x;
    spec.caption.clear();
    spec.shape.clear();
    spec.cell_max = 26;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const MatrixPlace where = place(c, std::move(spec), at, ImVec2(width, width * 0.8f));
    ImGui::SetCursorScreenPos(ImVec2(at.x, where.outer_max.y + 8));
    const lab::Matrix& matrix = c.document.matrix(id, c.view.item);
    if (button(c, "clear_mask", c.text(Str::mask_clear), ButtonKind::outlined, true, {}, ImVec2(width, 34))) {
        const lab::FillKind blank = kind == CustomMask::bias ? lab::FillKind::zero : lab::FillKind::one;
        c.edits.emplace_back(lab::Fill{id, c.view.item, 0, 0, matrix.rows(), matrix.cols(), blank});
    }
}

}  // namespace

void mask_controls(Context& c, Panels& p) {
    group_heading(c, Str::group_mask);
    parameter(c, Param::causal);
    parameter(c, Param::key_padding);
    if (c.document.on(Param::key_padding)) padding(c);
    parameter(c, Param::window);
    if (c.document.on(Param::window)) parameter(c, Param::window_size);
    parameter(c, Param::custom_mask);
    const auto kind = static_cast<CustomMask>(c.document.integer(Param::custom_mask));
    if (kind != CustomMask::off) custom(c, p, kind);
    small_print(c, c.text(Str::mask_polarity));
}

}  // namespace headscope::ui
