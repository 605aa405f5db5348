// One laboratory on a page: see app.hpp.
#include "app/app.hpp"

#include <algorithm>
#include <new>
#include <utility>

#include "app/glyphs.hpp"
#include "app/mirror_json.hpp"
#include "app/names.hpp"
#include "app/stopwatch.hpp"
#include "core/kernels/workspace.hpp"
#include "imgui_internal.h"
#include "lab/link/link.hpp"
#include "ui/base/theme.hpp"

namespace headscope::app {
namespace {

/// Hover and layout settle one frame after an input.
constexpr int kFramesPerInput = 2;

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

ImGuiContext* make_context() {
    ImGuiContext* context = ImGui::CreateContext();
    ImGui::SetCurrentContext(context);
    return context;
}

}  // namespace

/// What a drawn frame asked for.
struct App::Requests {
    std::vector<lab::Edit> edits;
    std::vector<ui::CommandRequest> commands;
};

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
    scale_ = scale > 0 ? static_cast<float>(scale) : 1.0f;
    css_size_ = ImVec2(static_cast<float>(std::max(css_width, 0.0)), static_cast<float>(std::max(css_height, 0.0)));
    pixels_[0] = std::max(pixel_width, 0);
    pixels_[1] = std::max(pixel_height, 0);
    ask();
}

void App::set_environment(bool dark, bool reduced_motion, bool coarse_pointer, int language) {
    system_dark_ = dark;
    ImGui::GetIO().ConfigInputTextCursorBlink = !reduced_motion;
    input_.set_touch(coarse_pointer);
    if (!language_chosen_ && is_language(language)) view_.language = static_cast<lab::Language>(language);
    ask();
}

void App::choose_language(lab::Language language) {
    language_chosen_ = true;
    view_.language = language;
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
    state.comparison = measurement_.outcome();
    state.system_dark = system_dark_;
    state.touch = input_.touch();
    state.can_undo = laboratory_.can_undo();
    state.can_redo = laboratory_.can_redo();
    state.safe_min = ImVec2(safe_area_.x / scale_, safe_area_.y / scale_);
    state.safe_max = ImVec2(size.x - safe_area_.z / scale_, size.y - safe_area_.w / scale_);
    return state;
}

double App::frame(double now_ms) {
    enter();
    if (!renderer_->ready() || css_size_.x < 1 || css_size_.y < 1 || pixels_[0] < 1 || pixels_[1] < 1) return -1;
    if (frames_due_ <= 0 && !(wake_ms_ >= 0 && now_ms >= wake_ms_)) return wake_ms_ >= 0 ? wake_ms_ - now_ms : -1;
    --frames_due_;

    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = ImVec2(css_size_.x / scale_, css_size_.y / scale_);
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
    // An edit made by drawing shows in the same frame: apply it and draw again.
    if (draw_pass(true)) {
        ImGui::EndFrame();
        io.DeltaTime = 1e-4f;
        draw_pass(false);
    }
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

/// What has time until the picture is done: measuring, and choosing the tile kernel.
void App::after_work(double now_ms) {
    if (measurement_.running()) {
        measurement_.step();
        return ask();
    }
    // Only in idle moments after the first picture.
    if (frames_due_ == 0 && stats_.frames >= kFramesPerInput && laboratory_.tile_choice().due(now_ms))
        laboratory_.time_tiles(now_ms);
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
    if (view_.locked) stand_in(view_.locked->tensor);  // of the same shape
    if (laboratory_.want(interface_.wanted(view_))) return;
    // What the page keeps is too much as well; without it, it fits: the document has been evaluated.
    if (laboratory_.keep({})) static_cast<void>(laboratory_.want(interface_.wanted(view_)));
}

/// True when something it asked for has been done, so that what it drew is out of date.
bool App::draw_pass(bool may_apply) {
    show_what_fits();
    const lab::TensorSet shown = interface_.wanted(view_);
    if (std::exchange(measured_revision_, laboratory_.revision()) != laboratory_.revision()) measurement_.forget();
    const ui::Theme& theme = interface_.theme(view_.theme, system_dark_);
    const ui::AppState now = state();
    ImGui::NewFrame();
    ui::Context context{.document = laboratory_.document(),
                        .trace = laboratory_.trace(),
                        .view = view_,
                        .interaction = interface_.interaction(),
                        .theme = theme,
                        .painter = *renderer_,
                        .mirror = interface_.mirror(),
                        .app = now};
    interface_.draw(context);
    text_entry_.draw_composed(theme);
    again_in_ms_ = context.again_in_ms;
    for (const ui::Notice& notice : context.notices) {
        if (notice.is_error) outbox_.add("error", "message", notice.message);
    }
    Requests requests{std::move(context.edits), std::move(context.commands)};
    if (!may_apply) {
        if (!requests.edits.empty() || !requests.commands.empty()) {
            deferred_ = std::make_unique<Requests>(std::move(requests));
            ask();
        }
        return false;
    }
    const bool applied = apply(std::move(requests));
    return applied || !(interface_.wanted(view_) == shown);
}

bool App::apply(Requests requests) {
    const std::uint64_t before = laboratory_.revision();
    bool again = false;
    for (const lab::Edit& edit : requests.edits) {
        if (const auto done = laboratory_.edit(edit); !done) {
            refuse(done.error());
            again = true;
        }
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
        case ui::Command::copy_text: outbox_.add("copy", "text", request.text); break;
        case ui::Command::begin_paste: outbox_.add("paste"); break;
        case ui::Command::measure:
            while (!laboratory_.tile_choice().made()) laboratory_.time_tiles(0);
            measurement_.start(laboratory_.document(), laboratory_.trace(), laboratory_.tile());
            return true;
    }
    return false;
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
    const bool locked = view_.locked && !view_.hovered;
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
