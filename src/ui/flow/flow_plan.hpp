// Where the matrices of the flow stand: two lines of pictures with shared edges, scaled to the room.
#pragma once

#include "ui/kit/region.hpp"

namespace headscope::ui {

/// What decides the arrangement besides the room.
struct FlowNeeds {
    float query_names = 0, key_names = 0;  // widths of the widest token, gap included
    int inputs = 1;                        // pictures in the first column: X, X + positions, memory, memory + positions
    bool biases = false;
    bool output = true;  // W_o is used
    int head_dim = 1;
    int queries = 1, keys = 1, heads = 1;
    float caption = 24, names = 20, header = 40;  // heights of a caption, of a row of column names, of the choices on top
};

/// Areas relative to the flow's top left corner, captions and names included.
struct FlowLayout {
    ImVec2 size;  // at least the room's width; higher than the room: scroll
    Region header;
    Region inputs[4];
    Region projections[3], biases[3];  // W_q W_k W_v and b_q b_k b_v
    Region heads[3];                   // Q K V
    Region large, context, below_large;
    float gutter = 0;  // room for the names left of the first column
    Region gallery, concat, output_projection, output_bias, output;
    float caption_reach = 0;  // how far a caption may reach into the room beside its picture
};

FlowLayout plan_flow(ImVec2 room, const FlowNeeds& needs);

}  // namespace headscope::ui
