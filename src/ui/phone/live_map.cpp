// The phone's live map: a picture of its own, so its cells can be tapped like all others.
#include "ui/phone/live_map.hpp"

#include <algorithm>
#include <cmath>

#include "ui/inspector/inspector.hpp"
#include "ui/inspector/where.hpp"
#include "ui/kit/control.hpp"
#include "ui/picture/picture.hpp"
#include "ui/text/number_text.hpp"

namespace headscope::ui {

namespace {

/// The pinned number of a stage, where it stands, and what the last change did to it.
void pinned(Context& c, PictureNumbers& numbers, const lab::CellRef& cell, ImVec2 at, float width) {
    const Theme& theme = c.theme;
    std::string storage;
    const std::string words = where(c, numbers, cell);
    draw_text(c, at, elided(words, width, theme.small, Face::regular, storage), theme.quiet, theme.small);
    const float now = number_at(c, cell);
    constexpr float kSize = 24;
    const float y = at.y + theme.small + 6;
    const float x =
        at.x + draw_text(c, ImVec2(at.x, y), number_text(static_cast<double>(now), 4), theme.ink, kSize, Face::bold).x;
    if (c.before.trace == nullptr || !lab::exists(*c.before.document, *c.before.trace, cell)) return;
    const float change = now - lab::value_at(*c.before.document, *c.before.trace, cell);
    if (change == 0 || std::isnan(change)) return;
    draw_text(c, ImVec2(x + 10, y + 8), "\u0394 " + number_text(static_cast<double>(change), 4), theme.changed, theme.small);
}

}  // namespace

Region live_map(Context& c, PictureNumbers& numbers, const Region& region) {
    constexpr float kPad = 10;
    const Theme& theme = c.theme;
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddRectFilled(region.min, region.max, theme.panel);
    const bool alone = region.width() < 1.6f * region.height();  // no room for words beside it
    if (!alone) list->AddLine(ImVec2(region.min.x, region.max.y), region.max, theme.line);
    MatrixSpec spec = picture_of(c, numbers, lab::TensorId::weights, c.view.head);
    spec.key = "live";
    spec.captioned = false;
    spec.row_names = spec.col_names = {};
    spec.enlargeable = false;
    spec.decimals = 9;  // too small for numbers
    const float side = region.height() - 2 * kPad, across = alone ? region.width() - 16 : side * 1.4f;
    const MatrixPlace map = place(c, std::move(spec), ImVec2(region.min.x + 16, region.min.y + kPad), ImVec2(across, side));
    const ImVec2 at(map.max.x + 16, region.min.y + kPad);
    const float width = region.max.x - at.x - 16;
    const std::string head = head_name(c, c.view.head);
    const lab::CellRef* cell = c.view.locked();
    if (!alone) draw_text(c, at, head, theme.ink, theme.text, Face::bold);
    if (!alone && cell && has_number(c, *cell)) pinned(c, numbers, *cell, ImVec2(at.x, at.y + theme.text + 6), width);
    MirrorItem item;
    item.id = ImGui::GetID("live_map");
    item.role = Role::text;
    item.key = "live_map";
    item.label = head;
    if (cell && has_number(c, *cell))
        item.label += ", " + where(c, numbers, *cell) + ": " + number_text(static_cast<double>(number_at(c, *cell)), 4);
    item.min = region.min, item.max = region.max;
    c.mirror.add(std::move(item));
    return {ImVec2(at.x, region.min.y), region.max};
}

}  // namespace headscope::ui
