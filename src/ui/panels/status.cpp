// The line below the flow: what computes, how long it took, how much it was; and messages above it.
#include <algorithm>

#include "imgui_internal.h"
#include "ui/panels/panels.hpp"
#include "ui/panels/wrap.hpp"

namespace headscope::ui {

using lab::Str;

void status_line(Context& c, ImVec2 min, ImVec2 max) {
    const Theme& theme = c.theme;
    const float size = theme.small, pad = std::clamp((max.x - min.x) * 0.025f, 14.0f, 40.0f);
    const float y = min.y + (max.y - min.y - text_size("0", size).y) / 2;
    constexpr float kButton = 28;
    float x = min.x + pad - 8;  // the button's text stands where a line of text would
    x += engine_button(c, ImVec2(x, (min.y + max.y - kButton) / 2), kButton) + 14;
    // What grows and shrinks keeps the width of its widest, so that the line does not tremble during a drag.
    const auto say = [&](const std::string& words, std::string_view widest = "") {
        const float room = std::max(text_size(words, size).x, text_size(widest, size).x);
        if (x + room > max.x - pad) return;
        draw_text(c, ImVec2(x, y), words, theme.quiet, size);
        x += room + 22;
    };
    say(evaluation_time(c), "< 0.1 ms");
    const std::string last = count_text(c.trace.last_multiply_adds()), full = count_text(c.trace.full_multiply_adds());
    say(lab::format(Str::status_multiply_adds, c.view.language, {last, full}));
    const std::string_view kind = "float32";
    const float right = max.x - pad - text_size(kind, size).x;
    if (right > x) draw_text(c, ImVec2(right, y), kind, theme.quiet, size);
}

void notices(Context& c, Panels& p, const Layout& layout) {
    const Theme& theme = c.theme;
    const double now = ImGui::GetTime();
    if (!p.message.empty() && !p.message_is_error && now >= p.message_until) p.message.clear();
    MirrorItem status;
    status.id = ImGui::GetID("status");
    status.role = Role::status;
    status.key = "status";
    status.label = p.message;
    status.min = ImVec2(layout.all.min.x, layout.all.max.y - 1);
    status.max = layout.all.max;
    if (p.message.empty()) {
        c.mirror.add(std::move(status));
        return;
    }
    if (!p.message_is_error) {
        const double left = (p.message_until - now) * 1000 + 1;
        if (c.again_in_ms < 0 || left < c.again_in_ms) c.again_in_ms = left;
    }
    constexpr float kPad = 14, kClose = 34;
    const float widest = std::min(layout.all.width() - 24, 560.0f);
    const float wrap = widest - 2 * kPad - kClose;
    const float line = std::min(text_size(p.message, theme.text).x + 1, wrap);
    const ImVec2 text(line, draw_wrapped(c, ImVec2(), p.message, 0, theme.text, line, false));
    const ImVec2 size(text.x + 2 * kPad + kClose, std::max(text.y + 20, 44.0f));
    const float bottom = (layout.form == Form::phone ? layout.tabs.min.y : layout.status.min.y) - 8;
    const ImVec2 at(std::max((layout.flow.min.x + layout.flow.max.x - size.x) / 2, layout.all.min.x + 12), bottom - size.y);
    ImGui::SetNextWindowPos(at);
    ImGui::SetNextWindowSize(size);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, ImVec2(1, 1));
    constexpr ImGuiWindowFlags kFlags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                        ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBackground |
                                        ImGuiWindowFlags_NoFocusOnAppearing;
    ImGui::Begin("notice", nullptr, kFlags);
    ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());
    ImDrawList* list = ImGui::GetWindowDrawList();
    const ImVec2 end(at.x + size.x - 1, at.y + size.y - 1);
    list->AddRectFilled(at, end, theme.panel, theme.rounding);
    list->AddRect(at, end, p.message_is_error ? theme.error : theme.accent, theme.rounding, ImDrawFlags_None, 1.5f);
    draw_wrapped(c, ImVec2(at.x + kPad, at.y + (size.y - text.y) / 2), p.message, theme.ink, theme.text, line);
    status.min = at;
    status.max = end;
    c.mirror.add(std::move(status));
    ImGui::SetCursorScreenPos(ImVec2(end.x - kClose - 4, at.y + (size.y - 34) / 2));
    if (button(c, "dismiss", "\u00d7", ButtonKind::quiet, true, c.text(Str::notice_dismiss), ImVec2(34, 34))) p.message.clear();
    ImGui::End();
    ImGui::PopStyleVar(2);
}

}  // namespace headscope::ui
