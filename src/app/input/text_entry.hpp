// The active text field and the page's hidden one, which are to be equal: what the page needs to know of it, and what the
// visitor did to the page's.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "imgui.h"
#include "lab/words/result.hpp"
#include "ui/base/theme.hpp"

namespace headscope::app {

/// Part of a text, in the page's units (UTF-16).
struct TextRange {
    int begin = 0, end = 0;
};

class TextEntry {
public:
    /// Makes Dear ImGui of the current context tell us where its caret is.
    void connect();
    /// Puts a text in the place of a part of the active field's, and the selection where the page has it; `buffer` is what the
    /// field edits. Keys that come later act on the result. Error: the field would be too long; nothing has changed then.
    static std::optional<lab::Error> replace(std::string& buffer, TextRange range, std::string_view text, TextRange selection);
    /// Would so many bytes in the place of the selection be too many for the active field?
    static std::optional<lab::Error> too_long(std::size_t bytes);
    /// The active field, 0 when none is, and whether it has several lines.
    static ImGuiID field();
    static bool multiline();
    /// What an input method is still composing; an empty range: nothing.
    void compose(TextRange range) { composed_ = range; }
    bool composing() const { return composed_.begin < composed_.end; }
    /// Underlines what is being composed.
    void draw_composed(const ui::Theme& theme) const;
    /// JSON as hs_text_entry describes it; `scale` = CSS pixels per ImGui unit.
    std::string describe(float scale) const;
    /// Milliseconds until the caret blinks next, < 0 when there is none.
    static double next_blink_ms();

private:
    ImGuiPlatformImeData caret_;
    TextRange composed_;
};

}  // namespace headscope::app
