// The whole interface: regions, panels in reading order, and what the visitor asked for.
#include "ui/page/interface.hpp"

#include <algorithm>

#include "ui/base/theme.hpp"
#include "ui/base/view_table.hpp"
#include "ui/inspector/inspector.hpp"
#include "ui/kit/kit.hpp"
#include "ui/page/help.hpp"
#include "ui/page/notice.hpp"
#include "ui/page/page_plan.hpp"
#include "ui/page/paper.hpp"
#include "ui/page/phone.hpp"
#include "ui/page/top_bar.hpp"
#include "ui/page/wide_page.hpp"
#include "ui/picture/numbers.hpp"
#include "ui/rail/rail.hpp"

namespace headscope::ui {

struct Interface::State {
    PictureNumbers numbers;
    ShownNotice notice;
    Interaction interaction;
    Mirror mirror;
    Theme theme;
    bool themed = false;
    std::optional<std::string> paste;
    std::optional<lab::CellRef> kept;  // locked by leaving a matrix with the keyboard, not by the visitor
};

Interface::Interface() : state_(std::make_unique<State>()) {}
Interface::~Interface() = default;

namespace {

constexpr ImGuiWindowFlags kFixed = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                                    ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoBackground;

/// What decides how a frame is drawn. Hovering asks for its next frame itself.
View drawn(const View& view) {
    View copy = view;
    copy.hovered.reset();
    return copy;
}

/// Who leaves a matrix with the keyboard can still reach the inspector of its cell.
void keep_left_cell(Context& c, std::optional<lab::CellRef> hovered, std::optional<lab::CellRef>& kept) {
    View& view = c.view;
    if (hovered && !view.hovered && c.mirror.focus_visible() && view.locked == kept) view.locked = kept = hovered;
    else if (view.locked != kept) kept.reset();
}

}  // namespace

void Interface::draw(Context& c) {
    PictureNumbers& numbers = state_->numbers;
    const Theme& theme = c.theme;
    const View before = drawn(c.view);
    const std::optional<lab::CellRef> hovered = c.view.hovered;
    begin_kit(c);
    c.painter.begin_frame(theme.palette);
    if (state_->paste) {
        if (!take_paste(c, std::move(*state_->paste))) notify(std::string(c.text(lab::Str::notice_paste_where)), false);
        state_->paste.reset();
    }
    keep_in_range(c.view, c.document, c.trace);
    numbers.begin_frame(c);

    PagePlan plan = plan_page(c.app.safe_min, c.app.safe_max, theme.bar_height, has_controls(c.view) ? theme.rail_width : 0,
                              theme.inspector_width);
    ImGui::SetNextWindowPos(plan.all.min);
    ImGui::SetNextWindowSize(ImVec2(plan.all.width(), plan.all.height()));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(theme.spacing, theme.spacing));
    ImGui::Begin("page", nullptr, kFixed);
    ImGui::PopStyleVar();
    ImGui::PopStyleVar();
    draw_paper(ImGui::GetWindowDrawList(), plan, theme);
    shortcuts(c);
    top_bar(c, plan);
    if (plan.form == Form::phone) phone(c, numbers, plan);
    else wide_page(c, numbers, plan);
    announce_selection(c, numbers);
    ImGui::End();
    if (plan.form == Form::tablet && c.view.drawer && has_controls(c.view)) drawer(c, numbers, plan);
    for (const Notice& notice : c.notices) notify(notice.message, notice.is_error);
    draw_notice(c, state_->notice, plan);
    help_overlay(c, plan);
    end_kit(c);
    keep_left_cell(c, hovered, state_->kept);
    // What was drawn before a choice was made shows it in the next frame.
    if (!(before == drawn(c.view))) again(c);
}

void Interface::notify(std::string message, bool is_error) {
    constexpr double kSeconds = 4;
    state_->notice = {std::move(message), is_error, ImGui::GetTime() + kSeconds};
}

void Interface::paste(std::string text) { state_->paste = std::move(text); }

lab::TensorSet Interface::wanted(const View& view) const {
    lab::TensorSet stages;
    for (const lab::TensorInfo& row : lab::stages()) {
        const bool shown = view.large == row.id || view.gallery == row.id || (view.locked && view.locked->tensor == row.id);
        if (row.on_request && shown) stages.insert(row.id);
    }
    return stages;
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
Interaction& Interface::interaction() { return state_->interaction; }

}  // namespace headscope::ui
