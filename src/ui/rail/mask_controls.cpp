// What belongs to the masks: valid lengths, and painting cell by cell.
#include "ui/kit/kit.hpp"
#include "ui/picture/picture.hpp"
#include "ui/rail/extras.hpp"

namespace headscope::ui {

using lab::CustomMask;
using lab::Param;
using lab::Str;
using lab::TensorId;

void valid_lengths(Context& c) {
    if (!c.document.on(Param::key_padding) || c.view.hides("valid_length")) return;
    const int items = c.document.batch();
    for (int item = 0; item < items; ++item) {
        const std::string number_of_item = std::to_string(item + 1);
        const std::string key = "valid_length." + std::to_string(item);
        double length = c.document.valid_keys(item);
        const std::string title = items > 1 ? lab::format(Str::mask_valid_numbered, c.view.language, {number_of_item})
                                            : std::string(c.text(Str::mask_valid));
        const Change change =
            number(c, key, title, &length, 0, c.document.own_keys(item), 1, true, c.text(Str::mask_valid_help));
        if (change.changed) c.edit(lab::SetValidLength{item, static_cast<int>(length)}, change.gesture);
        if (change.ended) c.end_gesture();
    }
}

namespace {

void custom(Context& c, PictureNumbers& numbers, CustomMask kind) {
    const TensorId id = kind == CustomMask::bias ? TensorId::mask_bias : TensorId::mask_allow;
    if (!c.view.hides("painting"))
        toggle(c, "painting", c.text(Str::mask_paint), &c.view.painting, c.text(Str::mask_paint_help));
    if (kind == CustomMask::bias && !c.view.hides("paint_bias")) {
        double value = static_cast<double>(c.view.paint_bias);
        if (number(c, "paint_bias", c.text(Str::mask_paint_value), &value, static_cast<double>(kLeastPaintBias),
                   static_cast<double>(kMostPaintBias), 0.5, false)
                .changed)
            c.view.paint_bias = static_cast<float>(value);
    }
    MatrixSpec spec = picture_of(c, numbers, id);
    const float width = ImGui::GetContentRegionAvail().x;
    spec.caption.clear();
    spec.shape.clear();
    spec.cell_max = 26;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const MatrixPlace where = place(c, std::move(spec), at, ImVec2(width, width * 0.8f));
    ImGui::SetCursorScreenPos(ImVec2(at.x, where.outer_max.y + 8));
    const lab::Matrix& matrix = c.document.matrix(id, c.view.item);
    if (c.view.hides("clear_mask")) return;
    if (button(c, "clear_mask", c.text(Str::mask_clear), ButtonKind::outlined, true, {}, ImVec2(width, 34))) {
        const lab::FillKind blank = kind == CustomMask::bias ? lab::FillKind::zero : lab::FillKind::one;
        c.edit(lab::Fill{id, c.view.item, 0, 0, matrix.rows(), matrix.cols(), blank});
    }
}

}  // namespace

void mask_painting(Context& c, PictureNumbers& numbers) {
    const auto kind = static_cast<CustomMask>(c.document.integer(Param::custom_mask));
    if (kind != CustomMask::off) custom(c, numbers, kind);
    small_print(c, c.text(Str::mask_polarity));
}

}  // namespace headscope::ui
