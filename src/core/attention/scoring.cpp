// Bilinear and additive scores.
#include "core/attention/scoring.hpp"

#include "core/kernels/exponential.hpp"
#include "core/kernels/long_sum.hpp"

namespace headscope::core {

void row_times_matrix(const float* row, const ConstMatrixView& matrix, float* out) {
    for_each_vector(0, matrix.columns, [&](std::int32_t column, int lanes) {
        const bool whole = lanes == kLanes;
        const Floats sum = sum_in_chains({0, matrix.rows}, matrix.rows, [&](Range rows) {
            Floats chain(0.0f);
            for (std::int32_t r = rows.begin; r < rows.end; ++r) {
                const float* address = matrix.row(r) + column;
                chain = multiply_add(splat(row[r]), whole ? load(address) : load_partial(address, lanes, 0.0f), chain);
            }
            return chain;
        });
        if (whole) store(out + column, sum);
        else store_partial(out + column, sum, lanes);
    });
}

void additive_scores(const float* query, const float* key_panels, const float* vector, std::int32_t head_dim, Range keys,
                     float* scores) {
    const ExpConstants k = ExpConstants::load_all();
    for (std::int32_t key = round_down(keys.begin, kLanes); key < keys.end; key += kLanes) {
        const float* panel =
            key_panels + static_cast<std::ptrdiff_t>(key / kPanelWidth) * head_dim * kPanelWidth + key % kPanelWidth;
        const auto chain_of = [&](Range dims) {
            Floats chain(0.0f);
            for (std::int32_t d = dims.begin; d < dims.end; ++d, panel += kPanelWidth)
                chain = multiply_add(splat(vector[d]), tanh_of(splat(query[d]) + load(panel), k), chain);
            return chain;
        };
        store(scores + key, sum_in_chains({0, head_dim}, head_dim, chain_of));
    }
}

}  // namespace headscope::core
