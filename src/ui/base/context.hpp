// What every panel gets: the document and trace to read, the view to change, and where to put edits.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lab/edit/edit.hpp"
#include "lab/program/explain.hpp"
#include "ui/base/heatmap.hpp"
#include "ui/base/interaction.hpp"
#include "ui/base/mirror.hpp"
#include "ui/base/view.hpp"

namespace headscope::ui {

struct Theme;  // theme.hpp

/// Things a visitor asks for that are not edits of the document.
enum class Command { undo, redo, reset, share, copy_text, begin_paste, measure };

struct CommandRequest {
    Command command;
    std::string text;
};

/// A message for the visitor: a refusal, or a confirmation.
struct Notice {
    std::string message;
    bool is_error = true;
};

/// The document's forward pass in SIMD against scalar code, measured on request.
struct ScalarComparison {
    enum class State { none, running, done, too_large, out_of_memory };
    State state = State::none;
    double multiply_adds = 0;           // of one pass
    double simd_ms = 0, scalar_ms = 0;  // of one pass, when done
    double difference = 0;              // the largest between the results of both; NaN: one is no number
};

/// What the app tells the interface each frame.
struct AppState {
    std::string_view engine;       // "simd128" or "relaxed simd"
    double evaluate_ms = 0;        // own CPU time of the last evaluation
    std::optional<double> gflops;  // of the last evaluations that together took long enough to be timed
    ScalarComparison comparison;
    bool system_dark = false;
    bool touch = false;  // the last pointer was a finger: larger targets
    bool can_undo = false, can_redo = false;
    ImVec2 safe_min, safe_max;  // area to use, ImGui units
};

/// One frame's worth of everything a panel needs. Panels compute no numbers and own no document.
struct Context {
    const lab::Document& document;
    const lab::Trace& trace;
    View& view;
    Interaction& interaction;
    const Theme& theme;
    HeatmapPainter& painter;
    Mirror& mirror;
    const AppState& app;

    std::vector<lab::Edit> edits{};             // out: to be applied, in order, each on its own
    std::vector<CommandRequest> commands{};     // out
    std::vector<Notice> notices{};              // out
    std::optional<lab::CellRef> hovered_now{};  // out: what the pointer or focus is on; the view's next frame
    double again_in_ms = -1;                    // out: < 0 nothing; 0 next frame; else a timed frame (caret blink, toast)
    bool disabled = false;                      // controls drawn now cannot be used

    std::string_view text(lab::Str string) const { return lab::text(string, view.language); }
    /// Asks for an edit. `running`: it belongs to a drag, one undo step together with the others until end_gesture(). A view
    /// that is read only asks for nothing.
    void edit(lab::Edit wish, bool running = false) {
        if (view.read_only) return;
        if (running) wish.gesture = lab::Edit::Gesture::running;
        edits.push_back(std::move(wish));
    }
    void end_gesture() {
        lab::Edit end;
        end.gesture = lab::Edit::Gesture::ended;
        edits.push_back(std::move(end));  // a view that has become read only still ends what was begun
    }
};

}  // namespace headscope::ui
