// The phone: one column, one large picture at a time, tabs at the bottom.
#include <algorithm>

#include "ui/kit/control.hpp"
#include "ui/panels/curves.hpp"
#include "ui/panels/pictures.hpp"

namespace headscope::ui {

using lab::MatrixId;
using lab::Param;
using lab::Stage;
using lab::Str;

namespace {

constexpr float kCaption = 26, kNames = 20;

/// A picture over the whole width, as high as its rows need; the cursor ends below it.
void tall(Context& c, MatrixSpec spec, float cell_most, float names, float foot) {
    const float width = ImGui::GetContentRegionAvail().x;
    const int rows = std::max(spec.heatmap.rows, 1), cols = std::max(spec.heatmap.cols, 1);
    const float cells = std::max(width - names, 40.0f);
    const float cell = std::min(cells / static_cast<float>(cols), cell_most);
    float height = spec.stretch ? std::clamp(30.0f * static_cast<float>(rows), 30.0f, 260.0f) : cell * static_cast<float>(rows);
    height = std::clamp(height, 24.0f, 640.0f);
    spec.cell_max = spec.stretch ? 120.0f : cell_most;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const MatrixPlace where = place(c, std::move(spec), at, ImVec2(width, kCaption + height + foot));
    ImGui::SetCursorScreenPos(ImVec2(at.x, where.outer_max.y));
    room(14);
}

void named(Context& c, Panels& p, MatrixSpec spec, bool keys) {
    spec.row_names = keys ? p.sources.keys() : p.sources.queries();
    if (spec.row_names.size() > static_cast<size_t>(spec.heatmap.rows))
        spec.row_names = spec.row_names.first(static_cast<size_t>(spec.heatmap.rows));
    tall(c, std::move(spec), 60, p.sources.query_width(96) + 10, 0);
}

void input_tab(Context& c, Panels& p) {
    const lab::Document& doc = c.document;
    sentence_controls(c);
    room(8);
    const bool positions = doc.on(Param::positions);
    named(c, p, picture_of(c, p, MatrixId::input), false);
    if (positions) named(c, p, picture_of(c, p, Stage::input, 0), false);
    if (doc.cross()) {
        named(c, p, picture_of(c, p, MatrixId::memory), true);
        if (positions) named(c, p, picture_of(c, p, Stage::memory, 0), true);
    }
    const std::string_view choices[] = {c.text(Str::name_query), c.text(Str::name_key), c.text(Str::name_value)};
    constexpr std::string_view kKeys[] = {"query", "key", "value"};
    segmented(c, "projection", "", choices, &p.phone_projection, c.text(Str::name_projection), kKeys);
    room(6);
    constexpr MatrixId kWeights[] = {MatrixId::W_q, MatrixId::W_k, MatrixId::W_v};
    constexpr MatrixId kBiases[] = {MatrixId::b_q, MatrixId::b_k, MatrixId::b_v};
    constexpr Stage kResults[] = {Stage::query, Stage::key, Stage::value};
    const int which = std::clamp(p.phone_projection, 0, 2);
    tall(c, picture_of(c, p, kWeights[which]), 44, 0, 0);
    if (doc.on(Param::biases)) tall(c, picture_of(c, p, kBiases[which]), 44, 0, 0);
    named(c, p, picture_of(c, p, kResults[which], -1), which > 0);
}

void heads_tab(Context& c, Panels& p) {
    stage_choice(c);
    room(6);
    MatrixSpec spec = large_picture(c, p);
    const float cell_most =
        std::clamp(0.8f * ImGui::GetWindowHeight() / static_cast<float>(std::max(spec.heatmap.rows, 1)), 28.0f, 60.0f);
    tall(c, std::move(spec), cell_most, p.sources.query_width(96) + 10, kNames);
    const float width = ImGui::GetContentRegionAvail().x;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    gallery(c, p, at, ImVec2(at.x + width, at.y + 220), true);
    room(10);
    if (c.view.selected() == nullptr && c.view.selected_parameter() == nullptr) {
        inspector_nothing(c);
    } else {
        inspector_value(c, p);
        room(4);
        const std::string_view words = c.text(p.arithmetic ? Str::phone_fold : Str::phone_unfold);
        if (button(c, "arithmetic.fold", words, ButtonKind::outlined, true, {}, ImVec2(width, 44)))
            p.arithmetic = !p.arithmetic;
        room(6);
        if (p.arithmetic) {
            inspector_steps(c, p);
            room(8);
        }
        inspector_row(c, p, 0);
    }
    room(14);
    named(c, p, picture_of(c, p, Stage::context, c.view.head), false);
}

void output_tab(Context& c, Panels& p) {
    named(c, p, picture_of(c, p, Stage::concat, 0), false);
    if (c.document.on(Param::output_projection)) {
        tall(c, picture_of(c, p, MatrixId::W_o), 44, 0, 0);
        if (c.document.on(Param::biases)) tall(c, picture_of(c, p, MatrixId::b_o), 44, 0, 0);
    }
    named(c, p, picture_of(c, p, Stage::output, 0), false);
    if (c.view.selected() != nullptr || c.view.selected_parameter() != nullptr) {
        inspector_value(c, p);
        room(4);
        inspector_steps(c, p);
    }
}

void controls_tab(Context& c, Panels& p) {
    constexpr Str kThemes[] = {Str::theme_auto_short, Str::theme_light_short, Str::theme_dark_short};
    std::string_view choices[3];
    for (int i = 0; i < 3; ++i) choices[i] = c.text(kThemes[i]);
    int theme = static_cast<int>(c.view.theme);
    if (segmented(c, "theme", c.text(Str::theme_label), choices, &theme)) c.view.theme = static_cast<ThemeChoice>(theme);
    room(8);
    controls(c, p);
    if (button(c, "reset", c.text(Str::bar_reset), ButtonKind::outlined, true, {},
               ImVec2(ImGui::GetContentRegionAvail().x, 44)))
        c.commands.push_back({Command::reset, {}});
    room(14);
    engine_details(c);
    room(12);
}

void tabs(Context& c, const Region& region) {
    const Theme& theme = c.theme;
    constexpr Str kTitles[] = {Str::tab_input, Str::tab_heads, Str::tab_output, Str::tab_controls};
    constexpr std::string_view kKeys[] = {"tab.input", "tab.heads", "tab.output", "tab.controls"};
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddRectFilled(region.min, region.max, theme.panel);
    list->AddLine(region.min, ImVec2(region.max.x, region.min.y), theme.line);
    const float width = region.width() / 4;
    begin_group(c, "tabs", c.text(Str::tabs_label), region.min, region.max);
    for (int i = 0; i < 4; ++i) {
        const ImVec2 at(region.min.x + static_cast<float>(i) * width, region.min.y);
        ImGui::SetCursorScreenPos(at);
        const Control state = control(c, kKeys[i], ImVec2(width, region.height()));
        const bool chosen = static_cast<int>(c.view.tab) == i;
        if (state.pressed) c.view.tab = static_cast<PhoneTab>(i);
        const std::string_view name = c.text(kTitles[i]);
        MirrorItem item = item_of(state, Role::tab, name, kKeys[i]);
        item.checked = chosen;
        c.mirror.add(std::move(item));
        const Face face = chosen ? Face::bold : Face::regular;
        const ImVec2 size = text_size(name, theme.text, face);
        draw_text(c, ImVec2(at.x + (width - size.x) / 2, at.y + (region.height() - size.y) / 2), name,
                  chosen          ? theme.accent
                  : state.hovered ? theme.ink
                                  : theme.quiet,
                  theme.text, face);
        if (chosen)
            list->AddRectFilled(ImVec2(at.x + width / 2 - 16, at.y), ImVec2(at.x + width / 2 + 16, at.y + 3), theme.accent,
                                1.5f);
        if (state.ring) draw_ring(c, state, 6);
    }
}

/// The inspector stands between the pictures here, so a hover must not move them under the pointer that made it: a locked
/// cell stays the selected one, and without one the last hovered cell stays until another is hovered.
void hold_selection(Context& c) {
    if (c.view.interaction.keyboard_last) return;
    if (c.view.locked || c.view.locked_parameter) {
        c.hovered_now.reset();
        c.hovered_parameter_now.reset();
    } else if (!c.hovered_now && !c.hovered_parameter_now) {
        c.hovered_now = c.view.hovered;
        c.hovered_parameter_now = c.view.hovered_parameter;
    }
}

}  // namespace

void phone(Context& c, Panels& p, const Layout& layout) {
    constexpr const char* kWindows[] = {"input", "heads", "output", "controls"};
    const Region& region = layout.flow;
    const float pad = region.width() < 380 ? 10.0f : 16.0f;  // seven cells of 40 units and their names fit 360
    ImGui::SetCursorScreenPos(region.min);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(pad, 14));
    ImGui::PushStyleVar(ImGuiStyleVar_ScrollbarSize, 4.0f);
    if (ImGui::BeginChild(kWindows[static_cast<int>(c.view.tab)], ImVec2(region.width(), region.height()),
                          ImGuiChildFlags_AlwaysUseWindowPadding)) {
        if (c.document.integer(Param::batch) > 1 && c.view.tab != PhoneTab::controls) {
            batch_choice(c, region.width() - 2 * pad);
            room(6);
        }
        switch (c.view.tab) {
            case PhoneTab::input: input_tab(c, p); break;
            case PhoneTab::heads: heads_tab(c, p); break;
            case PhoneTab::output: output_tab(c, p); break;
            case PhoneTab::controls: controls_tab(c, p); break;
        }
        room(8);
        scroll_area(c);
    }
    ImGui::EndChild();
    ImGui::PopStyleVar(2);
    tabs(c, layout.tabs);
    hold_selection(c);
}

}  // namespace headscope::ui
