// Counting multiply-adds.
#include "lab/cost.hpp"

namespace headscope::lab {

double visible_pairs(const core::AttentionMask& mask, int item, Range queries, int keys) {
    const bool all = !mask.causal && mask.window_left < 0 && mask.window_right < 0 && mask.key_valid_lengths == nullptr;
    if (all) return static_cast<double>(queries.size()) * keys;
    double pairs = 0;
    for (int query = queries.begin; query < queries.end; ++query)
        pairs += core::visible_keys(mask, item, query, 0, keys).size();
    return pairs;
}

double square_multiply_adds(const TraceShape& s, double score_pairs, double visible) {
    return (score_pairs + visible) * s.width;
}

double full_multiply_adds(const TraceShape& s, double score_pairs, double visible) {
    const double rows = static_cast<double>(s.batch) * s.queries, keys = static_cast<double>(s.batch) * s.keys;
    double total =
        rows * s.d_model * s.width + 2 * keys * s.key_width * s.width + square_multiply_adds(s, score_pairs, visible);
    if (s.projected) total += rows * s.width * s.d_model;
    return total;
}

}  // namespace headscope::lab
