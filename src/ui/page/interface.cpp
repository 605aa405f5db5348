// The whole interface: regions, panels in reading order, and what the visitor asked for.
#include "ui/page/interface.hpp"

#include <algorithm>

#include "core/base/limits.hpp"
#include "lab/model/heads.hpp"
#include "ui/bar/notice.hpp"
#include "ui/bar/open_preset.hpp"
#include "ui/bar/question.hpp"
#include "ui/bar/top_bar.hpp"
#include "ui/base/pins.hpp"
#include "ui/base/theme.hpp"
#include "ui/base/view_table.hpp"
#include "ui/inspector/first_steps.hpp"
#include "ui/inspector/inspector.hpp"
#include "ui/kit/kit.hpp"
#include "ui/overlay/help.hpp"
#include "ui/overlay/legend.hpp"
#include "ui/overlay/overlay.hpp"
#include "ui/page/wide_page.hpp"
#include "ui/phone/phone.hpp"
#include "ui/picture/numbers.hpp"
#include "ui/plan/page_plan.hpp"
#include "ui/plan/paper.hpp"
#include "ui/rail/rail.hpp"

namespace headscope::ui {

struct Interface::State {
    PictureNumbers numbers;
    ShownNotice notice;
    PresetDocuments presets;
    Interaction interaction;
    Mirror mirror;
    Theme theme;
    bool themed = false;
    std::optional<std::string> paste;
    std::optional<lab::CellRef> kept;  // pinned by leaving a matrix with the keyboard, not by the visitor
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

/// When the document changes, what that reached is marked; who latched a look back ends it with the next press.
void follow_changes(Context& c) {
    Interaction& now = c.interaction;
    if (now.before_latched && (ImGui::IsMouseClicked(0) || ImGui::IsKeyPressed(ImGuiKey_Escape, false))) {
        now.before_latched = false;
        again(c);
    }
    if (now.seen_revision != c.app.revision) {
        if (now.seen_revision != 0) now.changed_at = ImGui::GetTime();
        now.seen_revision = c.app.revision;
    }
}

bool acts() {
    if (ImGui::IsMouseClicked(0)) return true;
    for (int key = ImGuiKey_NamedKey_BEGIN; key < ImGuiKey_GamepadStart; ++key)
        if (ImGui::IsKeyPressed(static_cast<ImGuiKey>(key), false)) return true;
    return false;
}

/// A mark is there for a moment, as long as something is dragged, or with less motion until the next action.
void end_marks(Context& c) {
    constexpr double kSeconds = 1;
    Interaction& now = c.interaction;
    if (now.changed_at < 0) return;
    const double left = now.changed_at + kSeconds - ImGui::GetTime();
    const bool over = c.app.reduced_motion ? left < kSeconds - 0.05 && acts() : left <= 0;
    if (over) now.changed_at = -1, again(c);
    else if (!c.app.reduced_motion) again(c, left * 1000 + 1);
}

/// A head that is pointed at stands in the chosen one's place while the frame is drawn.
void begin_preview(Context& c) {
    const std::optional<int> head = c.interaction.preview;
    if (c.view.second_head >= 0) return;  // what is compared stays
    if (!head || *head == c.view.head || *head >= c.document.integer(lab::Param::num_heads)) return;
    c.view.returns_to = c.view.head;
    c.view.head = *head;
}

/// The head that an edit by hand belongs to alone, of several that share it the shown one or the first; -1 when it is none's.
int head_of(const Context& c, const lab::Change& change) {
    const auto of_columns = [&](lab::TensorId id, int first, int count) {
        const lab::Axis axis = lab::info(id).cols;
        const core::Range heads = lab::query_heads(c.document, axis, first);
        return heads == lab::query_heads(c.document, axis, first + count - 1) ? head_among(c.view, heads) : -1;
    };
    if (const auto* cell = std::get_if<lab::SetCell>(&change)) return of_columns(cell->matrix, cell->col, 1);
    if (const auto* block = std::get_if<lab::SetBlock>(&change)) return of_columns(block->matrix, block->col, block->cols);
    if (const auto* fill = std::get_if<lab::Fill>(&change)) return of_columns(fill->matrix, fill->col, fill->cols);
    return -1;
}

/// Back to the chosen head, unless another was chosen meanwhile; who edits a head's numbers sees that head.
void end_preview(Context& c) {
    if (c.view.returns_to) choose_head(c.view, *c.view.returns_to);
    for (const lab::Edit& edit : c.edits)
        for (const lab::Change& change : edit.changes)
            if (const int head = head_of(c, change); head >= 0) choose_head(c.view, head);
}

/// Who leaves a matrix with the keyboard can still reach the inspector of its cell.
void keep_left_cell(Context& c, std::optional<lab::CellRef> hovered, std::optional<lab::CellRef>& kept) {
    View& view = c.view;
    const bool alone = kept ? view.pins == std::vector{*kept} : view.pins.empty();
    if (!alone) {
        kept.reset();
    } else if (hovered && !view.hovered && c.mirror.focus_visible()) {
        pin(view, *hovered, false);
        kept = hovered;
    }
}

}  // namespace

void Interface::draw(Context& c) {
    PictureNumbers& numbers = state_->numbers;
    const Theme& theme = c.theme;
    const View before = drawn(c.view);
    const std::optional<lab::CellRef> hovered = c.view.hovered;
    begin_kit(c);
    follow_changes(c);
    c.painter.begin_frame(theme.palette);
    if (state_->paste) {
        if (!take_paste(c, std::move(*state_->paste))) notify(std::string(c.text(lab::Str::notice_paste_where)), false);
        state_->paste.reset();
    }
    keep_in_range(c.view, c.document, c.trace);
    begin_preview(c);
    numbers.begin_frame(c);
    ShownNotice& shown = state_->notice;
    if (!shown.revision) shown.revision = c.app.revision;
    if (!shown.at.key.empty() && shown.revision != c.app.revision) shown = {};
    follow_preset(c, state_->presets);
    follow_first_steps(c);

    const float line = question_height(c, c.app.safe_max.x - c.app.safe_min.x);
    const PageNeeds needs{theme.bar_height + line, has_controls(c.view) ? theme.rail_width : 0,
                          theme.inspector_width,   c.view.rail_folded,
                          c.view.inspector_folded, ImGui::GetIO().DisplaySize.y - c.app.safe_max.y};
    PagePlan plan = plan_page(c.app.safe_min, c.app.safe_max, needs);
    plan.bar.max.y -= line;
    ImGui::SetNextWindowPos(plan.all.min);
    ImGui::SetNextWindowSize(ImVec2(plan.all.width(), plan.all.height()));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(theme.spacing, theme.spacing));
    ImGui::Begin("page", nullptr, kFixed);
    ImGui::PopStyleVar();
    ImGui::PopStyleVar();
    draw_paper(ImGui::GetWindowDrawList(), plan, theme);
    shortcuts(c);
    return_focus(c);
    top_bar(c, plan);
    question(c, {ImVec2(plan.bar.min.x, plan.bar.max.y), ImVec2(plan.bar.max.x, plan.bar.max.y + line)});
    if (plan.form == Form::phone) phone(c, numbers, plan);
    else wide_page(c, numbers, plan);
    announce_selection(c, numbers);
    ImGui::End();
    if (plan.form == Form::tablet && c.view.drawer && has_controls(c.view)) drawer(c, numbers, plan);
    for (const Notice& notice : c.notices) notify(notice.message, notice.is_error);
    if (c.entered && !shown.at.key.empty()) shown = {};
    for (const Refusal& refusal : c.refusals) refuse(refusal.at, refusal.message);
    point_out(c);
    note_first_steps(c);
    help_overlay(c, plan);
    legend_overlay(c, plan);
    draw_notice(c, shown, plan);
    end_kit(c);
    end_preview(c);
    end_marks(c);
    keep_left_cell(c, hovered, state_->kept);
    // What was drawn before a choice was made shows it in the next frame.
    if (!(before == drawn(c.view))) again(c);
}

void Interface::notify(std::string message, bool is_error) {
    constexpr double kSeconds = 4;
    state_->notice = {std::move(message), is_error, ImGui::GetTime() + kSeconds};
}

void Interface::refuse(Spot at, std::string message) { state_->notice = {std::move(message), true, 0, std::move(at)}; }

void Interface::paste(std::string text) { state_->paste = std::move(text); }

lab::TensorSet Interface::wanted(const View& view) const {
    lab::TensorSet stages;
    for (const lab::TensorInfo& row : lab::stages()) {
        const bool shown = view.large == row.id || view.gallery == row.id || (view.all_steps && row.is_score());
        if (row.on_request && shown) stages.insert(row.id);
    }
    for (const std::vector<lab::CellRef>* cells : {&view.pins, &view.trail})
        for (const lab::CellRef& cell : *cells)
            if (lab::info(cell.tensor).on_request) stages.insert(cell.tensor);
    return stages;
}

lab::Laboratory::EarlierWish Interface::wanted_earlier(const View& view) const {
    // Marks are worth the memory of a small document; who pins or holds asks for more.
    constexpr double kMarked = 8 << 20, kAsked = static_cast<double>(core::kMaxTraceBytes);
    const bool asked = !view.pins.empty() || shows_before();
    return {view.compare, asked ? kAsked : kMarked, view.compare ? view.against - 1 : -1};
}

bool Interface::shows_before() const { return state_->interaction.before_held || state_->interaction.before_latched; }

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
