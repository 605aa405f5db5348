// Drawn as rectangles, however many cells.
#include "ui/matrix/turns.hpp"

#include <algorithm>

#include "ui/kit/kit.hpp"

namespace headscope::ui {

using lab::Str;
using lab::Turn;

namespace {

constexpr float kPale = 0.6f;

void dashed(ImDrawList* list, ImVec2 min, ImVec2 max, ImU32 colour) {
    constexpr float kDash = 5, kGap = 3, kThickness = 1.5f;
    const auto line = [&](float x, float y, float to_x, float to_y) {
        list->AddLine(ImVec2(x, y), ImVec2(std::min(to_x, max.x), std::min(to_y, max.y)), colour, kThickness);
    };
    for (float x = min.x; x < max.x; x += kDash + kGap)
        for (const float y : {min.y, max.y}) line(x, y, x + kDash, y);
    for (float y = min.y; y < max.y; y += kDash + kGap)
        for (const float x : {min.x, max.x}) line(x, y, x, y + kDash);
}

/// A number of the document, or of a stage that shows it as it is.
bool is_given(const Context& c, const lab::CellRef& cell) {
    const bool first = cell.tensor == lab::TensorId::input && cell.layer == 0;
    return lab::info(cell.tensor).is_matrix() || (first && !c.document.adds_positions());
}

}  // namespace

void draw_turn_mark(const Context& c, Turn turn, ImVec2 min, ImVec2 max) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const Theme& t = c.theme;
    if (turn == Turn::now) list->AddRect(min, max, t.ink, 2, 0, 2);
    else if (turn == Turn::cached) dashed(list, min, max, t.ink);
    else list->AddRectFilled(min, max, turn == Turn::later ? t.background : faded(t.background, kPale));
}

void draw_turns(const Context& c, const Heatmap& map) {
    if (map.made_rows < 0 && map.made_cols < 0) return;
    const bool across = map.transposed;  // then tokens are columns
    const HeatmapAxis axis = across ? columns_of(map) : rows_of(map), other = across ? rows_of(map) : columns_of(map);
    const int step = (across ? map.made_cols : map.made_rows) - 1, other_made = across ? map.made_rows : map.made_cols;
    // [from, to) of the tokens, as far as the other axis is there.
    const auto part = [&](Turn turn, float from, float to, float begin, float end) {
        if (to - from < 0.5f || end - begin < 0.5f) return;
        if (across) draw_turn_mark(c, turn, ImVec2(from, begin), ImVec2(to, end));
        else draw_turn_mark(c, turn, ImVec2(begin, from), ImVec2(end, to));
    };
    const float first = axis.at(0), now = axis.at(step), next = now + axis.pitch;
    const float last = across ? map.max.x : map.max.y, begin = across ? map.min.y : map.min.x;
    const float end = across ? map.max.y : map.max.x;
    const float there = other_made >= 0 && other_made < other.count ? other.at(other_made) : end;
    part(Turn::later, next, last + 1, begin - 1, end + 1);
    part(Turn::later, first, last, there, end + 1);
    ImGui::GetWindowDrawList()->AddRect(map.min, map.max, c.theme.line, map.rounding);
    part(map.cached ? Turn::cached : Turn::earlier, first, now - (map.cached ? 2.0f : 0.0f), begin, there);
    part(Turn::now, now, next, begin, there);
}

std::string_view turn_words(const Context& c, const lab::CellRef& cell) {
    const Turn turn = lab::turn_of(c.document, cell, c.view.decoding);
    if (turn == Turn::none) return {};
    if (turn == Turn::now && is_given(c, cell)) return c.text(Str::decoding_read);
    constexpr Str kWords[] = {Str::decoding_earlier, Str::decoding_cached, Str::decoding_now, Str::decoding_later};
    return c.text(kWords[static_cast<size_t>(turn) - 1]);
}

}  // namespace headscope::ui
