// What stands on the stage: one product drawn as a product, so that the left operand's rows and the upper operand's columns line up
// with the result; or one picture alone; or several side by side.
#pragma once

#include "ui/kit/region.hpp"

namespace headscope::ui {

/// The largest cell of a picture on the stage.
inline constexpr float kMostCell = 120;

/// A product [rows, inner] times [inner, cols], and what stands behind it: the result times [cols, behind], 0 = nothing.
struct ProductNeeds {
    int rows = 1, inner = 1, cols = 1, behind = 0;
    float share = 0.1f;       // of the room, that an operand takes at most before the result has all it can use
    float spread = 1;         // how much of what is then left in width the operands take
    float row_names = 0;      // width, at the right end
    float column_names = 20;  // height, below the result
    float caption = 23;
};

/// Areas of cells, without captions and names. Rows of left, result and behind are in line; so are columns of upper and result.
struct ProductLayout {
    float cell = 0;  // of the result, square
    Region left, upper, result, behind, upper_behind;
    float width = 0, height = 0;  // of everything, names included
};

/// As large as the room allows. The whole stands at the right end of the room.
ProductLayout plan_product(const Region& room, const ProductNeeds& needs);

/// How large a square cell of so many rows and columns can be in this room: whole units where that costs little.
float cell_in(ImVec2 room, int rows, int cols, float most);

}  // namespace headscope::ui
