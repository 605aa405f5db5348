// One matrix in one frame: lay out, listen, draw, report.
#include "ui/matrix/parts.hpp"
#include "ui/matrix/turns.hpp"

namespace headscope::ui {

using namespace matrix_parts;

MatrixPlace measure_matrix(const Context& c, const MatrixSpec& spec) {
    return layout_of(c, spec, ImGui::GetCursorScreenPos()).place;
}

MatrixPlace matrix(Context& c, const MatrixSpec& spec) {
    if (c.view.read_only && (spec.editable || spec.paintable)) {
        MatrixSpec looked_at = spec;
        looked_at.editable.reset();
        looked_at.paintable.reset();
        return matrix(c, looked_at);
    }
    const MatrixLayout layout = layout_of(c, spec, ImGui::GetCursorScreenPos());
    Heatmap map = spec.heatmap;
    map.min = layout.place.min;
    map.max = layout.place.max;
    map.group_cols = spec.rows_per_head || spec.cols_per_head >= map.cols ? 0 : spec.cols_per_head;
    map.group_rows = !spec.rows_per_head || spec.cols_per_head >= map.rows ? 0 : spec.cols_per_head;
    map.group_gap = layout.group_gap;
    map.gap = layout.place.cell >= 7 ? 1.0f : layout.place.cell >= 4 ? 0.5f : 0.0f;
    MatrixFrame m{c, spec, layout, map, columns_of(map), rows_of(map), {}};

    ImGui::PushID(spec.key.data(), spec.key.data() + spec.key.size());
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    const ImVec2 outer = layout.place.outer_max - layout.place.outer_min;
    ImGui::ItemSize(outer);
    m.sides = {map.min, map.max};
    if (spec.names_stay) {
        const ImVec2 from = layout.place.min - layout.place.outer_min, to = layout.place.outer_max - layout.place.max;
        const ImRect& shown = window->ClipRect;
        m.sides = {ImMax(m.sides.Min, shown.Min + from), ImMin(m.sides.Max, shown.Max - to)};
        ImGui::PushClipRect(m.sides.Min, m.sides.Max, true);
    }
    m.control = control_at(c, window->GetID("##cells"), {map.min, map.max}, true, 0, false);
    m.activated = ImGui::IsItemActivated();
    m.released = ImGui::IsItemDeactivated();
    const int packed = c.interaction.active_cells.GetInt(m.control.id, 0);
    m.row = ImClamp(packed / 65536, 0, ImMax(map.rows - 1, 0));
    m.col = ImClamp(packed % 65536, 0, ImMax(map.cols - 1, 0));

    if (map.rows > 0 && map.cols > 0) {
        handle_mirror(m);
        handle_pointer(m);
        handle_keys(m);
        handle_paste(m);
    }
    if (c.interaction.reveal) {
        const CellPlace at = place_of(c.document, spec, *c.interaction.reveal);
        if (at.row >= 0 && at.row < map.rows && at.col < map.cols) {
            set_active(m, at.row, at.col, true);
            c.interaction.reveal.reset();
        }
    }
    report(m);
    const ImRect all(layout.place.outer_min - ImVec2(4, 4), layout.place.outer_max + ImVec2(4, 4));
    const bool visible = ImGui::IsRectVisible(all.Min, all.Max) && map.values;
    Highlights lit;
    if (visible) {
        lit = highlights_of(c, spec);
        c.painter.draw(canvas(), map);
        draw_numbers(m);
        if (spec.marked) draw_corners(m);
        draw_turns(c, map);
        draw_changed(m);
        draw_highlights(m);
        draw_selection(m, lit);
    }
    if (spec.names_stay) ImGui::PopClipRect();
    if (visible) {
        draw_caption(m);
        draw_names(m, lit);
    }
    if (map.rows > 0 && map.cols > 0) {
        draw_operations(m);
        draw_enlarge(m);
        draw_cell_typing(m);
    }
    ImGui::PopID();
    return layout.place;
}

}  // namespace headscope::ui
