// Rail, flow, inspector and status line side by side.
#include "ui/page/wide_page.hpp"

#include <algorithm>

#include "ui/bar/status.hpp"
#include "ui/flow/flow.hpp"
#include "ui/inspector/cards.hpp"
#include "ui/inspector/inspector.hpp"
#include "ui/kit/control.hpp"
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

/// Folds a region at the page's edge away, or brings it back: a chevron that points where it goes.
void fold(Context& c, std::string_view key, const Region& strip, bool at_left, bool* folded) {
    if (strip.empty() || c.view.hides("fold")) return;
    ImGui::SetCursorScreenPos(strip.min);
    const Control b = control(c, key, ImVec2(strip.width(), strip.height()));
    const lab::Str words = *folded ? lab::Str::fold_open : lab::Str::fold_away;
    MirrorItem item = item_of(b, Role::button, c.text(words), key);
    item.expanded = !*folded;
    c.mirror.add(std::move(item));
    if (b.pressed) *folded = !*folded;
    const ImVec2 middle = b.rect.GetCenter();
    const float way = at_left == *folded ? 3.0f : -3.0f;
    const ImU32 ink = b.hovered ? c.theme.ink : c.theme.quiet;
    if (b.hovered) canvas()->AddRectFilled(b.rect.Min, b.rect.Max, c.theme.chip_active, 6);
    canvas()->AddLine(ImVec2(middle.x - way, middle.y - 5), ImVec2(middle.x + way, middle.y), ink, 1.6f);
    canvas()->AddLine(ImVec2(middle.x + way, middle.y), ImVec2(middle.x - way, middle.y + 5), ink, 1.6f);
    draw_ring(c, b, 6);
    tooltip(c, b, c.text(words));
    if (b.hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
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
        if (!c.view.pins.empty()) pointed_at(c, numbers, ImGui::GetCursorScreenPos(), ImGui::GetContentRegionAvail().x);
        ImGui::Unindent(20);
    });
    if (!plan.inspector.empty()) {
        const bool columns = !plan.inspector_beside;
        Region all = plan.inspector;
        // What is pointed at stands below what scrolls.
        if (!columns && !c.view.pins.empty()) all.max.y -= pointed_at_height(c);
        scrolling(c, "inspector", all, ImVec2(18, columns ? 12.0f : 16.0f), ImGuiWindowFlags_None,
                  [&] { inspector(c, numbers, columns); });
        if (all.max.y < plan.inspector.max.y) pointed_at(c, numbers, ImVec2(all.min.x + 18, all.max.y), all.width() - 36);
    }
    fold(c, "fold.rail", plan.rail_fold, true, &c.view.rail_folded);
    fold(c, "fold.inspector", plan.inspector_fold, false, &c.view.inspector_folded);
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
