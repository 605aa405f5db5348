// One quad, however many cells; rows and columns are outlined over it.
#include "ui/flow/thumbnail.hpp"

#include <algorithm>

#include "ui/kit/kit.hpp"
#include "ui/matrix/turns.hpp"

namespace headscope::ui {

using lab::TensorId;

namespace {

/// A row or column outlined; a single line where it is too thin for an outline.
void mark(ImDrawList* list, ImVec2 min, ImVec2 max, ImU32 colour) {
    constexpr float kThin = 4;
    const ImVec2 middle((min.x + max.x) / 2, (min.y + max.y) / 2);
    if (max.y - min.y < kThin) list->AddLine(ImVec2(min.x, middle.y), ImVec2(max.x, middle.y), colour);
    else if (max.x - min.x < kThin) list->AddLine(ImVec2(middle.x, min.y), ImVec2(middle.x, max.y), colour);
    else list->AddRect(ImVec2(min.x - 1, min.y - 1), ImVec2(max.x + 1, max.y + 1), colour, 1);
}

}  // namespace

void thumbnail(Context& c, PictureNumbers& numbers, TensorId stage, int head, ImVec2 at, ImVec2 size, bool pointed) {
    Heatmap map = numbers.stage(c, stage, head);
    if (map.values == nullptr) return;
    map.min = at;
    map.max = ImVec2(at.x + size.x, at.y + size.y);
    map.gap = 1;
    map.rounding = 2;
    ImDrawList* list = ImGui::GetWindowDrawList();
    c.painter.draw(list, map);
    draw_turns(c, map);

    const float cell_x = size.x / static_cast<float>(map.cols), cell_y = size.y / static_cast<float>(map.rows);
    const ImVec2 mouse = ImGui::GetMousePos();
    if (pointed && mouse.x >= map.min.x && mouse.x < map.max.x && mouse.y >= map.min.y && mouse.y < map.max.y) {
        const int row = std::min(static_cast<int>((mouse.y - at.y) / cell_y), map.rows - 1);
        const int col = std::min(static_cast<int>((mouse.x - at.x) / cell_x), map.cols - 1);
        if (!map.is_later(row, col)) {
            c.hovered_now = shown_part(c.view, stage, head);
            c.hovered_now->row = row, c.hovered_now->col = col;
        }
    }
    if (map.changed_rows > 0 && map.changed_cols > 0) {
        const ImVec2 first(at.x + static_cast<float>(map.changed_col) * cell_x,
                           at.y + static_cast<float>(map.changed_row) * cell_y);
        mark(list, first,
             ImVec2(first.x + static_cast<float>(map.changed_cols) * cell_x,
                    first.y + static_cast<float>(map.changed_rows) * cell_y),
             c.theme.changed);
    }
    const lab::CellRef* cell = c.view.selected();
    if (cell == nullptr || lab::info(cell->tensor).is_matrix() || cell->item != c.view.item) return;
    const bool keys_only = lab::counts_keys(lab::info(cell->tensor).rows);
    if (!keys_only && cell->row < map.rows) {
        const float y = at.y + static_cast<float>(cell->row) * cell_y;
        mark(list, ImVec2(at.x, y), ImVec2(map.max.x, y + cell_y), c.theme.accent);
    }
    if (lab::info(stage).is_score() && (keys_only || lab::info(cell->tensor).is_score())) {
        const int key = keys_only ? cell->row : cell->col;
        const float x = at.x + static_cast<float>(key) * cell_x;
        if (key < map.cols) mark(list, ImVec2(x, at.y), ImVec2(x + cell_x, map.max.y), c.theme.key);
    }
}

}  // namespace headscope::ui
