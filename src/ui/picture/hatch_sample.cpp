// A piece of a masked area: the marks of the heatmaps' shader, as lines.
#include "ui/picture/hatch_sample.hpp"

namespace headscope::ui {

void draw_hatch_sample(ImDrawList* list, ImVec2 min, ImVec2 max, Hatch hatch, const Theme& theme) {
    constexpr float kThickness = 1.2f, kDot = 1.6f, kReach = 0.28f;
    const ImU32 ink = theme.quiet;
    const float side = max.y - min.y, reach = side * kReach;
    list->AddRectFilled(min, max, theme.palette.paper, 2);
    list->AddRect(min, max, faded(theme.quiet, 0.35f), 2);
    for (float x = min.x + side / 2; x < max.x; x += side) {
        const ImVec2 middle(x, min.y + side / 2);
        const auto line = [&](float across, float down) {
            list->AddLine(ImVec2(middle.x - across, middle.y - down), ImVec2(middle.x + across, middle.y + down), ink,
                          kThickness);
        };
        switch (hatch) {
            case Hatch::none:
            case Hatch::later: break;
            case Hatch::padding: line(reach, 0); break;
            case Hatch::causal: line(reach, -reach); break;
            case Hatch::window: list->AddCircleFilled(middle, kDot, ink); break;
            case Hatch::dropped: line(reach, reach); break;
            case Hatch::painted:
                line(reach, -reach);
                line(reach, reach);
                break;
        }
    }
}

}  // namespace headscope::ui
