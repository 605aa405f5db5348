// What holds controls together: headings, small print, room, and groups for a screen reader.
#include "ui/kit/kit.hpp"
#include "ui/kit/wrap.hpp"

namespace headscope::ui {

void room(float height) { ImGui::Dummy(ImVec2(1, height)); }

void group_heading(Context& c, lab::Str title) { label(c, c.text(title), c.theme.quiet, c.theme.heading, Face::bold, true); }

void small_print(Context& c, std::string_view text) {
    const float width = ImGui::GetContentRegionAvail().x;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float height = draw_wrapped(c, at, text, c.theme.quiet, c.theme.small, width);
    MirrorItem item;
    item.id = ImGui::GetID(text.data(), text.data() + text.size());
    item.role = Role::text;
    item.label = text;
    item.min = at, item.max = ImVec2(at.x + width, at.y + height);
    c.mirror.add(std::move(item));
    ImGui::Dummy(ImVec2(width, height));
}

void tell(Context& c, Role role, std::string_view key, std::string_view words, ImVec2 min, ImVec2 max) {
    MirrorItem item;
    item.id = ImGui::GetID(key.data(), key.data() + key.size());
    item.role = role;
    item.key = key;
    item.label = words;
    item.min = min;
    item.max = max;
    c.mirror.add(std::move(item));
}

void begin_group(Context& c, std::string_view key, std::string_view name, ImVec2 min, ImVec2 max) {
    MirrorItem group;
    group.id = ImGui::GetID(key.data(), key.data() + key.size());
    group.role = Role::group;
    group.key = key;
    group.label = name;
    group.min = min;
    group.max = max;
    c.mirror.add(std::move(group));
}

}  // namespace headscope::ui
