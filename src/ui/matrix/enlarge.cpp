// The sign beside a caption that puts the matrix on the stage, where its numbers have room.
#include "ui/matrix/parts.hpp"

namespace headscope::ui::matrix_parts {

void draw_enlarge(MatrixFrame& m) {
    if (!m.spec.enlargeable || m.layout.caption_height <= 0) return;
    Context& c = m.c;
    constexpr float kSide = 22, kSigns = 30;
    // Left of the sign of the operations, or right of it where the caption reaches so far.
    const float signs = ImMax(ImMax(m.map.max.x, m.map.min.x + 28), m.caption_end + 30);
    const float left = signs - kSide - (m.spec.editable ? kSigns : 0);
    const ImVec2 corner(left > m.caption_end ? left : signs + 2, m.layout.place.outer_min.y - 3);
    const ImRect rect(corner, corner + ImVec2(kSide, kSide));
    const Control b = control_at(c, ImHashStr("enlarge", 0, m.control.id), rect);
    const std::string& name = m.spec.symbol.empty() ? m.spec.caption : m.spec.symbol;
    const lab::TensorId tensor = m.spec.editable ? *m.spec.editable : m.spec.origin.tensor;
    MirrorItem item = item_of(b, Role::button, lab::format(lab::Str::stage_enlarge, c.view.language, {name}),
                              std::string(m.spec.key) + ".enlarge");
    item.checked = c.view.large == tensor;
    c.mirror.add(std::move(item));
    if (b.pressed) {
        c.view.large = tensor;
        c.view.all_steps = false;
        c.view.geometry = Geometry::off;
        c.view.second_head = -1;
        c.view.zoom = 1;
        again(c);
    }
    if (!b.visible || !(m.control.hovered || b.hovered || b.ring || m.control.focused || c.app.touch)) return;
    if (b.hovered) canvas()->AddRectFilled(rect.Min, rect.Max, c.theme.chip_active, 6);
    // Two corners that point outwards.
    const ImU32 ink = b.hovered ? c.theme.ink : c.theme.quiet;
    const ImVec2 middle = rect.GetCenter();
    for (const float way : {-1.0f, 1.0f}) {
        const ImVec2 tip = middle + ImVec2(5, -5) * way;
        canvas()->AddLine(middle + ImVec2(1.5f, -1.5f) * way, tip, ink, 1.4f);
        canvas()->AddLine(tip, tip - ImVec2(4.5f, 0) * way, ink, 1.4f);
        canvas()->AddLine(tip, tip + ImVec2(0, 4.5f) * way, ink, 1.4f);
    }
    draw_ring(c, b, 6);
    tooltip(c, b, lab::format(lab::Str::stage_enlarge, c.view.language, {name}));
    if (b.hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
}

}  // namespace headscope::ui::matrix_parts
