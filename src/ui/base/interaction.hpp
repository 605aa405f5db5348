// What the pointer and the keyboard are in the middle of; kept from frame to frame, and no part of the view.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "imgui.h"

namespace headscope::ui {

/// A part of the screen and what a finger that starts there may do. Later ones lie on top.
struct TouchClaim {
    ImVec2 min, max;
    int claim = 0;  // 0: the page may pan; 1: vertical drags scroll something of ours; 2: every drag is ours
};

/// The text being typed into a control that is not a text field all the time: a slider's value, a matrix cell.
struct Typing {
    ImGuiID owner = 0;
    int row = 0, col = 0;  // of a matrix
    std::string text;
    bool select_all = false, active = false, failed = false;
    int age = 0;
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

struct Interaction {
    Typing typing;
    Drag drag;
    Operations operations;
    ImGuiStorage active_cells;         // matrix id -> row * 65536 + col
    ImGuiID menu_owner = 0;            // control whose menu is open
    std::optional<std::string> paste;  // arrived, not yet taken
    std::vector<TouchClaim> touch_claims;
    ImGuiID scrolling = 0;  // window a finger scrolls, and along which axis
    int scroll_axis = 1;
    float scroll_speed = 0;
    bool keyboard_last = false;  // the last input was a key: the active cell counts as hovered
};

}  // namespace headscope::ui
