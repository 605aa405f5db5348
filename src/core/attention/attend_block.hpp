// One block of query rows of one head: the unit of work of attend.
#pragma once

#include <array>

#include "core/attention/attention.hpp"
#include "core/kernels/softmax.hpp"

namespace headscope::core {

/// Query rows taken together. Their scores stay in cache from the dot products to the weighted sum of values.
/// All tiles' rows divide it.
inline constexpr std::int32_t kQueryBlock = 24;

/// Scratch of one block, carved from Workspace::scratch. Used again and again without being cleared.
struct BlockScratch {
    float* rows = nullptr;     ///< `[kQueryBlock][row_stride]` scores, exponents, then weights but for a factor
    float* dropped = nullptr;  ///< the same shape; null without dropout
    float* bias = nullptr;     ///< `[row_stride]` one row of masks as numbers
    float* query = nullptr;    ///< `[kQueryBlock][head_dim]` transformed queries; null unless bilinear
    std::ptrdiff_t row_stride = 0;
    std::array<Range, kQueryBlock> visible;  ///< keys of each row
    std::array<float, kQueryBlock> largest;  ///< exponent of each row
    std::array<float, kQueryBlock> factors;  ///< what makes weights of each row
};

/// Lays the scratch out in `memory` and returns how many floats of it that takes; without memory it only counts.
std::int64_t carve_scratch(const Attention& attention, float* memory, BlockScratch& scratch);

/// Computes rows `queries` (at most kQueryBlock) of one head.
void attend_block(const Attention& attention, std::int32_t batch, std::int32_t head, Range queries,
                  const AttentionStages& stages, BlockScratch& scratch, TileKernel kernel);

}  // namespace headscope::core
