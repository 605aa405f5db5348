// Where the tokens and the arcs of the sentence stand.
#include "ui/sentence/plan.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace headscope::ui {
namespace {

/// How tokens are set, from comfort to the least; the last is the one that scrolls.
struct Setting {
    float smaller, padding, gap;  // the type by so much
    bool outlined;
};
constexpr Setting kSettings[] = {{0, 13, 10, true}, {0, 10, 6, true}, {1, 8, 4, true},
                                 {2, 6, 3, true},   {3, 5, 3, true},  {3, 3, 3, false}};

constexpr float kPeak = 0.75f;  // of the height of its handles: how high a cubic curve goes

float thickness_of(float weight, float height) { return std::max(weight * std::clamp(height * 0.18f, 4.0f, 11.0f), 1.0f); }

}  // namespace

int PillPlan::first_behind(float x) const {
    int first = static_cast<int>(std::upper_bound(left.begin(), left.end(), x) - left.begin());
    if (first > 0 && left[static_cast<size_t>(first - 1)] + width[static_cast<size_t>(first - 1)] > x) --first;
    return first;
}

PillPlan plan_pills(std::span<const float> words, float room, float type, float least_width) {
    PillPlan plan;
    plan.left.resize(words.size());
    plan.width.resize(words.size());
    for (const Setting& setting : kSettings) {
        constexpr float kLeast = 24;  // for a finger
        const bool tight = setting.smaller > 1;
        const float least = !setting.outlined ? 0.0f : tight ? std::min(least_width, kLeast) : least_width;
        plan.size = std::max(type - setting.smaller, kLeastType);
        plan.outlined = setting.outlined;
        float x = 0;
        for (size_t i = 0; i < words.size(); ++i) {
            plan.left[i] = x;
            plan.width[i] = std::ceil(std::max(words[i] * plan.size + 2 * setting.padding, least));
            x += plan.width[i] + setting.gap;
        }
        plan.total = words.empty() ? 0 : x - setting.gap;
        plan.fits = plan.total <= room;
        if (plan.fits) break;
    }
    return plan;
}

std::vector<ArcWeight> strongest(std::vector<ArcWeight> all) {
    std::erase_if(all, [](const ArcWeight& arc) { return !(arc.weight >= kLeastWeight); });
    const auto larger = [](const ArcWeight& a, const ArcWeight& b) {
        return std::tie(a.weight, a.head, a.key) > std::tie(b.weight, b.head, b.key);
    };
    const size_t kept = std::min(all.size(), static_cast<size_t>(kMostArcs));
    std::partial_sort(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(kept), all.end(), larger);
    all.resize(kept);
    std::reverse(all.begin(), all.end());
    return all;
}

Arc arc_over(float from, float to, float ground, float height, float reach, float weight) {
    Arc arc;
    arc.thickness = thickness_of(weight, height);
    const float most = std::max(height - arc.thickness / 2 - 1, 4.0f);
    const bool loop = from == to;
    const float share = loop ? 0 : std::min(std::fabs(to - from) / std::max(reach, 1.0f), 1.0f);
    const float rise = std::min(most * (0.34f + 0.66f * std::sqrt(share)), most);
    const float out = loop ? 7 : 0, spread = loop ? 12 : 0;
    const float handle = ground - rise / kPeak;
    arc.from = ImVec2(from - out, ground);
    arc.to = ImVec2(to + out, ground);
    arc.leave = ImVec2(arc.from.x - spread, handle);
    arc.arrive = ImVec2(arc.to.x + spread, handle);
    arc.top = ground - rise - arc.thickness / 2;
    return arc;
}

Arc arc_between(float from, float to, float query_top, float key_bottom, float weight) {
    Arc arc;
    const float middle = (query_top + key_bottom) / 2;
    arc.thickness = thickness_of(weight, query_top - key_bottom);
    arc.from = ImVec2(from, query_top);
    arc.leave = ImVec2(from, middle);
    arc.arrive = ImVec2(to, middle);
    arc.to = ImVec2(to, key_bottom);
    arc.top = key_bottom;
    return arc;
}

}  // namespace headscope::ui
