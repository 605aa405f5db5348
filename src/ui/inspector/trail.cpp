// The way from a pin to the numbers it is made of: parts to go back to, and the number that was reached.
#include "ui/base/pins.hpp"
#include "ui/inspector/cards.hpp"
#include "ui/inspector/inspector.hpp"
#include "ui/inspector/operands.hpp"
#include "ui/inspector/where.hpp"
#include "ui/kit/wrap.hpp"
#include "ui/picture/words.hpp"
#include "ui/text/number_text.hpp"
#include "ui/text/symbols.hpp"

namespace headscope::ui {

using lab::CellRef;
using lab::Str;

namespace {

/// A tensor in as few letters as tell it: "weights", "Q", "W_q", "concat".
std::string short_name(const Context& c, const CellRef& cell) {
    const lab::TensorInfo& row = lab::info(cell.tensor);
    if (row.short_word != Str::count_) return step_word(c, row.id);
    return std::string(row.symbol.empty() ? c.text(row.word) : row.symbol);
}

/// A part of the trail. Backspace on any of them goes one step back.
bool part(Context& c, const std::string& key, std::string_view words, std::string_view spoken, ImVec2 at, ImVec2 size) {
    const Control b = control_at(c, ImGui::GetCurrentWindow()->GetID(key.c_str()), {at, at + size});
    c.mirror.add(item_of(b, Role::link, spoken, key));
    const Theme& theme = c.theme;
    if (b.hovered) canvas()->AddRectFilled(b.rect.Min, b.rect.Max, theme.chip, 5);
    draw_math(c, ImVec2(at.x + 4, at.y + (size.y - theme.small) / 2 - 1), words, b.hovered ? theme.ink : theme.accent,
              theme.small);
    draw_ring(c, b, 5);
    if (b.hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    if (key_pressed(c, b, ImGuiKey_Backspace, false) && go_back(c.view)) again(c);
    return b.pressed;
}

/// Where the reached cell stands, its number and address.
void reached(Context& c, const PictureNumbers& numbers, const CellRef& cell) {
    const Theme& theme = c.theme;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const std::string words = where(c, numbers, cell), number = number_text(static_cast<double>(number_at(c, cell)), 4);
    float y = at.y;
    if (lab::info(cell.tensor).is_matrix()) y += draw_math(c, at, words, theme.quiet, theme.text).y + 6;
    else y += draw_wrapped(c, at, words, theme.quiet, theme.text, width) + 2;
    draw_text(c, ImVec2(at.x - 1, y), number, theme.ink, 26, Face::bold);
    y += 32;
    const float drawn = draw_text(c, ImVec2(at.x, y + 3), lab::print_cell(cell), theme.quiet, theme.heading, Face::mono).x;
    copy_button(c, "trail.copy", cell, ImVec2(at.x + drawn + 4, y), 22);
    y += 26;
    tell(c, Role::text, "trail.number", words + ": " + number, at, ImVec2(at.x + width, y));
    ImGui::Dummy(ImVec2(width, y - at.y));
}

}  // namespace

void trail(Context& c, PictureNumbers& numbers) {
    const std::vector<CellRef> way = c.view.trail;  // a part may be pressed while they are drawn
    if (way.size() < 2) return;
    const Theme& theme = c.theme;
    const ImVec2 from = ImGui::GetCursorScreenPos();
    const float right = from.x + ImGui::GetContentRegionAvail().x, height = c.app.touch ? 40.0f : 26.0f;
    ImVec2 at = from;
    c.interaction.back_control = ImGui::GetCurrentWindow()->GetID("trail.back");
    if (part(c, "trail.back", "\u2190", c.text(Str::trail_back), at, ImVec2(height, height))) go_back(c.view), again(c);
    at.x += height + 2;
    for (size_t i = 0; i < way.size(); ++i) {
        const std::string name = short_name(c, way[i]);
        const bool last = i + 1 == way.size();
        const float width = math_size(name, theme.small, last ? Face::bold : Face::regular).x + 8;
        if (at.x + width + 12 > right && at.x > from.x) at = ImVec2(from.x, at.y + height);
        if (last)
            draw_math(c, ImVec2(at.x + 4, at.y + (height - theme.small) / 2 - 1), name, theme.ink, theme.small, Face::bold);
        else if (part(c, "trail." + std::to_string(i), name, where(c, numbers, way[i]), at, ImVec2(width, height)))
            go_back_to(c.view, i), again(c);
        at.x += width;
        if (last) continue;
        draw_text(c, ImVec2(at.x + 1, at.y + (height - theme.small) / 2 - 1), "\u2039", theme.quiet, theme.small);
        at.x += 10;
    }
    ImGui::SetCursorScreenPos(from);
    ImGui::Dummy(ImVec2(right - from.x, at.y + height - from.y));
    reached(c, numbers, way.back());
}

}  // namespace headscope::ui
