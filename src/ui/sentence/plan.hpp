// Where the tokens and the arcs of the sentence stand: plain geometry.
#pragma once

#include <span>
#include <vector>

#include "imgui.h"

namespace headscope::ui {

/// A row of tokens from x = 0 on.
struct PillPlan {
    float size = 15;       // of the type
    bool outlined = true;  // pills; else words with small gaps
    bool fits = true;      // else it is scrolled
    std::vector<float> left, width;
    float total = 0;
    float centre(int token) const {
        const auto i = static_cast<size_t>(token);
        return left[i] + width[i] / 2;
    }
    int count() const { return static_cast<int>(left.size()); }
    /// The first token that ends behind x; count() when none does.
    int first_behind(float x) const;
};

/// The smallest type in which a sentence is drawn.
inline constexpr float kLeastType = 12;
/// Pills shrink to words with small gaps before the row is wider than its room. `words`: their widths in type of size 1.
PillPlan plan_pills(std::span<const float> words, float room, float type, float least_width);

/// The weight of a key from the shown query.
struct ArcWeight {
    int key = 0, head = 0;
    float weight = 0;
};
/// What is drawn: weights of at least 1 %, at most 64 of them, the largest last.
inline constexpr float kLeastWeight = 0.01f;
inline constexpr int kMostArcs = 64;
std::vector<ArcWeight> strongest(std::vector<ArcWeight> all);

/// A cubic curve, how thick it is, and how high it goes at most (the smallest y of its line).
struct Arc {
    ImVec2 from, leave, arrive, to;
    float thickness = 1, top = 0;
};
/// The arc over a row of tokens. `ground`: their upper edge; `height`: the room above it, which the arc does not leave; `reach`: the
/// longest distance there is; the longer an arc, the higher. From a token to itself: a small loop.
Arc arc_over(float from, float to, float ground, float height, float reach, float weight);
/// The arc between two rows: from a query up to a key.
Arc arc_between(float from, float to, float query_top, float key_bottom, float weight);

}  // namespace headscope::ui
