// Sentences into lines, in scripts with and without spaces.
#include "ui/kit/wrap.hpp"

#include <cmath>

#include "imgui_internal.h"

namespace headscope::ui {

namespace {

bool is_wide(unsigned code) {
    return (code >= 0x2E80 && code <= 0x9FFF) || (code >= 0xF900 && code <= 0xFAFF) || (code >= 0xFF00 && code <= 0xFFEF) ||
           code >= 0x20000;
}

/// Marks that belong to what stands before them.
bool is_closing(unsigned code) {
    switch (code) {
        case 0x3001:
        case 0x3002:
        case 0xFF0C:
        case 0xFF1A:
        case 0xFF1B:
        case 0xFF01:
        case 0xFF1F:
        case 0xFF09:
        case 0x201D:
        case 0x2019:
        case ',':
        case '.':
        case ';':
        case ':':
        case '!':
        case '?':
        case ')':
        case ']': return true;
        default: return false;
    }
}

/// Marks that belong to what follows them.
bool is_opening(unsigned code) { return code == 0xFF08 || code == 0x201C || code == 0x2018 || code == '(' || code == '['; }

/// The end of the first line of a text.
const char* line_end(const char* begin, const char* end, float size, float width, Face face) {
    ImFontBaked* font = font_of(face)->GetFontBaked(size);
    const char* allowed = nullptr;
    float x = 0;
    unsigned before = 0;
    for (const char* at = begin; at < end;) {
        unsigned code = 0;
        const int bytes = ImTextCharFromUtf8(&code, at, end);
        const bool breaks =
            before == ' ' || ((is_wide(before) || is_wide(code)) && before != 0 && !is_closing(code) && !is_opening(before));
        if (breaks) allowed = at;
        x += font->GetCharAdvance(static_cast<ImWchar>(code)) * (size / font->Size);
        if (x > width && code != ' ' && at > begin) return allowed != nullptr ? allowed : at;
        before = code;
        at += bytes;
    }
    return end;
}

}  // namespace

float draw_wrapped(Context& c, ImVec2 at, std::string_view text, ImU32 colour, float size, float width, bool draw, Face face) {
    const float line = std::floor(size * 1.42f + 0.5f);
    const char* begin = text.data();
    const char* end = begin + text.size();
    float y = at.y;
    while (begin < end) {
        const char* stop = line_end(begin, end, size, width, face);
        if (draw) draw_text(c, ImVec2(at.x, y), std::string_view(begin, static_cast<size_t>(stop - begin)), colour, size, face);
        y += line;
        begin = stop;
        while (begin < end && *begin == ' ') ++begin;
    }
    return y - at.y;
}

}  // namespace headscope::ui
