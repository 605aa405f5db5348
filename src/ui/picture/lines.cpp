// The thin lines between pictures: what flows where, in its colour.
#include "ui/picture/lines.hpp"

#include <algorithm>
#include <cmath>

#include "ui/base/theme.hpp"

namespace headscope::ui {

namespace {

constexpr float kThickness = 1.5f, kRadius = 10.0f;

}  // namespace

void flow_curve(ImDrawList* list, ImVec2 from, ImVec2 to, ImU32 colour) {
    const ImU32 ink = faded(colour, 0.55f);
    if (std::fabs(from.y - to.y) < 1) {
        list->AddLine(from, to, ink, kThickness);
        return;
    }
    const float reach = std::max((to.x - from.x) * 0.55f, 8.0f);
    list->AddBezierCubic(from, ImVec2(from.x + reach, from.y), ImVec2(to.x - reach, to.y), to, ink, kThickness);
}

void flow_corner(ImDrawList* list, ImVec2 from, ImVec2 to, ImU32 colour) {
    const float r = std::min({kRadius, std::fabs(to.x - from.x) / 2, std::fabs(to.y - from.y) / 2});
    list->PathLineTo(from);
    list->PathLineTo(ImVec2(to.x - r, from.y));
    list->PathBezierQuadraticCurveTo(ImVec2(to.x, from.y), ImVec2(to.x, from.y + (to.y < from.y ? -r : r)));
    list->PathLineTo(to);
    list->PathStroke(faded(colour, 0.55f), ImDrawFlags_None, kThickness);
}

}  // namespace headscope::ui
