// Text in the three faces: plain, elided, and with low and high parts.
#include <algorithm>
#include <cstring>

#include "ui/kit/control.hpp"

namespace headscope::ui {
namespace {

/// A stretch of a mathematical name: on the line, or below or above it.
struct Stretch {
    std::string_view text;
    int level = 0;  // -1 low, 0, 1 high
};

bool is_word(char ch) {
    return (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || (ch >= '0' && ch <= '9') ||
           static_cast<unsigned char>(ch) >= 0x80;
}

/// Takes the next stretch off `rest`.
Stretch next_stretch(std::string_view& rest) {
    Stretch stretch;
    size_t n = 0;
    if (rest.size() > 1 && (rest[0] == '_' || rest[0] == '^') && is_word(rest[1])) {
        stretch.level = rest[0] == '_' ? -1 : 1;
        rest.remove_prefix(1);
        while (n < rest.size() && is_word(rest[n])) ++n;
    } else {
        n = 1;
        while (n < rest.size() && rest[n] != '_' && rest[n] != '^') ++n;
    }
    stretch.text = rest.substr(0, n);
    rest.remove_prefix(n);
    return stretch;
}

float low_size(float size) { return ImMax(ImFloor(size * 0.76f + 0.5f), 11.0f); }

}  // namespace

ImFont* font_of(Face face) {
    const ImVector<ImFont*>& fonts = ImGui::GetIO().Fonts->Fonts;
    const int i = static_cast<int>(face);
    return i < fonts.Size ? fonts[i] : fonts[0];
}

ImVec2 text_size(std::string_view text, float size, Face face) {
    if (text.empty()) return {0, size};  // no text may have no address, which would be read as one without an end
    return font_of(face)->CalcTextSizeA(size, FLT_MAX, 0, text.data(), text.data() + text.size());
}

ImVec2 draw_text(Context&, ImVec2 at, std::string_view text, ImU32 colour, float size, Face face) {
    if (text.empty()) return text_size(text, size, face);
    canvas()->AddText(font_of(face), size, {ImFloor(at.x + 0.5f), ImFloor(at.y + 0.5f)}, colour, text.data(),
                      text.data() + text.size());
    return text_size(text, size, face);
}

float middle_of(float size, Face face) {
    const ImFontGlyph* zero = font_of(face)->GetFontBaked(size)->FindGlyph('0');
    return zero && zero->Y1 > zero->Y0 ? (zero->Y0 + zero->Y1) * 0.5f : size * 0.5f;
}

ImVec2 draw_centred(Context& c, ImVec2 at, std::string_view text, ImU32 colour, float size, Face face) {
    return draw_text(c, {at.x, at.y - middle_of(size, face)}, text, colour, size, face);
}

void draw_turned(Context& c, ImVec2 end, std::string_view text, ImU32 colour, float size, Face face) {
    constexpr float kHalf = 0.70710678f;
    ImDrawList* list = canvas();
    const int first = list->VtxBuffer.Size;
    const ImVec2 extent = text_size(text, size, face);
    draw_text(c, end - extent, text, colour, size, face);
    for (int i = first; i < list->VtxBuffer.Size; ++i) {
        ImVec2& at = list->VtxBuffer[i].pos;
        const ImVec2 from = at - end;
        at = {end.x + (from.x + from.y) * kHalf, end.y + (from.y - from.x) * kHalf};
    }
}

std::string_view elided(std::string_view text, float width, float size, Face face, std::string& storage) {
    if (text_size(text, size, face).x <= width) return text;
    const float room = width - text_size("…", size, face).x;
    // What tells two names apart is as often their end as their beginning: the middle goes.
    const char* begin = text.data();
    const char* end = begin + text.size();
    const char* head = end;
    const ImVec2 kept = font_of(face)->CalcTextSizeA(size, std::max(room * 0.55f, 0.0f), 0, begin, end, &head);
    const char* tail = end;
    for (float left = room - kept.x; tail > head;) {
        const char* before = tail - 1;
        while (before > head && (*before & 0xC0) == 0x80) --before;
        left -= text_size({before, static_cast<size_t>(tail - before)}, size, face).x;
        if (left < 0) break;
        tail = before;
    }
    if (head == begin && tail == end) return {};
    storage.assign(begin, head);
    storage += "…";
    storage.append(tail, end);
    return storage;
}

ImVec2 math_size(std::string_view text, float size, Face face) {
    ImVec2 total(0, size);
    while (!text.empty()) {
        const Stretch stretch = next_stretch(text);
        total.x += text_size(stretch.text, stretch.level ? low_size(size) : size, face).x;
    }
    return total;
}

ImVec2 draw_math(Context& c, ImVec2 at, std::string_view text, ImU32 colour, float size, Face face) {
    const float left = at.x;
    while (!text.empty()) {
        const Stretch stretch = next_stretch(text);
        const float small = low_size(size);
        const float shift = stretch.level < 0 ? size - small + size * 0.12f : stretch.level > 0 ? -size * 0.12f : 0;
        at.x += draw_text(c, {at.x, at.y + shift}, stretch.text, colour, stretch.level ? small : size, face).x;
    }
    return {at.x - left, size};
}

void draw_name(Context& c, const Name& name, ImVec2 at, float width, ImU32 colour) {
    const float size = c.theme.text, symbol_size = c.theme.small + 1;
    const float symbol = name.symbol.empty() ? 0 : math_size(name.symbol, symbol_size, Face::mono).x + 6;
    const bool both = symbol > 0 && text_size(name.word, size).x + symbol <= width;
    std::string storage;
    const float word =
        draw_centred(c, at, elided(name.word, both ? width - symbol : width, size, Face::regular, storage), colour, size).x;
    if (both)
        draw_math(c, {at.x + word + 6, at.y - middle_of(symbol_size, Face::mono)}, name.symbol, c.theme.quiet, symbol_size,
                  Face::mono);
}

void label(Context& c, std::string_view text, ImU32 colour, float size, Face face, bool heading) {
    constexpr float kLineHeight = 1.4f;
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    ImFont* font = font_of(face);
    const float room = std::max(ImGui::GetContentRegionAvail().x, 40.0f), line = ImFloor(size * kLineHeight);
    const ImVec2 origin = window->DC.CursorPos;
    ImVec2 at(ImFloor(origin.x), ImFloor(origin.y) + (line - size) / 2);
    const bool in_sight = ImGui::IsRectVisible(origin, origin + ImVec2(room, 4000));
    float widest = 0;
    const char* rest = text.data();
    const char* end = rest + text.size();
    while (rest < end) {
        const char* stop = font->CalcWordWrapPosition(size, rest, end, room);
        const char* newline = static_cast<const char*>(std::memchr(rest, '\n', static_cast<size_t>(stop - rest)));
        if (newline) stop = newline;
        if (stop == rest && !newline) ++stop;
        const std::string_view part(rest, static_cast<size_t>(stop - rest));
        if (in_sight) draw_text(c, at, part, colour, size, face);
        widest = std::max(widest, text_size(part, size, face).x);
        at.y += line;
        rest = stop;
        while (rest < end && (*rest == ' ' || *rest == '\n')) ++rest;
    }
    const ImVec2 extent(widest, std::max(at.y - (line - size) / 2 - ImFloor(origin.y), line));
    ImGui::ItemSize(extent);
    const ImRect rect(origin, origin + extent);
    ImGui::ItemAdd(rect, 0);
    Control spot;
    spot.id = window->GetID(text.data(), end);
    spot.rect = rect;
    c.mirror.add(item_of(spot, heading ? Role::heading : Role::text, text, {}));
}

}  // namespace headscope::ui
