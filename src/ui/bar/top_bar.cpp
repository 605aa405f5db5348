// The bar on top: name, open preset, undo and redo, a hint, reset, legend, help, language, theme and sharing.
#include "ui/bar/top_bar.hpp"

#include <algorithm>

#include "ui/bar/more_menu.hpp"
#include "ui/bar/open_preset.hpp"
#include "ui/kit/popup.hpp"
#include "ui/picture/words.hpp"
#include "ui/rail/rail.hpp"

namespace headscope::ui {

using lab::Str;

namespace {

/// Controls in a row, from the left or from the right end of the bar.
struct BarRow {
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

void preset_menu(Context& c, BarRow& row, float room) {
    if (c.view.hides("presets")) return;
    const float most = std::min(room, 430.0f), padding = 14, chevron = 26;
    std::string storage;
    const std::string words = open_name(c);
    const std::string_view text = elided(words, most - 2 * padding - chevron, c.theme.text, Face::regular, storage);
    const float width = text_size(text, c.theme.text).x + 2 * padding + chevron;
    ImGui::SetCursorScreenPos(ImVec2(row.x, row.y));
    const auto [b, open, by_keyboard] =
        popup_button(c, "presets", ImVec2(width, row.height), c.text(Str::bar_presets), words, {}, !c.view.read_only);
    canvas()->AddRectFilled(b.rect.Min, b.rect.Max, b.hovered || open ? c.theme.chip_active : c.theme.chip, c.theme.rounding);
    draw_centred(c, ImVec2(b.rect.Min.x + padding, b.rect.GetCenter().y), text, c.theme.ink, c.theme.text);
    draw_chevron(ImVec2(b.rect.Max.x - 18, b.rect.GetCenter().y + 1), c.theme.quiet);
    draw_ring(c, b, c.theme.rounding);
    tooltip(c, b, c.text(Str::bar_presets));
    row.x += width + 6;

    constexpr float kMenu = 440;
    if (!begin_popup(c, b.id, b.rect, kMenu)) return;
    if (preset_lines(c, kMenu - 12)) close_popup(c);
    end_popup(c);
}

/// What can be done with what the pointer is on, in the words of the hand at work.
Str hint(const Context& c) {
    const lab::CellRef* cell = c.view.hovered ? &*c.view.hovered : nullptr;
    const auto either = [&](Str mouse, Str finger) { return c.app.touch ? finger : mouse; };
    const Str keep = either(Str::hint_lock, Str::hint_lock_touch);
    if (c.view.read_only) return cell ? keep : either(Str::hint_look, Str::hint_look_touch);
    if (c.view.painting) return Str::hint_paint;
    if (cell && is_editable(c.document, *cell)) return either(Str::hint_edit, Str::hint_edit_touch);
    return cell ? keep : either(Str::hint_start, Str::hint_start_touch);
}

void theme_button(Context& c, BarRow& row) {
    constexpr std::string_view kSigns[] = {"\u25d0", "\u2600", "\u263e"};
    const std::string_view sign = kSigns[static_cast<int>(c.view.theme)];
    if (row.press("theme", sign, 36, ButtonKind::quiet, true, c.text(theme_name(c.view)))) next_theme(c.view);
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
    BarRow left{c, y, height, at.x + 14};
    BarRow right{c, y, height, plan.bar.max.x - (phone ? 8.0f : 14.0f), true};
    const std::string_view share = c.text(Str::bar_share), language = c.text(Str::bar_language);
    const auto room_for = [&](std::string_view key, float width) { return c.view.hides(key) ? 0.0f : width + 4; };
    const float language_room = room_for("language", width_of(language, theme.text)), undo_room = 2 * room_for("undo", 36);
    if (!phone &&
        left.press("learn", c.text(Str::bar_learn), width_of(c.text(Str::bar_learn), theme.text), ButtonKind::outlined))
        command(Command::learn);
    float right_width = room_for("share", width_of(share, theme.text)) + 4;
    if (phone) right_width += room_for("more", 40);
    else
        for (const std::string_view key : {"reset", "legend", "help", "theme"}) right_width += room_for(key, 36);
    // Where not everything fits, the language goes into the menu.
    const bool language_in_bar = !phone || left.x + undo_room + language_room + right_width <= right.x;
    if (language_in_bar) right_width += language_room;
    const float end = right.x - right_width;

    if (plan.form == Form::tablet && has_controls(c.view) &&
        left.press("controls", c.text(Str::bar_controls), width_of(c.text(Str::bar_controls), theme.text),
                   c.view.drawer ? ButtonKind::filled : ButtonKind::outlined))
        c.view.drawer = !c.view.drawer;
    constexpr float kLeastPreset = 180;
    const float preset_room = end - left.x - undo_room - 16;
    const bool presets_in_bar = !phone || preset_room >= kLeastPreset;
    if (presets_in_bar) preset_menu(c, left, preset_room);
    if (phone) left.x = std::max(left.x, end - undo_room - 4);
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
        if (right.press("legend", "\u25a6", 36, ButtonKind::quiet, true, c.text(Str::legend_title)))
            c.view.legend = !c.view.legend;
        if (right.press("help", "?", 36, ButtonKind::quiet, true, c.text(Str::bar_help))) c.view.help = !c.view.help;
    }
    if (language_in_bar && right.press("language", language, width_of(language, theme.text), ButtonKind::quiet, true,
                                       c.text(Str::bar_language_name)))
        other_language(c.view);
    if (!phone) theme_button(c, right);
    right.x += 4;
    if (right.press("share", share, width_of(share, theme.text), ButtonKind::filled)) command(Command::share);
    if (!phone || c.view.hides("more")) return;
    ImGui::SetCursorScreenPos(ImVec2(right.x, y));
    more_menu(c, ImVec2(40, height), {!presets_in_bar, !language_in_bar});
}

}  // namespace headscope::ui
