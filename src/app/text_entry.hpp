// The active text field as the page's hidden one needs it, and the text an input method is composing.
#pragma once

#include <string>

#include "imgui.h"
#include "ui/theme.hpp"

namespace headscope::app {

class TextEntry {
public:
    /// Makes Dear ImGui of the current context tell us where its caret is.
    void connect();
    void compose(std::string preedit) { preedit_ = std::move(preedit); }
    /// Draws the composed text at the caret, over everything.
    void draw_preedit(const ui::Theme& theme) const;
    /// JSON as hs_text_entry describes it; `scale` = CSS pixels per ImGui unit.
    std::string describe(float scale) const;
    /// Milliseconds until the caret blinks next, < 0 when there is none.
    static double next_blink_ms();

private:
    ImGuiPlatformImeData caret_;
    std::string preedit_;
};

}  // namespace headscope::app
