// A card per layer, all side by side: small maps of its heads, and its result.
#include "ui/flow/layer_strip.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/flow/thumbnail.hpp"
#include "ui/kit/control.hpp"
#include "ui/picture/words.hpp"

namespace headscope::ui {

using lab::TensorId;

namespace {

constexpr float kBesideCard = 6, kCardInset = 6, kCardTitle = 17, kResultHeight = 20, kBetweenMaps = 2;

/// So many squares as large as a room takes them: how many stand in a line, and their side.
std::pair<int, float> squares_in(int count, ImVec2 room) {
    std::pair<int, float> best{1, 0.0f};
    for (int columns = 1; columns <= count; ++columns) {
        const int lines = (count + columns - 1) / columns;
        const auto side = [](float all, int parts) {
            return (all - kBetweenMaps * static_cast<float>(parts - 1)) / static_cast<float>(parts);
        };
        const float fits = std::floor(std::min(side(room.x, columns), side(room.y, lines)));
        if (fits > best.second) best = {columns, fits};
    }
    best.second = std::max(best.second, 1.0f);
    return best;
}

/// True when it is pressed.
bool layer_card(Context& c, PictureNumbers& numbers, int layer, ImVec2 size) {
    const Theme& theme = c.theme;
    const ImVec2 at = ImGui::GetCursorScreenPos(), end = at + size;
    const bool shown = layer == c.view.layer;
    const std::string key = "layer." + std::to_string(layer), name = layer_name(c, layer);
    const Control state = control(c, key, size);
    MirrorItem item = item_of(state, Role::radio, name, key);
    item.checked = shown;
    c.mirror.add(std::move(item));
    if (state.visible) {
        canvas()->AddRectFilled(at, end, theme.panel, theme.rounding);
        canvas()->AddRect(at, end,
                          shown           ? theme.accent
                          : state.hovered ? theme.quiet
                                          : theme.line,
                          theme.rounding, ImDrawFlags_None, shown ? 2.0f : 1.0f);
        draw_text(c, at + ImVec2(kCardInset, 3), name, shown ? theme.ink : theme.quiet, theme.small,
                  shown ? Face::bold : Face::regular);
        const ImVec2 from = at + ImVec2(kCardInset, kCardInset + kCardTitle);
        const float width = size.x - 2 * kCardInset, maps = size.y - 2 * kCardInset - kCardTitle - kResultHeight - 4;
        const int heads = c.document.integer(lab::Param::num_heads);
        const auto [columns, side] = squares_in(heads, ImVec2(width, maps));
        const int now = std::exchange(c.view.layer, layer);
        for (int head = 0; head < heads; ++head) {
            const ImVec2 step(static_cast<float>(head % columns), static_cast<float>(head / columns));
            thumbnail(c, numbers, c.view.gallery, head, from + step * (side + kBetweenMaps), ImVec2(side, side), state.hovered);
        }
        thumbnail(c, numbers, TensorId::post_norm, 0, ImVec2(from.x, end.y - kCardInset - kResultHeight),
                  ImVec2(width, kResultHeight), state.hovered);
        c.view.layer = now;
        if (state.ring) draw_ring(c, state, theme.rounding);
    }
    return state.pressed;
}

}  // namespace

bool has_layer_strip(const Context& c) { return c.document.layers.size() > 1 && !c.view.hides("layer_strip"); }

int layer_strip(Context& c, PictureNumbers& numbers, float width) {
    constexpr float kWidest = 190;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const auto layers = static_cast<int>(c.document.layers.size());
    const float one = std::floor(std::min((width + kBesideCard) / static_cast<float>(layers) - kBesideCard, kWidest));
    begin_group(c, "layer_strip", c.text(lab::Str::layers_title), at, at + ImVec2(width, kLayerStrip));
    int shown = c.view.layer;
    for (int layer = 0; layer < layers; ++layer) {
        ImGui::SetCursorScreenPos(at + ImVec2(static_cast<float>(layer) * (one + kBesideCard), 0));
        if (layer_card(c, numbers, layer, ImVec2(one, kLayerStrip))) shown = layer;
    }
    ImGui::SetCursorScreenPos(at);
    ImGui::Dummy(ImVec2(width, kLayerStrip));
    return shown;
}

}  // namespace headscope::ui
