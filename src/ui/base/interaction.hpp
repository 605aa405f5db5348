// What the pointer and the keyboard are in the middle of; kept from frame to frame, and no part of the view.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "imgui.h"
#include "lab/model/cell.hpp"

namespace headscope::ui {

/// A part of the screen and what a finger that starts there may do. Later ones lie on top.
struct TouchClaim {
    ImVec2 min, max;
    int claim = 0;  // 0: the page may pan; 1: vertical drags scroll something of ours; 2: every drag is ours
};

/// The text being typed: into a text field, or into a control that is one only meanwhile (a slider's value, a matrix cell).
struct Typing {
    ImGuiID owner = 0;
    int row = 0, col = 0;  // of a matrix
    std::string text;
    std::string before, told;  // of a text field: when typing began, and as its owner has heard of it
    std::string refusal;       // of a text field: why the text is not taken
    ImGuiID seen = 0;          // of a text field: its owner's text as it was drawn last, hashed
    bool select_all = false, caret_placed = false, active = false, failed = false;
    int age = 0;
    int lost = 0;  // frames without an active field
};

/// A press that may become, or has become, a drag.
struct Drag {
    enum class Kind { none, pending, value, paint, idle };
    ImGuiID owner = 0;
    Kind kind = Kind::none;
    ImVec2 from, last;
    double since = 0;  // seconds, ImGui's clock
    double value = 0, start = 0;
    int row = 0, col = 0;
    bool vertical = true, moved = false, emitted = false;
};

/// The operations menu of a matrix.
struct Operations {
    enum class Scope { row, column, matrix };
    ImGuiID owner = 0;
    Scope scope = Scope::matrix;
    int row = 0, col = 0;
    bool open = false;
    double factor = 2;
    double seed = -1;  // -1: not chosen yet, the document's seed
};

/// The area where the wheel with Ctrl, or two fingers, zoom; and by how much they did since the last frame, around which point.
struct Zooming {
    ImVec2 min, max, at;
    float by = 1;
};

/// What a pinned cell showed when it was pinned, or when it began to mean what it means now.
struct PinnedNumber {
    lab::CellRef cell;
    float value = 0;
    std::string meaning;
};

/// What a visitor was shown to try, and has done.
struct FirstSteps {
    unsigned asked = 0, done = 0;  // a bit each
    std::uint64_t revision = 0;    // of the document before what was asked of it
    double since = 0;              // when the first was done, seconds
    std::string shown;             // the mirror's key of what is pointed out; empty: nothing
    int row = -1, col = -1;        // its cell
    bool reached = false;          // the focus has been there
    bool unfolded = false;         // a brief card has been opened
};

/// The line of tokens above the pictures.
struct SentenceLine {
    int query = -1;     // shown last: another one is brought into sight
    ImGuiID field = 0;  // the text field that a sentence has become, in place
    int waited = 0;     // frames it has not been active
    float left = 0;     // where it begins: it must not move while one types
    int caret = -1;     // byte where the caret is to be put; -1: it has been
};

struct Interaction {
    Typing typing;
    SentenceLine sentence;
    Drag drag;
    float arrows_reach = 0;  // how far from the origin rows drawn as arrows go; it holds still while a pointer is down
    Operations operations;
    ImGuiStorage active_cells;         // matrix id -> row * 65536 + col
    ImGuiID menu_owner = 0;            // control whose menu is open
    std::optional<std::string> paste;  // arrived, not yet taken
    std::vector<TouchClaim> touch_claims;
    Zooming zooming;
    std::optional<lab::CellRef> sheet, reveal;  // whose sheet is open; a cell to be scrolled into sight
    double sheet_reach = 0;                     // how far the slider of the sheet goes
    std::uint32_t shuffles = 0;                 // how often tokens were shuffled: the seed of the next order
    std::vector<int> card_order;                // heads as their cards stand; it waits for the pointer to be let go
    FirstSteps first_steps;
    ImGuiID overlay = 0, before_overlay = 0;  // the open one, and what had the focus before
    ImGuiID scrolling = 0;                    // window a finger scrolls, and along which axis
    int scroll_axis = 1;
    float scroll_speed = 0;
    std::optional<int> preview;  // a head that is pointed at
    std::vector<PinnedNumber> pinned;
    bool before_held = false;     // the state before the last change is shown
    bool before_latched = false;  // until the next press of anything: from a control that cannot be held
    std::uint64_t seen_revision = 0;
    double changed_at = -1;                 // ImGui's clock when the document changed; -1: its marks are gone
    int operands = 1;                       // how many controls the open formula has
    ImGuiID back_control = 0;               // the control that goes back on the trail
    std::vector<lab::CellRef> pins_before;  // the first click of a double click pinned something
    bool keyboard_last = false;             // the last input was a key: the active cell counts as hovered
};

}  // namespace headscope::ui
