// Where the parts of the flow stand, scaled to the room.
#include "ui/flow/flow_plan.hpp"

#include <algorithm>
#include <cfloat>
#include <cmath>

#include "ui/flow/stage_plan.hpp"

namespace headscope::ui {

namespace {

constexpr float kBiasRow = 16, kMinCells = 44, kLeastGallery = 136;

Region whole_box(float x, float y, float width, float height) {
    return {ImVec2(std::floor(x), std::floor(y)), ImVec2(std::floor(x + width), std::floor(y + height))};
}

/// Lengths that follow from the room alone.
struct Measures {
    float pad_x, pad_y, between, turn, gap, sentence, joined;
    explicit Measures(ImVec2 room, const FlowNeeds& needs)
        : pad_x(std::clamp(room.x * 0.02f, 12.0f, 36.0f)),
          pad_y(std::clamp(room.y * 0.012f, 6.0f, 20.0f)),
          between(std::clamp(room.y * 0.018f, 10.0f, 26.0f)),
          turn(std::clamp(room.y * 0.024f, 10.0f, 44.0f)),
          gap(std::clamp(room.x * 0.026f, 18.0f, 52.0f)),
          sentence(needs.sentences == 0   ? 0
                   : needs.sentences == 1 ? std::clamp(room.y * 0.088f, 56.0f, 112.0f)
                                          : std::clamp(room.y * 0.13f, 92.0f, 150.0f)),
          joined(std::clamp(room.y * 0.088f, 52.0f, 170.0f)) {}
};

/// The three columns left of the stage, and every head below them.
void plan_left(FlowLayout& layout, const Region& room, const Measures& m, const FlowNeeds& needs) {
    const float bias = needs.biases ? kBiasRow : 0.0f;
    const float fixed = needs.caption + 3 * (needs.caption + bias) + 2 * m.between + m.turn;
    // One row of cards as wide as the room, or a share of the height for several rows.
    constexpr float kCardFrame = 60, kCardGap = 8;
    const float card = (room.width() - static_cast<float>(needs.heads - 1) * kCardGap) / static_cast<float>(needs.heads);
    const float one_row = needs.heads <= 4 ? 1.5f * card + kCardFrame : FLT_MAX;
    const float gallery_least = std::max(kLeastGallery, std::min((room.height() - fixed) * 0.4f, one_row));
    const float tallest = std::max((room.height() - fixed - gallery_least) / 3, kMinCells);
    // Names where rows are high enough for them.
    constexpr float kReadableRow = 12;
    const float widest = std::max(needs.query_names, needs.inputs > 1 ? needs.key_names : 0.0f);
    const auto free_beside = [&](float names) { return std::max(room.width() - names - 2 * m.gap, 3 * kMinCells); };
    const auto cells_in = [&](float width) { return std::max(std::min(width / 2.4f, tallest), kMinCells); };
    const bool named = cells_in(free_beside(widest)) / static_cast<float>(std::max(needs.queries, needs.keys)) >= kReadableRow;
    const float gutter = named ? widest : 0;
    const float free = free_beside(gutter), cells = cells_in(free);
    const float x = std::clamp((free - cells) / 2, kMinCells, 1.9f * cells);
    const float gap = m.gap + std::min(std::max(free - cells - 2 * x, 0.0f) / 2, 40.0f);
    const float slot = needs.caption + cells + bias;
    constexpr float kLeastInput = 12;  // of a picture of the first column, below its caption
    const float first = std::max(3 * slot + 2 * m.between,
                                 static_cast<float>(needs.inputs) * (needs.caption + kLeastInput + m.between) - m.between);
    const float x_projection = room.min.x + gutter + x + gap, x_head = x_projection + cells + gap;
    const int slots = std::max(needs.inputs, 3);
    const float input_slot = (first - static_cast<float>(slots - 1) * m.between) / static_cast<float>(slots);
    // Below them, as far as the column has room.
    const float names = needs.inputs < slots ? std::min(needs.input_names, input_slot / static_cast<float>(needs.inputs)) : 0;
    for (int i = 0; i < needs.inputs; ++i) {
        layout.inputs[i] = whole_box(room.min.x, room.min.y + static_cast<float>(i) * (input_slot + m.between + names),
                                     gutter + x, std::min(input_slot, slot - bias) + names);
    }
    layout.input_names = names;
    for (int i = 0; i < 3; ++i) {
        const float y = room.min.y + static_cast<float>(i) * (slot + m.between);
        layout.projections[i] = whole_box(x_projection, y, cells, needs.caption + cells);
        if (needs.biases) layout.biases[i] = whole_box(x_projection, y + needs.caption + cells + 4, cells, kBiasRow - 4);
        layout.heads[i] = whole_box(x_head, y, x, needs.caption + cells);
    }
    layout.gutter = gutter;
    layout.caption_reach = gap - 8;
    const float y = room.min.y + first + m.turn;
    layout.gallery = whole_box(room.min.x, y, room.width(), std::max(room.max.y - y, needs.caption + kLeastGallery));
}

/// Concat, W_o and what is made of them, in one line.
void plan_results(FlowLayout& layout, const Region& room, const Measures& m, const FlowNeeds& needs) {
    const int pictures = 1 + needs.results;
    constexpr float kSign = 56;  // "+ X =" between Y and R
    const float gap = needs.results > 1 ? kSign : std::min(m.gap, 40.0f);
    const float gaps = static_cast<float>(pictures - 1 + (needs.output ? 1 : 0)) * gap;
    const float free = room.width() - needs.query_names - gaps;
    const float square = needs.output ? std::min(free / (static_cast<float>(pictures) + 0.8f), m.joined) : 0;
    const float wide = std::min((free - square) / static_cast<float>(pictures), 2.6f * m.joined);
    float x = room.min.x;
    layout.concat = whole_box(x, room.min.y, wide, needs.caption + m.joined);
    x += wide + gap;
    if (needs.output) {
        layout.output_projection = whole_box(x, room.min.y, square, needs.caption + square);
        if (needs.biases) layout.output_bias = whole_box(x, room.min.y + needs.caption + square + 4, square, kBiasRow - 4);
        x += square + gap;
    }
    for (int i = 0; i < needs.results; ++i) {
        const float names = i + 1 == needs.results ? needs.query_names : 0;
        layout.results[i] = whole_box(x, room.min.y, wide + names, needs.caption + m.joined);
        x += wide + gap;
    }
}

}  // namespace

ProductNeeds product_of(const FlowNeeds& needs) {
    ProductNeeds product;
    product.rows = needs.queries, product.inner = needs.head_dim, product.cols = needs.keys, product.behind = needs.value_dim;
    if (needs.by_hand) product.share = 0.2f;
    product.row_names = needs.query_names, product.column_names = needs.names, product.caption = needs.caption;
    return product;
}

float height_of_names(float cell, float widest, float flat) {
    constexpr float kGap = 10, kSmallerType = 11.0f / 13.0f, kLeast = 34, kMost = 80;
    // A name may reach a little into its neighbours' room.
    constexpr float kReach = 1.2f;
    if ((widest - kGap) * kSmallerType + 3 <= cell * kReach) return flat;
    return std::clamp(widest * 0.68f + 10, kLeast, kMost);
}

FlowLayout plan_flow(ImVec2 room, const FlowNeeds& needs) {
    Measures m(room, needs);
    FlowLayout layout;
    const float bias = needs.biases && needs.output ? kBiasRow : 0.0f;
    const float left = m.pad_x, right = room.x - m.pad_x, width = right - left;
    layout.sentence = whole_box(left, m.pad_y, width, m.sentence);
    const float y_header = m.pad_y + m.sentence, top = y_header + needs.header;
    float results = needs.caption + m.joined + bias;
    // The stage as high as the room allows, and as wide as its product then is; the rest is for what it is made of.
    constexpr float kLeastStage = 230;
    const float bottom = std::max(room.y - m.pad_y, top + kLeastStage + needs.legend + needs.decoding + m.turn + results);
    const float stage_height = bottom - results - m.turn - needs.legend - needs.decoding - top;
    const float least_left =
        std::clamp(width * (needs.by_hand ? 0.42f : 0.3f), 3 * kMinCells + 2 * m.gap + needs.query_names, 0.46f * width);
    ProductNeeds product = product_of(needs);
    product.spread = 0;
    const float most = width - least_left - m.gap;
    const ProductLayout widest = plan_product({ImVec2(0, 0), ImVec2(most, stage_height)}, product);
    const float stage = std::clamp(widest.width, std::min(most, 0.42f * width), most);
    // What the stage cannot use goes to the line below it.
    const float unused = std::max(stage_height - widest.height, 0.0f);
    m.joined += std::min(unused, 1.2f * m.joined);
    results = needs.caption + m.joined + bias;
    layout.stage = whole_box(right - stage, top, stage, widest.height);
    layout.legend = whole_box(right - stage, top + widest.height, stage, needs.legend);
    layout.decoding = whole_box(right - stage, layout.legend.max.y, stage, needs.decoding);
    layout.header = whole_box(left, y_header, width - stage - m.gap, needs.header - 8);
    layout.steps = whole_box(right - stage, y_header, stage, needs.header - 8);
    plan_results(layout, {ImVec2(right - stage, bottom - results), ImVec2(right, bottom)}, m, needs);
    const float layers = needs.layers > 0 ? needs.layers + m.between : 0;
    layout.layers = whole_box(left, top, width - stage - m.gap, needs.layers);
    plan_left(layout, {ImVec2(left, top + layers), ImVec2(right - stage - m.gap, bottom)}, m, needs);
    layout.size = ImVec2(room.x, std::max(std::max(bottom, layout.gallery.max.y) + m.pad_y, room.y));
    return layout;
}

}  // namespace headscope::ui
