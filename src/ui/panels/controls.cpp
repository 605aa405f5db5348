// The rail: groups of controls, one below the other.
#include "ui/panels/panels.hpp"
#include "ui/panels/wrap.hpp"

namespace headscope::ui {

void room(float height) { ImGui::Dummy(ImVec2(1, height)); }

void group_heading(Context& c, lab::Str title) { label(c, c.text(title), c.theme.quiet, c.theme.heading, Face::bold, true); }

void small_print(Context& c, std::string_view text) {
    const float width = ImGui::GetContentRegionAvail().x;
    const float height = draw_wrapped(c, ImGui::GetCursorScreenPos(), text, c.theme.quiet, c.theme.small, width);
    ImGui::Dummy(ImVec2(width, height));
}

void controls(Context& c, Panels& p) {
    constexpr float kBetween = 14;
    shape_controls(c);
    room(kBetween);
    sentence_controls(c);
    room(kBetween);
    mask_controls(c, p);
    room(kBetween);
    score_controls(c);
    room(kBetween);
    switch_controls(c);
    room(kBetween);
    weight_controls(c);
    room(kBetween);
}

}  // namespace headscope::ui
