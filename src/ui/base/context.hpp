// What every panel gets: the document and trace to read, the view to change, and where to put edits.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lab/edit/edit.hpp"
#include "lab/program/explain.hpp"
#include "lab/readings/subtraction.hpp"
#include "ui/base/heatmap.hpp"
#include "ui/base/interaction.hpp"
#include "ui/base/mirror.hpp"
#include "ui/base/view.hpp"

namespace headscope::ui {

struct Theme;  // theme.hpp

/// Things a visitor asks for that are not edits of the document.
enum class Command { undo, redo, reset, share, learn, copy_text, begin_paste, measure };

struct CommandRequest {
    Command command;
    std::string text;
};

/// A message for the visitor: a refusal, or a confirmation.
struct Notice {
    std::string message;
    bool is_error = true;
};

/// A control, or a cell of a matrix, by the key it has in the mirror.
struct Spot {
    std::string key{};
    int row = -1, col = -1;
    bool operator==(const Spot&) const = default;
};

/// An entry that was not taken, and where it was made.
struct Refusal {
    Spot at;
    std::string message;
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
    std::optional<double> gflops;  // of the last evaluations that together took long enough to be timed; before, of a trial
    bool gflops_of_trial = false;  // nothing has been edited long enough: the document was computed some times while idle
    ScalarComparison comparison;
    bool system_dark = false;
    bool touch = false;      // the last pointer was a finger: larger targets
    bool composing = false;  // an input method's text in the field is not yet decided on
    bool can_undo = false, can_redo = false;
    bool reduced_motion = false;
    std::uint64_t revision = 0;            // of the document
    bool comparable = true;                // with the document at the start: there are as many numbers
    bool has_before = false;               // there was a change
    const lab::Document* start = nullptr;  // what was opened last
    const lab::WordVectors* vectors = nullptr;
    bool waiting = false;       // what was chosen waits for them
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
    lab::Moment before{};                          // before the last change, as far as it is kept
    const lab::Subtraction* difference = nullptr;  // from the start or a library's numbers, while pictures show it
    bool showing_before = false;                   // document and trace are those of before: nothing can be edited

    std::vector<lab::Edit> edits{};             // out: to be applied, in order, each on its own
    std::vector<Spot> edited_at{};              // out: where each of them was made
    std::vector<CommandRequest> commands{};     // out
    std::vector<Notice> notices{};              // out: what belongs to no control
    std::vector<Refusal> refusals{};            // out
    bool entered = false;                       // out: what was typed was understood, so what was refused before is settled
    std::optional<lab::CellRef> hovered_now{};  // out: what the pointer or focus is on; the view's next frame
    std::optional<int> preview_now{};           // out: a head that is pointed at; shown large in the next frame
    double again_in_ms = -1;                    // out: < 0 nothing; 0 next frame; else a timed frame (caret blink, toast)
    bool disabled = false;                      // controls drawn now cannot be used

    std::string_view text(lab::Str string) const { return lab::text(string, view.language); }
    /// Asks for an edit. `running`: it belongs to a drag, one undo step together with the others until end_gesture(). A view
    /// that is read only asks for nothing. `at`: whose error it is when the edit is refused.
    void edit(lab::Edit wish, bool running = false, Spot at = {}) {
        if (view.read_only || showing_before) return;
        if (running) wish.gesture = lab::Edit::Gesture::running;
        edits.push_back(std::move(wish));
        edited_at.push_back(std::move(at));
    }
    void end_gesture() {
        lab::Edit end;
        end.gesture = lab::Edit::Gesture::ended;
        edited_at.emplace_back();
        edits.push_back(std::move(end));  // a view that has become read only still ends what was begun
    }
};

}  // namespace headscope::ui
