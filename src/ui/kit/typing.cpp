// The typing field: activated at once, so that no key pressed meanwhile is lost; blur commits, Escape does not.
#include "ui/kit/typing.hpp"

#include "lab/text/number.hpp"
#include "lab/text/paste.hpp"

namespace headscope::ui {
namespace {

struct FieldData {
    std::string* text;
    Typing* typing;
};

int field_callback(ImGuiInputTextCallbackData* data) {
    auto* field = static_cast<FieldData*>(data->UserData);
    if (data->EventFlag == ImGuiInputTextFlags_CallbackResize) {
        field->text->resize(static_cast<size_t>(data->BufTextLen));
        data->Buf = field->text->data();
    } else if (field->typing && !field->typing->caret_placed) {
        field->typing->caret_placed = true;  // once: from here on the caret is where the visitor puts it
        if (field->typing->select_all) data->SelectAll();
        else data->CursorPos = data->SelectionStart = data->SelectionEnd = data->BufTextLen;
    }
    return 0;
}

}  // namespace

OutOfFlow::OutOfFlow() {
    const ImGuiWindowTempData& dc = ImGui::GetCurrentWindow()->DC;
    cursor_ = dc.CursorPos, previous_ = dc.CursorPosPrevLine, maximum_ = dc.CursorMaxPos;
    line_ = dc.CurrLineSize, previous_line_ = dc.PrevLineSize;
    base_ = dc.CurrLineTextBaseOffset, previous_base_ = dc.PrevLineTextBaseOffset;
    same_line_ = dc.IsSameLine;
}

OutOfFlow::~OutOfFlow() {
    ImGuiWindowTempData& dc = ImGui::GetCurrentWindow()->DC;
    dc.CursorPos = cursor_, dc.CursorPosPrevLine = previous_, dc.CursorMaxPos = maximum_;
    dc.CurrLineSize = line_, dc.PrevLineSize = previous_line_;
    dc.CurrLineTextBaseOffset = base_, dc.PrevLineTextBaseOffset = previous_base_;
    dc.IsSameLine = same_line_;
    dc.IsSetPos = false;
}

bool input_text(const char* id, std::string* text, ImVec2 size, ImGuiInputTextFlags flags, bool multiline, Typing* typing) {
    FieldData data{text, typing};
    flags |= ImGuiInputTextFlags_CallbackResize | (typing ? ImGuiInputTextFlags_CallbackAlways : 0);
    ImGui::PushItemFlag(ImGuiItemFlags_NoTabStop, true);
    const bool done = ImGui::InputTextEx(id, nullptr, text->data(), static_cast<int>(text->capacity() + 1), size,
                                         flags | (multiline ? ImGuiInputTextFlags_Multiline : 0), field_callback, &data);
    ImGui::PopItemFlag();
    return done;
}

void begin_typing(Context& c, ImGuiID owner, std::string text, bool select_all) {
    Typing& typing = c.interaction.typing;
    typing = {};
    typing.owner = owner;
    typing.text = std::move(text);
    typing.select_all = select_all;
    again(c);
}

void end_typing(Context& c) {
    c.interaction.typing = {};
    again(c);
}

TypingEnd typing_field(Context& c, ImGuiID owner, const ImRect& rect, float size, bool align_right) {
    Typing& typing = c.interaction.typing;
    ImGuiContext& g = *ImGui::GetCurrentContext();
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    const OutOfFlow keep;
    ImGui::PushID(static_cast<int>(owner));
    const ImGuiID id = window->GetID("##typing");
    const bool starting = !typing.active;
    if (starting) {
        g.NavActivateId = id;
        g.NavActivateFlags = ImGuiActivateFlags_PreferInput;
    }
    ImGui::SetCursorScreenPos(rect.Min);
    ImGui::PushFont(font_of(Face::regular), size);
    const float width = text_size(typing.text, size).x;
    const float pad = align_right ? ImMax(4.0f, rect.GetWidth() - width - 6) : 6;
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {pad, ImFloor((rect.GetHeight() - size) / 2)});
    ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, 2);
    ImGui::PushStyleColor(ImGuiCol_Border, typing.failed ? c.theme.error : c.theme.accent);
    ImGui::PushStyleColor(ImGuiCol_FrameBg, c.theme.panel);
    const bool entered =
        input_text("##typing", &typing.text, rect.GetSize(), ImGuiInputTextFlags_EnterReturnsTrue, false, &typing);
    ImGui::PopStyleColor(2);
    ImGui::PopStyleVar(2);
    ImGui::PopFont();
    ImGui::PopID();
    if (starting && g.NavActivateId == id) g.NavActivateId = 0;
    const bool tabbed = g.ActiveId == id && ImGui::IsKeyPressed(ImGuiKey_Tab, false);
    ++typing.age;
    if (typing.age < 3) again(c);
    if (entered) return TypingEnd::enter;
    if (tabbed) {
        ImGui::ClearActiveID();
        return TypingEnd::tab;
    }
    if (g.ActiveId == id && typing.active && c.mirror.focus() != owner && c.mirror.focus() != 0) {
        ImGui::ClearActiveID();  // the focus has gone elsewhere
        return TypingEnd::left;
    }
    if (g.ActiveId == id) {
        typing.active = true;
        return TypingEnd::open;
    }
    if (starting) return typing.age > 4 ? TypingEnd::escape : TypingEnd::open;
    return ImGui::IsKeyPressed(ImGuiKey_Escape, false) ? TypingEnd::escape : TypingEnd::left;
}

bool read_number(Context& c, Spot at, const std::string& text, double* value, bool allow_minus_infinity) {
    const auto parsed = lab::parse_value(text, allow_minus_infinity);
    if (!parsed) {
        c.refusals.push_back({std::move(at), lab::text_of(parsed.error(), c.view.language)});
        return false;
    }
    c.entered = true;
    // As many digits as were typed; minus infinity is no number to read.
    if (lab::read_double(text, *value) != lab::NumberFault::none) *value = static_cast<double>(parsed.value());
    return true;
}

bool typed_number(Context& c, std::string_view key, ImGuiID owner, const ImRect& rect, double* value) {
    if (!is_typing(c, owner)) return false;
    Typing& typing = c.interaction.typing;
    const TypingEnd end = typing_field(c, owner, rect, c.theme.text, true);
    if (end == TypingEnd::open) return false;
    const bool read = end != TypingEnd::escape && read_number(c, {std::string(key)}, typing.text, value);
    if (end == TypingEnd::enter && !read) {
        typing.failed = true;  // stays to be corrected
        typing.active = false;
        typing.select_all = true;
        typing.caret_placed = false;
        typing.age = 0;
        return false;
    }
    if (end == TypingEnd::escape) c.entered = true;  // given up: nothing is left to be put right
    end_typing(c);
    if (end != TypingEnd::left) c.mirror.set_focus(owner, c.mirror.focus_visible());
    if (end == TypingEnd::tab) c.mirror.focus_next(ImGui::GetIO().KeyShift);
    return read;
}

}  // namespace headscope::ui
