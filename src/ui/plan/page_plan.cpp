// Where the page's regions are, for every size from a small phone to a projector.
#include "ui/plan/page_plan.hpp"

namespace headscope::ui {

PagePlan plan_page(ImVec2 min, ImVec2 max, const PageNeeds& needs) {
    constexpr float kStatusHeight = 34, kTabsHeight = 56, kStripHeight = 236, kFold = 16;
    const float width = max.x - min.x, height = max.y - min.y + needs.covered;
    PagePlan layout;
    layout.all = {min, max};
    layout.bar = {min, ImVec2(max.x, min.y + needs.bar)};
    const float top = layout.bar.max.y;
    if (width < 720 || height < 460) {
        layout.form = Form::phone;
        const float tabs = height < 460 ? 44.0f : kTabsHeight;
        layout.tabs = {ImVec2(min.x, max.y - tabs), max};
        layout.flow = {ImVec2(min.x, top), ImVec2(max.x, layout.tabs.min.y)};
        return layout;
    }
    layout.inspector_beside = width >= 1360 || (width >= 960 && height < 860);
    layout.form = width >= 1360 ? Form::desktop : width >= 1000 && !layout.inspector_beside ? Form::laptop : Form::tablet;
    float left = min.x, right = max.x;
    const float middle = (top + max.y) / 2;
    if (layout.form != Form::tablet && needs.rail > 0) {
        if (!needs.rail_folded) layout.rail = {ImVec2(min.x, top), ImVec2(min.x + needs.rail, max.y)};
        left += needs.rail_folded ? kFold : needs.rail;
        layout.rail_fold = {ImVec2(left - kFold, middle - 22), ImVec2(left, middle + 22)};
    }
    layout.flow = {ImVec2(left, top), ImVec2(max.x, max.y - kStatusHeight)};
    if (layout.inspector_beside) {
        const float inspector = needs.inspector_folded ? kFold : needs.inspector;
        if (!needs.inspector_folded) layout.inspector = {ImVec2(max.x - inspector, top), max};
        right -= inspector;
        layout.flow.max.x = right;
        layout.inspector_fold = {ImVec2(max.x - kFold, middle - 22), ImVec2(max.x, middle + 22)};
    } else if (height - needs.covered >= 700) {
        const float strip = needs.inspector_folded ? 0 : kStripHeight;
        if (strip > 0) layout.inspector = {ImVec2(left, max.y - kStatusHeight - strip), ImVec2(max.x, max.y - kStatusHeight)};
        layout.flow.max.y = max.y - kStatusHeight - strip;
    } else {
        layout.inspector_scrolls_with_flow = true;
    }
    layout.status = {ImVec2(left, max.y - kStatusHeight), ImVec2(right, max.y)};
    return layout;
}

}  // namespace headscope::ui
