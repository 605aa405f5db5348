// What the pictures show: which batch item, and which stage on the way from scores to weights.
#include <array>
#include <iterator>

#include "ui/kit/control.hpp"
#include "ui/panels/panels.hpp"

namespace headscope::ui {

using lab::Stage;
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
    std::array<std::string, 8> names;
    std::array<std::string_view, 8> choices;
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
    constexpr Stage kStages[] = {Stage::scores, Stage::scaled, Stage::masked_scores, Stage::weights};
    const std::string_view choices[] = {c.text(Str::short_scores), c.text(Str::short_scaled), c.text(Str::short_masked),
                                        c.text(Str::short_weights)};
    int chosen = static_cast<int>(c.view.large) - static_cast<int>(Stage::scores);
    constexpr std::string_view kKeys[] = {"scores", "scaled", "masked_scores", "weights"};
    if (segmented(c, "stage", "", choices, &chosen, c.text(Str::stage_label), kKeys)) {
        c.view.large = c.view.gallery = kStages[chosen];
        if (c.view.locked && is_score(c.view.locked->stage)) c.view.locked->stage = kStages[chosen];
    }
}

}  // namespace headscope::ui
