// Reading texts back from triangles: glyphs by their place in the atlas, clipping by the commands, covers by what is drawn later.
#include "drawn_texts.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "imgui_internal.h"

namespace headscope::app {
namespace {

struct Source {
    float size = 0;
    const ImFontGlyph* glyph = nullptr;
};
using Atlas = std::map<std::pair<float, float>, Source>;

Atlas glyphs_of_atlas() {
    Atlas all;
    ImFontAtlasBuilder* builder = ImGui::GetIO().Fonts->Builder;
    for (int i = 0; i < builder->BakedPool.Size; ++i) {
        const ImFontBaked& baked = builder->BakedPool[i];
        for (const ImFontGlyph& glyph : baked.Glyphs)
            if (glyph.Visible) all[{glyph.U0, glyph.V0}] = {baked.Size, &glyph};
    }
    return all;
}

/// Where a clip rectangle may cut: at the edges of what scrolls there, if there is more behind them.
struct Scrolls {
    bool left = false, right = false, top = false, bottom = false;
};

Scrolls scrolls_at(const ImDrawList* list, const ImVec4& clip) {
    constexpr float kNear = 64;  // a row may begin and end beside what stands there
    Scrolls may;
    for (const ImGuiWindow* owner : ImGui::GetCurrentContext()->Windows) {
        if (owner->DrawList != list || !owner->Active) continue;
        for (const ImGuiWindow* w = owner; w; w = w->ParentWindow) {
            const ImRect& inner = w->InnerClipRect;
            may.left |= w->Scroll.x > 0 && std::abs(clip.x - inner.Min.x) < kNear;
            may.right |= w->Scroll.x < w->ScrollMax.x && std::abs(clip.z - inner.Max.x) < kNear;
            may.top |= w->Scroll.y > 0 && std::abs(clip.y - inner.Min.y) < 2;
            may.bottom |= w->Scroll.y < w->ScrollMax.y && std::abs(clip.w - inner.Max.y) < 2;
        }
    }
    return may;
}

struct Cover {
    ImVec2 a, b, c;
    std::size_t order;
};

bool inside(const Cover& t, ImVec2 p) {
    const auto side = [&](ImVec2 from, ImVec2 to) {
        return (to.x - from.x) * (p.y - from.y) - (to.y - from.y) * (p.x - from.x);
    };
    const float d = side(t.a, t.b), e = side(t.b, t.c), f = side(t.c, t.a);
    return (d >= 0 && e >= 0 && f >= 0) || (d <= 0 && e <= 0 && f <= 0);
}

struct Reader {
    Atlas atlas = glyphs_of_atlas();
    ImVec2 white = ImGui::GetIO().Fonts->TexUvWhitePixel;
    float scale = 1;
    std::vector<DrawnText> texts{};
    std::vector<std::vector<std::pair<ImVec2, std::size_t>>> centres{};  // of the glyphs of each text
    std::vector<Cover> covers{};
    std::size_t order = 0;
    // The text that is being read: where its next glyph would stand, and how much of it is outside.
    ImVec2 pen{}, direction{};
    bool open = false;
    int seen = 0, hidden = 0;

    void end_text() {
        if (!std::exchange(open, false)) return;
        if (seen == 0) texts.pop_back(), centres.pop_back();
        else texts.back().cut = texts.back().cut || hidden > 0;
        seen = hidden = 0;
    }

    void glyph(const ImDrawVert* v, const ImDrawCmd& command, const ImDrawList* list) {
        const auto found = atlas.find({v[0].uv.x, v[0].uv.y});
        const ImVec2 x = v[1].pos - v[0].pos, y = v[3].pos - v[0].pos;
        const float width = std::hypot(x.x, x.y), height = std::hypot(y.x, y.y);
        ImVec2 min = v[0].pos, max = v[0].pos;
        for (int i = 1; i < 4; ++i) min = ImMin(min, v[i].pos), max = ImMax(max, v[i].pos);
        const ImVec4& clip = command.ClipRect;
        const Scrolls may = scrolls_at(list, clip);
        constexpr float kHair = 0.75f;
        const bool gone = max.x <= clip.x || min.x >= clip.z || max.y <= clip.y || min.y >= clip.w;
        const bool out = (min.x < clip.x - kHair && !may.left) || (max.x > clip.z + kHair && !may.right) ||
                         (min.y < clip.y - kHair && !may.top) || (max.y > clip.w + kHair && !may.bottom);
        const bool half = found == atlas.end() || v[2].uv.x != found->second.glyph->U1 || v[2].uv.y != found->second.glyph->V1;
        // Dear ImGui's own text fields cut glyph by glyph what they scroll while one types.
        if (half) return end_text();
        const Source& source = found->second;
        const float zoom = width / (source.glyph->X1 - source.glyph->X0), size = source.size * zoom;
        const ImVec2 dx = x / width, dy = y / height;
        const ImVec2 start = v[0].pos - dx * (source.glyph->X0 * zoom) - dy * (source.glyph->Y0 * zoom);
        bool follows = open && std::abs(dx.x - direction.x) < 0.01f && std::abs(texts.back().size - size * scale) < 0.05f;
        if (follows) {
            const ImVec2 gap = start - pen;
            const float ahead = gap.x * dx.x + gap.y * dx.y, aside = gap.x * dy.x + gap.y * dy.y;
            follows = std::abs(aside) < 0.6f && ahead > -0.6f && ahead < size * 0.8f;
            if (follows && ahead > 0.6f) texts.back().words += ' ';
        }
        // What shows of it; one that is turned is taken whole.
        const bool level = y.x == 0;
        const ImVec2 low(clip.x, clip.y), high(clip.z, clip.w);
        const ImVec2 from = level ? ImClamp(v[0].pos, low, high) : v[0].pos,
                     to = level ? ImClamp(v[1].pos, low, high) : v[1].pos;
        if (!follows) {
            end_text();
            const ImVec2 down = level ? ImVec2(0, ImMax(ImMin(max.y, clip.w) - from.y, 0.1f)) : y;
            texts.push_back({"", size * scale, from * scale, x * scale, down * scale, false, false, list});
            centres.emplace_back();
            open = true;
        }
        DrawnText& text = texts.back();
        char utf8[5];
        ImTextCharToUtf8(utf8, source.glyph->Codepoint);
        text.words += utf8;
        const ImVec2 reach = to * scale - text.origin;
        text.along = dx * ImMax(reach.x * dx.x + reach.y * dx.y, 0.1f);
        if (!level) {  // as high as the type, whatever its letters: lines that slant are read by the paper between them
            const ImVec2 top = start * scale - text.origin;
            const float aside = top.x * dy.x + top.y * dy.y;
            text.origin += dy * aside;
            text.up = dy * (size * scale);
        }
        pen = start + dx * (source.glyph->AdvanceX * zoom);
        direction = dx;
        if (gone && (may.left || may.right || may.top || may.bottom)) return;
        if (out || gone) ++hidden;
        if (gone) return;
        ++seen;
        centres.back().push_back({(ImMax(min, low) + ImMin(max, high)) * 0.5f, order});
    }

    void read(const ImDrawList* list) {
        for (const ImDrawCmd& command : list->CmdBuffer) {
            if (command.UserCallback != nullptr) continue;
            const ImVec4& clip = command.ClipRect;
            for (unsigned i = 0; i + 2 < command.ElemCount; i += 3, ++order) {
                const ImDrawIdx* index = &list->IdxBuffer[static_cast<int>(command.IdxOffset + i)];
                const auto vertex = [&](int k) -> const ImDrawVert& {
                    return list->VtxBuffer[static_cast<int>(command.VtxOffset + index[k])];
                };
                const ImDrawVert &a = vertex(0), &b = vertex(1), &c = vertex(2);
                const bool filled = a.uv.x == white.x && a.uv.y == white.y;
                if (!filled) {
                    // Two triangles are a glyph: 0 1 2 and 0 2 3.
                    if (i + 5 < command.ElemCount) glyph(&a, command, list);
                    i += 3, ++order;
                    continue;
                }
                const float area =
                    std::abs((b.pos.x - a.pos.x) * (c.pos.y - a.pos.y) - (b.pos.y - a.pos.y) * (c.pos.x - a.pos.x));
                const ImU32 alpha = IM_COL32_A_MASK;
                const bool opaque = (a.col & b.col & c.col & alpha) == alpha;
                const bool clipped_away = clip.z <= clip.x || clip.w <= clip.y;
                if (opaque && area > 60 && !clipped_away) add_cover({a.pos, b.pos, c.pos, order}, clip);
            }
            end_text();
        }
    }

    /// Only what lies within the clip rectangle covers: cut roughly, by moving the corners in.
    void add_cover(Cover t, const ImVec4& clip) {
        const ImVec2 low(clip.x, clip.y), high(clip.z, clip.w);
        for (ImVec2* p : {&t.a, &t.b, &t.c}) *p = ImClamp(*p, low, high);
        covers.push_back(t);
    }

    void find_covered() {
        for (std::size_t i = 0; i < texts.size(); ++i)
            for (const auto& [at, when] : centres[i])
                for (const Cover& cover : covers)
                    if (cover.order > when && inside(cover, at)) texts[i].covered = true;
    }
};

}  // namespace

ImVec2 DrawnText::min() const { return ImMin(ImMin(origin, origin + along), ImMin(origin + up, origin + along + up)); }
ImVec2 DrawnText::max() const { return ImMax(ImMax(origin, origin + along), ImMax(origin + up, origin + along + up)); }

std::vector<DrawnText> drawn_texts(const ImDrawData& data, float scale) {
    Reader reader;
    reader.scale = scale;
    for (const ImDrawList* list : data.CmdLists) reader.read(list);
    reader.find_covered();
    return std::move(reader.texts);
}

bool overlap(const DrawnText& a, const DrawnText& b) {
    constexpr float kHair = 0.75f;
    for (const ImVec2 side : {a.along, a.up, b.along, b.up}) {
        const float length = std::hypot(side.x, side.y);
        const ImVec2 axis = side / length;
        const auto reach = [&](const DrawnText& t) {
            float low = 1e9f, high = -1e9f;
            for (const ImVec2 p : {t.origin, t.origin + t.along, t.origin + t.up, t.origin + t.along + t.up}) {
                const float at = p.x * axis.x + p.y * axis.y;
                low = std::min(low, at), high = std::max(high, at);
            }
            return std::pair(low, high);
        };
        const auto [a_low, a_high] = reach(a);
        const auto [b_low, b_high] = reach(b);
        if (a_high < b_low + kHair || b_high < a_low + kHair) return false;
    }
    return true;
}

bool touch(const DrawnText& a, const DrawnText& b) {
    constexpr float kLeast = 5, kInLine = 3;
    if (a.along.y != 0 || b.along.y != 0 || a.window != b.window) return false;
    const float gap = std::max(b.min().x - a.max().x, a.min().x - b.max().x);
    const float apart = std::abs(a.min().y + a.max().y - b.min().y - b.max().y) / 2;
    return gap < kLeast && apart < kInLine;
}

}  // namespace headscope::app
