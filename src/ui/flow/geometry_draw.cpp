// The plane drawn.
#include "ui/flow/geometry_parts.hpp"
#include "ui/picture/words.hpp"
#include "ui/text/number_text.hpp"

namespace headscope::ui {

using lab::TensorId;

namespace {

constexpr float kTip = 5;
constexpr int kMostNames = 150, kAlong = 12;

float length_of(ImVec2 way) { return std::sqrt(way.x * way.x + way.y * way.y); }

struct Drawing : PlotFrame {
    ImDrawList* list = canvas();
    int placed = 0;
    ImRect taken[2 * kMostNames + 2 * kAlong + 1] = {};  // where no name may stand

    ImU32 colour(int index) const { return colour_of(part(index).tensor, c.theme); }

    /// z, what the values give.
    bool is_mixture(int index) const { return index == p.query && c.view.geometry == Geometry::context; }

    void arrow(ImVec2 to, ImU32 ink, float thickness) {
        const float length = length_of(to - origin), head = std::min(5 + 2 * thickness, length);
        if (!(length > 1)) return;
        const ImVec2 ahead = (to - origin) * (head / length), aside = ImVec2(-ahead.y, ahead.x) * 0.45f, foot = to - ahead;
        list->AddLine(origin, foot, ink, thickness);
        list->AddTriangleFilled(to, foot + aside, foot - aside, ink);
    }
    /// Whether the box has room for a text, and nobody else then.
    bool take(const ImRect& box) {
        for (int i = 0; i < placed; ++i)
            if (taken[i].Overlaps(box)) return false;
        taken[placed] = box;
        placed += room.Contains(box) ? 1 : 0;
        return room.Contains(box);
    }
    void put_name(int index) {
        constexpr float kMost = 110, kAway = kTip + 5;  // the box reaches a little further than the text
        const ImVec2 by = tip(index);
        const Face face = is_shown(index) ? Face::bold : Face::regular;
        const float size = c.theme.small;
        std::string storage;
        const std::string_view text = elided(is_mixture(index) ? "z" : token(index), kMost, size, face, storage);
        const ImVec2 extent = text_size(text, size, face), half = extent / 2;
        // Beside it, away from the origin, then below and above, then between these.
        const float x = by.x < origin.x ? -1.0f : 1.0f, y = by.y < origin.y ? -1.0f : 1.0f;
        for (const ImVec2 way : {ImVec2(x, 0), ImVec2(0, y), ImVec2(0, -y), ImVec2(x, y), ImVec2(x, -y)}) {
            const ImVec2 min = ImFloor(by - half + way * (half + ImVec2(kAway, kAway - 3)));
            const ImRect box(min - ImVec2(4, 1), min + extent + ImVec2(4, 1));
            if (!take(box)) continue;
            draw_text(c, min, text, is_hidden_key(index) ? c.theme.quiet : colour(index), size, face);
            return;
        }
    }
    void axes() {
        const Theme& t = c.theme;
        list->AddRectFilled(room.Min, room.Max, t.panel, t.rounding);
        list->AddLine(ImVec2(room.Min.x, origin.y), ImVec2(room.Max.x, origin.y), t.line);
        list->AddLine(ImVec2(origin.x, room.Min.y), ImVec2(origin.x, room.Max.y), t.line);
    }
    /// Both axes have the same scale.
    void tick() {
        const Theme& t = c.theme;
        const ImVec2 end = origin + ImVec2(reach * scale, 0), down(0, 4);
        list->AddLine(end - down, end + down, t.quiet);
        const std::string text = short_text(static_cast<double>(reach));
        const ImVec2 extent = text_size(text, t.heading), min = end + ImVec2(-extent.x / 2, 5);
        if (take({min - down, min + extent + down})) draw_text(c, min, text, t.quiet, t.heading);
    }
    /// The key's shadow on the line of the query: the score over the query's length.
    void projection(int key) {
        const ImVec2 q = tip(p.query) - origin, k = tip(key) - origin;
        const ImVec2 foot = origin + q * ((k.x * q.x + k.y * q.y) / std::max(q.x * q.x + q.y * q.y, 1.0f));
        list->AddLine(origin, foot, faded(c.theme.accent, 0.4f), 8);
        const ImVec2 way = foot - tip(key);
        const float step = std::max(8 / length_of(way), 0.01f);
        for (float s = 0; s < 1; s += step)
            list->AddLine(tip(key) + way * s, tip(key) + way * std::min(s + step / 2, 1.0f), c.theme.ink, 1.5f);
    }
    void lines() {
        const bool scores = c.view.geometry == Geometry::scores;
        const lab::TensorView weights = c.trace.view(TensorId::dropped_weights, c.view.layer);
        for (int i = 0; i < count(); ++i) {
            if (!is_there(i)) continue;
            const ImVec2 to = tip(i);
            const bool other = i < p.owns && p.others > 0 && i != p.query;
            const ImU32 ink = faded(colour(i), other ? 0.45f : 1.0f);
            const bool own = i < p.owns, hidden = is_hidden_key(i), arrows = scores && !own;
            float radius = is_shown(i) ? 6.0f : 4.0f;
            if (arrows && p.projects) arrow(to, faded(ink, hidden ? 0.2f : 0.55f), 1.5f);
            if (p.others == 0) list->AddLine(origin, to, faded(ink, 0.3f));
            if (!scores && !own && is_there(p.query))
                if (const float w = std::min(weights.at(c.view.item, c.view.head, p.query, key_of(i)), 1.0f); w > 0)
                    list->AddLine(tip(p.query), to, faded(c.theme.accent, 0.25f + 0.75f * w), 1 + 4 * w);
            if (other) radius = 2.5f;
            if (hidden) list->AddCircle(to, radius, ink, 0, 1.3f);
            else if (!arrows && !(scores && i == p.query)) list->AddCircleFilled(to, radius, ink);
            // What is made of the others, and what can be moved.
            if (p.movable || is_mixture(i)) list->AddCircle(to, radius + 3, c.theme.accent, 0, 1.5f);
        }
        if (!scores || !is_there(p.query)) return;
        const int key = p.owns + p.key;
        if (p.projects && p.key >= 0 && is_there(key)) {
            projection(key);
            arrow(tip(key), c.theme.key, 2.5f);
        }
        arrow(tip(p.query), c.theme.query, 3.5f);
    }
    void names() {
        int order[kMostNames], named = 0;
        for (const bool first : {true, false})
            for (int i = first || p.others == 0 ? 0 : p.owns; i < count() && named < kMostNames; ++i) {
                if (!is_there(i) || is_shown(i) != first) continue;
                order[named++] = i;
                // No name lies across the arrows that it is about.
                const bool arrow = first && c.view.geometry == Geometry::scores;
                for (int step = arrow ? 0 : kAlong - 1; step < kAlong; ++step) {
                    const ImVec2 at = origin + (tip(i) - origin) * (static_cast<float>(step + 1) / kAlong), half(kTip, kTip);
                    taken[placed++] = ImRect(at - half, at + half);
                }
            }
        for (int i = 0; i < named; ++i) put_name(order[i]);
    }
};

}  // namespace

void draw_plot(PlotFrame& frame) {
    Drawing d{frame};
    ImGui::PushClipRect(d.room.Min, d.room.Max, true);
    d.axes();
    d.lines();
    d.names();
    d.tick();
    ImGui::PopClipRect();
}

}  // namespace headscope::ui
