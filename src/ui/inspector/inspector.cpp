// The inspector: the selected number, where it stands, where it comes from, and the row of weights it belongs to.
#include "ui/inspector/inspector.hpp"

#include <algorithm>

#include "ui/inspector/where.hpp"
#include "ui/inspector/writer.hpp"
#include "ui/kit/number_text.hpp"

namespace headscope::ui {

using lab::CellRef;
using lab::Str;

bool has_number(const Context& c, const CellRef& cell) {
    return lab::exists(c.document, c.trace, cell) &&
           (lab::info(cell.tensor).is_matrix() || c.trace.view(cell.tensor, cell.layer).data != nullptr);
}

const CellRef* told_cell(const Context& c, bool of_stage) {
    const CellRef* cell = c.view.selected();
    if (cell == nullptr || !has_number(c, *cell)) return nullptr;
    return of_stage && lab::info(cell->tensor).is_matrix() ? nullptr : cell;
}

void inspector_nothing(Context& c) {
    Writer w(c, c.theme.text);
    w.words(c.text(Str::inspector_empty), c.theme.ink);
    w.gap(6);
    for (Str line : {Str::inspector_empty_point, Str::inspector_empty_click, Str::inspector_empty_edit}) {
        w.words(c.text(line), c.theme.quiet);
        w.gap(4);
    }
    w.end("inspector");
}

void inspector_value(Context& c, PictureNumbers& numbers) {
    const Theme& theme = c.theme;
    Writer w(c, theme.small);
    if (const CellRef* cell = told_cell(c)) {
        w.words(where(c, numbers, *cell), theme.quiet, theme.text);
        const std::string number = number_text(static_cast<double>(lab::value_at(c.document, c.trace, *cell)), 4);
        const ImVec2 size = text_size(number, theme.huge, Face::bold);
        draw_text(c, ImVec2(w.left() - 1, w.y()), number, theme.ink, theme.huge, Face::bold);
        w.say(number);
        w.say("\n");
        w.gap(size.y + 2);
        w.line({{index_text(*cell), theme.quiet}, {c.text(Str::inspector_of), theme.quiet}, {shape_of(c, *cell), theme.quiet}});
        if (lab::info(cell->tensor).is_matrix()) {
            w.gap(4);
            w.words(purpose_of(c, *cell), theme.ink, theme.text);
            if (!c.view.read_only) w.words(c.text(Str::inspector_edit_hint), theme.quiet, theme.small);
        }
    }
    w.end("inspector");
}

void inspector(Context& c, PictureNumbers& numbers, bool wide) {
    group_heading(c, Str::inspector_title);
    if (told_cell(c) == nullptr) return inspector_nothing(c);
    const bool has_cell = told_cell(c, true) != nullptr;
    if (!wide) {
        inspector_value(c, numbers);
        if (!has_cell) return;
        room(2);
        inspector_steps(c, numbers);
        room(10);
        inspector_row(c, numbers, 0);
        return;
    }
    const ImVec2 space = ImGui::GetContentRegionAvail();
    constexpr float kBetween = 24;
    const float column = (space.x - 2 * kBetween) / 3;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const auto part = [&](const char* id, int index, auto&& draw) {
        ImGui::SetCursorScreenPos(ImVec2(at.x + static_cast<float>(index) * (column + kBetween), at.y));
        if (ImGui::BeginChild(id, ImVec2(column, space.y))) {
            draw();
            scroll_area(c);
        }
        ImGui::EndChild();
    };
    part("value", 0, [&] { inspector_value(c, numbers); });
    if (!has_cell) return;
    part("steps", 1, [&] { inspector_steps(c, numbers); });
    part("row", 2, [&] { inspector_row(c, numbers, 0); });
}

}  // namespace headscope::ui
