// The text field: one line or several, with the keyboard's own editing and an input method; followed while one types.
#include <optional>
#include <utility>

#include "ui/kit/typing.hpp"

namespace headscope::ui {
namespace {

/// Its text as it is, to be read.
void draw_disabled(Context& c, const Control& field, std::string_view value, float size) {
    const ImRect& rect = field.rect;
    canvas()->AddRectFilled(rect.Min, rect.Max, c.theme.chip, c.theme.rounding);
    std::string storage;
    draw_centred(c, {rect.Min.x + kFieldPadding, rect.GetCenter().y},
                 elided(value, rect.GetWidth() - 2 * kFieldPadding, size, Face::regular, storage), c.theme.quiet, size);
}

void draw_input(const Context& c, const ImRect& rect, std::string* buffer, const FieldForm& form, float size) {
    ImGui::SetCursorScreenPos(rect.Min);
    ImGui::PushFont(font_of(Face::regular), size);
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding,
                        {kFieldPadding, form.multiline ? 8 : ImFloor((rect.GetHeight() - size) / 2)});
    ImGui::PushStyleVar(ImGuiStyleVar_FrameRounding, c.theme.rounding);
    if (!form.place.empty()) ImGui::PushStyleColor(ImGuiCol_FrameBg, 0);
    input_text("##text", buffer, rect.GetSize(), form.multiline ? ImGuiInputTextFlags_CtrlEnterForNewLine : 0, form.multiline);
    if (!form.place.empty()) ImGui::PopStyleColor();
    ImGui::PopStyleVar(2);
    ImGui::PopFont();
}

ImGuiID hash_of(std::string_view text) { return ImHashData(text.data(), text.size()); }

/// From here on the text is kept apart from the document's.
void start(Context& c, ImGuiID id, const std::string& text, const std::string& before) {
    Typing& typing = c.interaction.typing;
    typing = {};
    typing.owner = id;
    typing.text = text;
    typing.before = typing.told = before;
    typing.seen = hash_of(before);
    typing.active = true;
    if (c.mirror.focus() != id) c.mirror.set_focus(id, false);
}

/// Somebody else gave the text's owner another one (a preset, an undo, a page's script): it takes the place of what was typed, which
/// the owner had. What it has not heard of yet stays, and comes after it.
void follow_owner(const Context& c, ImGuiID id, const std::string& value) {
    Typing& typing = c.interaction.typing;
    if (typing.owner != id || c.showing_before) return;
    const ImGuiID seen = std::exchange(typing.seen, hash_of(value));
    if (seen == typing.seen || value == typing.told || typing.text != typing.told) return;
    typing.text = typing.told = typing.before = value;
    if (ImGuiInputTextState* state = ImGui::GetInputTextState(id)) {
        state->WantReloadUserBuf = true;
        state->ReloadSelectionStart = state->ReloadSelectionEnd = static_cast<int>(value.size());
    }
}

/// What of the typing is news; ends it when the field is no longer active.
Typed news_of(Context& c, bool active, std::string* value) {
    Typing& typing = c.interaction.typing;
    if (active) {
        if (typing.text == typing.told || c.app.composing) return Typed::nothing;
        *value = typing.told = typing.text;
        return Typed::changed;
    }
    *value = ImGui::IsKeyPressed(ImGuiKey_Escape, false) ? typing.before : typing.text;
    typing = {};
    again(c);
    return Typed::ended;
}

/// A whole text, or the focus.
Typed asked_by_mirror(Context& c, ImGuiID id, std::string* value) {
    ImGuiContext& g = *ImGui::GetCurrentContext();
    Typing& typing = c.interaction.typing;
    Typed typed = Typed::nothing;
    MirrorAction action;
    if (c.mirror.take(id, MirrorAction::Kind::set_text, &action)) {
        if (typing.owner == id || action.text != *value) typed = Typed::ended;
        *value = action.text;
        if (typing.owner == id) typing = {};
    }
    if (c.mirror.take(id, MirrorAction::Kind::focus) || (c.mirror.reveals(id) && g.ActiveId != id) ||
        c.mirror.take(id, MirrorAction::Kind::press)) {
        c.mirror.set_focus(id, true);
        g.NavActivateId = id;
        g.NavActivateFlags = ImGuiActivateFlags_PreferInput;
    }
    return typed;
}

/// What the input just drawn did: whether typing begins, goes on or ends. `before`: the text as it was before it was drawn.
Typed follow(Context& c, ImGuiID id, std::string* value, const std::string& before) {
    ImGuiContext& g = *ImGui::GetCurrentContext();
    Typing& typing = c.interaction.typing;
    if (g.NavActivateId == id) g.NavActivateId = 0;
    bool active = g.ActiveId == id;
    const bool clicked = active && ImGui::IsItemActivated() && g.ActiveIdSource == ImGuiInputSource_Mouse;
    if (active && !clicked && c.mirror.focus() != id && c.mirror.focus() != 0) {  // the focus has gone elsewhere: as a blur
        ImGui::ClearActiveID();
        active = false;
    }
    if (active && typing.owner != id) {
        start(c, id, *value, before);
        *value = before;
    }
    return typing.owner == id ? news_of(c, active, value) : Typed::nothing;
}

}  // namespace

ImGuiID text_field_id(std::string_view key) {
    ImGui::PushID(key.data(), key.data() + key.size());
    const ImGuiID id = ImGui::GetCurrentWindow()->GetID("##text");
    ImGui::PopID();
    return id;
}

Typed text_field(Context& c, std::string_view key, std::string_view name, std::string* value, const FieldForm& form) {
    ImGuiContext& g = *ImGui::GetCurrentContext();
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    const Theme& t = c.theme;
    Typing& typing = c.interaction.typing;
    std::optional<OutOfFlow> keep;
    if (!form.place.empty()) keep.emplace();
    ImGui::PushID(key.data(), key.data() + key.size());
    const ImGuiID id = window->GetID("##text");
    const float size = form.size > 0 ? form.size : t.text;
    const float height = form.multiline ? 5 * t.text + 16 : ImMax(row_height(c), 34.0f);
    const ImVec2 at = window->DC.CursorPos;
    const ImRect rect = keep ? ImRect(form.place.min, form.place.max)
                             : ImRect(at, at + ImVec2(ImMax(ImGui::GetContentRegionAvail().x, 80.0f), height));

    Typed typed = Typed::nothing;
    Control field;
    field.id = id;
    field.rect = rect;
    if (c.disabled) {
        if (typing.owner == id) {
            typing = {};
            c.end_gesture();
        }
        field = control_at(c, id, rect, false);
        ImGui::ItemSize(rect.GetSize());
        draw_disabled(c, field, *value, size);
    } else {
        follow_owner(c, id, *value);
        typed = asked_by_mirror(c, id, value);
        const std::string before = *value;
        draw_input(c, rect, typing.owner == id ? &typing.text : value, form, size);
        const Typed news = follow(c, id, value, before);
        if (news != Typed::nothing) typed = news;
        if (g.ActiveId == id)
            canvas()->AddRect(rect.Min, rect.Max, typing.refusal.empty() ? t.accent : t.error, t.rounding, 0, 2);
        else if (c.mirror.focus() == id && c.mirror.focus_visible()) draw_ring(c, rect, t.rounding);
        if (ImGui::IsItemHovered()) ImGui::SetMouseCursor(ImGuiMouseCursor_TextInput);
    }
    MirrorItem item = item_of(field, Role::textbox, name, key);
    item.value = typing.owner == id ? typing.text : *value;
    item.expanded = form.multiline;
    if (typing.owner == id) item.help = typing.refusal;
    c.mirror.add(std::move(item));
    ImGui::PopID();
    return typed;
}

}  // namespace headscope::ui
