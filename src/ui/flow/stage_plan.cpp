// What stands on the stage: sizes from the cell of the result.
#include "ui/flow/stage_plan.hpp"

#include <algorithm>
#include <cmath>

namespace headscope::ui {

namespace {

constexpr float kPartGap = 8, kLeastOperand = 34;

Region box(float x, float y, float width, float height) { return {ImVec2(x, y), ImVec2(x + width, y + height)}; }

/// An operand's extent: as large cells as the result's where that is not more than its share.
float extent(int count, float cell, float most) {
    return std::floor(
        std::clamp(static_cast<float>(count) * cell, std::min(kLeastOperand, most), std::max(most, kLeastOperand)));
}

}  // namespace

float cell_in(ImVec2 room, int rows, int cols, float most) {
    const float cell =
        std::min({room.x / static_cast<float>(std::max(cols, 1)), room.y / static_cast<float>(std::max(rows, 1)), most});
    return cell >= 5 ? std::floor(cell) : cell >= 2 ? std::floor(cell * 2) / 2 : std::max(cell, 0.01f);
}

ProductLayout plan_product(const Region& room, const ProductNeeds& needs) {
    const float most_x = room.width() * needs.share, most_y = room.height() * needs.share;
    const bool behind = needs.behind > 0;
    ProductLayout plan;
    float left = most_x, after = behind ? most_x : 0, upper = most_y;
    const auto free_x = [&] { return room.width() - left - kPartGap - (behind ? after + kPartGap : 0) - needs.row_names; };
    const auto free_y = [&] { return room.height() - upper - kPartGap - needs.caption - needs.column_names; };
    // Operands of few cells leave more to the result: a second look with the first one's cell.
    for (int look = 0; look < 2; ++look) {
        const ImVec2 free(std::max(free_x(), 40.0f), std::max(free_y(), 40.0f));
        plan.cell = cell_in(free, needs.rows, needs.cols, kMostCell);
        if (look > 0) break;
        left = extent(needs.inner, plan.cell, most_x);
        after = behind ? extent(needs.behind, plan.cell, most_x) : 0;
        upper = extent(needs.inner, plan.cell, most_y);
    }
    // What one side leaves over goes to the operands there: their cells become as square as the result's.
    const float spare_x = std::max(free_x() - plan.cell * static_cast<float>(needs.cols), 0.0f) / (behind ? 2 : 1);
    const float spare_y = std::max(free_y() - plan.cell * static_cast<float>(needs.rows), 0.0f);
    left = extent(needs.inner, plan.cell, left + spare_x * needs.spread);
    after = behind ? extent(needs.behind, plan.cell, after + spare_x * needs.spread) : 0;
    upper = extent(needs.inner, plan.cell, upper + spare_y);
    const float width = std::max(std::floor(plan.cell * static_cast<float>(needs.cols) + 0.01f), 1.0f);
    const float height = std::max(std::floor(plan.cell * static_cast<float>(needs.rows) + 0.01f), 1.0f);
    plan.width = left + kPartGap + width + (behind ? kPartGap + after : 0) + needs.row_names;
    const float x = std::floor(room.min.x + std::max(room.width() - plan.width, 0.0f)), y = std::floor(room.min.y);
    const float x_result = x + left + kPartGap, y_result = y + upper + kPartGap + needs.caption;
    plan.height = upper + kPartGap + needs.caption + height + needs.column_names;
    plan.left = box(x, y_result, left, height);
    plan.upper = box(x_result, y, width, upper);
    plan.result = box(x_result, y_result, width, height);
    if (behind) {
        plan.behind = box(x_result + width + kPartGap, y_result, after, height);
        plan.upper_behind = box(x_result + width + kPartGap, y, after, upper);
    }
    return plan;
}

}  // namespace headscope::ui
