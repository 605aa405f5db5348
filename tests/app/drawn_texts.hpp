// What a reader sees of the words of a frame, taken from Dear ImGui's draw data alone: every text, how large, where, and what is hidden.
#pragma once

#include <string>
#include <vector>

#include "imgui.h"

namespace headscope::app {

/// A run of glyphs on one line, in CSS pixels.
struct DrawnText {
    std::string words;     // as read back from the glyphs
    float size = 0;        // of the type
    ImVec2 origin;         // a corner of the ink
    ImVec2 along, up;      // the ink's other corners: origin + along, origin + up
    bool cut = false;      // by its clip rectangle, where nothing scrolls
    bool covered = false;  // by something opaque drawn later
    const void* window = nullptr;
    ImVec2 min() const;
    ImVec2 max() const;
};

/// The texts of the last frame that show on screen at all. `scale`: CSS pixels of a unit of the interface.
std::vector<DrawnText> drawn_texts(const ImDrawData& data, float scale);
/// Whether the ink of both shares more than a hair.
bool overlap(const DrawnText& a, const DrawnText& b);
/// Whether two level texts of one line stand so close that they read as one.
bool touch(const DrawnText& a, const DrawnText& b);

}  // namespace headscope::app
