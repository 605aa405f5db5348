// Popups in the theme: opened beside a control, closed by Escape or a click elsewhere, the focus going there and back.
#pragma once

#include "ui/kit/control.hpp"

namespace headscope::ui {

/// A control that opens a popup, reported as a list with its chosen value; the caller draws it.
struct PopupButton {
    Control control;
    bool open = false;         // it was, when the frame began
    bool by_keyboard = false;  // its first line gets the focus
};
PopupButton popup_button(Context& c, std::string_view key, ImVec2 size, std::string_view label, std::string_view value = {},
                         std::string_view help = {}, bool enabled = true);
/// Opens the popup of a control; by keyboard its first (or chosen) item gets the focus.
void open_popup(Context& c, ImGuiID owner);
/// Between the two, draw the contents; false when it is closed. `below` is what it belongs to; `width` its least width.
bool begin_popup(Context& c, ImGuiID owner, const ImRect& below, float width, float padding = 6);
void end_popup(Context& c);
/// Closes the open popup and gives the focus back.
void close_popup(Context& c);
/// One line of a menu; true when chosen. `chosen` draws a tick; `detail` stands below the text, in as many lines as it takes.
bool menu_line(Context& c, std::string_view key, std::string_view text, bool chosen, float width, std::string_view hint = {},
               std::string_view detail = {});
/// A small chevron that points down.
void draw_chevron(ImVec2 centre, ImU32 colour);

}  // namespace headscope::ui
