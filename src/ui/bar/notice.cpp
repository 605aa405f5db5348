// The message above the page, until it is dismissed or its time is over.
#include "ui/bar/notice.hpp"

#include <algorithm>

#include "imgui_internal.h"
#include "ui/kit/spot.hpp"
#include "ui/kit/wrap.hpp"

namespace headscope::ui {

using lab::Str;

namespace {

/// Below what it is about, above it when there is no room, and never over the control itself.
ImVec2 beside(const ImRect& spot, ImVec2 size, const PagePlan& plan) {
    constexpr float kGap = 6;
    const float right = std::max(plan.all.max.x - size.x - 8, plan.all.min.x + 8);
    const float x = std::clamp(spot.Min.x, plan.all.min.x + 8, right);
    const bool below = spot.Max.y + kGap + size.y <= plan.all.max.y - 4;
    return {x, below ? spot.Max.y + kGap : std::max(spot.Min.y - kGap - size.y, plan.all.min.y + 4)};
}

}  // namespace

void draw_notice(Context& c, ShownNotice& notice, const PagePlan& plan) {
    const Theme& theme = c.theme;
    const double now = ImGui::GetTime();
    if (!notice.message.empty() && !notice.is_error && now >= notice.until) notice.message.clear();
    MirrorItem status;
    status.id = ImGui::GetID("status");
    status.role = Role::status;
    status.key = "status";
    status.label = notice.message;
    status.min = ImVec2(plan.all.min.x, plan.all.max.y - 1);
    status.max = plan.all.max;
    if (notice.message.empty()) {
        c.mirror.add(std::move(status));
        return;
    }
    if (!notice.is_error) {
        const double left = (notice.until - now) * 1000 + 1;
        if (c.again_in_ms < 0 || left < c.again_in_ms) c.again_in_ms = left;
    }
    constexpr float kPad = 14, kClose = 34;
    std::optional<ImRect> spot = find_spot(c, notice.at);
    // Scrolled away, it says so at the foot.
    if (spot && (spot->Max.y < plan.bar.max.y || spot->Min.y > plan.all.max.y)) spot.reset();
    const float widest = std::min(plan.all.width() - 24, spot ? 320.0f : 560.0f);
    const float wrap = widest - 2 * kPad - kClose;
    const float line = std::min(text_size(notice.message, theme.text).x + 1, wrap);
    const ImVec2 text(line, draw_wrapped(c, ImVec2(), notice.message, 0, theme.text, line, false));
    const ImVec2 size(text.x + 2 * kPad + kClose, std::max(text.y + 20, 44.0f));
    const float bottom = (plan.form == Form::phone ? plan.tabs.min.y : plan.status.min.y) - 8;
    const ImVec2 foot(std::max((plan.flow.min.x + plan.flow.max.x - size.x) / 2, plan.all.min.x + 12), bottom - size.y);
    const ImVec2 at = spot ? beside(*spot, size, plan) : foot;
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
    list->AddRect(at, end, notice.is_error ? theme.error : theme.accent, theme.rounding, ImDrawFlags_None, 1.5f);
    draw_wrapped(c, ImVec2(at.x + kPad, at.y + (size.y - text.y) / 2), notice.message, theme.ink, theme.text, line);
    status.min = at;
    status.max = end;
    c.mirror.add(std::move(status));
    ImGui::SetCursorScreenPos(ImVec2(end.x - kClose - 4, at.y + (size.y - 34) / 2));
    if (button(c, "dismiss", "\u00d7", ButtonKind::quiet, true, c.text(Str::notice_dismiss), ImVec2(34, 34)))
        notice.message.clear();
    ImGui::End();
    ImGui::PopStyleVar(2);
}

}  // namespace headscope::ui
