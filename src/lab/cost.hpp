// What an evaluation costs in multiply-adds: those its numbers need, not what a kernel does beyond them at the edges of a tile.
#pragma once

#include "core/attention/mask.hpp"
#include "lab/changes.hpp"

namespace headscope::lab {

/// How many (query, key) pairs of these queries of an item causal, window and valid length leave. Keys that only a painted
/// mask hides count: their scores are computed before they are hidden.
double visible_pairs(const core::AttentionMask& mask, int item, Range queries, int keys);

/// The part that grows with S_q * S_k: per head head_dim for each of the `score_pairs` (q k^T) and each of the `visible_pairs`
/// (weights times v), both summed over the batch.
double square_multiply_adds(const TraceShape& shape, double score_pairs, double visible_pairs);
/// A whole evaluation: that, and rows * in * out for each projection.
double full_multiply_adds(const TraceShape& shape, double score_pairs, double visible_pairs);

}  // namespace headscope::lab
