// What all controls have in common: a place, hover, press, focus and its ring, tooltip, and the mirror's report.
#pragma once

#include "ui/kit/kit.hpp"

#include "imgui_internal.h"

namespace headscope::ui {

/// One control during its frame.
struct Control {
    ImGuiID id = 0;
    ImRect rect;
    bool enabled = true;
    bool visible = false;  // not clipped away
    bool hovered = false, held = false;
    bool pressed = false;  // by pointer, Enter, Space, or the mirror
    bool focused = false, ring = false;
    ImU32 ink(const Theme& theme) const { return enabled ? theme.ink : theme.quiet; }
};

/// Takes the room at the cursor and finds out what happened to it. `keys`: Enter and Space press it.
Control control(Context& c, std::string_view key, ImVec2 size, bool enabled = true, ImGuiButtonFlags flags = 0,
                bool keys = true);
/// The same without taking room: the rectangle is given.
Control control_at(Context& c, ImGuiID id, const ImRect& rect, bool enabled = true, ImGuiButtonFlags flags = 0,
                   bool keys = true);
/// The ring of the keyboard focus around a shape of that rounding.
void draw_ring(Context& c, const Control& control, float rounding);
void draw_ring(Context& c, const ImRect& rect, float rounding);
/// Shown after a moment under a resting pointer.
void tooltip(Context& c, const Control& control, std::string_view text);
MirrorItem item_of(const Control& control, Role role, std::string_view label, std::string_view key);
/// The key is down for the focused control, and nobody is typing text.
bool key_pressed(const Context& c, const Control& control, ImGuiKey key, bool repeat = true);
/// Draws a name in a row from `at.x`, centred on `at.y`, within `width`.
void draw_name(Context& c, const Name& name, ImVec2 at, float width, ImU32 colour);
/// Text whose digits and capitals are centred on `at.y`.
ImVec2 draw_centred(Context& c, ImVec2 at, std::string_view text, ImU32 colour, float size, Face face = Face::regular);
/// Text that rises by 45 degrees and ends at `end`.
void draw_turned(Context& c, ImVec2 end, std::string_view text, ImU32 colour, float size, Face face = Face::regular);
/// Takes part in ImGui's layout and draw list.
inline ImDrawList* canvas() { return ImGui::GetWindowDrawList(); }
/// Adds a touch claim for what is on screen of the rectangle.
void claim_touch(Context& c, const ImRect& rect, int claim);

}  // namespace headscope::ui
