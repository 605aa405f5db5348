// What the pictures show: which batch item, and which stage on the way from scores to weights.
#include "ui/flow/shown_choices.hpp"

#include <array>
#include <vector>

#include "core/base/limits.hpp"
#include "ui/kit/control.hpp"

namespace headscope::ui {

using lab::Str;

void batch_choice(Context& c, float width) {
    const int items = c.document.integer(lab::Param::batch);
    constexpr float kMiddle = 16;  // of the pill of segments
    const ImVec2 at = ImGui::GetCursorScreenPos();
    if (items < 2) {
        const Str title = c.document.cross() ? Str::flow_cross : Str::flow_self;
        const float x = at.x + draw_centred(c, ImVec2(at.x, at.y + kMiddle), c.text(title), c.theme.quiet, c.theme.text).x + 16;
        constexpr std::string_view kFormula = "softmax(QK^T / \u221ah) V";
        const ImVec2 size = math_size(kFormula, c.theme.small, Face::mono);
        if (x + size.x <= at.x + width)
            draw_math(c, ImVec2(x, at.y + kMiddle - middle_of(c.theme.small, Face::mono)), kFormula, c.theme.quiet,
                      c.theme.small, Face::mono);
        return;
    }
    if (c.view.hides("batch_item")) return;
    std::array<std::string, core::kMaxBatch> names;
    std::array<std::string_view, core::kMaxBatch> choices;
    const size_t count = static_cast<size_t>(items) < names.size() ? static_cast<size_t>(items) : names.size();
    for (size_t i = 0; i < count; ++i) {
        names[i] = std::to_string(i + 1);
        choices[i] = names[i];
    }
    const ImVec2 size = draw_centred(c, ImVec2(at.x, at.y + kMiddle), c.text(Str::batch_item), c.theme.quiet, c.theme.text);
    ImGui::SetCursorScreenPos(ImVec2(at.x + size.x + 10, at.y));
    int chosen = c.view.item;
    if (segmented(c, "batch_item", "", std::span(choices).first(count), &chosen, c.text(Str::batch_item))) c.view.item = chosen;
}

void stage_choice(Context& c) {
    if (c.view.hides("stage")) return;
    std::vector<std::string_view> words, keys;
    std::vector<lab::TensorId> stages;
    int chosen = -1;
    for (const lab::TensorInfo& row : lab::stages()) {
        if (!row.is_score()) continue;
        if (row.id == c.view.large) chosen = static_cast<int>(stages.size());
        words.push_back(c.text(row.short_word));
        keys.push_back(row.key);
        stages.push_back(row.id);
    }
    if (!segmented(c, "stage", "", words, &chosen, c.text(Str::stage_label), keys)) return;
    const lab::TensorId stage = stages[static_cast<size_t>(chosen)];
    c.view.large = c.view.gallery = stage;
    if (c.view.locked && lab::info(c.view.locked->tensor).is_score()) c.view.locked->tensor = stage;
}

}  // namespace headscope::ui
