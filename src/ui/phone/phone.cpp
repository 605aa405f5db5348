// The phone: one column, one large picture at a time, tabs at the bottom.
#include "ui/phone/phone.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/flow/decoding.hpp"
#include "ui/flow/flow_plan.hpp"
#include "ui/flow/gallery.hpp"
#include "ui/flow/geometry.hpp"
#include "ui/flow/item_choice.hpp"
#include "ui/flow/layer_strip.hpp"
#include "ui/flow/mask_brush.hpp"
#include "ui/flow/steps.hpp"
#include "ui/inspector/inspector.hpp"
#include "ui/kit/control.hpp"
#include "ui/overlay/engine.hpp"
#include "ui/phone/cell_sheet.hpp"
#include "ui/phone/foot.hpp"
#include "ui/phone/live_map.hpp"
#include "ui/picture/lines.hpp"
#include "ui/picture/picture.hpp"
#include "ui/picture/projections.hpp"
#include "ui/rail/rail.hpp"
#include "ui/sentence/line.hpp"
#include "ui/sentence/tools.hpp"

namespace headscope::ui {

using lab::Param;
using lab::Str;
using lab::TensorId;

namespace {

constexpr float kCaption = 26, kNames = 20, kBesideGap = 24, kScrollbar = 4;

/// Names of columns that are as narrow as this; returns the height they take. `widest`: of the names.
float name_columns(MatrixSpec& spec, float cell, float widest) {
    spec.column_names = height_of_names(cell, widest + 10, kNames);
    spec.slanted_names = spec.column_names > kNames;
    return spec.column_names;
}

/// A picture over the whole width, as high as its rows need; the cursor ends below it. `names`: the room of the row names, `widest`: of
/// the column names the widest; 0: there are none.
void tall(Context& c, MatrixSpec spec, float cell_most, float names, float widest) {
    const float width = ImGui::GetContentRegionAvail().x;
    const int rows = std::max(spec.heatmap.rows, 1), cols = std::max(spec.heatmap.cols, 1);
    const float cells = std::max(width - names, 40.0f);
    const float cell = std::min(cells / static_cast<float>(cols), cell_most);
    float height = spec.stretch ? std::clamp(30.0f * static_cast<float>(rows), 30.0f, 260.0f) : cell * static_cast<float>(rows);
    height = std::clamp(height, 24.0f, 640.0f);
    const float foot = widest > 0 ? name_columns(spec, std::floor(cell), widest) : 0;
    spec.cell_max = spec.stretch ? 120.0f : cell_most;
    spec.enlargeable = false;  // as wide as the page already
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

void layers(Context& c, PictureNumbers& numbers) {
    if (!has_layer_strip(c)) return;
    c.view.layer = layer_strip(c, numbers, ImGui::GetContentRegionAvail().x);
    room(8);
}

void input_tab(Context& c, PictureNumbers& numbers) {
    const lab::Document& doc = c.document;
    group_controls(c, numbers, lab::Group::sentence);
    layers(c, numbers);
    const bool first = c.view.layer == 0, positions = doc.adds_positions();
    const auto inputs = [&](TensorId matrix, TensorId stage) {
        if (first) named(c, numbers, picture_of(c, numbers, matrix));
        if (!first || positions) named(c, numbers, picture_of(c, numbers, stage, 0));
    };
    inputs(TensorId::X, TensorId::input);
    if (doc.norm() == lab::Norm::pre) named(c, numbers, picture_of(c, numbers, TensorId::pre_norm, 0));
    if (doc.cross()) inputs(TensorId::X_kv, TensorId::memory);
    if (doc.has_value_source()) inputs(TensorId::X_v, TensorId::value_memory);
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

constexpr float kLow = 420;  // a window in which each line of the map counts

void sentence(Context& c, PictureNumbers& numbers) {
    if (c.view.hides("text")) return;
    const float height = c.document.cross() ? 150.0f : ImGui::GetWindowHeight() < kLow ? 62.0f : 96.0f;
    const ImVec2 at = ImGui::GetCursorScreenPos(), end(at.x + ImGui::GetContentRegionAvail().x, at.y + height);
    sentence_line(c, numbers, {at, end});
    ImGui::Dummy(ImVec2(end.x - at.x, height));
    room(4);
}

/// In a low and wide window the map stands at the left, as high as the window, so that it is seen whole, and the rest beside it.
struct Beside {
    float cell = 0,
          foot = 0;  // no cell: that leaves no room or makes the cells too small; then it stands in the column with the rest
};

Beside plan_beside(const Context& c, const PictureNumbers& numbers, ImVec2 room) {
    constexpr float kLeastCell = 24, kLargestCell = 60, kPadding = 20, kLeastBeside = 270;
    if (room.y >= kLow || c.view.geometry != Geometry::off || !lab::info(c.view.large).is_score()) return {};
    const float names = numbers.query_width(96) + 10;
    const auto cell_above = [&](float foot) {
        const float high = (room.y - kPadding - kCaption - foot) / static_cast<float>(std::max(c.document.queries(), 1));
        const float wide = (room.x - kLeastBeside - kBesideGap - names) / static_cast<float>(std::max(c.document.keys(), 1));
        return std::floor(std::min({high, wide, kLargestCell}));
    };
    const float foot = height_of_names(cell_above(kNames), numbers.key_width(96) + 10, kNames), cell = cell_above(foot);
    return cell < kLeastCell ? Beside{} : Beside{cell, foot};
}

/// Draws it there; returns the width it takes with the gap behind it.
float map_beside(Context& c, PictureNumbers& numbers, const Beside& beside) {
    MatrixSpec spec = large_picture(c, numbers);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const ImVec2 size(numbers.query_width(96) + 10 + beside.cell * static_cast<float>(c.document.keys()),
                      kCaption + beside.cell * static_cast<float>(c.document.queries()) + beside.foot);
    spec.cell_max = beside.cell;
    spec.column_names = beside.foot;
    spec.slanted_names = beside.foot > kNames;
    spec.enlargeable = false;
    place(c, std::move(spec), at, size);
    ImGui::SetCursorScreenPos(at);
    return size.x + kBesideGap;
}

/// The brush, and at the end of its line the geometry, and whose arcs are drawn, where that does not stand beside the sentence.
void brush_and_arcs(Context& c, bool has_sign) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x, height = c.app.touch ? 46.0f : 32.0f;
    const bool arcs = !c.view.hides("text") && arcs_choice_shows(c) && width < kArcsBeside;
    const bool plane = !has_sign && !c.view.hides("stage") && !c.view.hides("geometry");
    const float last = arcs ? arcs_switch_width(c) + 8 : 0, left = width - last - (plane ? height + 8 : 0);
    const ImVec2 brush = c.view.geometry == Geometry::off ? mask_brush(c, left) : ImVec2();
    if (plane) geometry_sign(c, ImVec2(at.x + left + 8, at.y), ImVec2(height, height), ButtonKind::outlined);
    if (arcs) arcs_switch(c, ImVec2(at.x + width, at.y), height);
    if (!arcs && !plane) return;
    ImGui::SetCursorScreenPos(at);
    ImGui::Dummy(ImVec2(width, std::max(brush.y, height)));
}

void heads_tab(Context& c, PictureNumbers& numbers, const Beside& plan) {
    const ImVec2 top = ImGui::GetCursorScreenPos();
    const float beside = plan.cell > 0 ? map_beside(c, numbers, plan) : 0;
    if (beside > 0) ImGui::Indent(beside);
    sentence(c, numbers);
    layers(c, numbers);
    const bool has_sign = stepper(c, ImGui::GetCursorScreenPos(), ImGui::GetContentRegionAvail().x);
    room(6);
    if (c.view.geometry != Geometry::off) {
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float across = ImGui::GetContentRegionAvail().x, high = std::min(across, ImGui::GetWindowHeight()) + 130;
        geometry(c, numbers, {at, ImVec2(at.x + across, at.y + high)});
        ImGui::SetCursorScreenPos(at);
        ImGui::Dummy(ImVec2(across, high));
        room(8);
    } else if (beside <= 0) {
        MatrixSpec spec = large_picture(c, numbers);
        const float cell_most =
            std::clamp(0.8f * ImGui::GetWindowHeight() / static_cast<float>(std::max(spec.heatmap.rows, 1)), 28.0f, 60.0f);
        tall(c, std::move(spec), cell_most, numbers.query_width(96) + 10, numbers.key_width(96));
    }
    if (beside > 0 && foot_of(c) != Foot::none) {
        foot(c, numbers, foot_of(c));
        room(6);
    }
    float width = ImGui::GetContentRegionAvail().x;
    brush_and_arcs(c, has_sign);
    room(8);
    if (const float height = row_height(c); decoding_switch_width(c) > 0) {
        const ImVec2 decode = ImGui::GetCursorScreenPos();
        decoding_switch(c, ImVec2(decode.x + decoding_switch_width(c), decode.y), height);
        const float left = decoding_switch_width(c) + 8;
        ImGui::SetCursorScreenPos(ImVec2(decode.x + left, decode.y));
        decoding_steps(c, numbers, width - left);
        ImGui::SetCursorScreenPos(ImVec2(decode.x, decode.y + height + 8));
    }
    const ImVec2 at = ImGui::GetCursorScreenPos();
    gallery(c, numbers, at, ImVec2(at.x + width, at.y + 220), true);
    if (beside > 0) {
        ImGui::Unindent(beside);
        const float below = top.y + ImGui::GetWindowHeight() - 14;
        ImGui::SetCursorScreenPos(ImVec2(top.x, std::max(ImGui::GetCursorScreenPos().y, below)));
        width = ImGui::GetContentRegionAvail().x;
    }
    room(10);
    looks_back(c);
    room(6);
    if (c.view.selected() == nullptr) {
        inspector_nothing(c, false);
    } else {
        inspector_value(c, numbers, false);
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
        room(10);
        inspector_head(c, numbers);
    }
    room(14);
    named(c, numbers, picture_of(c, numbers, TensorId::context, c.view.head));
}

void output_tab(Context& c, PictureNumbers& numbers) {
    layers(c, numbers);
    named(c, numbers, picture_of(c, numbers, TensorId::concat, 0));
    if (c.document.on(Param::output_projection)) {
        tall(c, picture_of(c, numbers, output_projection().weight), 44, 0, 0);
        if (c.document.on(Param::biases)) tall(c, picture_of(c, numbers, output_projection().bias), 44, 0, 0);
    }
    for (const TensorId id : {TensorId::output, TensorId::residual, TensorId::post_norm})
        if (id == TensorId::output || lab::info(id).own_memory(c.document)) named(c, numbers, picture_of(c, numbers, id, 0));
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
    if (c.view.locked()) c.hovered_now.reset();
    else if (!c.hovered_now) c.hovered_now = c.view.hovered;
}

}  // namespace

void phone(Context& c, PictureNumbers& numbers, const PagePlan& plan) {
    constexpr const char* kWindows[] = {"input", "heads", "output", "controls"};
    constexpr float kLeastBetween = 120, kLeastSheet = 320;
    Region region = plan.flow;
    const bool heads = c.view.tab == PhoneTab::heads, edits = c.view.tab == PhoneTab::input || c.view.tab == PhoneTab::output;
    const std::optional<lab::CellRef> sheet = edits ? sheet_cell(c) : std::nullopt;
    // What is pinned may lie under what opens for it.
    const std::optional<lab::CellRef> opened = heads && c.view.locked() ? std::optional(*c.view.locked()) : sheet;
    if (std::exchange(c.interaction.sheet, opened) != opened) c.interaction.reveal = opened;
    // Cause and effect stay together: the map above what is edited, the tapped number's controls below it. In a low window the map
    // stands beside those.
    Foot done = done_of(c);
    const bool above = !sheet || region.height() > kLiveMapHeight + kSheetHeight + kLeastBetween;
    if (!heads && above) {
        const Region strip{region.min, ImVec2(region.max.x, region.min.y + kLiveMapHeight)};
        region.min.y = strip.max.y;
        const Region beside_map = live_map(c, numbers, strip);
        // There nothing moves for it under the finger that did it; a pinned number is not covered.
        if (c.view.locked()) done = Foot::none;
        if (done != Foot::none) foot_sheet(c, numbers, std::exchange(done, Foot::none), beside_map);
    }
    if (sheet) {
        Region below{ImVec2(region.min.x, region.max.y - kSheetHeight), region.max};
        region.max.y = below.min.y;
        if (const float left = below.max.x - kLeastSheet - kSheetHeight; !above && left >= below.min.x) {
            const Region corner{below.min, ImVec2(below.min.x + kSheetHeight, below.max.y)};
            live_map(c, numbers, corner);
            below.min.x = corner.max.x;
        }
        cell_sheet(c, numbers, *sheet, below);
    }
    const float pad = region.width() < 380 ? 10.0f : 16.0f;  // seven cells of 40 units and their names fit 360
    const Beside beside =
        heads ? plan_beside(c, numbers, ImVec2(region.width() - 2 * pad - kScrollbar, region.height())) : Beside{};
    for (const Foot shown : {heads && beside.cell <= 0 ? foot_of(c) : Foot::none, done}) {
        if (shown == Foot::none) continue;
        const Region below{ImVec2(region.min.x, region.max.y - foot_height(c, shown, region.width())), region.max};
        region.max.y = below.min.y;
        foot_sheet(c, numbers, shown, below);
    }
    ImGui::SetCursorScreenPos(region.min);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(pad, 14));
    ImGui::PushStyleVar(ImGuiStyleVar_ScrollbarSize, kScrollbar);
    if (ImGui::BeginChild(kWindows[static_cast<int>(c.view.tab)], ImVec2(region.width(), region.height()),
                          ImGuiChildFlags_AlwaysUseWindowPadding)) {
        if (c.document.integer(Param::batch) > 1 && c.view.tab != PhoneTab::controls) {
            batch_choice(c, region.width() - 2 * pad);
            room(6);
        }
        switch (c.view.tab) {
            case PhoneTab::input: input_tab(c, numbers); break;
            case PhoneTab::heads: heads_tab(c, numbers, beside); break;
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
