// The line below the flow: what computes, how long it took, how much it was.
#include "ui/bar/status.hpp"

#include <algorithm>

#include "ui/kit/kit.hpp"
#include "ui/overlay/engine.hpp"
#include "ui/text/number_text.hpp"

namespace headscope::ui {

using lab::Str;

void status_line(Context& c, ImVec2 min, ImVec2 max) {
    const Theme& theme = c.theme;
    const float size = theme.small, pad = std::clamp((max.x - min.x) * 0.025f, 14.0f, 40.0f);
    const float y = min.y + (max.y - min.y - text_size("0", size).y) / 2;
    constexpr float kButton = 28;
    float x = min.x + pad - 8;  // the button's text stands where a line of text would
    const float button = engine_button(c, ImVec2(x, (min.y + max.y - kButton) / 2), kButton);
    x += button > 0 ? button + 14 : 8;
    // What grows and shrinks keeps the width of its widest, so that the line does not tremble during a drag.
    const auto say = [&](const std::string& words, std::string_view widest = "") {
        const float room = std::max(text_size(words, size).x, text_size(widest, size).x);
        if (x + room > max.x - pad) return;
        draw_text(c, ImVec2(x, y), words, theme.quiet, size);
        x += room + 22;
    };
    say(evaluation_time(c), "< 0.1 ms");
    const std::string last = count_text(c.trace.last_multiply_adds()), full = count_text(c.trace.full_multiply_adds());
    say(lab::format(Str::status_multiply_adds, c.view.language, {last, full}));
    const std::string_view kind = "float32";
    const float right = max.x - pad - text_size(kind, size).x;
    if (right > x) draw_text(c, ImVec2(right, y), kind, theme.quiet, size);
}

}  // namespace headscope::ui
