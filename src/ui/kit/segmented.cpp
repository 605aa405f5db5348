// The exclusive choice: segments in one pill, wrapping when there are more than fit.
#include "ui/kit/control.hpp"

namespace headscope::ui {
namespace {

constexpr float kInset = 3;

float segment_height(const Context& c) { return c.app.touch ? 40.0f : 26.0f; }

/// Lays the segments out in a width; returns the pill's size.
ImVec2 arrange(const Context& c, std::span<const std::string_view> choices, float width, float padding,
               std::vector<ImRect>& places) {
    const float h = segment_height(c);
    ImVec2 at(kInset, kInset);
    float right = 0;
    places.clear();
    for (std::string_view choice : choices) {
        const float w = ImMin(ImFloor(math_size(choice, c.theme.text).x + 2 * padding + 0.5f), width - 2 * kInset);
        if (at.x > kInset && at.x + w > width - kInset) at = {kInset, at.y + h};
        places.emplace_back(at, at + ImVec2(w, h));
        at.x += w;
        right = ImMax(right, at.x);
    }
    return {right + kInset, at.y + h + kInset};
}

/// With the padding of comfort, or with less where that saves a row.
ImVec2 arrange(const Context& c, std::span<const std::string_view> choices, float width, std::vector<ImRect>& places) {
    const float comfortable = c.app.touch ? 13.0f : 10.0f, tight = c.app.touch ? 9.0f : 6.0f;
    const ImVec2 wide = arrange(c, choices, width, comfortable, places);
    if (wide.y <= segment_height(c) + 2 * kInset) return wide;
    const ImVec2 narrow = arrange(c, choices, width, tight, places);
    return narrow.y < wide.y ? narrow : arrange(c, choices, width, comfortable, places);
}

/// Arrow keys move choice and focus together, as radio buttons do.
int step_of(const Context& c, const Control& segment) {
    const bool back = key_pressed(c, segment, ImGuiKey_LeftArrow) || key_pressed(c, segment, ImGuiKey_UpArrow);
    const bool forth = key_pressed(c, segment, ImGuiKey_RightArrow) || key_pressed(c, segment, ImGuiKey_DownArrow);
    return forth - back;
}

void draw_segment(Context& c, const Control& s, std::string_view text, bool chosen) {
    const Theme& t = c.theme;
    if (chosen) {
        if (!t.dark) canvas()->AddRectFilled(s.rect.Min + ImVec2(0, 1), s.rect.Max + ImVec2(0, 1), IM_COL32(40, 36, 20, 26), 6);
        canvas()->AddRectFilled(s.rect.Min, s.rect.Max, t.dark ? mixed(t.chip_active, t.quiet, 0.18f) : t.panel, 6);
    } else if (s.hovered && s.enabled) {
        canvas()->AddRectFilled(s.rect.Min, s.rect.Max, t.chip_active, 6);
    }
    const ImU32 ink = chosen ? s.ink(t) : t.quiet;
    if (const ImVec2 size = math_size(text, t.text); size.x <= s.rect.GetWidth() - 6) {
        draw_math(c, {s.rect.GetCenter().x - size.x / 2, s.rect.GetCenter().y - middle_of(t.text)}, text, ink, t.text);
        return;
    }
    std::string storage;
    const std::string_view fitting = elided(text, s.rect.GetWidth() - 6, t.text, Face::regular, storage);
    const float w = text_size(fitting, t.text).x;
    draw_centred(c, {s.rect.GetCenter().x - w / 2, s.rect.GetCenter().y}, fitting, ink, t.text);
}

}  // namespace

bool segmented(Context& c, std::string_view key, Name name, std::span<const std::string_view> choices, int* chosen,
               std::string_view help, std::span<const std::string_view> keys) {
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    const float width = ImMax(ImGui::GetContentRegionAvail().x, 80.0f);
    std::vector<ImRect> places;
    ImVec2 pill = arrange(c, choices, width, places);
    const float word = name.word.empty() ? 0 : text_size(name.word, c.theme.text).x + 12;
    const bool beside = word > 0 && places.back().Max.y + kInset <= segment_height(c) + 2 * kInset && word + pill.x <= width;
    const float above = word > 0 && !beside ? row_height(c) - 4 : 0;
    if (pill.y > segment_height(c) + 2 * kInset) pill.x = width;

    ImGui::PushID(key.data(), key.data() + key.size());
    const ImVec2 origin = window->DC.CursorPos;
    const ImVec2 corner(beside ? origin.x + width - pill.x : origin.x, origin.y + above);
    const ImRect all(origin, {origin.x + width, corner.y + pill.y});
    ImGui::ItemSize(all.GetSize());
    const bool in_sight = ImGui::ItemAdd(all, 0);
    Control group;
    group.id = window->GetID("##group");
    group.rect = all;
    group.enabled = !c.disabled;
    MirrorItem item = item_of(group, Role::group, name.word.empty() ? help : name.word, key);
    item.help = help;
    c.mirror.add(std::move(item));
    if (word > 0)
        draw_name(c, name, {origin.x, beside ? corner.y + pill.y / 2 : origin.y + above / 2}, beside ? word : width,
                  group.ink(c.theme));
    if (in_sight) canvas()->AddRectFilled(corner, corner + pill, c.theme.chip, c.theme.rounding);

    int next = *chosen;
    const int n = static_cast<int>(choices.size());
    std::vector<ImGuiID> ids(choices.size());
    for (int i = 0; i < n; ++i) ids[static_cast<size_t>(i)] = window->GetID(i);
    ImRect ring;
    bool stepped = false;
    for (int i = 0; i < n; ++i) {
        const auto at = static_cast<size_t>(i);
        ImRect rect = places[at];
        rect.Translate(corner);
        const Control s = control_at(c, ids[at], rect);
        std::string name_key(key);
        name_key += '.';
        name_key += at < keys.size() ? keys[at] : std::to_string(i);
        MirrorItem radio = item_of(s, Role::radio, choices[at], name_key);
        radio.checked = i == *chosen;
        c.mirror.add(std::move(radio));
        if (s.pressed) next = i;
        if (const int step = stepped ? 0 : step_of(c, s)) {
            stepped = true;  // the one that gets the focus must not step on in the same frame
            next = (i + step + n) % n;
            c.mirror.set_focus(ids[static_cast<size_t>(next)], true);
        }
        if (s.visible) draw_segment(c, s, choices[at], i == *chosen);
        if (s.hovered && s.enabled) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
        if (s.ring) ring = rect;
        tooltip(c, s, help);
    }
    if (ring.GetWidth() > 0) draw_ring(c, ring, 6);
    ImGui::PopID();
    const bool changed = next != *chosen;
    *chosen = next;
    return changed;
}

}  // namespace headscope::ui
