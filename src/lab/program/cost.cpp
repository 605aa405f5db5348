// Counting multiply-adds.
#include "lab/program/cost.hpp"

#include "lab/program/program.hpp"

namespace headscope::lab {
namespace {

double sum(const Counts& counts, bool square_only) {
    double total = 0;
    for (int layer = 0; layer < counts.sizes.layers; ++layer)
        for (const Operation* operation : program()) {
            if (!is_used(*operation, counts.sizes, layer) || operation->cost == nullptr) continue;
            if (square_only && !is_square(*operation)) continue;
            total += operation->cost(*operation, counts);
        }
    return total;
}

}  // namespace

double visible_pairs(const core::AttentionMask& mask, int item, Range queries, int keys) {
    const bool all = !mask.causal && mask.window_left < 0 && mask.window_right < 0 && mask.key_valid_lengths == nullptr;
    if (all) return static_cast<double>(queries.size()) * keys;
    double pairs = 0;
    for (int query = queries.begin; query < queries.end; ++query)
        pairs += core::visible_keys(mask, item, query, 0, keys).size();
    return pairs;
}

double multiply_adds(const Counts& counts) { return sum(counts, false); }
double square_multiply_adds(const Counts& counts) { return sum(counts, true); }

}  // namespace headscope::lab
