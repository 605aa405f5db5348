// The slider: name and value in one row, a thin track with a round knob below.
#include <cmath>

#include "core/kernels/elementary.hpp"
#include "ui/kit/typing.hpp"
#include "ui/text/number_text.hpp"

namespace headscope::ui {
namespace {

constexpr float kKnobRadius = 7;  // its way ends that far from the ends of the track

/// The way from values to places on the track, and steps between values.
struct Course {
    double min, max, step;
    std::span<const double> legal;
    bool logarithmic;

    size_t nearest(double value) const {
        size_t best = 0;
        for (size_t i = 1; i < legal.size(); ++i)
            if (std::fabs(legal[i] - value) < std::fabs(legal[best] - value)) best = i;
        return best;
    }
    double place(double value) const {
        if (legal.size() > 1) return static_cast<double>(nearest(value)) / static_cast<double>(legal.size() - 1);
        if (!(max > min)) return 0;
        const double t =
            logarithmic ? core::portable_log(value / min) / core::portable_log(max / min) : (value - min) / (max - min);
        return t > 0 ? t < 1 ? t : 1 : 0;
    }
    double value(double t) const {
        t = t > 0 ? t < 1 ? t : 1 : 0;
        if (!legal.empty()) return legal[static_cast<size_t>(std::lround(t * static_cast<double>(legal.size() - 1)))];
        const double v = logarithmic ? min * core::portable_exp(t * core::portable_log(max / min)) : min + t * (max - min);
        return snapped(v);
    }
    double snapped(double v) const {
        if (step > 0) v = std::round(v / step) * step;
        v = std::round(v * 1e9) / 1e9;
        return v < min ? min : v > max ? max : v;
    }
    double moved(double v, double steps) const {
        if (legal.empty()) return snapped(v + steps * step);
        const double i = static_cast<double>(nearest(v)) + steps, last = static_cast<double>(legal.size() - 1);
        return legal[static_cast<size_t>(i < 0 ? 0 : i > last ? last : i)];
    }
};

int decimals_of(double step) {
    int n = 0;
    while (n < 4 && std::fabs(step - std::round(step)) > 1e-6) step *= 10, ++n;
    return n;
}

/// Keys that set the value of the focused control.
bool by_keys(const Context& c, const Control& s, const Course& course, double* value) {
    double steps = 0;
    if (key_pressed(c, s, ImGuiKey_LeftArrow) || key_pressed(c, s, ImGuiKey_DownArrow)) steps = -1;
    if (key_pressed(c, s, ImGuiKey_RightArrow) || key_pressed(c, s, ImGuiKey_UpArrow)) steps = 1;
    if (key_pressed(c, s, ImGuiKey_PageDown)) steps = -10;
    if (key_pressed(c, s, ImGuiKey_PageUp)) steps = 10;
    if (steps != 0) return *value = course.moved(*value, steps), true;
    if (key_pressed(c, s, ImGuiKey_Home)) return *value = course.value(0), true;
    if (key_pressed(c, s, ImGuiKey_End)) return *value = course.value(1), true;
    return false;
}

bool by_mirror(Context& c, std::string_view key, const Control& s, const Course& course, double* value) {
    if (!s.enabled) return false;
    MirrorAction action;
    if (c.mirror.take(s.id, MirrorAction::Kind::set_number, &action)) return *value = action.number, true;
    if (c.mirror.take(s.id, MirrorAction::Kind::increment, &action)) return *value = course.moved(*value, action.number), true;
    if (c.mirror.take(s.id, MirrorAction::Kind::set_text, &action))
        return read_number(c, {std::string(key)}, action.text, value);
    return false;
}

/// Where the pointer holds the knob; a finger must first show that it means the track and not the page.
bool by_pointer(Context& c, const Control& s, const ImRect& track, const Course& course, double* value) {
    Drag& drag = c.interaction.drag;
    const ImGuiIO& io = ImGui::GetIO();
    if (ImGui::IsItemActivated()) drag = {s.id, Drag::Kind::pending, io.MousePos, io.MousePos, ImGui::GetTime()};
    if (drag.owner != s.id || !(s.held || ImGui::IsItemDeactivated())) return false;
    const ImVec2 way = io.MousePos - drag.from;
    if (drag.kind == Drag::Kind::pending) {
        const bool tap = ImGui::IsItemDeactivated() && std::fabs(way.x) + std::fabs(way.y) < 8;
        if (!c.app.touch || tap || (std::fabs(way.x) > 6 && std::fabs(way.x) > std::fabs(way.y))) drag.kind = Drag::Kind::value;
    }
    if (drag.kind != Drag::Kind::value) return false;
    *value = course.value(static_cast<double>((io.MousePos.x - track.Min.x) / ImMax(track.GetWidth(), 1.0f)));
    return true;
}

void draw_track(Context& c, const Control& s, const ImRect& track, float place) {
    const Theme& t = c.theme;
    const float y = track.GetCenter().y, x = ImLerp(track.Min.x, track.Max.x, place);
    const float knob = s.held || c.app.touch ? 8.0f : 7.0f;
    canvas()->AddRectFilled({track.Min.x - kKnobRadius, y - 1.5f}, {track.Max.x + kKnobRadius, y + 1.5f},
                            t.dark ? mixed(t.line, t.quiet, 0.15f) : t.line, 1.5f);
    const ImU32 accent = s.enabled ? t.accent : faded(t.accent, 0.4f);
    canvas()->AddRectFilled({track.Min.x - kKnobRadius, y - 1.5f}, {x, y + 1.5f}, accent, 1.5f);
    if (s.enabled && (s.hovered || s.held)) canvas()->AddCircleFilled({x, y}, knob + 4, faded(t.accent, 0.16f));
    canvas()->AddCircleFilled({x, y}, knob, t.panel);
    canvas()->AddCircle({x, y}, knob - 1, accent, 0, 2);
    if (s.ring) draw_ring(c, ImRect(x - knob, y - knob, x + knob, y + knob), knob);
}

}  // namespace

Dragged slider(Context& c, std::string_view key, Name name, double* value, double min, double max, double step,
               std::span<const double> legal, bool logarithmic, std::string_view help) {
    const Course course{min, max, step, legal, logarithmic};
    const Theme& t = c.theme;
    const float width = ImMax(ImGui::GetContentRegionAvail().x, 80.0f), row = c.app.touch ? 26.0f : 24.0f;
    const float below = c.app.touch ? 30.0f : 20.0f;
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    const ImVec2 origin = window->DC.CursorPos;
    ImGui::ItemSize(ImVec2(width, row + below));
    ImGui::PushID(key.data(), key.data() + key.size());
    const ImGuiID id = window->GetID("##slider");
    const ImRect bar(origin.x, origin.y + row, origin.x + width, origin.y + row + below);
    const ImRect track(bar.Min.x + kKnobRadius, bar.Min.y, bar.Max.x - kKnobRadius, bar.Max.y);
    Control s = control_at(c, id, bar, true, 0, false);
    claim_touch(c, bar, 2);
    Dragged change;
    const double before = *value;
    change.gesture = by_pointer(c, s, track, course, value);
    change.ended = ImGui::IsItemDeactivated();
    if (!change.gesture && (by_keys(c, s, course, value) || by_mirror(c, key, s, course, value))) change.ended = true;

    const std::string text = shown(*value, decimals_of(step));
    const float text_width = ImMax(text_size(text, t.text).x, 24.0f);
    const ImRect value_rect(origin.x + width - text_width - 12, origin.y, origin.x + width, origin.y + row);
    const Control v = control_at(c, window->GetID("##value"), value_rect, true, 0, false);
    if (v.pressed || key_pressed(c, s, ImGuiKey_Enter, false)) begin_typing(c, id, exact(*value), true);
    if (c.mirror.focus() == v.id) c.mirror.set_focus(id, false);

    MirrorItem item = item_of(s, Role::slider, name.word, key);
    item.value = text;
    item.now = *value, item.low = legal.empty() ? min : legal.front(), item.high = legal.empty() ? max : legal.back(),
    item.step = step;
    item.help = help;
    c.mirror.add(std::move(item));
    if (s.visible || v.visible) {
        draw_name(c, name, {origin.x, origin.y + row / 2}, width - text_width - 16, s.ink(t));
        if (!is_typing(c, id)) {
            const float w = text_size(text, t.text).x;
            if (v.hovered && v.enabled) {
                canvas()->AddRectFilled({value_rect.Max.x - w - 10, value_rect.Min.y}, value_rect.Max, t.chip, 5);
                ImGui::SetMouseCursor(ImGuiMouseCursor_TextInput);
            }
            draw_centred(c, {value_rect.Max.x - w - (v.hovered && v.enabled ? 5.0f : 0.0f), value_rect.GetCenter().y}, text,
                         s.ink(t), t.text);
        }
        draw_track(c, s, track, static_cast<float>(course.place(*value)));
        tooltip(c, s, help);
    }
    if (typed_number(c, key, id, {origin.x + width - 96, origin.y - 2, origin.x + width, origin.y + row}, value))
        change.ended = true;
    ImGui::PopID();
    change.changed = *value != before;
    return change;
}

}  // namespace headscope::ui
