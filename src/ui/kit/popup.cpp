// Popups and menus.
#include "ui/kit/popup.hpp"

#include <cmath>

#include "ui/kit/wrap.hpp"

namespace headscope::ui {

void open_popup(Context& c, ImGuiID owner) {
    ImGui::OpenPopupEx(owner);
    c.interaction.menu_owner = owner;
    again(c);
}

PopupButton popup_button(Context& c, std::string_view key, ImVec2 size, std::string_view label, std::string_view value,
                         std::string_view help, bool enabled) {
    PopupButton out;
    Control& b = out.control = control(c, key, size, enabled);
    out.open = ImGui::IsPopupOpen(b.id, ImGuiPopupFlags_None);
    const bool opened = !out.open && (b.pressed || key_pressed(c, b, ImGuiKey_DownArrow, false));
    out.by_keyboard = c.mirror.focus() == b.id && (c.mirror.focus_visible() || c.interaction.keyboard_last);
    if (opened) open_popup(c, b.id);
    MirrorItem item = item_of(b, Role::listbox, label, key);
    item.value = value;
    item.help = help;
    item.expanded = out.open || opened;
    c.mirror.add(std::move(item));
    if (b.hovered && b.enabled) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    return out;
}

bool begin_popup(Context& c, ImGuiID owner, const ImRect& below, float width, float padding) {
    if (!ImGui::IsPopupOpen(owner, ImGuiPopupFlags_None)) {
        if (c.interaction.menu_owner == owner) c.interaction.menu_owner = 0;
        return false;
    }
    const ImVec2 screen = ImGui::GetIO().DisplaySize;
    const bool up = below.Max.y > screen.y * 0.6f && below.Min.y > screen.y - below.Max.y;
    ImGui::SetNextWindowPos({below.Min.x, up ? below.Min.y - 4 : below.Max.y + 4}, ImGuiCond_Always, {0, up ? 1.0f : 0.0f});
    const float room = (up ? below.Min.y : screen.y - below.Max.y) - 12;
    ImGui::SetNextWindowSizeConstraints({width, 0}, {ImMax(width, screen.x - 16), ImMax(room, 160.0f)});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {padding, padding});
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
    const bool open = ImGui::BeginPopupEx(owner, ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoTitleBar |
                                                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav);
    ImGui::PopStyleVar(2);
    if (!open) return false;
    if (ImGui::GetCurrentWindow()->Appearing) again(c);  // its size is known only now
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
    if (ImGui::IsKeyPressed(ImGuiKey_Escape, false) && !ImGui::GetIO().WantTextInput && c.interaction.typing.owner == 0)
        close_popup(c);
    return true;
}

void end_popup(Context& c) {
    scroll_area(c);
    ImGui::PopStyleVar();
    ImGui::EndPopup();
}

void close_popup(Context& c) {
    ImGui::CloseCurrentPopup();
    c.mirror.set_focus(c.interaction.menu_owner, c.mirror.focus_visible());
    c.interaction.menu_owner = 0;
    again(c);
}

bool menu_line(Context& c, std::string_view key, std::string_view text, bool chosen, float width, std::string_view hint,
               std::string_view detail) {
    constexpr float kIndent = 28;
    const Theme& t = c.theme;
    const float room = width - kIndent - 10;
    const Face face = chosen || !detail.empty() ? Face::bold : Face::regular;
    const float title = draw_wrapped(c, {}, text, 0, t.text, room, false, face);
    const float more = detail.empty() ? 0 : draw_wrapped(c, {}, detail, 0, t.small, room, false);
    const float pad = ImMax((row_height(c) - std::floor(t.text * 1.42f + 0.5f)) / 2, 0.0f);
    const Control line = control(c, key, {width, 2 * pad + title + more});
    if (line.visible) {
        if (line.hovered || line.ring) canvas()->AddRectFilled(line.rect.Min, line.rect.Max, t.chip, 6);
        const float y = line.rect.Min.y + row_height(c) / 2;
        const ImVec2 at(line.rect.Min.x + kIndent, line.rect.Min.y + pad + 2);
        draw_wrapped(c, at, text, t.ink, t.text, room, true, face);
        if (!detail.empty()) draw_wrapped(c, {at.x, at.y + title}, detail, t.quiet, t.small, room);
        if (chosen) {
            const ImVec2 tick[] = {{line.rect.Min.x + 9, y}, {line.rect.Min.x + 13, y + 4}, {line.rect.Min.x + 20, y - 5}};
            canvas()->AddPolyline(tick, 3, t.accent, 0, 2);
        }
        if (!hint.empty()) {
            const float w = text_size(hint, t.small).x;
            draw_centred(c, {line.rect.Max.x - w - 10, y}, hint, t.quiet, t.small);
        }
        draw_ring(c, line, 6);
        if (line.hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    }
    MirrorItem item = item_of(line, Role::option, text, key);
    item.checked = chosen;
    item.help = detail;
    c.mirror.add(std::move(item));
    // Arrow keys walk through the lines, one line a frame: the next one sees the same key still pressed.
    int* moved = ImGui::GetStateStorage()->GetIntRef(ImGui::GetID("moved"), -1);
    if (*moved != ImGui::GetFrameCount()) {
        const bool down = key_pressed(c, line, ImGuiKey_DownArrow), up = key_pressed(c, line, ImGuiKey_UpArrow);
        if (down || up) {
            c.mirror.focus_next(up);
            *moved = ImGui::GetFrameCount();
        }
    }
    return line.pressed;
}

void draw_chevron(ImVec2 centre, ImU32 colour) {
    const ImVec2 points[] = {centre + ImVec2(-4, -2), centre + ImVec2(0, 2), centre + ImVec2(4, -2)};
    canvas()->AddPolyline(points, 3, colour, 0, 1.6f);
}

}  // namespace headscope::ui
