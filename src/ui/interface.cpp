// The whole interface: regions, panels in reading order, and what the visitor asked for.
#include "ui/interface.hpp"

#include <algorithm>

#include "ui/panels/inspector.hpp"
#include "ui/panels/panels.hpp"

namespace headscope::ui {

struct Interface::State {
    Panels panels;
    Mirror mirror;
    Theme theme;
    bool themed = false;
    std::optional<std::string> paste;
    std::optional<lab::Cell> kept;  // locked by leaving a matrix with the keyboard, not by the visitor
    std::optional<ParameterCell> kept_parameter;
};

Interface::Interface() : state_(std::make_unique<State>()) {}
Interface::~Interface() = default;

namespace {

constexpr ImGuiWindowFlags kFixed = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                                    ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoBackground;

/// The view may be older than the document: an undo, a preset, a smaller shape.
void keep_in_range(Context& c) {
    View& view = c.view;
    view.item = std::clamp(view.item, 0, std::max(static_cast<int>(c.document.items.size()) - 1, 0));
    view.head = std::clamp(view.head, 0, std::max(c.document.integer(lab::Param::num_heads) - 1, 0));
    if (view.locked) view.locked->item = view.item;  // the selection stays at its place when another item is shown
    if (view.locked_parameter) view.locked_parameter->item = lab::per_batch_item(view.locked_parameter->matrix) ? view.item : 0;
    if (view.locked && !still_there(c, *view.locked) && c.trace.view(view.locked->stage).data != nullptr) view.locked.reset();
    if (view.locked_parameter && !still_there(c, *view.locked_parameter)) view.locked_parameter.reset();
    if (c.document.integer(lab::Param::custom_mask) == 0) view.painting = false;
}

/// The choices that panels of one frame share.
struct Shown {
    lab::Language language;
    ThemeChoice theme;
    PhoneTab tab;
    lab::Stage large, gallery;
    int item, head, projection, elsewhere;
    bool painting, help, drawer, unfolded, arithmetic;
    std::optional<lab::Cell> locked;
    std::optional<ParameterCell> locked_parameter;
    bool operator==(const Shown&) const = default;
};

Shown shown_by(const Context& c, const Panels& p) {
    const View& v = c.view;
    return {v.language,  v.theme,    v.tab,  v.large,  v.gallery,  v.item,       v.head,   p.phone_projection,
            p.elsewhere, v.painting, p.help, p.drawer, p.unfolded, p.arithmetic, v.locked, v.locked_parameter};
}

/// A region that scrolls on its own.
template <class Draw>
void scrolling(Context& c, const char* id, const Region& region, ImVec2 padding, ImGuiWindowFlags flags, Draw&& draw) {
    ImGui::SetCursorScreenPos(region.min);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, padding);
    const bool open =
        ImGui::BeginChild(id, ImVec2(region.width(), region.height()), ImGuiChildFlags_AlwaysUseWindowPadding, flags);
    ImGui::PopStyleVar();
    if (open) {
        draw();
        scroll_area(c);
    }
    ImGui::EndChild();
}

void paper(ImDrawList* list, const Layout& layout, const Theme& theme) {
    list->AddRectFilled(layout.all.min, layout.all.max, theme.background);
    list->AddRectFilled(layout.bar.min, layout.bar.max, theme.panel);
    for (const Region* region : {&layout.rail, &layout.inspector}) {
        if (!region->empty()) list->AddRectFilled(region->min, region->max, theme.panel);
    }
    list->AddLine(ImVec2(layout.bar.min.x, layout.bar.max.y), layout.bar.max, theme.line);
    if (!layout.rail.empty()) list->AddLine(ImVec2(layout.rail.max.x, layout.rail.min.y), layout.rail.max, theme.line);
    if (layout.inspector_beside)
        list->AddLine(layout.inspector.min, ImVec2(layout.inspector.min.x, layout.inspector.max.y), theme.line);
    else if (!layout.inspector.empty()) {
        list->AddLine(layout.inspector.min, ImVec2(layout.inspector.max.x, layout.inspector.min.y), theme.line);
        list->AddLine(ImVec2(layout.inspector.min.x, layout.inspector.max.y), layout.inspector.max, theme.line);
    }
}

void wide_page(Context& c, Panels& p, const Layout& layout) {
    const ImVec2 padding(16, 16);
    if (!layout.rail.empty()) scrolling(c, "rail", layout.rail, padding, ImGuiWindowFlags_None, [&] { controls(c, p); });
    scrolling(c, "flow", layout.flow, ImVec2(0, 0), ImGuiWindowFlags_HorizontalScrollbar, [&] {
        flow(c, p, ImVec2(layout.flow.width(), layout.flow.height()));
        if (!layout.inspector_scrolls_with_flow) return;
        ImGui::Indent(20);
        inspector(c, p, false);
        ImGui::Unindent(20);
    });
    if (!layout.inspector.empty()) {
        const bool wide = !layout.inspector_beside;
        scrolling(c, "inspector", layout.inspector, ImVec2(18, wide ? 12.0f : 16.0f), ImGuiWindowFlags_None,
                  [&] { inspector(c, p, wide); });
    }
    status_line(c, layout.status.min, layout.status.max);
}

void drawer(Context& c, Panels& p, const Layout& layout) {
    const float width = std::min(320.0f, layout.all.width() - 60);
    const ImVec2 min(layout.all.min.x, layout.bar.max.y), max(min.x + width, layout.all.max.y);
    ImGui::SetNextWindowPos(min);
    ImGui::SetNextWindowSize(ImVec2(width, max.y - min.y));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(18, 16));
    if (ImGui::Begin("drawer", nullptr,
                     ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove |
                         ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBackground)) {
        ImDrawList* list = ImGui::GetWindowDrawList();
        list->AddRectFilled(min, max, c.theme.panel);
        list->AddLine(ImVec2(max.x - 1, min.y), ImVec2(max.x - 1, max.y), c.theme.line);
        controls(c, p);
        scroll_area(c);
    }
    ImGui::End();
    ImGui::PopStyleVar();
}

/// One short sentence about the selected number, for a screen reader.
void announce(Context& c, const Panels& p) {
    const lab::Cell* cell = c.view.selected();
    MirrorItem item;
    item.id = ImGui::GetID("selection");
    item.role = Role::status;
    item.key = "selection";
    if (cell != nullptr && still_there(c, *cell)) {
        item.label = c.text(name_of(cell->stage));
        if (has_heads(cell->stage))
            item.label += ", " + lab::format(lab::Str::head_number, c.view.language, {std::to_string(cell->head + 1)});
        const bool memory =
            cell->stage == lab::Stage::memory || cell->stage == lab::Stage::key || cell->stage == lab::Stage::value;
        item.label += ", " + token_name(p, memory, cell->row);
        if (is_score(cell->stage)) item.label += " \u2192 " + token_name(p, true, cell->col);
        else item.label += ", " + std::to_string(cell->col + 1);
        item.label +=
            ": " +
            number_text(static_cast<double>(c.trace.view(cell->stage).at(cell->item, cell->head, cell->row, cell->col)), 4);
    }
    c.mirror.add(std::move(item));
}

}  // namespace

void Interface::draw(Context& c) {
    Panels& p = state_->panels;
    const Theme& theme = c.theme;
    const Shown before = shown_by(c, p);
    const std::optional<lab::Cell> hovered = c.view.hovered;
    const std::optional<ParameterCell> hovered_parameter = c.view.hovered_parameter;
    begin_kit(c);
    c.painter.begin_frame(theme.palette);
    if (state_->paste) {
        if (!take_paste(c, std::move(*state_->paste))) notify(std::string(c.text(lab::Str::notice_paste_where)), false);
        state_->paste.reset();
    }
    keep_in_range(c);
    p.sources.begin_frame(c);

    const Layout layout =
        plan_layout(c.facts.safe_min, c.facts.safe_max, theme.bar_height, theme.rail_width, theme.inspector_width);
    ImGui::SetNextWindowPos(layout.all.min);
    ImGui::SetNextWindowSize(ImVec2(layout.all.width(), layout.all.height()));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(theme.spacing, theme.spacing));
    ImGui::Begin("page", nullptr, kFixed);
    ImGui::PopStyleVar();
    ImGui::PopStyleVar();
    paper(ImGui::GetWindowDrawList(), layout, theme);
    shortcuts(c, p);
    top_bar(c, p, layout);
    if (layout.form == Form::phone) phone(c, p, layout);
    else wide_page(c, p, layout);
    announce(c, p);
    ImGui::End();
    if (layout.form == Form::tablet && p.drawer) drawer(c, p, layout);
    for (const Notice& notice : c.notices) notify(notice.message, notice.is_error);
    notices(c, p, layout);
    help_overlay(c, p, layout);
    end_kit(c);

    // Who leaves a matrix with the keyboard can still reach the inspector of its cell.
    View& view = c.view;
    const bool left = (hovered || hovered_parameter) && !view.hovered && !view.hovered_parameter && c.mirror.focus_visible();
    if (left && view.locked == state_->kept && view.locked_parameter == state_->kept_parameter) {
        view.locked = state_->kept = hovered;
        view.locked_parameter = state_->kept_parameter = hovered_parameter;
    } else if (view.locked != state_->kept || view.locked_parameter != state_->kept_parameter) {
        state_->kept.reset();
        state_->kept_parameter.reset();
    }
    // What was drawn before a choice was made shows it in the next frame.
    if (!(before == shown_by(c, p))) again(c);
}

void Interface::notify(std::string message, bool is_error) {
    constexpr double kSeconds = 4;
    state_->panels.message = std::move(message);
    state_->panels.message_is_error = is_error;
    state_->panels.message_until = ImGui::GetTime() + kSeconds;
}

void Interface::paste(std::string text) { state_->paste = std::move(text); }

lab::StageSet Interface::wanted(const View& view) const {
    const auto needs = [&](lab::Stage stage) {
        return view.large == stage || view.gallery == stage || (view.locked && view.locked->stage == stage);
    };
    return {needs(lab::Stage::scores), needs(lab::Stage::scaled), needs(lab::Stage::masked_scores)};
}

const Theme& Interface::theme(ThemeChoice choice, bool system_dark) {
    const bool dark = choice == ThemeChoice::dark || (choice == ThemeChoice::automatic && system_dark);
    if (!state_->themed || state_->theme.dark != dark) {
        state_->theme = dark ? dark_theme() : light_theme();
        state_->themed = true;
        apply_style(state_->theme);
    }
    return state_->theme;
}

Mirror& Interface::mirror() { return state_->mirror; }

}  // namespace headscope::ui
