// What belongs to the masks: valid lengths, and painting cell by cell.
#include "lab/model/masks.hpp"
#include "ui/kit/kit.hpp"
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
        const Dragged change =
            number(c, key, title, &length, 0, c.document.own_keys(item), 1, true, c.text(Str::mask_valid_help));
        if (change.changed) c.edit(lab::SetValidLength{item, static_cast<int>(length)}, change.gesture, {key});
        if (change.ended) c.end_gesture();
    }
}

namespace {

void custom(Context& c, PictureNumbers& numbers, TensorId id) {
    const CustomMask kind = lab::choice_of(id);
    rail_picture(c, numbers, id);
    const float width = ImGui::GetContentRegionAvail().x;
    const lab::Matrix& matrix = c.document.matrix(id, c.view.item);
    if (c.view.hides("clear_mask")) return;
    if (button(c, "clear_mask", c.text(Str::mask_clear), ButtonKind::outlined, true, {}, ImVec2(width, 34))) {
        const lab::FillKind blank = kind == CustomMask::bias ? lab::FillKind::zero : lab::FillKind::one;
        c.edit(lab::Fill{id, c.view.item, c.document.mask_row(c.view.head, 0), 0, c.document.queries(), matrix.cols(), blank});
    }
}

}  // namespace

void mask_painting(Context& c, PictureNumbers& numbers) {
    if (const TensorId painted = lab::painted_mask(c.document); painted != TensorId::none) custom(c, numbers, painted);
    small_print(c, c.text(Str::mask_polarity));
}

}  // namespace headscope::ui
