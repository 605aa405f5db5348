// One laboratory on a page: its document and trace, the interface, Dear ImGui, and the frames between them.
#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "app/drawing/renderer.hpp"
#include "app/input/input.hpp"
#include "app/input/text_entry.hpp"
#include "app/json/outbox.hpp"
#include "app/loop/measurement.hpp"
#include "app/loop/stopwatch.hpp"
#include "lab/laboratory/laboratory.hpp"
#include "ui/page/interface.hpp"

namespace headscope::app {

/// Of the last frame drawn; own CPU time in milliseconds.
struct FrameStats {
    double build_ms = 0;   // the interface, all passes
    double render_ms = 0;  // handing it to the renderer
    double frames = 0;
};

class App {
public:
    App();
    ~App();
    App(const App&) = delete;

    /// Makes this laboratory's Dear ImGui the current one; every entry from outside begins with it.
    void enter() const { ImGui::SetCurrentContext(imgui_); }
    /// Something may have changed: the next frame draws.
    void ask();

    void resize(double css_width, double css_height, int pixel_width, int pixel_height, double scale);
    void set_safe_area(const ImVec4& insets) { safe_area_ = insets; }
    void set_environment(bool dark, bool reduced_motion, bool coarse_pointer, int language);
    /// See hs_frame.
    double frame(double now_ms);
    int take_news();

    /// Tells the interface and the page; returns the text, valid until the next reply.
    const char* refuse(const lab::Error& error);
    /// Shows a message until dismissed; the page hears of errors.
    void notify(std::string message, bool is_error);
    /// See hs_word_vectors.
    const char* learn_words(std::string_view bytes);
    /// Why the page's last call was refused; nothing: it was not.
    void refused_page(std::optional<lab::Str> why) { refused_page_ = why; }
    bool wants_words() const { return refused_page_ == lab::Str::error_words_missing; }
    /// Without one it is the system's again.
    void choose_language(std::optional<lab::Language> language);

    lab::Laboratory& laboratory() { return laboratory_; }
    const lab::Laboratory& laboratory() const { return laboratory_; }
    ui::Interface& interface() { return interface_; }
    ui::View& view() { return view_; }
    Input& input() { return input_; }
    TextEntry& text_entry() { return text_entry_; }
    Outbox& outbox() { return outbox_; }
    Renderer& renderer() { return *renderer_; }
    const FrameStats& stats() const { return stats_; }
    bool is_dark() const;
    /// CSS pixels per ImGui unit.
    float scale() const { return scale_; }
    const char* cursor() const { return cursor_; }

    /// Where hs_tensor and its kin write their answer.
    View4& view4() { return view4_; }
    char* buffer(std::size_t bytes);
    /// The page's text field is not what it was told last: it is told anew.
    void tell_entry_again() { entry_json_.clear(); }
    /// So much of the buffer, but no more than was asked for last: what lies behind is from an earlier call.
    std::string_view incoming(std::size_t bytes) const { return {buffer_.get(), std::min(bytes, written_)}; }
    /// Keeps a text until the next reply.
    const char* reply(std::string text);
    std::size_t reply_length() const { return reply_.size(); }

private:
    /// Hover and layout settle one frame after an input.
    static constexpr int kFramesPerInput = 2;
    /// What a drawn frame asked for.
    struct Requests {
        std::vector<lab::Edit> edits;
        std::vector<ui::Spot> edited_at;  // of each edit
        std::vector<ui::CommandRequest> commands;
        void add(Requests later);
    };
    ui::AppState state() const;
    bool draw_pass(bool may_apply);
    void draw_once_more();
    void make_entry_ready();
    void finish_typing_before(ImVec2 size);
    void show_what_fits();
    bool wait_for_words(const lab::Error& error, lab::Edit& edit, ui::Spot& at);
    bool apply(Requests requests);
    bool obey(const ui::CommandRequest& request);
    void report(double now_ms);
    void report_changes();
    void report_view();
    void release_large_buffer();
    void after_work(double now_ms);

    ImGuiContext* imgui_ = nullptr;
    std::unique_ptr<Renderer> renderer_;
    lab::Laboratory laboratory_{Stopwatch::now_ms};
    Measurement measurement_;
    std::optional<double> trial_gflops_;
    bool tried_ = false;
    std::uint64_t measured_revision_ = 0;
    ui::Interface interface_;
    ui::View view_;
    Input input_{interface_, view_};
    TextEntry text_entry_;
    Outbox outbox_;
    std::unique_ptr<Requests> deferred_;
    /// A visitor's choice that needs the vectors of words, unless something else was opened meanwhile.
    struct Waiting {
        lab::Edit edit;
        ui::Spot at;
        const lab::Document* opened;
    };
    std::unique_ptr<Waiting> waiting_;
    std::optional<lab::Str> refused_page_;
    FrameStats stats_;

    ImVec2 css_size_{0, 0};
    int pixels_[2] = {0, 0};
    float scale_ = 1;
    ImVec4 safe_area_{0, 0, 0, 0};
    bool system_dark_ = false, reduced_motion_ = false;
    bool language_chosen_ = false;
    lab::Language system_language_ = lab::Language::english;

    int frames_due_ = 0;
    double last_ms_ = -1, wake_ms_ = -1, again_in_ms_ = -1;
    std::uint64_t mirror_hash_ = 0, reported_revision_ = 1;
    bool changed_by_page_ = true;
    std::string entry_json_ = "null", selection_json_ = "null", view_json_;
    const char* cursor_ = "default";
    int news_ = 0;
    std::unique_ptr<char[]> buffer_;
    std::size_t buffer_size_ = 0, written_ = 0;
    std::string reply_;
    View4 view4_{};
};

}  // namespace headscope::app
