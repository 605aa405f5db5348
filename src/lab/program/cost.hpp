// What an evaluation costs in multiply-adds: those its numbers need, not what a kernel does beyond them at the edges of a tile.
#pragma once

#include "core/attention/mask.hpp"
#include "lab/model/sizes.hpp"
#include "lab/program/difference.hpp"

namespace headscope::lab {

/// How many (query, key) pairs of these queries of an item causal, window and valid length leave. Keys that only a painted
/// mask hides count: their scores are computed before they are hidden. A query that sees none counts none, whatever its row gives.
double visible_pairs(const core::AttentionMask& mask, int item, Range queries, int keys);

/// What the cost of a whole evaluation depends on. Pairs are summed over the batch: those whose score is computed (q k^T), and
/// those whose weight meets a value. `kept`: stages on request that somebody wants.
struct Counts {
    Sizes sizes;
    double score_pairs = 0, visible_pairs = 0;
    TensorSet kept{};
};
/// A whole evaluation: the sum over the operations of the program, in every layer.
double multiply_adds(const Counts& counts);
/// The part that grows with S_q * S_k.
double square_multiply_adds(const Counts& counts);
/// Of computing the last query's row of the result alone, and nothing that it does not need: `all` counts every token up to it, `last` that
/// one. The row needs the keys and values of all of them, hence all rows of what those are made of; before the last layer that is all.
double multiply_adds_of_last_row(const Counts& all, const Counts& last);

}  // namespace headscope::lab
