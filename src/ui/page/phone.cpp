// The phone: one column, one large picture at a time, tabs at the bottom.
#include "ui/page/phone.hpp"

#include <algorithm>

#include "ui/flow/gallery.hpp"
#include "ui/flow/shown_choices.hpp"
#include "ui/inspector/inspector.hpp"
#include "ui/kit/control.hpp"
#include "ui/kit/lines.hpp"
#include "ui/page/engine.hpp"
#include "ui/picture/picture.hpp"
#include "ui/picture/projections.hpp"
#include "ui/rail/rail.hpp"

namespace headscope::ui {

using lab::Param;
using lab::Str;
using lab::TensorId;

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

void named(Context& c, PictureNumbers& numbers, MatrixSpec spec) {
    spec.row_names = spec.rows_are_keys ? numbers.keys() : numbers.queries();
    if (spec.row_names.size() > static_cast<size_t>(spec.heatmap.rows))
        spec.row_names = spec.row_names.first(static_cast<size_t>(spec.heatmap.rows));
    tall(c, std::move(spec), 60, numbers.query_width(96) + 10, 0);
}

void input_tab(Context& c, PictureNumbers& numbers) {
    const lab::Document& doc = c.document;
    group_controls(c, numbers, lab::Group::sentence);
    const bool positions = doc.on(Param::positions);
    named(c, numbers, picture_of(c, numbers, TensorId::X));
    if (positions) named(c, numbers, picture_of(c, numbers, TensorId::input, 0));
    if (doc.cross()) {
        named(c, numbers, picture_of(c, numbers, TensorId::X_kv));
        if (positions) named(c, numbers, picture_of(c, numbers, TensorId::memory, 0));
    }
    const auto projections = head_projections();
    std::string_view choices[kHeadProjections], keys[kHeadProjections];
    for (size_t i = 0; i < projections.size(); ++i)
        choices[i] = word_of(c, projections[i].result), keys[i] = lab::key_of(projections[i].result);
    segmented(c, "projection", "", choices, &c.view.phone_projection, c.text(Str::name_projection), keys);
    room(6);
    const Projection& shown = projections[static_cast<size_t>(std::clamp(c.view.phone_projection, 0, kHeadProjections - 1))];
    tall(c, picture_of(c, numbers, shown.weight), 44, 0, 0);
    if (doc.on(Param::biases)) tall(c, picture_of(c, numbers, shown.bias), 44, 0, 0);
    named(c, numbers, picture_of(c, numbers, shown.result, -1));
}

void heads_tab(Context& c, PictureNumbers& numbers) {
    stage_choice(c);
    room(6);
    MatrixSpec spec = large_picture(c, numbers);
    const float cell_most =
        std::clamp(0.8f * ImGui::GetWindowHeight() / static_cast<float>(std::max(spec.heatmap.rows, 1)), 28.0f, 60.0f);
    tall(c, std::move(spec), cell_most, numbers.query_width(96) + 10, kNames);
    const float width = ImGui::GetContentRegionAvail().x;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    gallery(c, numbers, at, ImVec2(at.x + width, at.y + 220), true);
    room(10);
    if (c.view.selected() == nullptr) {
        inspector_nothing(c);
    } else {
        inspector_value(c, numbers);
        room(4);
        const std::string_view words = c.text(c.view.arithmetic ? Str::phone_fold : Str::phone_unfold);
        if (button(c, "arithmetic.fold", words, ButtonKind::outlined, true, {}, ImVec2(width, 44)))
            c.view.arithmetic = !c.view.arithmetic;
        room(6);
        if (c.view.arithmetic) {
            inspector_steps(c, numbers);
            room(8);
        }
        inspector_row(c, numbers, 0);
    }
    room(14);
    named(c, numbers, picture_of(c, numbers, TensorId::context, c.view.head));
}

void output_tab(Context& c, PictureNumbers& numbers) {
    named(c, numbers, picture_of(c, numbers, TensorId::concat, 0));
    if (c.document.on(Param::output_projection)) {
        tall(c, picture_of(c, numbers, output_projection().weight), 44, 0, 0);
        if (c.document.on(Param::biases)) tall(c, picture_of(c, numbers, output_projection().bias), 44, 0, 0);
    }
    named(c, numbers, picture_of(c, numbers, TensorId::output, 0));
    if (c.view.selected() != nullptr) {
        inspector_value(c, numbers);
        room(4);
        inspector_steps(c, numbers);
    }
}

void controls_tab(Context& c, PictureNumbers& numbers) {
    constexpr Str kThemes[] = {Str::theme_auto_short, Str::theme_light_short, Str::theme_dark_short};
    std::string_view choices[3];
    for (int i = 0; i < 3; ++i) choices[i] = c.text(kThemes[i]);
    int theme = static_cast<int>(c.view.theme);
    if (!c.view.hides("theme") && segmented(c, "theme", c.text(Str::theme_label), choices, &theme))
        c.view.theme = static_cast<ThemeChoice>(theme);
    room(8);
    controls(c, numbers);
    if (!c.view.hides("reset") && button(c, "reset", c.text(Str::bar_reset), ButtonKind::outlined, !c.view.read_only, {},
                                         ImVec2(ImGui::GetContentRegionAvail().x, 44)))
        c.commands.push_back({Command::reset, {}});
    room(14);
    if (!c.view.hides("engine")) engine_details(c);
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
    if (c.interaction.keyboard_last) return;
    if (c.view.locked) c.hovered_now.reset();
    else if (!c.hovered_now) c.hovered_now = c.view.hovered;
}

}  // namespace

void phone(Context& c, PictureNumbers& numbers, const PagePlan& plan) {
    constexpr const char* kWindows[] = {"input", "heads", "output", "controls"};
    const Region& region = plan.flow;
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
            case PhoneTab::input: input_tab(c, numbers); break;
            case PhoneTab::heads: heads_tab(c, numbers); break;
            case PhoneTab::output: output_tab(c, numbers); break;
            case PhoneTab::controls: controls_tab(c, numbers); break;
        }
        room(8);
        scroll_area(c);
    }
    ImGui::EndChild();
    ImGui::PopStyleVar(2);
    tabs(c, plan.tabs);
    hold_selection(c);
}

}  // namespace headscope::ui
