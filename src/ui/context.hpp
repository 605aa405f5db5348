// What every panel gets: the document and trace to read, the view to change, and where to put edits.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lab/session.hpp"
#include "ui/heatmap.hpp"
#include "ui/mirror.hpp"
#include "ui/view.hpp"

namespace headscope::ui {

struct Theme;  // theme.hpp

/// Things a visitor asks for that are not edits of the document.
enum class Command { undo, redo, reset, share, copy_text, begin_paste, open_help, measure };

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
struct Measured {
    enum class State { none, running, done, too_large, out_of_memory };
    State state = State::none;
    double multiply_adds = 0;           // of one pass
    double simd_ms = 0, scalar_ms = 0;  // of one pass, when done
    double difference = 0;              // the largest between the results of both; NaN: one is no number
};

/// What the app tells the interface each frame.
struct Facts {
    std::string_view engine;       // "simd128" or "relaxed simd"
    double evaluate_ms = 0;        // own CPU time of the last evaluation
    std::optional<double> gflops;  // of the last evaluations that together took long enough to be timed
    Measured measured;
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
    const Theme& theme;
    HeatmapPainter& painter;
    Mirror& mirror;
    const Facts& facts;

    std::vector<lab::Edit> edits{};                        // out: to be applied, in order
    bool gesture = false;                                  // out: these edits belong to a running drag (one undo step)
    bool gesture_ended = false;                            // out
    std::vector<CommandRequest> commands{};                // out
    std::vector<Notice> notices{};                         // out
    std::optional<lab::Cell> hovered_now{};                // out: what the pointer or focus is on; the view's next frame
    std::optional<ParameterCell> hovered_parameter_now{};  // out
    double again_in_ms = -1;  // out: < 0 nothing; 0 next frame; else a timed frame (caret blink, toast)

    std::string_view text(lab::Str string) const { return lab::text(string, view.language); }
};

}  // namespace headscope::ui
