// Mouse and finger on a matrix: hover, click, drag, paint, long press.
#include <cmath>

#include "ui/matrix/parts.hpp"
#include "ui/text/number_text.hpp"

namespace headscope::ui::matrix_parts {
namespace {

constexpr double kLongPress = 0.45;  // seconds
constexpr float kSlop = 3;           // units a press may wander and still be a click

/// A finger changes a number only when it starts on the selected cell, or near it when that is small: any other
/// drag belongs to the page, which must stay scrollable.
ImRect finger_target(const MatrixFrame& m, int row, int col) {
    ImRect rect = m.cell(row, col);
    rect.Expand({ImMax(0.0f, 40 - rect.GetWidth()) / 2, ImMax(0.0f, 40 - rect.GetHeight()) / 2});
    return rect;
}

bool finger_may_drag(const MatrixFrame& m, ImVec2 from) {
    return can_edit(m, m.row, m.col) && is_locked(m, m.row, m.col) && finger_target(m, m.row, m.col).Contains(from);
}

void begin_drag(MatrixFrame& m, Drag& drag, ImVec2 way) {
    drag.kind = Drag::Kind::value;
    drag.moved = true;
    drag.vertical = std::fabs(way.y) >= std::fabs(way.x);
    drag.value = drag.start = static_cast<double>(value_of(m, drag.row, drag.col));
    if (!std::isfinite(drag.value)) drag.value = drag.start = 0;
    drag.last = drag.from;  // a fast first motion counts from where the press was
    set_active(m, drag.row, drag.col, false);
}

void drag_value(MatrixFrame& m, Drag& drag) {
    const ImGuiIO& io = ImGui::GetIO();
    const float way = drag.vertical ? drag.last.y - io.MousePos.y : io.MousePos.x - drag.last.x;
    drag.last = io.MousePos;
    const double step = drag_step(m, drag.start) * (io.KeyShift ? 10 : 1) * (io.KeyAlt ? 0.1 : 1);
    drag.value += static_cast<double>(way) * step;
    const double next = rounded(drag.value, step);
    hover_cell(m, drag.row, drag.col);
    ImGui::SetMouseCursor(drag.vertical ? ImGuiMouseCursor_ResizeNS : ImGuiMouseCursor_ResizeEW);
    if (static_cast<float>(next) == value_of(m, drag.row, drag.col)) return;
    set_cell(m, drag.row, drag.col, next, true);
    drag.emitted = true;
}

void press(MatrixFrame& m, Drag& drag, int row, int col) {
    const ImGuiIO& io = ImGui::GetIO();
    drag = {m.control.id, Drag::Kind::pending, io.MousePos, io.MousePos, ImGui::GetTime()};
    drag.row = row, drag.col = col;
    if (m.c.app.touch && finger_may_drag(m, io.MousePos)) drag.row = m.row, drag.col = m.col;
    if (!m.spec.paintable) return;
    drag.kind = Drag::Kind::paint;
    set_active(m, row, col, false);
    paint_to(m, row, col, true);
}

void hold(MatrixFrame& m, Drag& drag, int row, int col) {
    const ImGuiIO& io = ImGui::GetIO();
    if (!ImGui::IsMousePosValid()) return;  // cancelled, and about to be let go
    if (drag.kind == Drag::Kind::pending) {
        const ImVec2 way = io.MousePos - drag.from;
        if (std::fabs(way.x) + std::fabs(way.y) > (m.c.app.touch ? 2 * kSlop : kSlop)) {
            const bool may = m.c.app.touch ? finger_may_drag(m, drag.from) : can_edit(m, drag.row, drag.col);
            if (may) begin_drag(m, drag, way);
            else drag.kind = Drag::Kind::idle;
        } else if (m.c.app.touch && m.spec.editable) {
            const double left = kLongPress - (ImGui::GetTime() - drag.since);
            if (left > 0) return again(m.c, left * 1000 + 5);
            drag.kind = Drag::Kind::idle;
            open_operations(m, drag.row, drag.col);
        }
    }
    if (drag.kind == Drag::Kind::value) drag_value(m, drag);
    if (drag.kind == Drag::Kind::paint) {
        paint_to(m, row, col, false);
        hover_cell(m, row, col);
    }
}

void release(MatrixFrame& m, Drag& drag) {
    if (drag.emitted) m.c.end_gesture();
    if (drag.kind == Drag::Kind::pending && ImGui::IsMousePosValid()) {  // a cancelled press is no click
        const bool twice = ImGui::GetIO().MouseClickedLastCount[0] == 2;
        set_active(m, drag.row, drag.col, false);
        const bool types = twice && can_edit(m, drag.row, drag.col);
        // Typing is no wish to pin: what the first click did is undone.
        if (types) m.c.view.pins = m.c.interaction.pins_before, m.c.view.trail.clear();
        else m.c.interaction.pins_before = m.c.view.pins, lock_cell(m, drag.row, drag.col, true);
        if (types) begin_cell_typing(m, exact(static_cast<double>(value_of(m, drag.row, drag.col))), true);
    }
    drag = {};
}

}  // namespace

void handle_pointer(MatrixFrame& m) {
    Context& c = m.c;
    Interaction& now = c.interaction;
    const ImGuiIO& io = ImGui::GetIO();
    const int row = m.rows.find(io.MousePos.y), col = m.cols.find(io.MousePos.x);
    if (m.spec.paintable) {
        claim_touch(c, m.control.rect, 2);
    } else if (can_edit(m, m.row, m.col) && is_locked(m, m.row, m.col)) {
        claim_touch(c, finger_target(m, m.row, m.col), 2);
    }
    Drag& drag = now.drag;
    if (m.activated) press(m, drag, row, col);
    if (drag.owner == m.control.id) {
        if (m.control.held) hold(m, drag, row, col);
        if (m.released) release(m, drag);
        if (drag.kind == Drag::Kind::value) draw_bubble(m, drag.row, drag.col);
        return;
    }
    if (!m.control.hovered || c.app.touch || now.keyboard_last) return;
    hover_cell(m, row, col);
    if (can_edit(m, row, col)) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeNS);
    else if (m.spec.paintable) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    if (m.layout.number_size <= 0 && ImGui::GetCurrentContext()->ActiveId == 0) draw_bubble(m, row, col);
    if (m.spec.editable && ImGui::IsMouseClicked(ImGuiMouseButton_Right)) {
        set_active(m, row, col, false);
        open_operations(m, row, col);
    }
}

}  // namespace headscope::ui::matrix_parts
