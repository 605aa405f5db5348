// Where the matrices of the flow stand: two lines of pictures with shared edges, scaled to the room.
#include "ui/panels/flow_layout.hpp"

#include <algorithm>
#include <cmath>

namespace headscope::ui {

namespace {

constexpr float kHeader = 40, kBiasRow = 16, kMinCells = 60, kMinGallery = 190, kBelowLarge = 34;

Region box(float x, float y, float width, float height) {
    return {ImVec2(std::floor(x), std::floor(y)), ImVec2(std::floor(x + width), std::floor(y + height))};
}

}  // namespace

FlowLayout plan_flow(ImVec2 room, const FlowNeeds& needs) {
    FlowLayout layout;
    const float pad = std::clamp(room.x * 0.025f, 14.0f, 40.0f);
    const float pad_y = std::clamp(room.y * 0.02f, 8.0f, 24.0f);
    const float between = std::clamp(room.y * 0.022f, 12.0f, 30.0f);  // rows of one line
    const float turn = std::clamp(room.y * 0.05f, 28.0f, 56.0f);      // between the two lines
    const float bias = needs.biases ? kBiasRow : 0.0f;

    // Heights: three pictures in the first line, one row of heads in the second, as large as the room allows.
    const float fixed = 2 * pad_y + kHeader + 3 * (needs.caption + bias) + 2 * between + turn + needs.caption;
    const float free_height = std::max(room.y - fixed, 3 * kMinCells + kMinGallery);
    float cells = std::max(kMinCells, std::min(free_height * 0.19f, 300.0f));
    const float second = std::max(free_height - 3 * cells, kMinGallery);
    const float slot = needs.caption + cells + bias;
    const float first = 3 * slot + 2 * between;

    // Widths: gutter, X, W, Q, large, names, context; W square, the large picture as high as the first line at most.
    float gap = std::clamp(room.x * 0.036f, 20.0f, 72.0f);
    const float names = needs.query_names;
    const float gutter = std::max(needs.query_names, needs.inputs > 1 ? needs.key_names : 0.0f);
    const float context_gap = 14;
    const float free_width = std::max(room.x - 2 * pad - gutter - 3 * gap - names - context_gap, 300.0f);
    const float large_most = first - needs.caption - needs.names - kBelowLarge;
    const float square = static_cast<float>(needs.keys) / static_cast<float>(std::max(needs.queries, 1));
    float w = std::min({free_width * 0.16f, cells, 300.0f});
    float large = std::min({free_width * 0.41f, large_most * std::clamp(square, 0.3f, 3.0f), 84.0f * static_cast<float>(needs.keys)});
    large = std::max(large, std::min(free_width * 0.25f, 210.0f));
    const float rest = free_width - w - large;
    float context = std::min({rest * 0.2f, 40.0f * static_cast<float>(needs.head_dim), 200.0f});
    context = std::max(context, 44.0f);
    float x = std::min((rest - context) / 2, 2.2f * cells);
    const float used = 2 * x + w + large + context;
    const float spare = std::max(free_width - used, 0.0f);
    const float wider = std::min(spare / 4, 40.0f);
    gap += wider;
    const float left = pad + std::max(spare - 4 * wider, 0.0f) / 2;

    const float top = pad_y + kHeader;
    const float x_input = left + gutter, x_projection = x_input + x + gap, x_head = x_projection + w + gap;
    const float x_large = x_head + x + gap, x_context = x_large + large + names + context_gap;
    layout.header = box(left, pad_y, x_context + context - left, kHeader - 8);

    const int slots = std::max(needs.inputs, 3);
    const float input_slot = (first - static_cast<float>(slots - 1) * between) / static_cast<float>(slots);
    for (int i = 0; i < needs.inputs; ++i) {
        layout.inputs[i] = box(left, top + static_cast<float>(i) * (input_slot + between), gutter + x, std::min(input_slot, slot - bias));
    }
    for (int i = 0; i < 3; ++i) {
        const float y = top + static_cast<float>(i) * (slot + between);
        layout.projections[i] = box(x_projection, y, w, needs.caption + cells);
        if (needs.biases) layout.biases[i] = box(x_projection, y + needs.caption + std::min(w, cells) + 4, w, kBiasRow - 4);
        layout.heads[i] = box(x_head, y, x, needs.caption + cells);
    }
    const float large_height = std::min(large / std::clamp(square, 0.3f, 3.0f), large_most);
    layout.large = box(x_large, top, large + names, needs.caption + large_height + needs.names);
    layout.context = box(x_context, top, context, needs.caption + large_height);
    layout.below_large = box(x_large, layout.large.max.y + 8, x_context + context - x_large, kBelowLarge - 8);

    layout.turn = top + first + turn * 0.4f;
    const float y = top + first + turn;
    layout.gallery = box(left, y, x_head - gap - left, needs.caption + second);
    layout.concat = box(x_head, y, x, needs.caption + cells);
    if (needs.output) {
        layout.output_projection = box(x_large, y, w, needs.caption + cells);
        if (needs.biases) layout.output_bias = box(x_large, y + needs.caption + std::min(w, cells) + 4, w, kBiasRow - 4);
        layout.output = box(x_large + w + gap, y, x + names, needs.caption + cells);
    } else {
        layout.output = box(x_large, y, x + names, needs.caption + cells);
    }
    layout.gap = gap;
    const float right = std::max(layout.output.max.x, layout.context.max.x) + pad;
    layout.size = ImVec2(std::max(room.x, right), std::max(room.y, y + needs.caption + second + pad_y));
    return layout;
}

}  // namespace headscope::ui
