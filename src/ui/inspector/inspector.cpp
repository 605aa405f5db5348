// The inspector: the pinned numbers, where the open one comes from, the row of weights it belongs to, and what is pointed at.
#include "ui/inspector/inspector.hpp"

#include <algorithm>

#include "ui/inspector/cards.hpp"
#include "ui/inspector/first_steps.hpp"
#include "ui/inspector/operands.hpp"
#include "ui/inspector/where.hpp"
#include "ui/inspector/writer.hpp"
#include "ui/matrix/turns.hpp"
#include "ui/text/number_text.hpp"

namespace headscope::ui {

using lab::CellRef;
using lab::Str;

bool has_number(const Context& c, const CellRef& cell) {
    return lab::exists(c.document, c.trace, cell) &&
           (lab::info(cell.tensor).is_matrix() || c.trace.view(cell.tensor, cell.layer).data != nullptr);
}

float number_at(const Context& c, const CellRef& cell) {
    if (has_number(c, cell)) return lab::value_at(c.document, c.trace, cell);
    const std::vector<lab::Step> steps = lab::explain(c.document, c.trace, cell);  // of a stage that is not kept
    return steps.empty() ? 0 : steps.back().result;
}

const CellRef* told_cell(const Context& c, bool of_stage) {
    const CellRef* cell = c.view.selected();
    if (cell == nullptr || !lab::exists(c.document, c.trace, *cell)) return nullptr;
    return of_stage && lab::info(cell->tensor).is_matrix() ? nullptr : cell;
}

const CellRef* formula_cell(const Context& c, bool of_stage) {
    const CellRef* cell = c.view.pins.empty() ? told_cell(c) : c.view.opened();
    if (cell == nullptr || !lab::exists(c.document, c.trace, *cell)) return nullptr;
    return of_stage && lab::info(cell->tensor).is_matrix() ? nullptr : cell;
}

std::string hint(const Context& c, Str mouse, Str touch) {
    std::string text(c.text(c.app.touch ? touch : mouse));
    if (text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text + (c.view.language == lab::Language::chinese ? "。" : ".");
}

void inspector_nothing(Context& c, bool with_guide) {
    const bool steps = with_guide && first_steps(c);
    if (steps) room(8);
    Writer w(c, c.theme.text);
    if (!steps) w.words(c.text(Str::inspector_empty), c.theme.ink), w.gap(6);
    constexpr Str kHints[][2] = {{Str::hint_look, Str::hint_look_touch},
                                 {Str::hint_lock, Str::hint_lock_touch},
                                 {Str::hint_start, Str::hint_start_touch}};
    for (const auto& [mouse, touch] : kHints) {
        if (steps && mouse != Str::hint_look) continue;
        w.words(hint(c, mouse, touch), c.theme.quiet);
        w.gap(4);
    }
    w.end("inspector");
}

namespace {

/// What is pointed at while nothing is pinned: where it stands, its number and its address.
void hovered_number(Context& c, const PictureNumbers& numbers, const CellRef& cell) {
    const Theme& theme = c.theme;
    Writer w(c, theme.small);
    w.words(where(c, numbers, cell), theme.quiet, theme.text);
    const std::string number = number_text(static_cast<double>(number_at(c, cell)), 4);
    const ImVec2 size = text_size(number, theme.huge, Face::bold);
    draw_text(c, ImVec2(w.left() - 1, w.y()), number, theme.ink, theme.huge, Face::bold);
    w.say(number);
    w.say("\n");
    w.gap(size.y + 2);
    w.line({{lab::print_cell(cell), theme.quiet}, {c.text(Str::inspector_of), theme.quiet}, {shape_of(c, cell), theme.quiet}});
    if (const std::string beside = other_head(c, cell); !beside.empty()) w.words(beside, theme.ink);
    w.end("number");
}

/// What a number of a matrix does: it has no arithmetic behind it.
void purpose(Context& c, const CellRef& cell) {
    Writer w(c, c.theme.small);
    w.words(purpose_of(c, cell), c.theme.ink, c.theme.text);
    if (!c.view.read_only) w.words(hint(c, Str::hint_edit, Str::hint_edit_touch), c.theme.quiet, c.theme.small);
    w.end("inspector");
}

/// In one line, where the room is low.
void heading_with_looks_back(Context& c) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    group_heading(c, Str::inspector_title);
    const ImVec2 below = ImGui::GetCursorScreenPos();
    ImGui::SetCursorScreenPos(ImVec2(at.x + width - 380, at.y - 4));
    looks_back(c);
    ImGui::SetCursorScreenPos(ImVec2(at.x, below.y + 6));
}

void in_columns(Context& c, PictureNumbers& numbers) {
    const ImVec2 space = ImGui::GetContentRegionAvail();
    constexpr float kBetween = 24;
    const float column = (space.x - 2 * kBetween) / 3;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const auto part = [&](const char* id, int index, float height, auto&& draw) {
        ImGui::SetCursorScreenPos(ImVec2(at.x + static_cast<float>(index) * (column + kBetween), at.y));
        const bool alone = formula_cell(c) == nullptr && index == 0;  // what stands there then is wider
        if (ImGui::BeginChild(id, ImVec2(alone ? 2 * column + kBetween : column, height))) {
            draw();
            scroll_area(c);
        }
        ImGui::EndChild();
    };
    const float strip = c.view.pins.empty() ? 0 : pointed_at_height(c);
    const bool anything = formula_cell(c) != nullptr;
    part("value", 0, space.y - strip, [&] { anything ? inspector_value(c, numbers) : inspector_nothing(c); });
    if (strip > 0) pointed_at(c, numbers, ImVec2(at.x, at.y + space.y - strip), column);
    if (formula_cell(c, true) != nullptr) part("steps", 1, space.y, [&] { inspector_steps(c, numbers); });
    part("row", 2, space.y, [&] {
        if (formula_cell(c, true) != nullptr) inspector_row(c, numbers, 0), room(10);
        inspector_head(c, numbers);
    });
}

}  // namespace

void inspector_value(Context& c, PictureNumbers& numbers, bool with_cards) {
    if (with_cards) cards(c, numbers);
    trail(c, numbers);
    const CellRef* cell = formula_cell(c);
    if (cell == nullptr) return;
    if (c.view.pins.empty()) hovered_number(c, numbers, *cell);
    if (const std::string_view turn = turn_words(c, *cell); !turn.empty()) {
        Writer w(c, c.theme.small);
        w.words(turn, c.theme.ink);
        w.end("turn");
    }
    if (lab::info(cell->tensor).is_matrix()) purpose(c, *cell);
}

namespace {

/// The tick of the first step is seen whatever is told meanwhile; pinned cards do not move for it.
void tick(Context& c) {
    if (formula_cell(c) != nullptr && c.view.pins.empty() && first_steps(c, Guide::done)) room(6);
}

}  // namespace

void inspector(Context& c, PictureNumbers& numbers, bool columns) {
    if (columns) {
        heading_with_looks_back(c);
        tick(c);
        return in_columns(c, numbers);
    }
    looks_back(c);
    group_heading(c, Str::inspector_title);
    tick(c);
    if (formula_cell(c) == nullptr) inspector_nothing(c);
    else inspector_value(c, numbers);
    const bool of_stage = formula_cell(c, true) != nullptr;
    if (of_stage) {
        room(2);
        inspector_steps(c, numbers);
        room(10);
        inspector_row(c, numbers, 0);
    }
    room(10);
    inspector_head(c, numbers);
    if (!of_stage) return;
    room(8);
    label(c, c.text(Str::inspector_counting), c.theme.quiet, c.theme.small);
}

}  // namespace headscope::ui
