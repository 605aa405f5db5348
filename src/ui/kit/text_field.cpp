// The text field: one line or several, with the keyboard's own editing and an input method.
#include "ui/kit/typing.hpp"

namespace headscope::ui {

bool text_field(Context& c, std::string_view key, std::string_view name, std::string* value, bool multiline) {
    ImGuiContext& g = *ImGui::GetCurrentContext();
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    const Theme& t = c.theme;
    Typing& typing = c.interaction.typing;
    ImGui::PushID(key.data(), key.data() + key.size());
    const ImGuiID id = window->GetID("##text");
    const float height = multiline ? 5 * t.text + 16 : ImMax(row_height(c), 34.0f);
    const ImRect rect(window->DC.CursorPos,
                      window->DC.CursorPos + ImVec2(ImMax(ImGui::GetContentRegionAvail().x, 80.0f), height));

    if (c.disabled) {  // its text as it is, to be read
        if (typing.owner == id) typing = {};
        const Control field = control_at(c, id, rect, false);
        ImGui::ItemSize(rect.GetSize());
        MirrorItem item = item_of(field, Role::textbox, name, key);
        item.value = *value;
        item.expanded = multiline;
        c.mirror.add(std::move(item));
        canvas()->AddRectFilled(rect.Min, rect.Max, t.chip, t.rounding);
        std::string storage;
        draw_centred(c, {rect.Min.x + 12, rect.GetCenter().y},
                     elided(*value, rect.GetWidth() - 24, t.text, Face::regular, storage), t.quiet, t.text);
        ImGui::PopID();
        return false;
    }
    const bool was_active = typing.owner == id;
    bool committed = false;
    MirrorAction action;
    if (c.mirror.take(id, MirrorAction::Kind::set_text, &action)) {
        committed = action.text != *value;
        *value = action.text;
        if (was_active) typing = {};
    }
    if (c.mirror.take(id, MirrorAction::Kind::focus) || (c.mirror.reveals(id) && g.ActiveId != id) ||
        c.mirror.take(id, MirrorAction::Kind::press)) {
        c.mirror.set_focus(id, true);
        g.NavActivateId = id;
        g.NavActivateFlags = ImGuiActivateFlags_PreferInput;
    }
    std::string* buffer = typing.owner == id ? &typing.text : value;
    std::string before = *buffer;
    ImGui::PushFont(font_of(Face::regular), t.text);
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {12, multiline ? 8 : ImFloor((height - t.text) / 2)});
    ImGui::PushStyleVar(ImGuiStyleVar_FrameRounding, t.rounding);
    const bool entered =
        input_text("##text", buffer, rect.GetSize(), multiline ? ImGuiInputTextFlags_CtrlEnterForNewLine : 0, multiline);
    ImGui::PopStyleVar(2);
    ImGui::PopFont();
    if (g.NavActivateId == id) g.NavActivateId = 0;
    bool active = g.ActiveId == id;
    const bool clicked = active && ImGui::IsItemActivated() && g.ActiveIdSource == ImGuiInputSource_Mouse;
    if (active && !clicked && c.mirror.focus() != id && c.mirror.focus() != 0) {  // the focus has gone elsewhere: as a blur
        ImGui::ClearActiveID();
        active = false;
    }
    if (active && typing.owner != id) {  // typing begins: from here on the text is kept apart from the document's
        typing = {};
        typing.owner = id;
        typing.text = *buffer;
        typing.active = true;
        if (buffer == value) *value = before;
        if (c.mirror.focus() != id) c.mirror.set_focus(id, false);
    } else if (!active && typing.owner == id) {
        const bool cancelled = ImGui::IsKeyPressed(ImGuiKey_Escape, false) && !entered;
        if (!cancelled && typing.text != *value) {
            *value = typing.text;
            committed = true;
        }
        typing = {};
        again(c);
    }
    Control field;
    field.id = id;
    field.rect = rect;
    MirrorItem item = item_of(field, Role::textbox, name, key);
    item.value = typing.owner == id ? typing.text : *value;
    item.expanded = multiline;
    c.mirror.add(std::move(item));
    if (active) canvas()->AddRect(rect.Min, rect.Max, t.accent, t.rounding, 0, 2);
    else if (c.mirror.focus() == id && c.mirror.focus_visible()) draw_ring(c, rect, t.rounding);
    if (ImGui::IsItemHovered()) ImGui::SetMouseCursor(ImGuiMouseCursor_TextInput);
    ImGui::PopID();
    return committed;
}

}  // namespace headscope::ui
