// Costs from the sizes alone, so that those of another choice are known without making it.
#include "lab/readings/head_costs.hpp"

#include "lab/model/masks.hpp"
#include "lab/program/cost.hpp"
#include "lab/program/program.hpp"

namespace headscope::lab {
namespace {

double parameters_of(const Document& doc, const Sizes& sizes) {
    double count = 0;
    const auto add = [&](TensorId id) {
        const TensorInfo& row = info(id);
        if (row.used && !row.used(doc)) return;
        if (row.per_layer && row.is_matrix()) count += static_cast<double>(sizes.depth_of(row)) * sizes.of(row.cols);
        if (row.bias != TensorId::none && doc.on(Param::biases)) count += sizes.of(info(row.bias).cols);
    };
    for (const Operation* op : program())
        for (const TensorId operand : op->operands)
            if (operand != TensorId::none && source_of(*op) != TensorId::none && is_used(*op, sizes)) add(operand);
    return count * sizes.layers;
}

HeadCosts costs_of(const Document& doc, const Sizes& sizes) {
    const MaskRule rule(doc);
    double pairs = 0;
    for (int item = 0; item < sizes.batch; ++item) pairs += visible_pairs(rule.mask, item, {0, sizes.queries}, sizes.keys);
    return {parameters_of(doc, sizes), multiply_adds({sizes, pairs, pairs}), cache_bytes(sizes)};
}

}  // namespace

double cache_bytes(const Sizes& sizes) {
    const int kept = sizes.of(Axis::key_columns) + sizes.of(Axis::value_columns);
    return static_cast<double>(sizeof(float)) * sizes.layers * sizes.batch * sizes.keys * kept;
}

HeadCosts head_costs(const Document& doc) { return costs_of(doc, sizes_of(doc)); }

std::optional<HeadCosts> standard_head_costs(const Document& doc) {
    Sizes sizes = sizes_of(doc);
    if (sizes.d_model % sizes.heads != 0) return std::nullopt;
    sizes.width = sizes.context_width = sizes.d_model;
    sizes.kv_heads = sizes.heads;
    sizes.narrow = false;
    return costs_of(doc, sizes);
}

}  // namespace headscope::lab
