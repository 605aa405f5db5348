// A step is a place in the view: what is drawn follows from it.
#include "ui/flow/decoding.hpp"

#include <algorithm>
#include <utility>

#include "ui/kit/popup.hpp"
#include "ui/matrix/turns.hpp"
#include "ui/sentence/token_row.hpp"
#include "ui/text/number_text.hpp"

namespace headscope::ui {

using lab::DecodingObstacle;
using lab::Str;

namespace {

constexpr float kBelowSteps = 8;

float side_of(const Context& c) { return c.app.touch ? 44.0f : 32.0f; }

void begin(Context& c) {
    c.view.decoding = std::clamp(c.view.query, 0, std::max(c.document.queries() - 1, 0));
    again(c);
}

/// What outlines mean, right of the words where there is room.
void marks(Context& c, float left, float right, float middle) {
    constexpr std::pair<lab::Turn, Str> kMarks[] = {{lab::Turn::now, Str::decoding_this_step},
                                                    {lab::Turn::cached, Str::decoding_with}};
    constexpr float kSide = 14, kLine = 19;
    float widest = 0;
    for (const auto& [mark, words] : kMarks) widest = std::max(widest, text_size(c.text(words), c.theme.small).x);
    const ImVec2 at(right - widest - kSide - 7, middle - kLine / 2);
    if (at.x < left + 12) return;
    float y = at.y;
    for (const auto& [mark, words] : kMarks) {
        draw_turn_mark(c, mark, ImVec2(at.x, y - kSide / 2), ImVec2(at.x + kSide, y + kSide / 2));
        draw_centred(c, ImVec2(at.x + kSide + 7, y), c.text(words), c.theme.quiet, c.theme.small);
        y += kLine;
    }
}

/// Why not, and one press that takes every reason away.
void obstacles(Context& c, const DecodingObstacle* first) {
    constexpr float kWidth = 280;
    for (const DecodingObstacle* obstacle = first; obstacle != nullptr;
         obstacle = lab::decoding_obstacle(c.document, obstacle + 1)) {
        label(c, c.text(obstacle->words), c.theme.ink, c.theme.text);
    }
    room(8);
    if (c.view.read_only) return;
    if (!button(c, "decoding.fix", c.text(Str::decoding_fix), ButtonKind::filled, true, {}, ImVec2(kWidth, row_height(c))))
        return;
    c.edit(lab::made_decodable(c.document), false, {"decoding"});
    begin(c);
    close_popup(c);
}

}  // namespace

float decoding_switch_width(const Context& c) {
    return c.view.hides("decoding") ? 0 : ImFloor(text_size(c.text(Str::decoding_title), c.theme.text).x + 28);
}

void decoding_switch(Context& c, ImVec2 upper_right, float height) {
    const float width = decoding_switch_width(c);
    if (width <= 0) return;
    const bool on = c.view.decoding >= 0;
    const ImVec2 at(upper_right.x - width, upper_right.y);
    ImGui::SetCursorScreenPos(at);
    const ImGuiID id = ImGui::GetID("decoding");
    const bool pressed =
        button(c, "decoding", c.text(Str::decoding_title), ButtonKind::outlined, true, {}, ImVec2(width, height), on);
    const DecodingObstacle* obstacle = on ? nullptr : lab::decoding_obstacle(c.document);
    if (pressed && on) c.view.decoding = -1;
    else if (pressed && obstacle) open_popup(c, id);
    else if (pressed) begin(c);
    if (!begin_popup(c, id, {at, ImVec2(upper_right.x, at.y + height)}, 304, 12)) return;
    if (obstacle) obstacles(c, obstacle);
    else close_popup(c);
    end_popup(c);
}

float decoding_height(const Context& c) {
    return c.view.decoding < 0 || c.view.hides("decoding") ? 0 : side_of(c) + kBelowSteps;
}

void decoding_steps(Context& c, const PictureNumbers& numbers, float width) {
    const int step = c.view.decoding, last = c.document.queries() - 1;
    if (decoding_height(c) <= 0) return;
    const Theme& t = c.theme;
    const float side = side_of(c);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const auto sign = [&](std::string_view key, std::string_view text, Str tip, float x, int to) {
        ImGui::SetCursorScreenPos(ImVec2(at.x + x, at.y));
        if (button(c, key, text, ButtonKind::outlined, to >= 0 && to <= last, c.text(tip), ImVec2(side, side)))
            pin_query(c, to);
    };
    sign("decoding.back", "\u2039", Str::decoding_back, 0, step - 1);
    sign("decoding.next", "\u203a", Str::decoding_next, side + 4, step + 1);
    const lab::DecodingCosts costs = lab::decoding_costs(c.document, step);
    const std::string title =
        lab::format(Str::decoding_step, c.view.language,
                    {std::to_string(step + 1), std::to_string(last + 1), numbers.queries()[static_cast<size_t>(step)]});
    const std::string cost =
        lab::format(Str::decoding_cost, c.view.language, {counted(costs.step), counted(costs.step_without)});
    const float x = at.x + 2 * (side + 4) + 6, end = at.x + width, middle = at.y + side / 2;
    std::string storage;
    const auto say = [&](float y, std::string_view words, ImU32 ink, float size, Face face) {
        return draw_text(c, ImVec2(x, y), elided(words, end - x, size, face, storage), ink, size, face).x;
    };
    const float first = say(middle - t.text - 1, title, t.ink, t.text, Face::bold);
    marks(c, x + std::max(first, say(middle + 2, cost, t.quiet, t.small, Face::regular)), end, middle);
    tell(c, Role::status, "decoding.step", title + ". " + cost, ImVec2(x, at.y), ImVec2(end, at.y + side));
    ImGui::SetCursorScreenPos(at);
    ImGui::Dummy(ImVec2(width, decoding_height(c)));
}

}  // namespace headscope::ui
