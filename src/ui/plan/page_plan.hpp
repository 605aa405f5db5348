// Where the page's regions are, for every size from a small phone to a projector.
#pragma once

#include "ui/kit/region.hpp"

namespace headscope::ui {

enum class Form {
    phone,    // one column, tabs at the bottom
    tablet,   // no rail: the controls are a drawer; the inspector is below, or beside in a wide and low window
    laptop,   // rail and flow; the inspector is below
    desktop,  // rail, flow, inspector
};

struct PagePlan {
    Form form = Form::desktop;
    Region all, bar, rail, flow, inspector, status, tabs;
    Region rail_fold, inspector_fold;          // the narrow strips that fold rail and inspector away and back
    bool inspector_beside = false;             // at the right of the flow, not below it
    bool inspector_scrolls_with_flow = false;  // too low a window for a strip of its own
};

/// Sizes of the regions, and which are folded away.
struct PageNeeds {
    float bar = 52, rail = 236, inspector = 310;  // rail 0: there is nothing in it
    bool rail_folded = false, inspector_folded = false;
    float covered = 0;  // height below the area that a keyboard on the screen covers: the form stays what it was without
};

/// Regions of the area [min, max) in ImGui units; empty ones are not there in this form.
PagePlan plan_page(ImVec2 min, ImVec2 max, const PageNeeds& needs);

}  // namespace headscope::ui
