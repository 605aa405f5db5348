// The choice of many: a button that shows what is chosen, and the list it opens.
#include "ui/kit/popup.hpp"

namespace headscope::ui {
namespace {

struct Lines {
    int chosen = -1;
    bool closed = false;
};

Lines list(Context& c, std::string_view key, std::span<const std::string_view> choices, std::span<const std::string_view> keys,
           int chosen, float width, bool focus_chosen) {
    Lines out;
    for (size_t i = 0; i < choices.size(); ++i) {
        std::string line_key(key);
        line_key += '.';
        line_key += i < keys.size() ? keys[i] : std::to_string(i);
        const bool is_chosen = static_cast<int>(i) == chosen;
        if (focus_chosen && (is_chosen || (chosen < 0 && i == 0)))
            c.mirror.set_focus(ImGui::GetCurrentWindow()->GetID(line_key.data(), line_key.data() + line_key.size()), true);
        if (menu_line(c, line_key, choices[i], is_chosen, width)) {
            out.chosen = static_cast<int>(i);
            out.closed = true;
        }
    }
    return out;
}

}  // namespace

bool menu(Context& c, std::string_view key, Name name, std::span<const std::string_view> choices, int* chosen,
          std::string_view help, std::span<const std::string_view> keys) {
    const Theme& t = c.theme;
    const float width = ImMax(ImGui::GetContentRegionAvail().x, 80.0f);
    const std::string_view current =
        *chosen >= 0 && *chosen < static_cast<int>(choices.size()) ? choices[static_cast<size_t>(*chosen)] : std::string_view();
    float widest = 0;
    for (std::string_view choice : choices) widest = ImMax(widest, text_size(choice, t.text).x);
    const PopupButton button =
        popup_button(c, key, {width, row_height(c)}, name.word.empty() ? help : name.word, current, help);
    const Control& m = button.control;
    const ImRect chip = name.word.empty() ? m.rect
                                          : ImRect(m.rect.Max.x - ImMin(widest + 40, width * 0.62f), m.rect.Min.y + 1,
                                                   m.rect.Max.x, m.rect.Max.y - 1);
    if (m.visible) {
        draw_name(c, name, {m.rect.Min.x, m.rect.GetCenter().y}, chip.Min.x - m.rect.Min.x - 8, m.ink(t));
        canvas()->AddRectFilled(chip.Min, chip.Max, (m.hovered && m.enabled) || button.open ? t.chip_active : t.chip,
                                t.rounding - 2);
        std::string storage;
        draw_centred(c, {chip.Min.x + 10, chip.GetCenter().y},
                     elided(current, chip.GetWidth() - 36, t.text, Face::regular, storage), m.ink(t), t.text);
        draw_chevron({chip.Max.x - 15, chip.GetCenter().y + 1}, t.quiet);
        if (m.ring) draw_ring(c, chip, t.rounding - 2);
        tooltip(c, m, help);
    }
    if (!begin_popup(c, m.id, chip, ImMax(chip.GetWidth(), widest + 60))) return false;
    const float line = ImMax(ImGui::GetContentRegionAvail().x, widest + 48);
    const Lines lines = list(c, key, choices, keys, *chosen, line, ImGui::GetCurrentWindow()->Appearing && button.by_keyboard);
    // The Enter that opens the menu must not choose in the same frame.
    const bool chose = lines.closed && !ImGui::GetCurrentWindow()->Appearing;
    if (chose) close_popup(c);
    end_popup(c);
    if (!chose || lines.chosen == *chosen) return false;
    *chosen = lines.chosen;
    return true;
}

}  // namespace headscope::ui
