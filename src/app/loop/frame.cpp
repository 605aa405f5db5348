// One frame of a laboratory: input taken, the interface drawn, what it asked for done, and the picture handed over.
#include <algorithm>
#include <iterator>
#include <utility>

#include "app/loop/app.hpp"
#include "app/loop/stopwatch.hpp"
#include "imgui_internal.h"
#include "lab/link/link.hpp"
#include "ui/base/theme.hpp"
#include "ui/plan/page_plan.hpp"

namespace headscope::app {

double App::frame(double now_ms) {
    enter();
    if (!renderer_->ready() || css_size_.x < 1 || css_size_.y < 1 || pixels_[0] < 1 || pixels_[1] < 1) return -1;
    if (frames_due_ <= 0 && !(wake_ms_ >= 0 && now_ms >= wake_ms_)) return wake_ms_ >= 0 ? wake_ms_ - now_ms : -1;
    --frames_due_;

    ImGuiIO& io = ImGui::GetIO();
    const ImVec2 size(css_size_.x / scale_, css_size_.y / scale_);
    finish_typing_before(size);
    io.DisplaySize = size;
    io.DisplayFramebufferScale =
        ImVec2(static_cast<float>(pixels_[0]) / io.DisplaySize.x, static_cast<float>(pixels_[1]) / io.DisplaySize.y);
    // Dear ImGui only tells the font in use; text is also drawn with the others.
    for (ImFont* font : io.Fonts->Fonts) font->CurrentRasterizerDensity = io.DisplayFramebufferScale.x;
    const double elapsed_ms = last_ms_ < 0 ? 16 : now_ms - last_ms_;
    io.DeltaTime = static_cast<float>(std::clamp(elapsed_ms / 1000, 1e-3, 3600.0));
    last_ms_ = std::max(now_ms, last_ms_);

    const Stopwatch building;
    again_in_ms_ = -1;
    if (deferred_) apply(std::move(*std::exchange(deferred_, nullptr)));
    const ImGuiID typed_into = TextEntry::field();
    // An edit made by drawing shows in the same frame: apply it and draw again.
    if (draw_pass(true)) draw_once_more();
    if (TextEntry::field() != typed_into && TextEntry::field() != 0) make_entry_ready();
    ImGui::Render();
    stats_.build_ms = building.ms();
    const Stopwatch rendering;
    renderer_->render(ImGui::GetDrawData(), interface_.theme(view_.theme, system_dark_).background);
    stats_.render_ms = rendering.ms();
    ++stats_.frames;

    report(now_ms);
    release_large_buffer();
    after_work(now_ms);
    if (frames_due_ > 0) return 0;
    return wake_ms_ >= 0 ? std::max(wake_ms_ - now_ms, 0.0) : -1;
}

void App::draw_once_more() {
    ImGui::EndFrame();
    ImGui::GetIO().DeltaTime = 1e-4f;
    draw_pass(false);
}

/// A window of another form has other controls: what is being typed is taken where it is typed, as when the focus goes elsewhere.
void App::finish_typing_before(ImVec2 size) {
    const auto form_of = [](ImVec2 room) { return ui::plan_page(ImVec2(), room, {}).form; };
    if (interface_.interaction().typing.owner == 0 || form_of(size) == form_of(ImGui::GetIO().DisplaySize)) return;
    ImGui::ClearActiveID();
    draw_pass(true);
    ImGui::EndFrame();
}

/// A text field puts its caret into place, and asks for its shortcuts, in the frame after the one that made it active. That one goes
/// by before the next key: one that is already waiting acts on what the visitor sees.
void App::make_entry_ready() {
    ImVector<ImGuiInputEvent>& queue = ImGui::GetCurrentContext()->InputEventsQueue;
    ImVector<ImGuiInputEvent> waiting;
    waiting.swap(queue);
    draw_once_more();
    queue.swap(waiting);
}

/// What has time until the picture is done: measuring, choosing the tile kernel, and a first figure of speed.
void App::after_work(double now_ms) {
    if (measurement_.running()) {
        measurement_.step();
        return ask();
    }
    // Only in idle moments after the first picture.
    if (frames_due_ == 0 && stats_.frames >= kFramesPerInput && laboratory_.tile_choice().due(now_ms))
        laboratory_.time_tiles(now_ms);
    if (frames_due_ == 0 && stats_.frames >= kFramesPerInput && !std::exchange(tried_, true) &&
        !laboratory_.throughput().gflops()) {
        trial_gflops_ = Measurement::trial_gflops(laboratory_.document(), laboratory_.trace(), laboratory_.tile());
        ask();
    }
}

/// Stages on request that do not fit into memory give way to the weights, which are always there, and the visitor is told once.
void App::show_what_fits() {
    const auto fits = laboratory_.want(interface_.wanted(view_));
    if (fits) return;
    refuse(fits.error());
    const auto stand_in = [](lab::TensorId& stage) {
        if (lab::info(stage).on_request) stage = lab::TensorId::weights;
    };
    stand_in(view_.large);
    stand_in(view_.gallery);
    view_.all_steps = false;
    for (std::vector<lab::CellRef>* cells : {&view_.pins, &view_.trail}) {
        std::erase_if(*cells, [](const lab::CellRef& cell) { return !lab::info(cell.tensor).per_item; });  // of another shape
        for (lab::CellRef& cell : *cells) stand_in(cell.tensor);
    }
    if (laboratory_.want(interface_.wanted(view_))) return;
    // What the page keeps is too much as well; without it, it fits: the document has been evaluated.
    if (laboratory_.keep({})) static_cast<void>(laboratory_.want(interface_.wanted(view_)));
}

/// True when something it asked for has been done, so that what it drew is out of date.
bool App::draw_pass(bool may_apply) {
    show_what_fits();
    laboratory_.want_earlier(interface_.wanted_earlier(view_));
    const bool before = interface_.shows_before() && laboratory_.before_trace() != nullptr;
    ui::View looked_at = view_;  // a look back changes nothing but what is pointed at
    const lab::TensorSet shown = interface_.wanted(view_);
    if (std::exchange(measured_revision_, laboratory_.revision()) != laboratory_.revision()) measurement_.forget();
    const ui::Theme& theme = interface_.theme(view_.theme, system_dark_);
    const ui::AppState now = state();
    ImGui::NewFrame();
    ui::Context context{.document = before ? laboratory_.before() : laboratory_.document(),
                        .trace = before ? *laboratory_.before_trace() : laboratory_.trace(),
                        .view = before ? looked_at : view_,
                        .interaction = interface_.interaction(),
                        .theme = theme,
                        .painter = *renderer_,
                        .mirror = interface_.mirror(),
                        .app = now,
                        .before = {&laboratory_.before(), laboratory_.before_trace()},
                        .difference = before || !view_.compare ? nullptr : laboratory_.difference(),
                        .showing_before = before};
    const lab::Language language = view_.language;
    interface_.draw(context);
    if (before) view_.hovered = looked_at.hovered;
    language_chosen_ |= view_.language != language;  // by hand: the system's no longer counts
    text_entry_.draw_composed(theme);
    again_in_ms_ = context.again_in_ms;
    for (const ui::Notice& notice : context.notices) {
        if (notice.is_error) outbox_.add("error", "message", notice.message);
    }
    for (const ui::Refusal& refusal : context.refusals) outbox_.add("error", "message", refusal.message);
    if (before) context.commands.clear();
    Requests requests{std::move(context.edits), std::move(context.edited_at), std::move(context.commands)};
    if (!may_apply) {
        if (!requests.edits.empty() || !requests.commands.empty()) {
            if (!deferred_) deferred_ = std::make_unique<Requests>();
            deferred_->add(std::move(requests));
            ask();
        }
        return false;
    }
    const bool applied = apply(std::move(requests));
    return applied || !(interface_.wanted(view_) == shown);
}

void App::Requests::add(Requests later) {
    std::ranges::move(later.edits, std::back_inserter(edits));
    std::ranges::move(later.edited_at, std::back_inserter(edited_at));
    std::ranges::move(later.commands, std::back_inserter(commands));
}

bool App::apply(Requests requests) {
    const std::uint64_t before = laboratory_.revision();
    bool again = false;
    for (std::size_t i = 0; i < requests.edits.size(); ++i) {
        const auto done = laboratory_.edit(requests.edits[i]);
        if (done) continue;
        again = true;
        if (wait_for_words(done.error(), requests.edits[i], requests.edited_at[i])) continue;
        std::string message = lab::text_of(done.error(), view_.language);
        outbox_.add("error", "message", message);
        interface_.refuse(std::move(requests.edited_at[i]), std::move(message));
        ask();
    }
    for (const ui::CommandRequest& request : requests.commands) again |= obey(request);
    if (laboratory_.revision() == before) return again;
    changed_by_page_ = false;
    return true;
}

/// True when the interface must be drawn again.
bool App::obey(const ui::CommandRequest& request) {
    switch (request.command) {
        case ui::Command::undo: return laboratory_.undo();
        case ui::Command::redo: return laboratory_.redo();
        case ui::Command::reset:
            if (const auto done = laboratory_.edit(lab::Reset{}); !done) refuse(done.error());
            return true;
        case ui::Command::share: outbox_.add("share", "link", lab::write_link(laboratory_.document())); break;
        case ui::Command::learn: outbox_.add("learn"); break;
        case ui::Command::copy_text: outbox_.add("copy", "text", request.text); break;
        case ui::Command::begin_paste: outbox_.add("paste"); break;
        case ui::Command::measure:
            while (!laboratory_.tile_choice().made()) laboratory_.time_tiles(0);
            measurement_.start(laboratory_.document(), laboratory_.trace(), laboratory_.tile());
            return true;
    }
    return false;
}

}  // namespace headscope::app
