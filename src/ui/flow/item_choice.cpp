// Which batch item the pictures show.
#include "ui/flow/item_choice.hpp"

#include <algorithm>
#include <array>

#include "ui/kit/control.hpp"
#include "ui/text/symbols.hpp"

namespace headscope::ui {

using lab::Str;

void batch_choice(Context& c, float width) {
    const int items = c.document.integer(lab::Param::batch);
    constexpr float kMiddle = 16;  // of the pill of segments
    const ImVec2 at = ImGui::GetCursorScreenPos();
    if (items < 2) {
        const Str title = c.document.cross() ? Str::flow_cross : Str::flow_self;
        // Smaller type before it reaches into what stands beside it.
        const float type = text_size(c.text(title), c.theme.text).x <= width ? c.theme.text : c.theme.small;
        const float x = at.x + draw_centred(c, ImVec2(at.x, at.y + kMiddle), c.text(title), c.theme.quiet, type).x + 16;
        const std::string formula = in_symbols(c.view, "softmax(QK^T / \u221ah) V");
        const ImVec2 size = math_size(formula, c.theme.small, Face::mono);
        if (x + size.x <= at.x + width)
            draw_math(c, ImVec2(x, at.y + kMiddle - middle_of(c.theme.small, Face::mono)), formula, c.theme.quiet,
                      c.theme.small, Face::mono);
        tell(c, Role::text, "formula", std::string(c.text(title)) + ": " + formula, at,
             ImVec2(at.x + width, at.y + 2 * kMiddle));
        return;
    }
    if (c.view.hides("batch_item")) return;
    constexpr int kMostSegments = 8;
    constexpr float kGap = 10;
    const float segments = static_cast<float>(items) * (text_size("0", c.theme.text).x + (c.app.touch ? 26.0f : 20.0f)) + 6;
    if (items > kMostSegments || segments > width) {
        ImGui::BeginChild("batch_item", ImVec2(std::min(width, 360.0f), row_height(c)));
        double chosen = c.view.item + 1;
        if (slider(c, "batch_item", c.text(Str::batch_item), &chosen, 1, items, 1).changed)
            c.view.item = static_cast<int>(chosen) - 1;
        ImGui::EndChild();
        return;
    }
    std::array<std::string, kMostSegments> names;
    std::array<std::string_view, kMostSegments> choices;
    const size_t count = static_cast<size_t>(items);
    for (size_t i = 0; i < count; ++i) {
        names[i] = std::to_string(i + 1);
        choices[i] = names[i];
    }
    const float word = text_size(c.text(Str::batch_item), c.theme.text).x + kGap;
    const bool said = word + segments <= width;  // else the mirror says it alone
    if (said) draw_centred(c, ImVec2(at.x, at.y + kMiddle), c.text(Str::batch_item), c.theme.quiet, c.theme.text);
    ImGui::SetCursorScreenPos(ImVec2(at.x + (said ? word : 0), at.y));
    int chosen = c.view.item;
    if (segmented(c, "batch_item", "", std::span(choices).first(count), &chosen, c.text(Str::batch_item))) c.view.item = chosen;
}

}  // namespace headscope::ui
