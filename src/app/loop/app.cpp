// One laboratory on a page: see app.hpp.
#include "app/loop/app.hpp"

#include <algorithm>
#include <new>
#include <utility>

#include "app/drawing/glyphs.hpp"
#include "app/json/mirror_json.hpp"
#include "app/json/names.hpp"
#include "app/loop/stopwatch.hpp"
#include "core/kernels/workspace.hpp"
#include "imgui_internal.h"
#include "lab/link/link.hpp"
#include "ui/base/theme.hpp"

namespace headscope::app {
namespace {

enum News { kNewsEvents = 1, kNewsMirror = 2, kNewsTextEntry = 4, kNewsCursor = 8 };

const char* cursor_name(ImGuiMouseCursor cursor) {
    switch (cursor) {
        case ImGuiMouseCursor_None: return "none";
        case ImGuiMouseCursor_TextInput: return "text";
        case ImGuiMouseCursor_ResizeAll: return "move";
        case ImGuiMouseCursor_ResizeNS: return "ns-resize";
        case ImGuiMouseCursor_ResizeEW: return "ew-resize";
        case ImGuiMouseCursor_ResizeNESW: return "nesw-resize";
        case ImGuiMouseCursor_ResizeNWSE: return "nwse-resize";
        case ImGuiMouseCursor_Hand: return "pointer";
        case ImGuiMouseCursor_Wait: return "wait";
        case ImGuiMouseCursor_Progress: return "progress";
        case ImGuiMouseCursor_NotAllowed: return "not-allowed";
        default: return "default";
    }
}

/// Above this size everything grows with the window, type included: on a projector or a large screen it is read from afar.
float growth(double width, double height) {
    constexpr double kWidth = 1800, kHeight = 960, kMost = 2;
    return static_cast<float>(std::clamp(std::min(width / kWidth, height / kHeight), 1.0, kMost));
}

ImGuiContext* make_context() {
    ImGuiContext* context = ImGui::CreateContext();
    ImGui::SetCurrentContext(context);
    return context;
}

}  // namespace

App::App() : imgui_(make_context()), renderer_(make_renderer()) {
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures | ImGuiBackendFlags_HasMouseCursors;
    io.ConfigInputTrickleEventQueue = true;
    io.MouseDoubleClickTime = 0.5f;  // counted in frames' time, which a busy machine stretches
    add_fonts(*io.Fonts);
    text_entry_.connect();
    ImGuiPlatformIO& platform = ImGui::GetPlatformIO();
    platform.Platform_ClipboardUserData = this;
    platform.Platform_SetClipboardTextFn = [](ImGuiContext* context, const char* text) {
        static_cast<App*>(context->PlatformIO.Platform_ClipboardUserData)->outbox_.add("copy", "text", text);
    };
    platform.Platform_GetClipboardTextFn = [](ImGuiContext* context) {
        return static_cast<App*>(context->PlatformIO.Platform_ClipboardUserData)->input_.clipboard().c_str();
    };
}

App::~App() {
    enter();
    renderer_->detach();
    renderer_.reset();
    ImGui::DestroyContext(imgui_);
}

void App::ask() { frames_due_ = std::max(frames_due_, kFramesPerInput); }

void App::resize(double css_width, double css_height, int pixel_width, int pixel_height, double scale) {
    scale_ = (scale > 0 ? static_cast<float>(scale) : 1.0f) * growth(css_width, css_height);
    css_size_ = ImVec2(static_cast<float>(std::max(css_width, 0.0)), static_cast<float>(std::max(css_height, 0.0)));
    pixels_[0] = std::max(pixel_width, 0);
    pixels_[1] = std::max(pixel_height, 0);
    ask();
}

void App::set_environment(bool dark, bool reduced_motion, bool coarse_pointer, int language) {
    system_dark_ = dark;
    ImGui::GetIO().ConfigInputTextCursorBlink = !reduced_motion;
    reduced_motion_ = reduced_motion;
    input_.set_touch(coarse_pointer);
    if (is_language(language)) system_language_ = static_cast<lab::Language>(language);
    if (!language_chosen_) view_.language = system_language_;
    ask();
}

void App::choose_language(std::optional<lab::Language> language) {
    language_chosen_ = language.has_value();
    view_.language = language.value_or(system_language_);
}

bool App::is_dark() const {
    return view_.theme == ui::ThemeChoice::dark || (view_.theme == ui::ThemeChoice::automatic && system_dark_);
}

ui::AppState App::state() const {
    const ImVec2 size = ImGui::GetIO().DisplaySize;
    ui::AppState state;
    state.engine = core::engine_name();
    state.evaluate_ms = laboratory_.evaluate_ms();
    state.gflops = laboratory_.throughput().gflops();
    state.gflops_of_trial = !state.gflops;
    if (!state.gflops) state.gflops = trial_gflops_;
    state.comparison = measurement_.outcome();
    state.system_dark = system_dark_;
    state.touch = input_.touch();
    state.composing = text_entry_.composing();
    state.can_undo = laboratory_.can_undo();
    state.can_redo = laboratory_.can_redo();
    state.reduced_motion = reduced_motion_;
    state.revision = laboratory_.revision();
    state.comparable = laboratory_.comparable();
    state.has_before = laboratory_.has_before();
    state.start = &laboratory_.start();
    state.vectors = laboratory_.vectors();
    state.waiting = waiting_ != nullptr;
    state.safe_min = ImVec2(safe_area_.x / scale_, safe_area_.y / scale_);
    state.safe_max = ImVec2(size.x - safe_area_.z / scale_, size.y - safe_area_.w / scale_);
    return state;
}

const char* App::refuse(const lab::Error& error) {
    std::string message = lab::text_of(error, view_.language);
    notify(message, true);
    return reply(std::move(message));
}

void App::notify(std::string message, bool is_error) {
    enter();
    if (is_error) outbox_.add("error", "message", message);
    interface_.notify(std::move(message), is_error);
    ask();
}

/// The events of document and view: told when asked for, so that they are heard of though nobody sees the picture.
void App::report_changes() {
    if (laboratory_.revision() != reported_revision_) {
        reported_revision_ = laboratory_.revision();
        Json event;
        event.open('{').field("type", "change").field("revision", static_cast<double>(reported_revision_));
        event.field("source", changed_by_page_ ? "api" : "interface").close('}');
        outbox_.add(std::move(event));
    }
    changed_by_page_ = true;
    report_view();
}

void App::report(double now_ms) {
    report_changes();
    const std::uint64_t hash = mirror_hash(interface_.mirror().items());
    if (std::exchange(mirror_hash_, hash) != hash) news_ |= kNewsMirror;
    std::string entry = text_entry_.describe(scale_);
    if (entry != entry_json_) news_ |= kNewsTextEntry;
    entry_json_ = std::move(entry);
    const char* cursor = cursor_name(ImGui::GetMouseCursor());
    if (std::exchange(cursor_, cursor) != cursor) news_ |= kNewsCursor;

    if (input_.after_frame() || ImGui::GetCurrentContext()->InputEventsQueue.Size > 0 || again_in_ms_ == 0 ||
        interface_.mirror().has_pending()) {
        frames_due_ = std::max(frames_due_, 1);
    }
    const double blink = TextEntry::next_blink_ms();
    const double wait = again_in_ms_ > 0 && blink >= 0 ? std::min(again_in_ms_, blink) : std::max(again_in_ms_, blink);
    wake_ms_ = wait > 0 ? now_ms + wait : -1;
}

void App::report_view() {
    Json selection;
    if (const lab::CellRef* cell = view_.selected()) write_cell(selection, *cell);
    else selection.null();
    std::string selected = selection.take();
    const bool locked = view_.locked() && !view_.hovered;
    selected += locked ? ",\"locked\":true" : ",\"locked\":false";
    if (selected != selection_json_) {
        outbox_.add_raw("{\"type\":\"select\",\"cell\":" + selected + "}");
        selection_json_ = std::move(selected);
    }
    Json look;
    look.open('{')
        .field("type", "view")
        .field("language", key_of(view_.language))
        .field("theme", is_dark() ? "dark" : "light")
        .field("themeChoice", key_of(view_.theme))
        .close('}');
    std::string view = look.take();
    if (view != view_json_) {
        outbox_.add_raw(view);
        view_json_ = std::move(view);
    }
}

int App::take_news() {
    report_changes();
    return std::exchange(news_, 0) | (outbox_.empty() ? 0 : static_cast<int>(kNewsEvents));
}

char* App::buffer(std::size_t bytes) {
    if (bytes > buffer_size_ || !buffer_) {
        buffer_.reset();
        buffer_.reset(new (std::nothrow) char[std::max(bytes, std::size_t{256})]);
        buffer_size_ = buffer_ ? std::max(bytes, std::size_t{256}) : 0;
    }
    written_ = std::min(bytes, buffer_size_);
    return buffer_.get();
}

/// Text of a size that only pastes and links have is not worth keeping the room for.
void App::release_large_buffer() {
    constexpr std::size_t kKeptBytes = 1 << 20;
    if (buffer_size_ <= kKeptBytes) return;
    buffer_.reset();
    buffer_size_ = written_ = 0;
}

const char* App::reply(std::string text) {
    reply_ = std::move(text);
    return reply_.c_str();
}

}  // namespace headscope::app
