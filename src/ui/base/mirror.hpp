// The DOM mirror's side of the interface: every control reports itself, and can be acted on from outside. Also the one
// keyboard focus: it moves by a mirror action, a click, or Tab, in the order in which controls report themselves.
#pragma once

#include <string>
#include <vector>

#include "imgui.h"

namespace headscope::ui {

enum class Role {
    button,
    checkbox,
    radio,
    slider,
    textbox,
    tab,
    grid,
    gridcell,
    heading,
    text,
    status,
    link,
    listbox,
    option,
    group,
    dialog,  // all that follows stands in it
};

/// One control of the current frame, in reading order. Rectangle in ImGui units.
struct MirrorItem {
    ImGuiID id = 0;
    Role role = Role::text;
    std::string label;  // accessible name, in the current language
    std::string value;  // text of the value ("4", "0.25", the typed text)
    std::string key;    // stable name for tests and the page API ("num_heads", "undo", "W_q"); never translated
    ImVec2 min, max;
    double now = 0, low = 0, high = 0, step = 0;  // sliders
    bool checked = false, disabled = false, expanded = false, focused = false;
    int rows = 0, cols = 0;              // grids
    int row = -1, col = -1;              // active cell of a grid
    int group_cols = 0, group_rows = 0;  // of a grid: a gap of group_gap units after every so many (see HeatmapAxis)
    float group_gap = 0;
    std::string help;  // accessible description, or empty
};

/// What a screen reader, keyboard or test asked of a control.
struct MirrorAction {
    enum class Kind { press, focus, set_number, set_text, move /* grid: row, col */, increment /* by number steps */ };
    ImGuiID id = 0;
    Kind kind = Kind::press;
    double number = 0;
    std::string text = {};
    int row = 0, col = 0;
};

/// Collects the items of a frame; hands each control the actions meant for it.
class Mirror {
public:
    void begin_frame();
    void add(MirrorItem item);
    /// What lies over the page begins: only what is reported from here on is there for keyboard and screen reader.
    void begin_dialog(MirrorItem dialog);
    const std::vector<MirrorItem>& items() const { return items_; }
    /// The item as last reported: in this frame, or in the one before. nullptr: not there.
    const MirrorItem* find(ImGuiID id) const;
    void push(MirrorAction action);
    /// Takes the oldest pending action of this kind for this control. Presses come one a frame, in their order: each finds what the
    /// one before it has done.
    bool take(ImGuiID id, MirrorAction::Kind kind, MirrorAction* action = nullptr);
    /// Drops actions nobody took for two frames.
    void end_frame();
    bool has_pending() const { return !pending_.empty(); }

    ImGuiID focus() const { return focus_; }
    /// True when the focus came by keyboard or from outside, so that it must be seen.
    bool focus_visible() const { return focus_ != 0 && by_keyboard_; }
    void set_focus(ImGuiID id, bool by_keyboard);
    /// The control that has just got the focus by keyboard: it scrolls itself into view. Asked once per control and frame.
    bool reveals(ImGuiID id) const { return id == focus_ && reveal_ > 0; }
    /// Focus to the next (or previous) control of the last frame, as Tab does.
    void focus_next(bool backwards);

private:
    std::vector<MirrorItem> items_, last_;
    struct Pending {
        MirrorAction action;
        int age;
    };
    static bool is_press(const Pending& p) { return p.action.kind == MirrorAction::Kind::press; }
    std::vector<Pending> pending_;
    bool pressed_ = false;  // a press was taken in this frame
    ImGuiID focus_ = 0;
    bool by_keyboard_ = false;
    int reveal_ = 0;
};

}  // namespace headscope::ui
