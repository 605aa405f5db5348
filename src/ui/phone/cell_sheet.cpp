// The phone's sheet: one cell of a matrix, in controls a finger can use.
#include "ui/phone/cell_sheet.hpp"

#include <algorithm>
#include <cmath>

#include "ui/base/pins.hpp"
#include "ui/inspector/where.hpp"
#include "ui/kit/control.hpp"
#include "ui/picture/words.hpp"

namespace headscope::ui {

using lab::Str;

std::optional<lab::CellRef> sheet_cell(const Context& c) {
    const lab::CellRef* pinned = c.view.locked();
    if (pinned == nullptr || c.view.read_only) return std::nullopt;
    lab::CellRef cell = *pinned;
    cell.tensor = matrix_behind(c.document, cell);
    if (cell.tensor == lab::TensorId::none || lab::info(cell.tensor).kind == lab::TensorKind::mask) return std::nullopt;
    const lab::Matrix& matrix = c.document.matrix(cell.tensor, owner_of(cell));
    if (cell.row >= matrix.rows() || cell.col >= matrix.cols()) return std::nullopt;
    return cell;
}

namespace {

/// How far the slider goes: as far as the numbers of the matrix, and half as far again. It holds still under the finger.
double reach_of(Context& c, const lab::Matrix& matrix) {
    double& most = c.interaction.sheet_reach;
    // Up to the frame in which the finger is lifted: there, too, its place is read as a number.
    const bool lifted = ImGui::IsMouseReleased(ImGuiMouseButton_Left);
    if (lifted) again(c);  // then it may go further
    if (most > 0 && (lifted || ImGui::IsMouseDown(ImGuiMouseButton_Left))) return most;
    constexpr float kLeast = 1, kBeyond = 1.5f;
    float reach = kLeast;
    for (const float other : matrix.values())
        if (std::isfinite(other)) reach = std::max(reach, std::fabs(other));
    return most = std::ceil(static_cast<double>(reach) * static_cast<double>(kBeyond));
}

}  // namespace

void cell_sheet(Context& c, PictureNumbers& numbers, const lab::CellRef& cell, const Region& region) {
    constexpr float kPad = 16, kButton = 44;
    const Theme& theme = c.theme;
    ImGui::SetCursorScreenPos(region.min);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(kPad, 10));
    if (ImGui::BeginChild("sheet", ImVec2(region.width(), region.height()), ImGuiChildFlags_AlwaysUseWindowPadding,
                          ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse)) {
        ImDrawList* list = ImGui::GetWindowDrawList();
        list->AddRectFilled(region.min, region.max, theme.panel, 14, ImDrawFlags_RoundCornersTop);
        list->AddLine(ImVec2(region.min.x + 14, region.min.y), ImVec2(region.max.x - 14, region.min.y), theme.line);
        const int owner = owner_of(cell);
        const lab::Matrix& matrix = c.document.matrix(cell.tensor, owner);
        const auto set = [&](double value, bool running) {
            c.edit(lab::SetCell{cell.tensor, owner, cell.row, cell.col, static_cast<float>(value)}, running, {"sheet.value"});
        };
        std::string storage;
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const std::string name = where(c, numbers, cell) + "  " + lab::print_cell(cell);
        draw_text(c, ImVec2(at.x, at.y + 4), elided(name, region.width() - 2 * kPad - kButton, theme.text, Face::bold, storage),
                  theme.ink, theme.text, Face::bold);
        ImGui::SetCursorScreenPos(ImVec2(region.max.x - kPad - kButton + 8, at.y - 8));
        if (button(c, "sheet.close", "\u00d7", ButtonKind::quiet, true, c.text(Str::notice_dismiss), ImVec2(kButton, kButton)))
            unpin(c.view, c.view.pins.back());
        ImGui::SetCursorScreenPos(ImVec2(at.x, at.y + 34));
        double value = static_cast<double>(matrix.at(cell.row, cell.col));
        const double most = reach_of(c, matrix);
        const Dragged change = slider(c, "sheet.value", c.text(Str::sheet_value), &value, -most, most, 0.01);
        if (change.changed) set(value, change.gesture);
        if (change.ended) c.end_gesture();
        room(4);
        const float width = (ImGui::GetContentRegionAvail().x - 2 * theme.spacing) / 3;
        const ImVec2 row = ImGui::GetCursorScreenPos();
        const auto press = [&](int index, std::string_view key, Str words) {
            ImGui::SetCursorScreenPos(ImVec2(row.x + static_cast<float>(index) * (width + theme.spacing), row.y));
            return button(c, key, c.text(words), ButtonKind::outlined, true, {}, ImVec2(width, kButton));
        };
        if (press(0, "sheet.zero", Str::sheet_zero)) set(0, false);
        if (press(1, "sheet.sign", Str::sheet_sign)) set(-value, false);
        if (press(2, "sheet.reset", Str::sheet_reset))
            c.edit(lab::Fill{cell.tensor, owner, cell.row, cell.col, 1, 1, lab::FillKind::seeded});
    }
    ImGui::EndChild();
    ImGui::PopStyleVar();
}

}  // namespace headscope::ui
