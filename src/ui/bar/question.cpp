// The question of the open preset: a line below the bar, until it is dismissed.
#include "ui/bar/question.hpp"

#include <algorithm>

#include "lab/link/presets.hpp"
#include "ui/kit/control.hpp"
#include "ui/kit/wrap.hpp"
#include "ui/text/symbols.hpp"

namespace headscope::ui {
namespace {

constexpr float kPad = 20, kClose = 34, kMark = 28;

std::string words_of(const Context& c) {
    return in_symbols(c.view, c.text(lab::presets()[static_cast<size_t>(c.view.preset)].question));
}

float room_of(float width) { return std::max(width - 2 * kPad - kMark - kClose, 80.0f); }

}  // namespace

float question_height(Context& c, float width) {
    if (!c.view.question || c.view.preset < 0) return 0;
    const float words = draw_wrapped(c, ImVec2(), words_of(c), 0, c.theme.text, room_of(width), false);
    return std::max(words + 12, kClose + 2);
}

void question(Context& c, const Region& region) {
    if (region.empty()) return;
    const Theme& theme = c.theme;
    canvas()->AddRectFilled(region.min, region.max, theme.wash);
    canvas()->AddLine(ImVec2(region.min.x, region.max.y), region.max, theme.line);
    const std::string words = words_of(c);
    const float room = room_of(region.width()), middle = (region.min.y + region.max.y) / 2;
    const float height = draw_wrapped(c, ImVec2(), words, 0, theme.text, room, false);
    const ImVec2 mark(region.min.x + kPad + 9, middle);
    canvas()->AddCircleFilled(mark, 9, theme.accent);
    draw_centred(c, ImVec2(mark.x - text_size("?", theme.small, Face::bold).x / 2, mark.y), "?", theme.on_accent, theme.small,
                 Face::bold);
    const ImVec2 at(region.min.x + kPad + kMark, middle - height / 2 + 3);  // a line has its room below
    draw_wrapped(c, at, words, theme.ink, theme.text, room);
    tell(c, Role::status, "question", std::string(c.text(lab::Str::bar_question)) + ": " + words, region.min, region.max);
    ImGui::SetCursorScreenPos(ImVec2(region.max.x - kClose - 8, middle - kClose / 2));
    if (button(c, "close_question", "\u00d7", ButtonKind::quiet, true, c.text(lab::Str::notice_dismiss),
               ImVec2(kClose, kClose)))
        c.view.question = false;
}

}  // namespace headscope::ui
