// The on/off switch.
#include "ui/kit/control.hpp"

namespace headscope::ui {

bool toggle(Context& c, std::string_view key, Name name, bool* on, std::string_view help, bool enabled) {
    constexpr ImVec2 kSwitch(32, 18);
    const float width = ImMax(ImGui::GetContentRegionAvail().x, 80.0f);
    const Control t = control(c, key, {width, row_height(c)}, enabled);
    if (t.pressed) *on = !*on;
    MirrorItem item = item_of(t, Role::checkbox, name.word, key);
    item.checked = *on;
    item.help = help;
    c.mirror.add(std::move(item));
    if (!t.visible) return t.pressed;
    const Theme& theme = c.theme;
    const float y = t.rect.GetCenter().y;
    draw_name(c, name, {t.rect.Min.x, y}, width - kSwitch.x - 12, t.ink(theme));
    const ImVec2 min(t.rect.Max.x - kSwitch.x, ImFloor(y - kSwitch.y / 2)), max = min + kSwitch;
    const bool hot = t.hovered && t.enabled;
    const ImU32 off =
        theme.dark ? mixed(theme.line, theme.quiet, hot ? 0.45f : 0.25f) : mixed(theme.line, theme.quiet, hot ? 0.55f : 0.35f);
    const ImU32 track = *on ? hot ? mixed(theme.accent, theme.ink, 0.12f) : theme.accent : off;
    canvas()->AddRectFilled(min, max, faded(track, t.enabled ? 1 : 0.4f), kSwitch.y / 2);
    const float r = kSwitch.y / 2 - 2;
    canvas()->AddCircleFilled({*on ? max.x - r - 2 : min.x + r + 2, min.y + kSwitch.y / 2}, r,
                              theme.dark && *on ? theme.on_accent : IM_COL32_WHITE);
    if (t.ring) draw_ring(c, ImRect(min, max), kSwitch.y / 2);
    if (hot) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    tooltip(c, t, help);
    return t.pressed;
}

}  // namespace headscope::ui
