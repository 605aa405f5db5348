// Buttons, tabs and the sheet they may lie on.
#include "ui/kit/control.hpp"

namespace headscope::ui {
namespace {

struct Face2 {
    ImU32 fill, ink, line;
};

Face2 colours(const Theme& t, const Control& b, ButtonKind kind, bool active) {
    Face2 f{0, b.enabled ? t.ink : faded(t.quiet, 0.55f), 0};
    if (kind == ButtonKind::filled) {
        f.fill = !b.enabled  ? t.chip
                 : b.held    ? mixed(t.accent, t.ink, 0.25f)
                 : b.hovered ? mixed(t.accent, t.ink, 0.12f)
                             : t.accent;
        if (b.enabled) f.ink = t.on_accent;
    } else {
        if (b.enabled && (b.hovered || b.held || active)) f.fill = b.held ? t.chip_active : t.chip;
        if (kind == ButtonKind::outlined) f.line = b.hovered && b.enabled ? mixed(t.line, t.quiet, 0.5f) : t.line;
        if (active) f.ink = t.accent;
    }
    return f;
}

ImVec2 extent_of(Context& c, std::string_view text, ImVec2 size) {
    const float h = row_height(c), padding = text.size() > 4 ? 14.0f : 10.0f;
    if (size.x <= 0) size.x = ImMax(h, ImFloor(text_size(text, c.theme.text).x + 2 * padding + 0.5f));
    if (size.y <= 0) size.y = ImMax(h, 32.0f);
    return size;
}

void draw_label(Context& c, const Control& b, std::string_view text, ImU32 ink, Face face) {
    std::string storage;
    const std::string_view fitting = elided(text, b.rect.GetWidth() - 8, c.theme.text, face, storage);
    const float w = text_size(fitting, c.theme.text, face).x;
    draw_centred(c, {b.rect.GetCenter().x - w / 2, b.rect.GetCenter().y}, fitting, ink, c.theme.text, face);
}

}  // namespace

bool button(Context& c, std::string_view key, std::string_view text, ButtonKind kind, bool enabled, std::string_view tip,
            ImVec2 size, bool active) {
    const Control b = control(c, key, extent_of(c, text, size), enabled);
    MirrorItem item = item_of(b, Role::button, tip.empty() ? text : tip, key);
    item.checked = active;
    c.mirror.add(std::move(item));
    if (b.visible) {
        const Face2 f = colours(c.theme, b, kind, active);
        if (f.fill) canvas()->AddRectFilled(b.rect.Min, b.rect.Max, f.fill, c.theme.rounding);
        if (f.line) canvas()->AddRect(b.rect.Min, b.rect.Max, f.line, c.theme.rounding);
        draw_label(c, b, text, f.ink, Face::regular);
        draw_ring(c, b, c.theme.rounding);
        if (b.hovered && b.enabled) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
        tooltip(c, b, tip);
    }
    return b.pressed;
}

bool tab(Context& c, std::string_view key, std::string_view text, bool chosen, ImVec2 size) {
    const Control b = control(c, key, extent_of(c, text, size));
    MirrorItem item = item_of(b, Role::tab, text, key);
    item.checked = chosen;
    c.mirror.add(std::move(item));
    if (b.visible) {
        if (b.hovered && !chosen && !c.app.touch)
            canvas()->AddRectFilled(b.rect.Min, b.rect.Max, c.theme.chip, c.theme.rounding);
        draw_label(c, b, text,
                   chosen      ? c.theme.accent
                   : b.hovered ? c.theme.ink
                               : c.theme.quiet,
                   chosen ? Face::bold : Face::regular);
        draw_ring(c, b, c.theme.rounding);
        if (b.hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    }
    return b.pressed;
}

void card(Context& c, ImVec2 min, ImVec2 max, bool selected) {
    ImDrawList* list = canvas();
    constexpr float kRounding = 10;
    if (!c.theme.dark)
        for (float i = 3; i >= 1; --i)
            list->AddRectFilled(min + ImVec2(-i + 1, 1), max + ImVec2(i - 1, 1 + i), IM_COL32(40, 36, 20, 7), kRounding + i);
    list->AddRectFilled(min, max, c.theme.panel, kRounding);
    list->AddRect(min, max, selected ? c.theme.accent : c.theme.line, kRounding, 0, selected ? 2.0f : 1.0f);
}

}  // namespace headscope::ui
