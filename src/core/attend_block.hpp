// One block of query rows of one head: the unit of work of attend.
#pragma once

#include "core/attention.hpp"

namespace headscope::core {

/// Query rows taken together. Their scores stay in cache from the dot products to the weighted sum of values.
inline constexpr std::int32_t kQueryBlock = 16;

/// Scratch of one block, carved from Workspace::scratch.
struct BlockScratch {
  float* rows = nullptr;     ///< `[kQueryBlock][row_stride]` scores, then weights
  float* dropped = nullptr;  ///< the same shape; null without dropout
  float* bias = nullptr;     ///< `[row_stride]` one row of masks as numbers
  float* query = nullptr;    ///< `[kQueryBlock][head_dim]` transformed queries; null unless bilinear
  std::ptrdiff_t row_stride = 0;
};

/// Floats of scratch that a block of this attention needs.
std::int64_t scratch_size(const Attention& attention);
BlockScratch carve_scratch(const Attention& attention, float* memory);

/// Computes rows `queries` (at most kQueryBlock) of one head.
void attend_block(const Attention& attention, std::int32_t batch, std::int32_t head, Range queries,
                  const AttentionStages& stages, const BlockScratch& scratch, TileKernel kernel);

}  // namespace headscope::core
