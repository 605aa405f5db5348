// The panels of the interface, one function each, and what they keep between frames.
#pragma once

#include <string>
#include <string_view>

#include "ui/context.hpp"
#include "ui/kit.hpp"
#include "ui/matrix_widget.hpp"
#include "ui/panels/layout.hpp"
#include "ui/panels/names.hpp"
#include "ui/panels/sources.hpp"
#include "ui/theme.hpp"

namespace headscope::ui {

/// Everything the panels remember that is neither document nor view.
struct Panels {
    Sources sources;
    std::string message;  // the notice shown; empty: none
    bool message_is_error = false;
    double message_until = 0;  // ImGui time; errors stay until dismissed
    bool help = false;         // the overlay with the shortcuts
    bool drawer = false;       // the controls, where they have no rail
    int elsewhere = 0;         // whose weights an empty row shows: ours, a plain softmax, a -1e6 fill
    bool unfolded = false;     // long sums of the inspector
    bool arithmetic = false;   // the phone's steps
    int phone_projection = 0;  // which of q, k, v the phone's input tab shows
};

void top_bar(Context& c, Panels& p, const Layout& layout);
/// All groups of controls, one below the other, over the available width.
void controls(Context& c, Panels& p);
void shape_controls(Context& c);
void sentence_controls(Context& c);
void mask_controls(Context& c, Panels& p);
void score_controls(Context& c);
void switch_controls(Context& c);
void weight_controls(Context& c);

/// The whole computation in a room of this size; scrolls in its window when the room is too small.
void flow(Context& c, Panels& p, ImVec2 room);
/// Heads side by side in a rectangle, each with the gallery's stage above its context; wraps and scrolls. Returns where
/// the cards end on the right.
float gallery(Context& c, Panels& p, ImVec2 min, ImVec2 max, bool strip);
/// Which batch item (or, of only one, what is computed) in this width; and which stage is shown.
void batch_choice(Context& c, float width);
void stage_choice(Context& c);

/// Where the selected number comes from. `wide`: in columns side by side.
void inspector(Context& c, Panels& p, bool wide);
/// The value and its position only; for the phone, above the bars.
void inspector_value(Context& c, Panels& p);
void inspector_steps(Context& c, Panels& p);
void inspector_row(Context& c, Panels& p, int most);
void inspector_nothing(Context& c);

void phone(Context& c, Panels& p, const Layout& layout);
void status_line(Context& c, ImVec2 min, ImVec2 max);
/// The engine's name and speed as a button at a point, which opens the details; returns its width.
float engine_button(Context& c, ImVec2 at, float height);
/// How long the last evaluation took: "3.4 ms".
std::string evaluation_time(const Context& c);
/// What computes and how fast, and the comparison with scalar code, over the available width.
void engine_details(Context& c);
void notices(Context& c, Panels& p, const Layout& layout);
void help_overlay(Context& c, Panels& p, const Layout& layout);
void shortcuts(Context& c, Panels& p);

/// A heading of a group in the rail or the inspector.
void group_heading(Context& c, lab::Str title);
/// A quiet sentence that wraps over the available width.
void small_print(Context& c, std::string_view text);
/// Empty room in the layout flow.
void room(float height);
/// Picks a head: shows it large, everywhere.
void show_head(Context& c, int head);

}  // namespace headscope::ui
