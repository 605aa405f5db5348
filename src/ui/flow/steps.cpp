// The stepper: choosing one changes the stage and, for steps from scores to weights, every head's picture.
#include "ui/flow/steps.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "ui/flow/geometry.hpp"
#include "ui/kit/kit.hpp"
#include "ui/picture/words.hpp"

namespace headscope::ui {

using lab::Str;
using lab::TensorId;

std::vector<TensorId> steps(const lab::Document& doc) {
    std::vector<TensorId> ids;
    for (const lab::TensorInfo& row : lab::stages())
        if (row.short_word != Str::count_ && (row.own_memory == nullptr || row.own_memory(doc))) ids.push_back(row.id);
    return ids;
}

void put_on_stage(Context& c, TensorId tensor) {
    View& view = c.view;
    view.large = tensor;
    view.all_steps = false;
    view.geometry = Geometry::off;
    view.zoom = 1;
    if (lab::info(tensor).head_by_head()) view.gallery = tensor;
    if (!lab::info(tensor).is_score()) {
        view.second_head = -1;
        return;
    }
    // The selected weight of a step is the same place in the next one.
    if (!view.pins.empty() && view.trail.empty() && lab::info(view.pins.back().tensor).is_score())
        view.pins.back().tensor = tensor;
}

bool stepper(Context& c, ImVec2 min, float width) {
    if (c.view.hides("stage")) return false;
    const bool arrows = c.view.geometry != Geometry::off, offered = !c.view.hides("geometry");
    std::vector<std::string> names;
    const std::vector<TensorId> each = steps(c.document);
    for (const TensorId step : each) names.push_back(step_word(c, step));
    const std::vector<std::string_view> words(names.begin(), names.end());
    std::vector<std::string_view> keys;
    int chosen = -1;
    for (const TensorId step : each) {
        if (step == c.view.large && !c.view.all_steps && !arrows) chosen = static_cast<int>(keys.size());
        keys.push_back(lab::key_of(step));
    }
    const int before = chosen;
    ImGui::SetCursorScreenPos(min);
    float taken = 0;
    for (const std::string_view word : words) taken += math_size(word, c.theme.text).x + 26;
    if (segmented(c, "stage", "", words, &chosen, c.text(Str::stage_label), keys) && chosen != before)
        put_on_stage(c, each[static_cast<size_t>(chosen)]);
    // Four narrow signs take as much room as three.
    const float left = width - taken, one = offered && left < 4 * 34 ? 26.0f : 34.0f;
    float x = min.x + width - (offered ? 4 : 3) * one;
    if (x < min.x + taken) return false;
    const auto sign = [&](std::string_view key, std::string_view text, Str tip, bool enabled, bool active) {
        ImGui::SetCursorScreenPos(ImVec2(x, min.y));
        x += one;
        return button(c, key, text, ButtonKind::quiet, enabled, c.text(tip), ImVec2(one - 2, 32), active);
    };
    constexpr float kFactor = 1.5f;
    if (offered) {
        geometry_sign(c, ImVec2(x, min.y), ImVec2(one - 2, 32), ButtonKind::quiet);
        x += one;
    }
    const bool all = c.view.all_steps && !arrows;
    if (sign("stage.all", "\u229e", Str::stage_all, true, all)) c.view.all_steps = !all, c.view.geometry = Geometry::off;
    if (sign("stage.zoom_out", "\u2212", Str::stage_zoom_out, c.view.zoom > 1 && !arrows, false))
        c.view.zoom = c.view.zoom / kFactor < 1.05f ? 1 : c.view.zoom / kFactor;
    if (sign("stage.zoom_in", "+", Str::stage_zoom_in, c.view.zoom < kMostZoom && !all && !arrows, false))
        c.view.zoom = std::min(c.view.zoom * kFactor, kMostZoom);
    return offered;
}

}  // namespace headscope::ui
