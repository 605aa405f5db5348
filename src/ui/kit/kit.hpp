// The controls the panels are made of. Each draws itself in the theme, reports itself to the mirror, and answers
// mouse, touch, keyboard and mirror alike. Ids follow ImGui's stack; `key` is the stable name for tests and the page API.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "ui/base/context.hpp"
#include "ui/base/theme.hpp"
#include "ui/kit/region.hpp"

namespace headscope::ui {

/// First and last in a frame: focus, Tab, arrived pastes; hover of this frame becomes the view's next.
void begin_kit(Context& c);
void end_kit(Context& c);
/// Asks for another frame: at once (0) or in that many milliseconds. The earliest wish wins.
void again(Context& c, double in_ms = 0);
/// Hands a pasted text to the matrix that has the focus, on its next draw; false when none has it.
bool take_paste(Context& c, std::string text);
/// Inside a scrolling child window, once, at its end: fingers scroll it.
void scroll_area(Context& c);
/// Height of one row of controls: larger for fingers.
float row_height(const Context& c);

// Text -------------------------------------------------------------------------------------------------------------

/// The app adds three fonts to ImGui's atlas, in this order. Sizes are whole ImGui units.
enum class Face { regular, bold, mono };
ImFont* font_of(Face face);

/// Text at a point of the current window's draw list; returns its size.
ImVec2 draw_text(Context& c, ImVec2 at, std::string_view text, ImU32 colour, float size, Face face = Face::regular);
ImVec2 text_size(std::string_view text, float size, Face face = Face::regular);
/// The beginning and the end with an ellipsis between them, as much as fits into `width`.
std::string_view elided(std::string_view text, float width, float size, Face face, std::string& storage);
/// Text with "_word" drawn low and "^word" drawn high: W_q, d_model, K^T.
ImVec2 draw_math(Context& c, ImVec2 at, std::string_view text, ImU32 colour, float size, Face face = Face::regular);
ImVec2 math_size(std::string_view text, float size, Face face = Face::regular);
/// Offset from the top of a line of this size to the middle of its digits and capitals.
float middle_of(float size, Face face = Face::regular);
/// A label in the layout flow, also reported to the mirror as text (or heading). Wraps at the available width.
void label(Context& c, std::string_view text, ImU32 colour, float size, Face face = Face::regular, bool heading = false);
/// A heading of a group of controls or of a panel; a quiet sentence that wraps over the available width; empty room.
void group_heading(Context& c, lab::Str title);
void small_print(Context& c, std::string_view text);
void room(float height);
/// Words that stand in a rectangle, or are drawn there as something else, for the mirror: a text, or a status that is read out when it
/// changes. Their id is their key's.
void tell(Context& c, Role role, std::string_view key, std::string_view words, ImVec2 min, ImVec2 max);
/// Names the radio buttons or tabs that follow, for a screen reader.
void begin_group(Context& c, std::string_view key, std::string_view name, ImVec2 min, ImVec2 max);

// Controls ---------------------------------------------------------------------------------------------------------

/// What a control is called: a word and, drawn quietly beside it, the mathematical symbol ("Heads", "m").
struct Name {
    std::string_view word, symbol;
    Name(std::string_view word_, std::string_view symbol_ = {}) : word(word_), symbol(symbol_) {}
    Name(const char* word_) : word(word_) {}
    Name(const std::string& word_) : word(word_) {}
};

enum class ButtonKind { quiet, filled, outlined };
/// A tooltip is also the accessible name, for buttons whose text is a sign. `size.x` > 0: exactly that wide.
bool button(Context& c, std::string_view key, std::string_view text, ButtonKind kind = ButtonKind::quiet, bool enabled = true,
            std::string_view tooltip = {}, ImVec2 size = {}, bool active = false);
/// One of several views: like a quiet button, reported as a tab; true when pressed.
bool tab(Context& c, std::string_view key, std::string_view text, bool chosen, ImVec2 size = {});
/// On/off switch with its label left of it over the available width. True when toggled; *on is updated.
bool toggle(Context& c, std::string_view key, Name name, bool* on, std::string_view help = {}, bool enabled = true);
/// Exclusive choice drawn as segments that wrap. True when changed. `keys` name the segments in the mirror ("key.choice").
bool segmented(Context& c, std::string_view key, Name name, std::span<const std::string_view> choices, int* chosen,
               std::string_view help = {}, std::span<const std::string_view> keys = {});
/// A choice of many, as a menu opened by a button.
bool menu(Context& c, std::string_view key, Name name, std::span<const std::string_view> choices, int* chosen,
          std::string_view help = {}, std::span<const std::string_view> keys = {});

/// Result of a control that can be dragged.
struct Dragged {
    bool changed = false, gesture = false, ended = false;
};
/// Slider with label, typed value on double click or Enter, arrows to step. `legal` (may be empty) snaps to the listed values.
Dragged slider(Context& c, std::string_view key, Name name, double* value, double min, double max, double step,
               std::span<const double> legal = {}, bool logarithmic = false, std::string_view help = {});
/// A number that is dragged or typed, without a track.
Dragged number(Context& c, std::string_view key, Name name, double* value, double min, double max, double step, bool integer,
               std::string_view help = {});
/// What a text field tells: its text is another one, and is still typed; or typing is over (by Enter, by a focus that goes elsewhere, by
/// Escape, which gives back what it was), or the mirror has set it.
enum class Typed { nothing, changed, ended };
/// Where a text field stands: in the layout, over the available width; or in a place of its own, which draws its own ground.
struct FieldForm {
    bool multiline = false;
    Region place{};
    float size = 0;  // of the type; 0: the theme's
};
inline constexpr float kFieldPadding = 12;  // left and right of a text field's text
/// One-line or multi-line text with IME. *value is the text while nobody types; unless nothing is told, it is then what was typed.
Typed text_field(Context& c, std::string_view key, std::string_view name, std::string* value, const FieldForm& form = {});
/// The id of the field of this key in the current window: as focus it opens the field.
ImGuiID text_field_id(std::string_view key);
/// The parameter's control by its row of the parameter table: asks for the edit itself. Nothing of one that is hidden.
void parameter(Context& c, lab::Param param);
/// A rounded sheet on the current draw list: panels, cards, popups. `selected` outlines it in the accent.
void card(Context& c, ImVec2 min, ImVec2 max, bool selected = false);

}  // namespace headscope::ui
