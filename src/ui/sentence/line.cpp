// The sentence above the pictures: see line.hpp.
#include "ui/sentence/line.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/kit/control.hpp"
#include "ui/kit/typing.hpp"
#include "ui/matrix/focus.hpp"
#include "ui/sentence/arcs.hpp"
#include "ui/sentence/token_row.hpp"
#include "ui/sentence/tools.hpp"

namespace headscope::ui {

using lab::SentenceId;
using lab::Str;

namespace {

constexpr float kRing = 5;   // room for the ring of the focus, around everything
constexpr float kFade = 28;  // of an edge behind which there is more

float height_of_pills(const Context& c, const Region& region) {
    const float least = c.app.touch ? 34.0f : 28.0f, share = c.document.cross() ? 0.28f : 0.44f;
    return std::floor(std::clamp((region.height() - 2 * kRing) * share, 22.0f, least));
}

/// The query that is pointed at anywhere on the page, else the pinned one.
int shown_query(const Context& c) {
    const int hovered = c.view.hovered ? matrix_parts::focus_of(c.document, *c.view.hovered).query : -1;
    return hovered >= 0 ? hovered : pinned_query(c);
}

/// A row that is too long is dragged, by a finger or the mouse; the wheel with Shift is the window's own.
void drag_row(Context& c) {
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    Interaction& now = c.interaction;
    if (window->ScrollMax.x > 0 && !c.app.touch) {
        const bool mine = now.scrolling == window->ID;
        if (mine && !ImGui::IsMouseDown(0)) now.scrolling = 0;
        else if (mine) window->Scroll.x = ImClamp(window->Scroll.x - ImGui::GetIO().MouseDelta.x, 0.0f, window->ScrollMax.x);
        else if (ImGui::IsMouseDragging(0, 5) && window->InnerClipRect.Contains(ImGui::GetIO().MouseClickedPos[0]) &&
                 now.scrolling == 0 && now.typing.owner == 0) {
            now.scrolling = window->ID;
            ImGui::ClearActiveID();  // a drag is no click
        }
        if (now.scrolling == window->ID) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
    }
    scroll_area(c);
}

/// Another query than before comes into sight, unless the pointer is here: nothing moves under it.
void follow_query(Context& c, const TokenRow& row, int query) {
    SentenceLine& line = c.interaction.sentence;
    if (std::exchange(line.query, query) == query || query < 0 || query >= row.pills.count() || row.pills.fits) return;
    if (c.view.hovered && ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem)) return;
    ImRect pill(row.centre(query), row.room.min.y, row.centre(query), row.room.max.y);
    pill.Expand(ImVec2(row.pills.width[static_cast<size_t>(query)] / 2 + 48, 0));
    ImGui::ScrollToRect(ImGui::GetCurrentWindow(), pill, ImGuiScrollFlags_KeepVisibleEdgeX | ImGuiScrollFlags_NoScrollParent);
    again(c);
}

/// More is behind the edges.
void fade_edges(const Context& c, const Region& all, float end) {
    const ImGuiWindow* window = ImGui::GetCurrentWindow();
    const ImU32 paper = c.theme.background, none = paper & ~IM_COL32_A_MASK;
    const auto fade = [&](float left, ImU32 at_left, ImU32 at_right) {
        canvas()->AddRectFilledMultiColor(ImVec2(left, all.min.y), ImVec2(left + kFade, all.max.y), at_left, at_right, at_right,
                                          at_left);
    };
    if (window->Scroll.x > 1) fade(all.min.x, paper, none);
    if (window->Scroll.x < window->ScrollMax.x - 1) fade(end - kFade, none, paper);
}

/// Which of the two sentences asks and which is looked at, before its row; the room that takes.
float draw_sides(Context& c, const Region& all, float pill) {
    if (!c.document.cross()) return 0;
    struct Side {
        Str word;
        const char* key;
        ImU32 colour;
        float middle;
    };
    const Side sides[] = {{Str::name_key, "side.key", c.theme.key, all.min.y + kRing + pill / 2},
                          {Str::name_query, "side.query", c.theme.query, all.max.y - kRing - pill / 2}};
    float widest = 0;
    for (const Side& side : sides) {
        const ImVec2 at(all.min.x + kRing, side.middle), size = text_size(c.text(side.word), c.theme.small, Face::bold);
        draw_centred(c, at, c.text(side.word), side.colour, c.theme.small, Face::bold);
        widest = std::max(widest, size.x);
        tell(c, Role::text, side.key, c.text(side.word), ImVec2(at.x, at.y - size.y / 2),
             ImVec2(at.x, at.y - size.y / 2) + size);
    }
    return widest + kRing + 6;
}

/// The rows in their window; arcs lie beneath the tokens.
void draw_rows(Context& c, const PictureNumbers& numbers, Region all, float centre) {
    const bool cross = c.document.cross();
    const float pill = height_of_pills(c, all);
    const float sides = draw_sides(c, all, pill);
    all.min.x += sides;
    const float end = all.max.x - kRowTools;
    TokenRow rows[2];
    const int count = cross ? 2 : 1;
    float widest = 0;
    for (int i = 0; i < count; ++i) {
        const float top = i == 0 ? all.max.y - kRing - pill : all.min.y + kRing;
        TokenRow& row = rows[i];
        row = plan_row(c, numbers, i == 0 ? SentenceId::query : SentenceId::memory,
                       {ImVec2(all.min.x + kRing, top), ImVec2(end - kRing, top + pill)});
        const float middle = centre - row.pills.total / 2;
        const float latest = row.room.max.x - row.pills.total;
        row.x = row.pills.fits ? std::floor(std::clamp(middle, row.room.min.x, std::max(latest, row.room.min.x)))
                               : row.room.min.x - ImGui::GetScrollX();
        if (!row.pills.fits && !row.editing(c)) widest = std::max(widest, row.pills.total + 2 * kRing + kRowTools);
    }
    const TokenRow& keys = rows[count - 1];
    const int query = shown_query(c);
    ImGui::SetCursorScreenPos(ImVec2(all.min.x - ImGui::GetScrollX() + widest - 1, all.min.y));
    ImGui::Dummy(ImVec2(widest > 0 ? 1.0f : 0.0f, 1));

    // What is too long ends before the pencil, for the eye and for the pointer.
    const bool editing = rows[0].editing(c) || keys.editing(c);
    const bool clipped = widest > 0 && !editing;
    if (clipped) ImGui::PushClipRect(all.min, ImVec2(end, all.max.y), true);
    canvas()->ChannelsSplit(2);
    canvas()->ChannelsSetCurrent(1);
    for (int i = count - 1; i >= 0; --i) {
        if (rows[i].editing(c)) draw_field(c, rows[i], all);
        else draw_pills(c, rows[i], query);
    }
    if (widest > 0) fade_edges(c, all, end);
    canvas()->ChannelsSetCurrent(0);
    const bool words_told = !editing || (!rows[0].lines && c.interaction.typing.refusal.empty());  // where the words stand
    if (query >= 0 && query < rows[0].pills.count() && words_told) {
        const float from = rows[0].centre(query), ground = rows[0].room.min.y - 1;
        const float reach = keys.pills.total;
        std::vector<ArcWeight> weights = arc_weights(c, query);
        std::erase_if(weights,
                      [&](const ArcWeight& weight) { return weight.key >= keys.pills.count(); });  // padding, while typing
        draw_arcs(c, weights, [&](const ArcWeight& weight) {
            const int key = weight.key;
            const int heads = c.document.integer(lab::Param::num_heads);
            const float apart = c.view.arcs == Arcs::all ? std::min(3.0f, 18.0f / static_cast<float>(heads)) : 0;
            const float off = apart * (static_cast<float>(weight.head) - static_cast<float>(heads - 1) / 2);
            if (cross) return arc_between(from + off, keys.centre(key) + off, ground, keys.room.max.y + 1, weight.weight);
            const float to = key == query ? from : keys.centre(key);
            return arc_over(from + off, to + off, ground, ground - all.min.y, reach, weight.weight);
        });
    }
    canvas()->ChannelsMerge();
    if (clipped) ImGui::PopClipRect();
    for (int i = count - 1; i >= 0; --i)
        if (rows[i].editable && !rows[i].editing(c)) pencil(c, rows[i]), shuffler(c, rows[i]);
    follow_query(c, rows[0], query);
    drag_row(c);
}

}  // namespace

void sentence_line(Context& c, PictureNumbers& numbers, const Region& region) {
    const OutOfFlow keep;
    const float beside = arcs_choice_shows(c) && region.width() >= kArcsBeside ? arcs_choice_width(c) : 0;
    const Region rows{region.min, ImVec2(region.max.x - (beside > 0 ? beside + 12 : 0), region.max.y)};
    ImGui::SetCursorScreenPos(rows.min);
    if (ImGui::BeginChild("sentence", ImVec2(rows.width(), rows.height()), ImGuiChildFlags_None,
                          ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_HorizontalScrollbar)) {
        draw_rows(c, numbers, rows, (region.min.x + region.max.x) / 2);
    }
    ImGui::EndChild();
    constexpr float kHalf = 16;  // of the pill of segments
    if (beside > 0)
        arcs_choice(c, ImVec2(region.max.x - beside, region.max.y - kRing - height_of_pills(c, region) / 2 - kHalf));
}

}  // namespace headscope::ui
