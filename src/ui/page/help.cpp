// What the keyboard does, wherever the focus is; and the overlay that says so.
#include "ui/page/help.hpp"

#include <algorithm>

#include "ui/flow/gallery.hpp"
#include "ui/kit/kit.hpp"
#include "ui/kit/lines.hpp"

namespace headscope::ui {

using lab::Str;

void shortcuts(Context& c) {
    const ImGuiIO& io = ImGui::GetIO();
    if (ImGui::IsKeyPressed(ImGuiKey_Escape, false) && !io.WantTextInput) {
        if (c.view.help) c.view.help = false;
        else c.view.drawer = false;
    }
    if (io.WantTextInput) return;
    const auto chord = [](ImGuiKeyChord keys) { return ImGui::IsKeyChordPressed(keys); };
    if (!c.view.read_only && chord(ImGuiMod_Ctrl | ImGuiKey_Z)) c.commands.push_back({Command::undo, {}});
    if (!c.view.read_only && (chord(ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_Z) || chord(ImGuiMod_Ctrl | ImGuiKey_Y)))
        c.commands.push_back({Command::redo, {}});
    const int heads = c.document.integer(lab::Param::num_heads);
    if (chord(ImGuiKey_LeftBracket)) show_head(c, (c.view.head + heads - 1) % heads);
    if (chord(ImGuiKey_RightBracket)) show_head(c, (c.view.head + 1) % heads);
    if (c.mirror.focus() != 0) return;  // digits typed on a matrix belong to its cell
    for (int i = 0; i < std::min(heads, 9); ++i) {
        if (ImGui::IsKeyPressed(static_cast<ImGuiKey>(ImGuiKey_1 + i), false)) show_head(c, i);
    }
}

void help_overlay(Context& c, const PagePlan& plan) {
    if (!c.view.help) return;
    struct Row {
        std::string_view keys;
        Str words;
    };
    constexpr Row kRows[] = {
        {"\u2194", Str::help_drag},
        {"2\u00d7, Enter", Str::help_type},
        {"\u2190 \u2191 \u2192 \u2193", Str::help_move},
        {"Delete", Str::help_zero},
        {"Ctrl C, Ctrl V", Str::help_copy},
        {"[  ]", Str::help_head},
        {"Ctrl Z, Ctrl Y", Str::help_undo},
        {"Tab", Str::help_tab},
        {"Esc", Str::help_escape},
    };
    const Theme& theme = c.theme;
    constexpr float kPad = 24, kRow = 32;
    float keys = 0, words = 0;
    for (const Row& row : kRows) {
        keys = std::max(keys, text_size(row.keys, theme.small, Face::mono).x);
        words = std::max(words, text_size(c.text(row.words), theme.text).x);
    }
    const float lines = static_cast<float>(sizeof kRows / sizeof kRows[0]);
    const ImVec2 most(plan.all.width() - 24, plan.all.height() - 24);
    const ImVec2 size(std::min(2 * kPad + keys + 24 + words, most.x), std::min(2 * kPad + 40 + lines * kRow, most.y));
    const ImVec2 at(std::max(plan.all.min.x + (plan.all.width() - size.x) / 2, 0.0f),
                    plan.all.min.y + (plan.all.height() - size.y) / 2);
    ImGui::SetNextWindowPos(at);
    ImGui::SetNextWindowSize(size);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(kPad, kPad));
    constexpr ImGuiWindowFlags kFlags = ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove |
                                        ImGuiWindowFlags_NoCollapse | ImGuiWindowFlags_NoSavedSettings |
                                        ImGuiWindowFlags_NoBackground;
    if (ImGui::Begin("help", nullptr, kFlags)) {
        ImDrawList* list = ImGui::GetWindowDrawList();
        const ImVec2 end(at.x + size.x, at.y + size.y);
        list->PushClipRect(plan.all.min, plan.all.max);
        list->AddRectFilled(plan.all.min, plan.all.max,
                            faded(theme.dark ? IM_COL32(0, 0, 0, 255) : IM_COL32(29, 34, 48, 255), 0.45f));
        list->PopClipRect();
        list->AddRectFilled(at, end, theme.panel, theme.rounding + 4);
        label(c, c.text(Str::bar_help), theme.ink, theme.caption + 2, Face::bold, true);
        room(4);
        for (const Row& row : kRows) {
            const ImVec2 y = ImGui::GetCursorScreenPos();
            draw_text(c, ImVec2(y.x, y.y + 2), row.keys, theme.quiet, theme.small, Face::mono);
            draw_text(c, ImVec2(y.x + keys + 24, y.y), c.text(row.words), theme.ink, theme.text);
            ImGui::Dummy(ImVec2(size.x - 2 * kPad, kRow - ImGui::GetStyle().ItemSpacing.y));
        }
        ImGui::SetCursorScreenPos(ImVec2(end.x - 44, at.y + 10));
        if (button(c, "close_help", "\u00d7", ButtonKind::quiet, true, c.text(Str::notice_dismiss), ImVec2(34, 34)))
            c.view.help = false;
        const bool outside = ImGui::IsMouseClicked(ImGuiMouseButton_Left) && !ImGui::IsMouseHoveringRect(at, end, false);
        if (outside && !ImGui::IsWindowAppearing()) c.view.help = false;
    }
    ImGui::End();
    ImGui::PopStyleVar();
}

}  // namespace headscope::ui
