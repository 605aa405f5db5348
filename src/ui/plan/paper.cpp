// The colours of the regions, and the lines between them.
#include "ui/plan/paper.hpp"

#include <initializer_list>

namespace headscope::ui {

void draw_paper(ImDrawList* list, const PagePlan& plan, const Theme& theme) {
    list->AddRectFilled(plan.all.min, plan.all.max, theme.background);
    list->AddRectFilled(plan.bar.min, plan.bar.max, theme.panel);
    for (const Region* region : {&plan.rail, &plan.inspector}) {
        if (!region->empty()) list->AddRectFilled(region->min, region->max, theme.panel);
    }
    list->AddLine(ImVec2(plan.bar.min.x, plan.bar.max.y), plan.bar.max, theme.line);
    if (!plan.rail.empty()) list->AddLine(ImVec2(plan.rail.max.x, plan.rail.min.y), plan.rail.max, theme.line);
    if (plan.inspector.empty()) return;
    if (plan.inspector_beside) {
        list->AddLine(plan.inspector.min, ImVec2(plan.inspector.min.x, plan.inspector.max.y), theme.line);
    } else {
        list->AddLine(plan.inspector.min, ImVec2(plan.inspector.max.x, plan.inspector.min.y), theme.line);
        list->AddLine(ImVec2(plan.inspector.min.x, plan.inspector.max.y), plan.inspector.max, theme.line);
    }
}

}  // namespace headscope::ui
