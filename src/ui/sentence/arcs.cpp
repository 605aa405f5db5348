// The weights of one query as arcs over the sentence.
#include "ui/sentence/arcs.hpp"

#include <algorithm>
#include <utility>

#include "lab/model/masks.hpp"
#include "ui/base/theme.hpp"

namespace headscope::ui {
namespace {

/// The weights of the query's row in this head; nullptr: there is no such row.
const float* row_of(const Context& c, int head, int query) {
    const lab::TensorView view = c.trace.view(lab::TensorId::weights, c.view.layer);
    const bool there = view.data && c.view.item < view.dims[0] && head < view.dims[1] && query >= 0 && query < view.dims[2];
    return there ? view.row(c.view.item, head, query) : nullptr;
}

int keys_of(const Context& c) { return c.trace.view(lab::TensorId::weights, c.view.layer).dims[3]; }

}  // namespace

std::vector<ArcWeight> arc_weights(const Context& c, int query) {
    const bool all = c.view.arcs == Arcs::all;
    const int heads = c.document.integer(lab::Param::num_heads), keys = keys_of(c);
    std::vector<ArcWeight> weights;
    for (int head = all ? 0 : c.view.head; head < (all ? heads : c.view.head + 1); ++head) {
        const float* row = row_of(c, head, query);
        for (int key = 0; row && key < keys; ++key)
            if (row[key] >= kLeastWeight) weights.push_back({key, head, row[key]});
    }
    return strongest(std::move(weights));
}

float weight_of(const Context& c, int query, int key) {
    const float* row = row_of(c, c.view.head, query);
    return row && key < keys_of(c) ? row[key] : 0;
}

int strongest_key(const Context& c, int query) {
    const float* row = row_of(c, c.view.head, query);
    if (!row) return -1;
    int best = 0;
    for (int key = 1; key < keys_of(c); ++key)
        if (row[key] > row[best]) best = key;
    return best;
}

bool is_hidden(const Context& c, int query, int key) {
    const std::uint8_t* visible = c.trace.visible(c.view.item, c.view.head);
    const int keys = keys_of(c);
    if (!visible || query < 0 || query >= c.document.queries() || key >= keys) return false;
    const bool filled = lab::fills_empty_rows(c.document) && c.trace.empty_row(c.view.item, c.view.head, query);
    return !filled && visible[static_cast<std::ptrdiff_t>(query) * keys + key] == 0;
}

void draw_arcs(const Context& c, const std::vector<ArcWeight>& weights, const std::function<Arc(const ArcWeight&)>& curve) {
    constexpr float kOtherHeads = 0.4f;  // as strong as the shown head
    ImDrawList* list = ImGui::GetWindowDrawList();
    const ImVec2 min = list->GetClipRectMin(), max = list->GetClipRectMax();
    for (const ArcWeight& weight : weights) {
        const Arc arc = curve(weight);
        if (std::max(arc.from.x, arc.to.x) < min.x || std::min(arc.from.x, arc.to.x) > max.x) continue;
        const float strength = (0.4f + 0.5f * weight.weight) * (weight.head == c.view.head ? 1 : kOtherHeads);
        list->AddBezierCubic(arc.from, arc.leave, arc.arrive, arc.to, faded(c.theme.accent, strength), arc.thickness);
    }
}

}  // namespace headscope::ui
