// What the weights are, and new random ones.
#include "lab/model/weights_origin.hpp"
#include "ui/kit/control.hpp"
#include "ui/rail/extras.hpp"

namespace headscope::ui {

using lab::Param;
using lab::Str;

void weights_badge(Context& c) {
    constexpr Str kWords[] = {Str::weights_random, Str::weights_edited, Str::weights_by_hand};
    const lab::WeightsOrigin origin = lab::weights_origin(c.document);
    std::string words(c.text(kWords[static_cast<int>(origin)]));
    if (origin != lab::WeightsOrigin::by_hand) words = "\u2684 " + words;
    const Theme& t = c.theme;
    const ImVec2 at = ImGui::GetCursorScreenPos(), text = text_size(words, t.small);
    const ImVec2 size(text.x + 20, t.small + 12);
    canvas()->AddRectFilled(at, at + size, t.wash, size.y / 2);
    draw_centred(c, at + ImVec2(10, size.y / 2), words, t.ink, t.small);
    tell(c, Role::text, "weights_badge", c.text(kWords[static_cast<int>(origin)]), at, at + size);
    ImGui::Dummy(size);
}

void dice(Context& c) {
    if (c.view.hides("dice")) return;
    const float width = ImGui::GetContentRegionAvail().x;
    if (!button(c, "dice", c.text(Str::weights_dice), ButtonKind::outlined, true, {}, ImVec2(width, 34))) return;
    const lab::ParamInfo& row = lab::info(Param::weight_seed);
    const double next = c.document.real(Param::weight_seed) + 1;
    c.edit(lab::SetParam{Param::weight_seed, next > row.max ? row.min : next}, false, {"dice"});
}

void dimension_names(Context& c) {
    if (c.view.hides("names")) return;
    const float width = ImGui::GetContentRegionAvail().x;
    bool any = false;
    for (const lab::Names& names : c.document.names) any = any || !names.empty();
    if (button(c, "names", c.text(Str::names_title), ButtonKind::outlined, true, c.text(Str::names_help), ImVec2(width, 34),
               c.view.naming))
        c.view.naming = !c.view.naming;
    if (!c.view.naming && !any) return;
    for (const lab::SpaceInfo& space : lab::spaces()) {
        const std::string now = lab::print_names(c.document.names[static_cast<size_t>(space.id)]);
        if (now.empty() && !c.view.naming) continue;
        std::string text = now;
        label(c, c.text(space.label), c.theme.quiet, c.theme.small);
        // Done when typing is over: until then no comma is taken away from a list that ends with one.
        if (text_field(c, space.key, c.text(space.label), &text) == Typed::ended && text != now)
            c.edit(lab::SetNames{space.id, text}, false, {std::string(space.key)});
        if (c.view.naming) small_print(c, c.text(space.help));
    }
}

}  // namespace headscope::ui
