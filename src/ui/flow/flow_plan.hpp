// Where the parts of the flow stand: what the heads are made of on the left, the stage on the right, every head and what becomes of
// them below.
#pragma once

#include "ui/flow/stage_plan.hpp"

namespace headscope::ui {

/// What decides the arrangement besides the room.
struct FlowNeeds {
    float query_names = 0, key_names = 0;  // widths of the widest token, gap included
    int inputs = 1;  // pictures in the first column: X, X + positions, X normalised; the memory, that of values, with positions
    int results = 1;        // pictures behind W_o: Y, what is added to it, and that normalised
    float input_names = 0;  // height below each of the first column: what its columns are called
    bool biases = false;
    bool output = true;    // W_o is used
    bool by_hand = false;  // so small that every number is to be printed
    int sentences = 1;     // lines of tokens: the queries', and the keys' where they are others; 0: hidden
    int head_dim = 1, value_dim = 1;
    int queries = 1, keys = 1, heads = 1;
    float layers = 0;  // height of the layers' strip; 0: there is one layer
    float caption = 23, names = 20, header = 40,
          legend = 34;      // heights: a caption, column names, the choices on top, the legend
    float decoding = 0;     // height below the legend: the steps of decoding
    float flat_names = 20;  // height of column names that do not rise
};

/// Q K^T with what its weights make of V, in these sizes.
ProductNeeds product_of(const FlowNeeds& needs);
/// Height of the column names under cells of this width, of which the widest takes so much: they lie where it has room, as high as
/// `flat`, and rise where it has not.
float height_of_names(float cell, float widest, float flat);

inline constexpr int kMostInputs = 7, kMostResults = 3;

/// Areas relative to the flow's top left corner, captions and names included.
struct FlowLayout {
    ImVec2 size;  // at least the room's width; higher than the room: scroll
    Region sentence, header, steps;
    Region layers, inputs[kMostInputs];
    Region projections[3], biases[3];  // W_q W_k W_v and b_q b_k b_v
    Region heads[3];                   // Q K V
    Region stage, legend, decoding;
    float gutter = 0, input_names = 0;  // room for the names left of the pictures of the first column, and below each
    Region gallery, concat, output_projection, output_bias, results[kMostResults];
    float caption_reach = 0;  // how far a caption may reach into the room beside its picture
};

FlowLayout plan_flow(ImVec2 room, const FlowNeeds& needs);

}  // namespace headscope::ui
