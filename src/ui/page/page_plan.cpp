// Where the page's regions are, for every size from a small phone to a projector.
#include "ui/page/page_plan.hpp"

#include <algorithm>

namespace headscope::ui {

PagePlan plan_page(ImVec2 min, ImVec2 max, float bar_height, float rail_width, float inspector_width) {
    constexpr float kStatusHeight = 34, kTabsHeight = 56, kStripHeight = 236;
    const float width = max.x - min.x, height = max.y - min.y;
    PagePlan layout;
    layout.all = {min, max};
    layout.bar = {min, ImVec2(max.x, min.y + bar_height)};
    const float top = layout.bar.max.y;
    if (width < 720 || height < 460) {
        layout.form = Form::phone;
        const float tabs = height < 460 ? 44.0f : kTabsHeight;
        layout.tabs = {ImVec2(min.x, max.y - tabs), max};
        layout.flow = {ImVec2(min.x, top), ImVec2(max.x, layout.tabs.min.y)};
        return layout;
    }
    layout.inspector_beside = width >= 1240 || (width >= 960 && height < 860);
    layout.form = width >= 1240 ? Form::desktop : width >= 1000 && !layout.inspector_beside ? Form::laptop : Form::tablet;
    const float left = layout.form == Form::tablet ? min.x : min.x + rail_width;
    if (layout.form != Form::tablet) layout.rail = {ImVec2(min.x, top), ImVec2(left, max.y)};

    layout.flow = {ImVec2(left, top), ImVec2(max.x, max.y - kStatusHeight)};
    if (layout.inspector_beside) {
        if (width >= 1800) inspector_width = std::min(inspector_width + (width - 1800) * 0.2f, 400.0f);
        layout.inspector = {ImVec2(max.x - inspector_width, top), max};
        layout.flow.max.x = layout.inspector.min.x;
    } else if (height >= 700) {
        layout.inspector = {ImVec2(left, max.y - kStatusHeight - kStripHeight), ImVec2(max.x, max.y - kStatusHeight)};
        layout.flow.max.y = layout.inspector.min.y;
    } else {
        layout.inspector_scrolls_with_flow = true;
    }
    layout.status = {ImVec2(left, max.y - kStatusHeight),
                     ImVec2(layout.inspector_beside ? layout.inspector.min.x : max.x, max.y)};
    return layout;
}

}  // namespace headscope::ui
