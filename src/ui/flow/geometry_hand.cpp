// The hand on the plane: points at a row, pins its number, moves a point of X.
#include "ui/flow/geometry_parts.hpp"
#include "ui/matrix/matrix.hpp"
#include "ui/picture/words.hpp"
#include "ui/text/number_text.hpp"

namespace headscope::ui {
namespace {

constexpr int kMostTold = 400;  // nobody listens to more

ImGuiID id_of(int index) { return ImGui::GetCurrentWindow()->GetID(index); }

/// What is selected with a point: a row of its own, or the number that the shown query has for a key.
lab::CellRef cell_of(const PlotFrame& f, int index) {
    lab::CellRef cell = f.p.own;
    cell.row = index, cell.col = std::max(f.p.columns[0], 0);
    if (index < f.p.owns) return shown_cell(f.c.document, cell);
    const lab::TensorId large = f.c.view.large;
    cell = shown_part(f.c.view, lab::info(large).is_score() ? large : lab::TensorId::weights, f.c.view.head);
    cell.row = f.p.query, cell.col = f.key_of(index);
    return cell;
}

/// What a digit of the coordinates is worth: about a hundredth of the range.
double digit(const PlotFrame& f) { return decade(static_cast<double>(f.reach) / 100); }

/// Both numbers of a point are one edit.
void move(PlotFrame& f, int index, lab::Point to, bool running) {
    lab::Edit edit;
    const lab::Matrix& now = f.c.document.matrix(f.p.own);
    bool changed = false;
    for (int i = 0; i < 2; ++i) {
        const int column = f.p.columns[i];
        const float value = static_cast<float>(std::round((i == 0 ? to.x : to.y) / digit(f)) * digit(f));
        changed |= value != now.at(index, column);
        edit.add(lab::SetCell{f.p.own.tensor, owner_of(f.p.own), index, column, value});
    }
    if (!changed) return;
    f.c.edit(std::move(edit), running);
    f.c.interaction.drag.emitted |= running;
    again(f.c);
}

int nearest(const PlotFrame& f, ImVec2 to) {
    float best = f.c.app.touch ? 26.0f : 14.0f;
    int found = -1;
    for (int i = 0; i < f.count(); ++i) {
        const ImVec2 way = f.tip(i) - to;
        const float far = std::sqrt(way.x * way.x + way.y * way.y);
        if (f.is_there(i) && far < best) best = far, found = i;
    }
    return found;
}

}  // namespace

void point_at_plot(PlotFrame& f, const Control& area, bool activated, bool released) {
    Context& c = f.c;
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    Drag& drag = c.interaction.drag;
    const int under = nearest(f, mouse);
    if (activated && under >= 0) {
        drag = {area.id, Drag::Kind::pending, mouse, f.tip(under) - mouse};
        drag.row = under;
        c.mirror.set_focus(id_of(under), false);
    }
    if (drag.owner != area.id || drag.row >= f.count()) {
        if (under < 0 || !area.hovered || c.app.touch || c.interaction.keyboard_last) return;
        c.hovered_now = cell_of(f, under);
        ImGui::SetMouseCursor(f.p.movable ? ImGuiMouseCursor_ResizeAll : ImGuiMouseCursor_Hand);
        return;
    }
    const bool valid = ImGui::IsMousePosValid();
    if (area.held && valid) {
        const ImVec2 way = mouse - drag.from;
        const float slop = c.app.touch ? 6.0f : 3.0f;
        if (drag.kind == Drag::Kind::pending && std::fabs(way.x) + std::fabs(way.y) > slop)
            drag.kind = f.p.movable ? Drag::Kind::value : Drag::Kind::idle;
        if (drag.kind == Drag::Kind::value && f.p.movable) {
            // `last` is where the point lies from the pointer; it stays in the picture.
            const ImVec2 to = (ImClamp(mouse + drag.last, f.room.Min, f.room.Max) - f.origin) / f.scale;
            move(f, drag.row, {static_cast<double>(to.x), static_cast<double>(-to.y)}, true);
        }
    }
    c.hovered_now = cell_of(f, drag.row);
    if (!released) return;
    if (drag.emitted) c.end_gesture();
    if (drag.kind == Drag::Kind::pending && valid) pin_pressed(c, *c.hovered_now, true);
    drag = {};
}

void tell_points(PlotFrame& f) {
    Context& c = f.c;
    for (int i = 0; i < std::min(f.count(), kMostTold); ++i) {
        if (!f.is_there(i)) continue;
        ImRect rect(f.tip(i), f.tip(i));
        rect.Expand(9);
        // It lies under the area, which has the pointer.
        const Control point = control_at(c, id_of(i), rect);
        const lab::TensorId tensor = f.part(i).tensor;
        const lab::Point at = f.p.point(i);
        MirrorItem item = item_of(point, Role::button, f.token(i), "geometry.");
        item.key.append(lab::key_of(tensor)).append(".").append(std::to_string(i < f.p.owns ? i : f.key_of(i)));
        const std::string x = number_text(at.x, 2), y = number_text(at.y, 2);
        const std::string_view hidden = f.is_hidden_key(i) ? c.text(lab::Str::matrix_masked) : "";
        for (const std::string_view part : {word_of(c, tensor), std::string_view(x), std::string_view(y), hidden})
            if (!part.empty()) item.label.append(c.text(lab::Str::list_comma)).append(part);
        item.checked = f.is_shown(i);
        c.mirror.add(std::move(item));
        if (point.pressed) pin_pressed(c, cell_of(f, i), true);
        if (point.ring) draw_ring(c, point, 9);
        if (point.focused && c.interaction.keyboard_last) c.hovered_now = cell_of(f, i);
        if (!f.p.movable) continue;
        rect.Expand(13);
        claim_touch(c, rect, 2);
        const auto down = [&](ImGuiKey key) { return key_pressed(c, point, key) ? 10 * digit(f) : 0.0; };
        const lab::Point to{at.x + down(ImGuiKey_RightArrow) - down(ImGuiKey_LeftArrow),
                            at.y + down(ImGuiKey_UpArrow) - down(ImGuiKey_DownArrow)};
        if (to.x != at.x || to.y != at.y) move(f, i, to, false);
    }
}

}  // namespace headscope::ui
