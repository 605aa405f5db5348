// Where a control or a cell came to stand in this frame, by its key.
#include "ui/kit/spot.hpp"

namespace headscope::ui {

std::optional<ImRect> find_spot(const Context& c, const Spot& spot) {
    if (spot.key.empty()) return std::nullopt;
    for (const MirrorItem& item : c.mirror.items()) {
        if (item.key != spot.key) continue;
        const ImRect all(item.min, item.max);
        if (spot.row < 0 || item.rows <= 0) return all;
        const HeatmapAxis cols(item.min.x, item.max.x, item.cols, item.group_cols, item.group_gap);
        const HeatmapAxis rows(item.min.y, item.max.y, item.rows, item.group_rows, item.group_gap);
        if (spot.row >= item.rows || spot.col >= item.cols) return all;
        const ImVec2 at(cols.at(spot.col), rows.at(spot.row));
        return ImRect(at, at + ImVec2(cols.pitch, rows.pitch));
    }
    return std::nullopt;
}

}  // namespace headscope::ui
