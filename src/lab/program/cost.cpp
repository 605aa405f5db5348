// Counting multiply-adds.
#include "lab/program/cost.hpp"

#include <ranges>

#include "lab/program/program.hpp"

namespace headscope::lab {
namespace {

double cost_of(const Operation& operation, const Counts& counts, int layer) {
    return is_used(operation, counts.sizes, layer) && operation.cost ? operation.cost(operation, counts) : 0;
}

double sum(const Counts& counts, bool square_only) {
    double total = 0;
    for (int layer = 0; layer < counts.sizes.layers; ++layer)
        for (const Operation* operation : program())
            if (!square_only || is_square(*operation)) total += cost_of(*operation, counts, layer);
    return total;
}

/// What keys and values are made of, themselves included.
TensorSet behind_keys(const Sizes& sizes) {
    TensorSet behind;
    for (const Operation* operation : program() | std::views::reverse) {
        const TensorInfo& result = info(operation->result);
        if (!is_used(*operation, sizes) || !(counts_keys(result.rows) || behind.contains(result.id))) continue;
        behind.insert(result.id);
        for (const TensorId operand : operation->operands)
            if (operand != TensorId::none) behind.insert(stored_as(operand, sizes));
    }
    return behind;
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

double multiply_adds_of_last_row(const Counts& all, const Counts& last) {
    const TensorSet whole = behind_keys(all.sizes);
    const int top = all.sizes.layers - 1;
    double total = 0;
    for (int layer = 0; layer <= top; ++layer)
        for (const Operation* operation : program())
            total += cost_of(*operation, layer < top || whole.contains(operation->result) ? all : last, layer);
    return total;
}

}  // namespace headscope::lab
