// The plane's room: how far its axes reach there, and what stands in it.
#include "ui/flow/geometry_parts.hpp"

namespace headscope::ui {

void plot(Context& c, PictureNumbers& numbers, const Plot& shown, const Region& room) {
    constexpr float kInset = 18;
    float& reach = c.interaction.arrows_reach;
    if (reach <= 0 || !ImGui::IsMouseDown(ImGuiMouseButton_Left)) {
        double most = 0;
        for (const lab::Point& point : shown.plane->points)  // max() keeps its first where the other is no number
            most = std::max(std::max(most, std::fabs(point.x)), std::fabs(point.y));
        reach = round_limit(static_cast<float>(most));
    }
    const float scale = (std::min(room.width(), room.height()) / 2 - kInset) / reach;
    if (!(scale > 0)) return;
    const ImVec2 middle = ImFloor((room.min + room.max) / 2) + ImVec2(0.5f, 0.5f);
    PlotFrame frame{c, numbers, shown, {room.min, room.max}, middle, reach, scale};
    ImGui::PushID("plane");
    ImGui::SetCursorScreenPos(room.min);
    const Control area = control(c, "geometry.plot", ImVec2(room.width(), room.height()), true, 0, false);
    const bool activated = ImGui::IsItemActivated(), released = ImGui::IsItemDeactivated();
    if (area.visible) draw_plot(frame);
    point_at_plot(frame, area, activated, released);
    tell_points(frame);
    ImGui::PopID();
}

}  // namespace headscope::ui
