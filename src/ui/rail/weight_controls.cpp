// Which head counts there are, and new random weights.
#include "ui/kit/kit.hpp"
#include "ui/kit/number_text.hpp"
#include "ui/rail/extras.hpp"

namespace headscope::ui {

using lab::Param;
using lab::Str;

void legal_heads(Context& c) {
    const lab::ParamInfo& row = lab::info(Param::num_heads);
    if (c.view.hides(row.key)) return;
    std::string list;  // "1 · 2 · 4 · 8 · 16"
    for (const double heads : row.legal(c.document)) {
        if (!list.empty()) list += " \u00b7 ";
        list += short_text(heads);
    }
    small_print(c, lab::format(Str::shape_legal_heads, c.view.language, {list, std::to_string(c.document.projection_width())}));
}

void dice(Context& c) {
    if (c.view.hides("dice")) return;
    const float width = ImGui::GetContentRegionAvail().x;
    if (!button(c, "dice", c.text(Str::weights_dice), ButtonKind::outlined, true, {}, ImVec2(width, 34))) return;
    const lab::ParamInfo& row = lab::info(Param::weight_seed);
    const double next = c.document.real(Param::weight_seed) + 1;
    c.edit(lab::SetParam{Param::weight_seed, next > row.max ? row.min : next});
}

}  // namespace headscope::ui
