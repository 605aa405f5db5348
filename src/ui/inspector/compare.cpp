// Two looks back: the difference from the start in every picture, and the state before the last change while it is held.
#include <algorithm>

#include "ui/inspector/inspector.hpp"
#include "ui/kit/control.hpp"
#include "ui/picture/words.hpp"

namespace headscope::ui {

using lab::Str;

namespace {

struct Place {
    ImVec2 at, size;
};

Control pill(Context& c, std::string_view key, std::string_view text, const Place& place, bool enabled, bool on) {
    const ImGuiID id = ImGui::GetCurrentWindow()->GetID(key.data(), key.data() + key.size());
    const Control b = control_at(c, id, {place.at, place.at + place.size}, enabled);
    const Theme& theme = c.theme;
    if (!b.visible) return b;
    const float round = place.size.y / 2;
    if (on || (b.hovered && b.enabled)) canvas()->AddRectFilled(b.rect.Min, b.rect.Max, on ? theme.wash : theme.chip, round);
    canvas()->AddRect(b.rect.Min, b.rect.Max, on ? theme.accent : theme.line, round);
    std::string storage;
    const std::string_view fitting = elided(text, place.size.x - 16, theme.small, Face::regular, storage);
    const ImU32 ink = !b.enabled ? faded(theme.quiet, 0.6f) : on ? theme.accent : theme.ink;
    const float width = text_size(fitting, theme.small).x;
    draw_centred(c, {b.rect.GetCenter().x - width / 2, b.rect.GetCenter().y}, fitting, ink, theme.small);
    draw_ring(c, b, round);
    if (b.hovered && b.enabled) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    return b;
}

void compare_toggle(Context& c, const Place& place) {
    const bool library = c.view.against > 0, possible = library || c.app.comparable;
    const std::string words =
        library ? "\u0394 " + std::string(c.text(against(c.view).name)) : std::string(c.text(Str::compare_start));
    const std::string_view help = c.text(library    ? Str::profile_compare_help
                                         : possible ? Str::compare_help
                                                    : Str::compare_sizes);
    const Control b = pill(c, "compare", words, place, possible, possible && c.view.compare);
    MirrorItem item = item_of(b, Role::checkbox, words, "compare");
    item.checked = possible && c.view.compare;
    item.help = help;
    c.mirror.add(std::move(item));
    tooltip(c, b, help);
    if (b.pressed) c.view.compare = !c.view.compare;
}

/// Held by a pointer or by Enter or Space; pressed from outside it stays until the next press.
void before_button(Context& c, const Place& place) {
    Interaction& now = c.interaction;
    const bool on = now.before_held || now.before_latched;
    const std::string_view words = c.text(Str::before_hold), help = c.text(Str::before_help);
    const ImGuiID id = ImGui::GetCurrentWindow()->GetID("before");
    MirrorAction action;
    if (c.mirror.take(id, MirrorAction::Kind::press, &action)) now.before_latched = !now.before_latched, again(c);
    const Control b = pill(c, "before", words, place, c.app.has_before, on);
    MirrorItem item = item_of(b, Role::checkbox, words, "before");
    item.checked = on;
    item.help = help;
    c.mirror.add(std::move(item));
    if (!on) tooltip(c, b, help);
    const bool by_key =
        b.focused && !ImGui::GetIO().WantTextInput && (ImGui::IsKeyDown(ImGuiKey_Space) || ImGui::IsKeyDown(ImGuiKey_Enter));
    const bool held = b.enabled && (b.held || by_key);
    if (held != now.before_held) again(c);
    now.before_held = held;
}

}  // namespace

void looks_back(Context& c) {
    const bool compares = !c.view.hides("compare"), before = !c.view.hides("before");
    if (!compares && !before) return;
    constexpr float kGap = 8;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float height = c.app.touch ? 44.0f : 28.0f, all = std::min(ImGui::GetContentRegionAvail().x, 380.0f);
    const float width = compares && before ? (all - kGap) / 2 : all;
    if (compares) compare_toggle(c, {at, {width, height}});
    if (before) before_button(c, {at + ImVec2(compares ? width + kGap : 0, 0), {width, height}});
    ImGui::SetCursorScreenPos(at);
    ImGui::Dummy(ImVec2(all, height));
    room(2);
}

}  // namespace headscope::ui
