// Rail, flow, inspector and status line side by side.
#include "ui/page/wide_page.hpp"

#include <algorithm>

#include "ui/flow/flow.hpp"
#include "ui/inspector/inspector.hpp"
#include "ui/kit/kit.hpp"
#include "ui/page/status.hpp"
#include "ui/rail/rail.hpp"

namespace headscope::ui {

namespace {

/// A region that scrolls on its own.
template <class Draw>
void scrolling(Context& c, const char* id, const Region& region, ImVec2 padding, ImGuiWindowFlags flags, Draw&& draw) {
    ImGui::SetCursorScreenPos(region.min);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, padding);
    const bool open =
        ImGui::BeginChild(id, ImVec2(region.width(), region.height()), ImGuiChildFlags_AlwaysUseWindowPadding, flags);
    ImGui::PopStyleVar();
    if (open) {
        draw();
        scroll_area(c);
    }
    ImGui::EndChild();
}

}  // namespace

void wide_page(Context& c, PictureNumbers& numbers, const PagePlan& plan) {
    const ImVec2 padding(16, 16);
    if (!plan.rail.empty()) scrolling(c, "rail", plan.rail, padding, ImGuiWindowFlags_None, [&] { controls(c, numbers); });
    scrolling(c, "flow", plan.flow, ImVec2(0, 0), ImGuiWindowFlags_HorizontalScrollbar, [&] {
        flow(c, numbers, ImVec2(plan.flow.width(), plan.flow.height()));
        if (!plan.inspector_scrolls_with_flow) return;
        ImGui::Indent(20);
        inspector(c, numbers, false);
        ImGui::Unindent(20);
    });
    if (!plan.inspector.empty()) {
        const bool wide = !plan.inspector_beside;
        scrolling(c, "inspector", plan.inspector, ImVec2(18, wide ? 12.0f : 16.0f), ImGuiWindowFlags_None,
                  [&] { inspector(c, numbers, wide); });
    }
    status_line(c, plan.status.min, plan.status.max);
}

void drawer(Context& c, PictureNumbers& numbers, const PagePlan& plan) {
    const float width = std::min(320.0f, plan.all.width() - 60);
    const ImVec2 min(plan.all.min.x, plan.bar.max.y), max(min.x + width, plan.all.max.y);
    ImGui::SetNextWindowPos(min);
    ImGui::SetNextWindowSize(ImVec2(width, max.y - min.y));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(18, 16));
    if (ImGui::Begin("drawer", nullptr,
                     ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove |
                         ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBackground)) {
        ImDrawList* list = ImGui::GetWindowDrawList();
        list->AddRectFilled(min, max, c.theme.panel);
        list->AddLine(ImVec2(max.x - 1, min.y), ImVec2(max.x - 1, max.y), c.theme.line);
        controls(c, numbers);
        scroll_area(c);
    }
    ImGui::End();
    ImGui::PopStyleVar();
}

}  // namespace headscope::ui
