// The bar on top: name, sentence, undo and redo, a hint, language, theme, reset, help and sharing.
#include "ui/page/top_bar.hpp"

#include <algorithm>

#include "lab/link/presets.hpp"
#include "ui/kit/popup.hpp"
#include "ui/picture/words.hpp"
#include "ui/rail/rail.hpp"

namespace headscope::ui {

using lab::Str;

namespace {

/// Controls in a row, from the left or from the right end of the bar.
struct Row {
    Context& c;
    float y, height, x;
    bool leftwards = false;

    bool press(std::string_view key, std::string_view text, float width, ButtonKind kind = ButtonKind::quiet,
               bool enabled = true, std::string_view tooltip = {}) {
        if (c.view.hides(key)) return false;
        if (leftwards) x -= width;
        ImGui::SetCursorScreenPos(ImVec2(x, y));
        const bool pressed = button(c, key, text, kind, enabled, tooltip, ImVec2(width, height));
        x += leftwards ? -4 : width + 4;
        return pressed;
    }
};

float width_of(std::string_view text, float size) { return text_size(text, size).x + 26; }

std::string sentence(const Context& c) {
    std::string text;
    for (const std::string& token : c.document.items[static_cast<size_t>(c.view.item)].query.tokens) {
        if (!text.empty()) text += ' ';
        text += token;
        if (text.size() > 160) break;
    }
    return text;
}

void preset_menu(Context& c, Row& row, float room) {
    if (c.view.hides("presets")) return;
    const float most = std::min(room, 340.0f), padding = 14, chevron = 26;
    std::string storage;
    const std::string words = sentence(c);
    const std::string_view text = elided(words, most - 2 * padding - chevron, c.theme.text, Face::regular, storage);
    const float width = text_size(text, c.theme.text).x + 2 * padding + chevron;
    ImGui::SetCursorScreenPos(ImVec2(row.x, row.y));
    const Control b = control(c, "presets", ImVec2(width, row.height), !c.view.read_only);
    const bool open = ImGui::IsPopupOpen(b.id, ImGuiPopupFlags_None);
    if (b.pressed && !open) open_popup(c, b.id);
    MirrorItem item = item_of(b, Role::listbox, c.text(Str::bar_presets), "presets");
    item.value = words;
    item.expanded = open || b.pressed;
    c.mirror.add(std::move(item));
    canvas()->AddRectFilled(b.rect.Min, b.rect.Max, b.hovered || open ? c.theme.chip_active : c.theme.chip, c.theme.rounding);
    draw_centred(c, ImVec2(b.rect.Min.x + padding, b.rect.GetCenter().y), text, c.theme.ink, c.theme.text);
    draw_chevron(ImVec2(b.rect.Max.x - 18, b.rect.GetCenter().y + 1), c.theme.quiet);
    draw_ring(c, b, c.theme.rounding);
    tooltip(c, b, c.text(Str::bar_presets));
    if (b.hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    row.x += width + 6;

    float widest = 200;
    for (const lab::Preset& preset : lab::presets())
        widest = std::max(widest, text_size(c.text(preset.title), c.theme.text).x + 60);
    if (!begin_popup(c, b.id, b.rect, widest)) return;
    bool chosen = false;
    for (const lab::Preset& preset : lab::presets()) {
        const std::string key = "preset." + std::string(preset.key);
        if (!menu_line(c, key, c.text(preset.title), false, widest - 12)) continue;
        c.edit(lab::edit_of(preset));
        c.view.locked.reset();
        chosen = true;
    }
    if (chosen) close_popup(c);
    end_popup(c);
}

/// What can be done with what the pointer is on.
Str hint(const Context& c) {
    const lab::CellRef* cell = c.view.hovered ? &*c.view.hovered : nullptr;
    if (c.view.read_only) return cell ? Str::hint_lock : Str::hint_look;
    if (c.view.painting) return Str::hint_paint;
    if (cell && is_editable(c.document, cell->tensor)) return Str::hint_edit;
    if (cell) return Str::hint_lock;
    return Str::hint_start;
}

void theme_button(Context& c, Row& row) {
    constexpr std::string_view kSigns[] = {"\u25d0", "\u2600", "\u263e"};
    const Str names[] = {Str::theme_auto, Str::theme_light, Str::theme_dark};
    const int now = static_cast<int>(c.view.theme);
    if (row.press("theme", kSigns[now], 36, ButtonKind::quiet, true, c.text(names[now])))
        c.view.theme = static_cast<ThemeChoice>((now + 1) % 3);
}

}  // namespace

void top_bar(Context& c, const PagePlan& plan) {
    const Theme& theme = c.theme;
    const bool phone = plan.form == Form::phone;
    const float height = c.app.touch ? 40.0f : 34.0f, y = plan.bar.min.y + (plan.bar.height() - height) / 2;
    const float logo = phone ? 18.0f : 17.0f;
    ImVec2 at(plan.bar.min.x + (phone ? 14.0f : 20.0f),
              plan.bar.min.y + (plan.bar.height() - text_size("headscope", logo, Face::bold).y) / 2);
    at.x += draw_text(c, at, "head", theme.ink, logo, Face::bold).x;
    at.x += draw_text(c, at, "scope", theme.accent, logo, Face::bold).x;

    const auto command = [&](Command what) { c.commands.push_back({what, {}}); };
    Row left{c, y, height, at.x + 14};
    Row right{c, y, height, plan.bar.max.x - (phone ? 8.0f : 14.0f), true};
    const std::string_view share = c.text(Str::bar_share), language = c.text(Str::bar_language);
    const auto room_for = [&](std::string_view key, float width) { return c.view.hides(key) ? 0.0f : width + 4; };
    float right_width =
        room_for("share", width_of(share, theme.text)) + room_for("language", width_of(language, theme.text)) + 4;
    for (const std::string_view key : {"reset", "help", "theme"}) right_width += phone ? 0.0f : room_for(key, 36);
    const float end = right.x - right_width;

    if (plan.form == Form::tablet && has_controls(c.view) &&
        left.press("controls", c.text(Str::bar_controls), width_of(c.text(Str::bar_controls), theme.text),
                   c.view.drawer ? ButtonKind::filled : ButtonKind::outlined))
        c.view.drawer = !c.view.drawer;
    if (!phone) preset_menu(c, left, end - left.x - 100);
    if (phone) left.x = std::max(left.x, end - 84);
    if (left.press("undo", "\u21b6", 36, ButtonKind::quiet, c.app.can_undo && !c.view.read_only, c.text(Str::bar_undo)))
        command(Command::undo);
    if (left.press("redo", "\u21b7", 36, ButtonKind::quiet, c.app.can_redo && !c.view.read_only, c.text(Str::bar_redo)))
        command(Command::redo);

    if (!phone) {
        const std::string_view words = c.text(hint(c));
        const ImVec2 size = text_size(words, theme.text);
        const float x =
            std::clamp((plan.bar.min.x + plan.bar.max.x - size.x) / 2, left.x + 16, std::max(left.x + 16, end - size.x - 16));
        if (x + size.x + 16 <= end)
            draw_text(c, ImVec2(x, plan.bar.min.y + (plan.bar.height() - size.y) / 2), words, theme.quiet, theme.text);
    }

    // The right end is laid out leftwards but reported in reading order, so positions come first.
    right.leftwards = false;
    right.x = end;
    if (!phone) {
        if (right.press("reset", "\u21ba", 36, ButtonKind::quiet, !c.view.read_only, c.text(Str::bar_reset)))
            command(Command::reset);
        if (right.press("help", "?", 36, ButtonKind::quiet, true, c.text(Str::bar_help))) c.view.help = !c.view.help;
    }
    if (right.press("language", language, width_of(language, theme.text), ButtonKind::quiet, true,
                    c.text(Str::bar_language_name))) {
        c.view.language = c.view.language == lab::Language::english ? lab::Language::chinese : lab::Language::english;
    }
    if (!phone) theme_button(c, right);
    right.x += 4;
    if (right.press("share", share, width_of(share, theme.text), ButtonKind::filled)) command(Command::share);
}

}  // namespace headscope::ui
