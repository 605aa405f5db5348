// Where the matrices of the flow stand: two lines of pictures with shared edges, scaled to the room.
#include "ui/flow/flow_plan.hpp"

#include <algorithm>
#include <cmath>

namespace headscope::ui {

namespace {

constexpr float kBiasRow = 16, kMinCells = 60, kBelowLarge = 34;

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

    const float gallery_least =
        needs.heads > 4 ? std::clamp(room.y * 0.29f, 170.0f, 236.0f) : 170.0f;  // two rows of heads, or one

    // Heights: three pictures in the first line, one row of heads in the second, as large as the room allows.
    const float fixed = 2 * pad_y + needs.header + 3 * (needs.caption + bias) + 2 * between + turn + needs.caption;
    const float free_height = std::max(room.y - fixed, 3 * kMinCells + gallery_least);
    const float tallest = std::max(kMinCells, std::min({free_height * 0.215f, (free_height - gallery_least) / 3, 300.0f}));

    // Widths: gutter, X, W, Q, large, names, context. W is square and gives X, Q, K and V their height: shared edges.
    float gap = std::clamp(room.x * 0.034f, 20.0f, 72.0f);
    const float names = needs.query_names;
    const float gutter = std::max(needs.query_names, needs.inputs > 1 ? needs.key_names : 0.0f);
    const float context_gap = 14;
    const float free_width = std::max(room.x - 2 * pad - gutter - 3 * gap - names - context_gap, 300.0f);
    const float cells = std::max(std::min(free_width * 0.185f, tallest), kMinCells);
    const float slot = needs.caption + cells + bias;
    const float first = 3 * slot + 2 * between;
    const float large_most = first - needs.caption - needs.names - kBelowLarge;
    const float aspect =
        std::clamp(static_cast<float>(needs.keys) / static_cast<float>(std::max(needs.queries, 1)), 0.3f, 3.0f);
    float large = std::min({free_width * 0.41f, large_most * aspect, 84.0f * static_cast<float>(needs.keys)});
    large = std::max(large, std::min(free_width * 0.34f, 250.0f));
    const float rest = free_width - cells - large;
    const float context = std::max(std::min({rest * 0.2f, 40.0f * static_cast<float>(needs.head_dim), 160.0f}), 40.0f);
    const float x = std::min((rest - context) / 2, 1.7f * cells);
    const float spare = std::max(free_width - 2 * x - cells - large - context, 0.0f);
    const float wider = std::min(spare / 4, 40.0f);
    gap += wider;
    const float left = pad + std::max(spare - 3 * wider, 0.0f) / 2;

    const float top = pad_y + needs.header;
    const float x_input = left + gutter, x_projection = x_input + x + gap, x_head = x_projection + cells + gap;
    const float x_large = x_head + x + gap, x_context = x_large + large + context_gap;
    const float right = x_context + context + names;
    layout.header = box(left, pad_y, right - left, needs.header - 8);

    const int slots = std::max(needs.inputs, 3);
    const float input_slot = (first - static_cast<float>(slots - 1) * between) / static_cast<float>(slots);
    for (int i = 0; i < needs.inputs; ++i) {
        layout.inputs[i] =
            box(left, top + static_cast<float>(i) * (input_slot + between), gutter + x, std::min(input_slot, slot - bias));
    }
    for (int i = 0; i < 3; ++i) {
        const float y = top + static_cast<float>(i) * (slot + between);
        layout.projections[i] = box(x_projection, y, cells, needs.caption + cells);
        if (needs.biases) layout.biases[i] = box(x_projection, y + needs.caption + cells + 4, cells, kBiasRow - 4);
        layout.heads[i] = box(x_head, y, x, needs.caption + cells);
    }
    const float large_height = std::min(large / aspect, large_most);
    layout.large = box(x_large, top, large, needs.caption + large_height + needs.names);
    layout.context = box(x_context, top, context + names, needs.caption + large_height);
    layout.below_large = box(x_large, layout.large.max.y + 8, right - x_large, kBelowLarge - 8);

    // The second line: the heads up to where the large picture begins, and what is made of them below it.
    const float y = top + first + turn;
    layout.gallery =
        box(left, y, x_large - gap - left, needs.caption + std::max(room.y - pad_y - y - needs.caption, gallery_least));
    const float short_gap = std::min(gap, 40.0f);
    const float square = std::min((right - x_large - names - 2 * short_gap) / 3.2f, cells);
    const float joined = std::min((right - x_large - names - 2 * short_gap - square) / 2, x);
    layout.concat = box(x_large, y, joined, needs.caption + square);
    float x_output = x_large + joined + short_gap;
    if (needs.output) {
        layout.output_projection = box(x_output, y, square, needs.caption + square);
        if (needs.biases) layout.output_bias = box(x_output, y + needs.caption + square + 4, square, kBiasRow - 4);
        x_output += square + short_gap;
    }
    layout.output = box(x_output, y, joined + names, needs.caption + square);
    layout.gutter = gutter;
    layout.caption_reach = short_gap - 8;
    layout.size = ImVec2(std::max(room.x, right + pad), std::max(room.y, layout.gallery.max.y + pad_y));
    return layout;
}

}  // namespace headscope::ui
