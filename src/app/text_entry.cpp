// The active text field as the page needs it: see text_entry.hpp.
#include "app/text_entry.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "app/json.hpp"
#include "imgui_internal.h"

namespace headscope::app {
namespace {

/// The field being typed into, nullptr when none is.
const ImGuiInputTextState* active_field() {
    const ImGuiContext& g = *ImGui::GetCurrentContext();
    const ImGuiInputTextState& state = g.InputTextState;
    return g.ActiveId != 0 && state.ID == g.ActiveId ? &state : nullptr;
}

/// The page counts in UTF-16 units.
int utf16_length(std::string_view utf8) {
    int units = 0;
    for (const char c : utf8) {
        const unsigned char byte = static_cast<unsigned char>(c);
        if ((byte & 0xc0) != 0x80) units += byte >= 0xf0 ? 2 : 1;
    }
    return units;
}

}  // namespace

void TextEntry::connect() {
    ImGuiPlatformIO& platform = ImGui::GetPlatformIO();
    platform.Platform_ImeUserData = this;
    platform.Platform_SetImeDataFn = [](ImGuiContext* context, ImGuiViewport*, ImGuiPlatformImeData* data) {
        static_cast<TextEntry*>(context->PlatformIO.Platform_ImeUserData)->caret_ = *data;
    };
}

void TextEntry::draw_preedit(const ui::Theme& theme) const {
    if (preedit_.empty() || !caret_.WantVisible) return;
    ImDrawList* list = ImGui::GetForegroundDrawList();
    const float size = caret_.InputLineHeight;
    const ImVec2 from = caret_.InputPos;
    ImFont* font = ImGui::GetFont();
    const ImVec2 extent = font->CalcTextSizeA(size, FLT_MAX, 0, preedit_.c_str());
    const ImVec2 to(from.x + extent.x, from.y + size);
    list->AddRectFilled(from, ImVec2(to.x, to.y + 2), theme.panel);
    list->AddText(font, size, from, theme.ink, preedit_.c_str());
    list->AddLine(ImVec2(from.x, to.y + 1), ImVec2(to.x, to.y + 1), theme.accent, 1.5f);
}

std::string TextEntry::describe(float scale) const {
    const ImGuiInputTextState* field = active_field();
    if (!field || !caret_.WantTextInput) return "null";
    const std::string_view text(field->TextA.Data, static_cast<std::size_t>(field->TextLen));
    const auto units_before = [&](int byte) { return utf16_length(text.substr(0, static_cast<std::size_t>(std::clamp(byte, 0, field->TextLen)))); };
    const int start = std::min(field->GetSelectionStart(), field->GetSelectionEnd());
    const int end = std::max(field->GetSelectionStart(), field->GetSelectionEnd());
    Json json;
    json.open('{')
        .field("id", static_cast<double>(field->ID))
        .field("x", caret_.InputPos.x * scale)
        .field("y", caret_.InputPos.y * scale)
        .field("height", caret_.InputLineHeight * scale)
        .field("text", text)
        .field("start", units_before(field->HasSelection() ? start : field->GetCursorPos()))
        .field("end", units_before(field->HasSelection() ? end : field->GetCursorPos()))
        .field("multiline", (field->Flags & ImGuiInputTextFlags_Multiline) != 0)
        .field("numeric", (field->Flags & (ImGuiInputTextFlags_CharsDecimal | ImGuiInputTextFlags_CharsScientific)) != 0)
        .close('}');
    return json.take();
}

double TextEntry::next_blink_ms() {
    const ImGuiInputTextState* field = active_field();
    if (!field || !ImGui::GetIO().ConfigInputTextCursorBlink) return -1;
    // Dear ImGui: a caret is visible for 0.8 s of every 1.2 s, and always while its clock is below zero.
    const float clock = field->CursorAnim;
    const float phase = clock <= 0 ? clock : std::fmod(clock, 1.2f);
    return static_cast<double>((phase <= 0.8f ? 0.8f : 1.2f) - phase) * 1000 + 10;
}

}  // namespace headscope::app
