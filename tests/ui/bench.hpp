// A page without a renderer: a scene is drawn frame by frame, a scripted hand moves pointer and keys, edits are applied.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lab/laboratory/laboratory.hpp"
#include "ui/kit/kit.hpp"
#include "ui/matrix/matrix.hpp"
#include "ui/page/interface.hpp"

namespace headscope::ui {

/// The window of a desktop that tests draw in unless they are about windows.
inline constexpr ImVec2 kDesktop{1600, 1000};

inline bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

/// The pin that was set last.
inline std::optional<lab::CellRef> locked(const View& view) {
    return view.locked() ? std::optional(*view.locked()) : std::nullopt;
}

/// Remembers what it was asked to draw in the last frame.
struct RecordingPainter : HeatmapPainter {
    std::vector<Heatmap> drawn;
    void begin_frame(const Palette&) override { drawn.clear(); }
    void draw(ImDrawList*, const Heatmap& heatmap) override { drawn.push_back(heatmap); }
};

class Bench {
public:
    /// One or a few widgets on an empty page; or the whole interface in a window of this size.
    explicit Bench(std::function<void(Context&)> scene);
    explicit Bench(ImVec2 window);
    ~Bench();
    Bench(const Bench&) = delete;
    Bench& operator=(const Bench&) = delete;

    lab::Laboratory laboratory;
    View view;
    /// The page's, or that of the widgets.
    Interaction& interaction() { return interface_ ? interface_->interaction() : interaction_; }
    Mirror mirror;
    AppState app;
    Theme theme = light_theme();
    RecordingPainter painter;
    std::vector<lab::Edit> edits;  // all so far that change something
    std::vector<Notice> notices;
    std::vector<CommandRequest> commands;
    double again_in_ms = -1;  // of the last frame

    /// One frame; then more as long as the interface asks for them at once (at most `limit`).
    void frame();
    void settle(int limit = 12);
    void wait(double seconds);

    void move(ImVec2 to);
    void press(ImVec2 at);
    void release();
    void click(ImVec2 at);
    void double_click(ImVec2 at);
    void drag(ImVec2 from, ImVec2 to, int steps = 8);
    void key(ImGuiKey key, ImGuiKey modifier = ImGuiKey_None);
    void type(std::string_view text);
    void paste(std::string text);
    void act(MirrorAction action);
    /// An edit that does not come from the page; a test whose edit is refused is wrong.
    void edit(const lab::Edit& edit);

    /// The mirror's item with this key; a test without it is wrong.
    const MirrorItem& item(std::string_view key) const;
    bool has_item(std::string_view key) const;
    ImVec2 centre(std::string_view key) const;
    /// The drawn heatmap whose cells are where this grid's are.
    const Heatmap& picture(std::string_view key) const;
    /// The middle of a grid's cell, or a point in it.
    ImVec2 cell(std::string_view key, int row, int col, ImVec2 within = {0.5f, 0.5f}) const;

private:
    void draw(Context& c);

    std::function<void(Context&)> scene_;
    std::unique_ptr<Interface> interface_;
    Interaction interaction_;
    ImGuiContext* imgui_;
};

}  // namespace headscope::ui
