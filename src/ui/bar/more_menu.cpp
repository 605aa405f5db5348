// What the bar has no room for: lessons, examples, legend, help, theme, in one menu.
#include "ui/bar/more_menu.hpp"

#include "lab/link/presets.hpp"
#include "ui/bar/open_preset.hpp"
#include "ui/kit/popup.hpp"
#include "ui/text/symbols.hpp"

namespace headscope::ui {

using lab::Str;

bool preset_lines(Context& c, float width) {
    bool chosen = false;
    const auto presets = lab::presets();
    for (size_t i = 0; i < presets.size(); ++i) {
        const bool open = static_cast<int>(i) == c.view.preset && !c.view.preset_edited;
        const std::string title = in_symbols(c.view, c.text(presets[i].title)),
                          question = in_symbols(c.view, c.text(presets[i].question));
        if (!menu_line(c, "preset." + std::string(presets[i].key), title, open, width, {}, question)) continue;
        open_preset(c, static_cast<int>(i));
        chosen = true;
    }
    return chosen;
}

void next_theme(View& view) { view.theme = static_cast<ThemeChoice>((static_cast<int>(view.theme) + 1) % 3); }

Str theme_name(const View& view) {
    constexpr Str kNames[] = {Str::theme_auto, Str::theme_light, Str::theme_dark};
    return kNames[static_cast<int>(view.theme)];
}

void other_language(View& view) {
    view.language = view.language == lab::Language::english ? lab::Language::chinese : lab::Language::english;
}

void more_menu(Context& c, ImVec2 size, MoreLines lines) {
    constexpr float kWidth = 320;
    const auto [b, was_open, by_keyboard] = popup_button(c, "more", size, c.text(Str::bar_more));
    if (b.hovered || was_open)
        canvas()->AddRectFilled(b.rect.Min, b.rect.Max, was_open ? c.theme.chip_active : c.theme.chip, c.theme.rounding);
    for (int i = -1; i <= 1; ++i)
        canvas()->AddCircleFilled(b.rect.GetCenter() + ImVec2(static_cast<float>(i) * 7, 0), 2, c.theme.ink);
    draw_ring(c, b, c.theme.rounding);
    tooltip(c, b, c.text(Str::bar_more));
    const float width = ImMin(kWidth, ImGui::GetIO().DisplaySize.x - 16);
    ImRect below = b.rect;
    below.Min.x = ImMax(below.Max.x - width, 8.0f);
    if (!begin_popup(c, b.id, below, width)) return;
    bool chosen = false, first = ImGui::GetCurrentWindow()->Appearing && by_keyboard;
    const auto line = [&](std::string_view hidden_by, std::string_view key, std::string_view words) {
        if (c.view.hides(hidden_by)) return false;
        if (first) c.mirror.set_focus(ImGui::GetCurrentWindow()->GetID(key.data(), key.data() + key.size()), true);
        first = false;
        const bool pressed = menu_line(c, key, words, false, width - 12);
        chosen = chosen || pressed;
        return pressed;
    };
    if (line("learn", "more.learn", c.text(Str::bar_learn))) c.commands.push_back({Command::learn, {}});
    if (line("legend", "more.legend", c.text(Str::legend_title))) c.view.legend = true;
    if (line("help", "more.help", c.text(Str::bar_help))) c.view.help = true;
    if (line("theme", "more.theme", c.text(theme_name(c.view)))) next_theme(c.view);
    if (lines.language && line("language", "more.language", c.text(Str::bar_language_name))) other_language(c.view);
    if (!c.view.read_only && line("reset", "more.reset", c.text(Str::bar_reset))) c.commands.push_back({Command::reset, {}});
    if (lines.presets && !c.view.hides("presets") && !c.view.read_only) {
        room(10);
        ImGui::Indent(10);
        group_heading(c, Str::bar_examples);
        ImGui::Unindent(10);
        chosen = preset_lines(c, width - 12) || chosen;
    }
    if (chosen) close_popup(c);
    end_popup(c);
}

}  // namespace headscope::ui
