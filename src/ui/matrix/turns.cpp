// Drawn as rectangles, however many cells.
#include "ui/matrix/turns.hpp"

#include <algorithm>
#include <cmath>

#include "lab/readings/decoding.hpp"
#include "ui/kit/kit.hpp"

namespace headscope::ui {

using lab::Str;
using lab::Turn;

namespace {

constexpr float kPale = 0.6f;

void dashed(ImDrawList* list, ImVec2 min, ImVec2 max, ImU32 colour) {
    constexpr float kDash = 5, kGap = 3, kThickness = 1.5f;
    const auto side = [&](ImVec2 from, ImVec2 to) {
        const float length = std::max(to.x - from.x, to.y - from.y);
        if (length <= 0) return;
        const ImVec2 way((to.x - from.x) / length, (to.y - from.y) / length);
        for (float at = 0; at < length; at += kDash + kGap) {
            const float end = std::min(at + kDash, length);
            list->AddLine(ImVec2(from.x + way.x * at, from.y + way.y * at), ImVec2(from.x + way.x * end, from.y + way.y * end),
                          colour, kThickness);
        }
    };
    const ImVec2 right(max.x, min.y), left(min.x, max.y);
    side(min, right), side(left, max), side(min, left), side(right, max);
}

/// A number of the document, or of a stage that shows it as it is.
bool is_given(const Context& c, const lab::CellRef& cell) {
    const bool first = cell.tensor == lab::TensorId::input && cell.layer == 0;
    return lab::info(cell.tensor).is_matrix() || (first && !c.document.adds_positions());
}

}  // namespace

void draw_turn_mark(const Context& c, TurnMark mark, ImVec2 min, ImVec2 max) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const Theme& t = c.theme;
    switch (mark) {
        case TurnMark::now: list->AddRect(min, max, t.ink, 2, 0, 2); break;
        case TurnMark::cached: dashed(list, min, max, t.ink); break;
        case TurnMark::earlier: list->AddRectFilled(min, max, faded(t.background, kPale)); break;
        case TurnMark::later: list->AddRectFilled(min, max, t.background); break;
    }
}

void draw_turns(const Context& c, const Heatmap& map) {
    if (map.made_rows < 0 && map.made_cols < 0) return;
    const bool across = map.transposed;  // then tokens are columns
    const HeatmapAxis axis = across ? columns_of(map) : rows_of(map), other = across ? rows_of(map) : columns_of(map);
    const int step = (across ? map.made_cols : map.made_rows) - 1, other_made = across ? map.made_rows : map.made_cols;
    // [from, to) of the tokens, as far as the other axis is there.
    const auto part = [&](TurnMark mark, float from, float to, float begin, float end) {
        if (to - from < 0.5f || end - begin < 0.5f) return;
        if (across) draw_turn_mark(c, mark, ImVec2(from, begin), ImVec2(to, end));
        else draw_turn_mark(c, mark, ImVec2(begin, from), ImVec2(end, to));
    };
    const float first = axis.at(0), now = axis.at(step), next = now + axis.pitch;
    const float last = across ? map.max.x : map.max.y, begin = across ? map.min.y : map.min.x;
    const float end = across ? map.max.y : map.max.x;
    const float there = other_made >= 0 && other_made < other.count ? other.at(other_made) : end;
    part(TurnMark::later, next, last + 1, begin - 1, end + 1);
    part(TurnMark::later, first, last, there, end + 1);
    ImGui::GetWindowDrawList()->AddRect(map.min, map.max, c.theme.line, map.rounding);
    part(map.cached ? TurnMark::cached : TurnMark::earlier, first, now - (map.cached ? 2.0f : 0.0f), begin, there);
    part(TurnMark::now, now, next, begin, there);
}

std::string_view turn_words(const Context& c, const lab::CellRef& cell) {
    switch (lab::turn_of(c.document, cell, c.view.decoding)) {
        case Turn::none: break;
        case Turn::earlier: return c.text(Str::decoding_earlier);
        case Turn::cached: return c.text(Str::decoding_cached);
        case Turn::now: return c.text(is_given(c, cell) ? Str::decoding_read : Str::decoding_now);
        case Turn::later: return c.text(Str::decoding_later);
    }
    return {};
}

}  // namespace headscope::ui
