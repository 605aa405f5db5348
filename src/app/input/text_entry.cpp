// The active text field as the page needs it: see text_entry.hpp.
#include "app/input/text_entry.hpp"

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <cstdlib>
#include <string_view>

#include "app/json/json.hpp"
#include "imgui_internal.h"
#include "lab/text/tokens.hpp"

namespace headscope::app {
namespace {

/// The field being typed into, nullptr when none is.
ImGuiInputTextState* active_field() {
    ImGuiContext& g = *ImGui::GetCurrentContext();
    ImGuiInputTextState& state = g.InputTextState;
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

/// Where so many UTF-16 units end, in bytes; never inside a character, never beyond the text.
std::size_t byte_at(std::string_view utf8, int units) {
    std::size_t at = 0;
    while (at < utf8.size() && units > 0) {
        units -= static_cast<unsigned char>(utf8[at]) >= 0xf0 ? 2 : 1;
        ++at;
        while (at < utf8.size() && (static_cast<unsigned char>(utf8[at]) & 0xc0) == 0x80) ++at;
    }
    return at;
}

std::optional<lab::Error> check_length(std::size_t bytes) {
    if (bytes <= lab::kMaxTextBytes) return std::nullopt;
    return lab::Error{lab::Str::error_text_long, {std::to_string(bytes), std::to_string(lab::kMaxTextBytes)}};
}

}  // namespace

ImGuiID TextEntry::field() {
    const ImGuiInputTextState* field = active_field();
    return field ? field->ID : 0;
}

bool TextEntry::multiline() {
    const ImGuiInputTextState* field = active_field();
    return field && (field->Flags & ImGuiInputTextFlags_Multiline);
}

std::optional<lab::Error> TextEntry::too_long(std::size_t bytes) {
    const ImGuiInputTextState* field = active_field();
    if (!field) return std::nullopt;
    const int selected = std::abs(field->GetSelectionEnd() - field->GetSelectionStart());
    return check_length(static_cast<std::size_t>(field->TextLen - selected) + bytes);
}

std::optional<lab::Error> TextEntry::replace(std::string& buffer, TextRange range, std::string_view text, TextRange selection) {
    ImGuiInputTextState* field = active_field();
    if (!field) return std::nullopt;
    const std::size_t from = byte_at(buffer, range.begin), to = std::max(from, byte_at(buffer, range.end));
    const std::string entered = lab::field_text(text, multiline());
    if (auto error = check_length(buffer.size() - (to - from) + entered.size())) return error;
    buffer.replace(from, to - from, entered);
    // Dear ImGui takes the buffer over before it looks at its next keys, and can undo that as one step.
    field->WantReloadUserBuf = true;
    field->ReloadSelectionStart = static_cast<int>(byte_at(buffer, selection.begin));
    field->ReloadSelectionEnd = static_cast<int>(byte_at(buffer, selection.end));
    field->CursorFollow = true;
    field->CursorAnimReset();
    return std::nullopt;
}

void TextEntry::connect() {
    ImGuiPlatformIO& platform = ImGui::GetPlatformIO();
    platform.Platform_ImeUserData = this;
    platform.Platform_SetImeDataFn = [](ImGuiContext* context, ImGuiViewport*, ImGuiPlatformImeData* data) {
        static_cast<TextEntry*>(context->PlatformIO.Platform_ImeUserData)->caret_ = *data;
    };
}

void TextEntry::draw_composed(const ui::Theme& theme) const {
    const ImGuiInputTextState* field = active_field();
    if (!composing() || !field || !caret_.WantVisible) return;
    const std::string_view text(field->TextA.Data, static_cast<std::size_t>(field->TextLen));
    const std::size_t caret = std::min(static_cast<std::size_t>(field->GetCursorPos()), text.size());
    const float size = caret_.InputLineHeight;
    // From the caret outwards: its place is the one Dear ImGui tells.
    const auto distance = [&](int unit) {
        const std::size_t at = byte_at(text, unit);
        const std::string_view between = text.substr(std::min(at, caret), std::max(at, caret) - std::min(at, caret));
        const float width =
            ImGui::GetFont()->CalcTextSizeA(size, FLT_MAX, 0, between.data(), between.data() + between.size()).x;
        return at < caret ? -width : width;
    };
    ImDrawList* list = ImGui::GetForegroundDrawList();
    const ImRect seen = ImGui::GetCurrentContext()->ActiveIdWindow->InnerClipRect;
    const float y = caret_.InputPos.y + size + 1;
    list->PushClipRect(seen.Min, seen.Max);
    const float begin = caret_.InputPos.x + distance(composed_.begin), end = caret_.InputPos.x + distance(composed_.end);
    list->AddLine(ImVec2(begin, y), ImVec2(end, y), theme.accent, 1.5f);
    list->PopClipRect();
}

std::string TextEntry::describe(float scale) const {
    const ImGuiInputTextState* field = active_field();
    if (!field || !caret_.WantTextInput) return "null";
    const std::string_view text(field->TextA.Data, static_cast<std::size_t>(field->TextLen));
    const auto units_before = [&](int byte) {
        return utf16_length(text.substr(0, static_cast<std::size_t>(std::clamp(byte, 0, field->TextLen))));
    };
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
        .field("limit", static_cast<double>(lab::kMaxTextBytes))
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
