// What has to stay in sight below the phone's pictures: see foot.hpp.
#include "ui/phone/foot.hpp"

#include "ui/inspector/cards.hpp"
#include "ui/inspector/first_steps.hpp"
#include "ui/kit/control.hpp"

namespace headscope::ui {

namespace {

constexpr float kSide = 12, kTop = 4, kMoreCards = 30;  // a piece of the next card says that there are more

Guide guide_of(const Context& c, Foot what) {
    if (what == Foot::done) return Guide::done;
    return c.interaction.first_steps.unfolded ? Guide::whole : Guide::brief;
}

}  // namespace

Foot done_of(const Context& c) { return c.view.first_steps && c.interaction.first_steps.done != 0 ? Foot::done : Foot::none; }

Foot foot_of(const Context& c) {
    if (!c.view.pins.empty()) return Foot::pins;
    return c.view.first_steps && c.interaction.first_steps.done == 0 ? Foot::guide : Foot::none;
}

void foot(Context& c, PictureNumbers& numbers, Foot what) {
    if (what == Foot::pins) cards(c, numbers, true);
    else if (what != Foot::none) first_steps(c, guide_of(c, what));
}

float foot_height(Context& c, Foot what, float width) {
    if (what == Foot::pins) return low_card_height(c) + 2 * kTop + (c.view.pins.size() > 1 ? kMoreCards : 0);
    return what == Foot::none ? 0 : first_steps_height(c, guide_of(c, what), width - 2 * kSide) + 2 * kTop;
}

void foot_sheet(Context& c, PictureNumbers& numbers, Foot what, const Region& region) {
    ImGui::SetCursorScreenPos(region.min);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(kSide, kTop));
    if (ImGui::BeginChild(what == Foot::done ? "done" : "foot", ImVec2(region.width(), region.height()),
                          ImGuiChildFlags_AlwaysUseWindowPadding)) {
        canvas()->AddRectFilled(region.min, region.max, c.theme.panel);
        canvas()->AddLine(region.min, ImVec2(region.max.x, region.min.y), c.theme.line);
        const size_t before = c.interaction.pinned.size();
        foot(c, numbers, what);
        if (c.interaction.pinned.size() > before) ImGui::SetScrollHereY(1);  // the newest is the last
        scroll_area(c);
    }
    ImGui::EndChild();
    ImGui::PopStyleVar();
}

}  // namespace headscope::ui
