// The mechanics shared by all controls.
#include "ui/kit/control.hpp"

namespace headscope::ui {

Control control_at(Context& c, ImGuiID id, const ImRect& rect, bool enabled, ImGuiButtonFlags flags, bool keys) {
    Control out;
    enabled = enabled && !c.disabled;
    out.id = id;
    out.rect = rect;
    out.enabled = enabled;
    Mirror& mirror = c.mirror;
    if (mirror.take(id, MirrorAction::Kind::focus)) mirror.set_focus(id, true);
    if (mirror.reveals(id)) {
        ImRect room = rect;
        room.Expand(8);
        ImGui::ScrollToRect(ImGui::GetCurrentWindow(), room,
                            ImGuiScrollFlags_KeepVisibleEdgeY | ImGuiScrollFlags_KeepVisibleEdgeX);
        again(c);
    }
    ImGui::PushItemFlag(ImGuiItemFlags_NoTabStop | ImGuiItemFlags_NoNav, true);
    out.visible = ImGui::ItemAdd(rect, id);
    ImGui::PopItemFlag();
    if (out.visible && enabled) {
        out.pressed = ImGui::ButtonBehavior(rect, id, &out.hovered, &out.held, flags | ImGuiButtonFlags_NoNavFocus);
        if (ImGui::IsItemActivated()) mirror.set_focus(id, false);
    } else if (out.visible) {
        out.hovered = ImGui::IsItemHovered();
    }
    out.focused = mirror.focus() == id && enabled;
    out.ring = out.focused && mirror.focus_visible();
    if (keys && (key_pressed(c, out, ImGuiKey_Enter, false) || key_pressed(c, out, ImGuiKey_KeypadEnter, false) ||
                 key_pressed(c, out, ImGuiKey_Space, false)))
        out.pressed = true;
    if (mirror.take(id, MirrorAction::Kind::press) && enabled) out.pressed = true;
    if (!enabled) out.pressed = false;
    return out;
}

Control control(Context& c, std::string_view key, ImVec2 size, bool enabled, ImGuiButtonFlags flags, bool keys) {
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    const ImGuiID id = window->GetID(key.data(), key.data() + key.size());
    const ImRect rect(window->DC.CursorPos, window->DC.CursorPos + size);
    ImGui::ItemSize(size);
    return control_at(c, id, rect, enabled, flags, keys);
}

void draw_ring(Context& c, const ImRect& rect, float rounding) {
    // Two lines, so that it shows on the accent colour as well as on paper.
    canvas()->AddRect(rect.Min - ImVec2(1, 1), rect.Max + ImVec2(1, 1), c.theme.panel, rounding + 1, 0, 2);
    canvas()->AddRect(rect.Min - ImVec2(3, 3), rect.Max + ImVec2(3, 3), c.theme.accent, rounding + 3, 0, 2);
}

void draw_ring(Context& c, const Control& control, float rounding) {
    if (control.ring) draw_ring(c, control.rect, rounding);
}

void tooltip(Context& c, const Control& control, std::string_view text) {
    constexpr float kDelay = 0.55f;
    if (text.empty() || !control.hovered || control.held || c.app.touch) return;
    const ImGuiContext& g = *ImGui::GetCurrentContext();
    if (g.ActiveId != 0 || g.HoveredId != control.id) return;
    if (g.HoveredIdTimer < kDelay) return again(c, static_cast<double>(kDelay - g.HoveredIdTimer) * 1000 + 10);
    constexpr float kWidth = 260, kPadding = 10;
    const float size = c.theme.small;
    const ImVec2 extent = font_of(Face::regular)->CalcTextSizeA(size, FLT_MAX, kWidth, text.data(), text.data() + text.size());
    const ImVec2 box = extent + ImVec2(2 * kPadding, 2 * kPadding - 4);
    const ImVec2 screen = ImGui::GetIO().DisplaySize;
    ImVec2 at(control.rect.Min.x, control.rect.Max.y + 6);
    if (at.y + box.y > screen.y) at.y = control.rect.Min.y - 6 - box.y;
    at.x = ImClamp(at.x, 4.0f, ImMax(4.0f, screen.x - box.x - 4));
    ImDrawList* list = ImGui::GetForegroundDrawList();
    list->AddRectFilled(at, at + box, c.theme.ink, 6);
    list->AddText(font_of(Face::regular), size, at + ImVec2(kPadding, kPadding - 2), c.theme.panel, text.data(),
                  text.data() + text.size(), kWidth);
}

MirrorItem item_of(const Control& control, Role role, std::string_view label, std::string_view key) {
    MirrorItem item;
    item.id = control.id;
    item.role = role;
    item.label = label;
    item.key = key;
    item.min = control.rect.Min;
    item.max = control.rect.Max;
    item.disabled = !control.enabled;
    return item;
}

bool key_pressed(const Context& c, const Control& control, ImGuiKey key, bool repeat) {
    return control.focused && !ImGui::GetIO().WantTextInput && c.interaction.typing.owner == 0 &&
           ImGui::IsKeyPressed(key, repeat);
}

void claim_touch(Context& c, const ImRect& rect, int claim) {
    ImRect seen = rect;
    seen.ClipWith(ImGui::GetCurrentWindow()->ClipRect);
    if (seen.Min.x < seen.Max.x && seen.Min.y < seen.Max.y) c.interaction.touch_claims.push_back({seen.Min, seen.Max, claim});
}

}  // namespace headscope::ui
