// Blocks of a block-diagonal matrix, moved up to its first rows.
#include "lab/program/stacked.hpp"

#include <algorithm>

namespace headscope::lab {

Matrix stacked(const Matrix& weight, const Blocks& blocks) {
    if (blocks.whole()) return weight;
    Matrix packed(blocks.depth, weight.cols());
    float* to = packed.edit().data();
    for (int r = 0; r < blocks.depth; ++r)
        for (int col = 0; col < weight.cols();) {
            const int end = blocks.same_until(col, weight.cols());
            const float* from = weight.data() + static_cast<std::ptrdiff_t>(blocks.first_row(col) + r) * weight.cols();
            to = std::copy(from + col, from + end, to);
            col = end;
        }
    return packed;
}

}  // namespace headscope::lab
