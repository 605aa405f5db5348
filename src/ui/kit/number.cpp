// The number without a track: dragged sideways, stepped by its two signs, or typed.
#include <cmath>

#include "ui/kit/typing.hpp"
#include "ui/text/number_text.hpp"

namespace headscope::ui {
namespace {

struct Range {
    double min, max, step;
    bool integer;
    double fit(double v) const {
        if (integer) v = std::round(v);
        else v = std::round(v * 1e6) / 1e6;
        return v < min ? min : v > max ? max : v;
    }
};

/// Sideways drag: one step each four units; Shift ten times that, Alt a tenth.
bool by_drag(Context& c, const Control& n, const Range& range, double* value) {
    Drag& drag = c.interaction.drag;
    const ImGuiIO& io = ImGui::GetIO();
    if (ImGui::IsItemActivated()) {
        drag = {n.id, Drag::Kind::pending, io.MousePos, io.MousePos, ImGui::GetTime()};
        drag.value = *value;
    }
    if (drag.owner != n.id || !n.held) return false;
    if (drag.kind == Drag::Kind::pending && std::fabs(io.MousePos.x - drag.from.x) > 4) {
        drag.kind = Drag::Kind::value;
        drag.moved = true;
        drag.last = io.MousePos;
    }
    if (drag.kind != Drag::Kind::value) return false;
    const double speed = range.step / 4 * (io.KeyShift ? 10 : 1) * (io.KeyAlt ? 0.1 : 1);
    drag.value += static_cast<double>(io.MousePos.x - drag.last.x) * speed;
    drag.last = io.MousePos;
    *value = range.fit(range.step > 0 && !io.KeyAlt ? std::round(drag.value / range.step) * range.step : drag.value);
    return true;
}

bool by_keys(const Context& c, const Control& n, const Range& range, double* value) {
    double steps = 0;
    if (key_pressed(c, n, ImGuiKey_LeftArrow) || key_pressed(c, n, ImGuiKey_DownArrow)) steps = -1;
    if (key_pressed(c, n, ImGuiKey_RightArrow) || key_pressed(c, n, ImGuiKey_UpArrow)) steps = 1;
    if (key_pressed(c, n, ImGuiKey_PageDown)) steps = -10;
    if (key_pressed(c, n, ImGuiKey_PageUp)) steps = 10;
    if (steps == 0) return false;
    *value = range.fit(*value + steps * range.step);
    return true;
}

bool by_mirror(Context& c, std::string_view key, const Control& s, const Range& range, double* value) {
    if (!s.enabled) return false;
    MirrorAction action;
    if (c.mirror.take(s.id, MirrorAction::Kind::set_number, &action)) return *value = action.number, true;
    if (c.mirror.take(s.id, MirrorAction::Kind::increment, &action))
        return *value = range.fit(*value + action.number * range.step), true;
    if (c.mirror.take(s.id, MirrorAction::Kind::set_text, &action))
        return read_number(c, {std::string(key)}, action.text, value);
    return false;
}

/// A minus (or plus) sign that steps; true when pressed.
bool sign(Context& c, const char* id, const ImRect& rect, bool plus) {
    ImGui::PushItemFlag(ImGuiItemFlags_ButtonRepeat, true);
    const Control b = control_at(c, ImGui::GetCurrentWindow()->GetID(id), rect, true, 0, false);
    ImGui::PopItemFlag();
    if (b.hovered && b.enabled) canvas()->AddRectFilled(rect.Min, rect.Max, c.theme.chip_active, 6);
    const ImVec2 m = rect.GetCenter();
    const ImU32 ink = b.hovered && b.enabled ? c.theme.ink : c.theme.quiet;
    canvas()->AddLine({m.x - 5, m.y}, {m.x + 5, m.y}, ink, 1.5f);
    if (plus) canvas()->AddLine({m.x, m.y - 5}, {m.x, m.y + 5}, ink, 1.5f);
    if (b.hovered && b.enabled) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    return b.pressed;
}

}  // namespace

Dragged number(Context& c, std::string_view key, Name name, double* value, double min, double max, double step, bool integer,
               std::string_view help) {
    const Range range{min, max, step, integer};
    const Theme& t = c.theme;
    const float width = ImMax(ImGui::GetContentRegionAvail().x, 80.0f), height = row_height(c);
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    const ImVec2 origin = window->DC.CursorPos;
    ImGui::ItemSize(ImVec2(width, height));
    ImGui::PushID(key.data(), key.data() + key.size());
    const ImGuiID id = window->GetID("##number");
    const double before = *value;
    const float side = c.app.touch ? 40.0f : 24.0f;
    const ImRect row(origin, origin + ImVec2(width, height));
    std::string text = integer ? shown(*value, 0) : exact(*value);
    const float box_width = ImMin(ImMax(text_size(text, t.text).x + 16, 44.0f), width * 0.5f);
    const float right = row.Max.x;
    const ImRect box(right - side - box_width, row.Min.y + 1, right - side, row.Max.y - 1);
    Dragged change;
    const Control n = control_at(c, id, box, true, 0, false);
    claim_touch(c, box, 2);
    const bool dragged = ImGui::IsItemDeactivated() && c.interaction.drag.moved;
    change.gesture = by_drag(c, n, range, value);
    change.ended = dragged;
    if (!change.gesture && (by_keys(c, n, range, value) || by_mirror(c, key, n, range, value))) change.ended = true;
    if ((n.pressed && !dragged) || key_pressed(c, n, ImGuiKey_Enter, false)) begin_typing(c, id, exact(*value), true);

    MirrorItem item = item_of(n, Role::slider, name.word.empty() ? help : name.word, key);
    item.value = text;
    item.now = *value, item.low = min, item.high = max, item.step = step;
    item.help = help;
    c.mirror.add(std::move(item));
    if (sign(c, "##less", {box.Min.x - side, box.Min.y, box.Min.x, box.Max.y}, false))
        *value = range.fit(*value - step), change.ended = true;
    if (sign(c, "##more", {box.Max.x, box.Min.y, box.Max.x + side, box.Max.y}, true))
        *value = range.fit(*value + step), change.ended = true;
    for (const char* part : {"##less", "##more"})
        if (c.mirror.focus() == window->GetID(part)) c.mirror.set_focus(id, false);
    if (n.visible) {
        draw_name(c, name, {origin.x, row.GetCenter().y}, box.Min.x - side - origin.x - 6, n.ink(t));
        if (!is_typing(c, id)) {
            canvas()->AddRectFilled(box.Min, box.Max, n.enabled && (n.hovered || n.held) ? t.chip_active : t.chip, 6);
            std::string storage;
            const std::string_view fitting = elided(text, box_width - 8, t.text, Face::regular, storage);
            draw_centred(c, {box.GetCenter().x - text_size(fitting, t.text).x / 2, box.GetCenter().y}, fitting, n.ink(t),
                         t.text);
        }
        if (n.ring) draw_ring(c, box, 6);
        if (n.enabled && (n.hovered || n.held)) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
        tooltip(c, n, help);
    }
    if (typed_number(c, key, id, {ImMin(box.Min.x, box.Max.x - 96), box.Min.y, box.Max.x, box.Max.y}, value))
        change.ended = true;
    ImGui::PopID();
    change.changed = *value != before;
    return change;
}

}  // namespace headscope::ui
