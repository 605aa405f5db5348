// What differs between two documents, as far as their traces are concerned.
#pragma once

#include <algorithm>
#include <array>

#include "core/base/limits.hpp"
#include "core/base/tensor.hpp"
#include "lab/document.hpp"

namespace headscope::lab {

using core::Range;

/// The smallest range that holds both.
inline Range hull(Range a, Range b) {
    if (a.size() <= 0) return b;
    if (b.size() <= 0) return a;
    return {std::min(a.begin, b.begin), std::max(a.end, b.end)};
}
inline bool holds(Range outer, Range inner) {
    return inner.size() <= 0 || (outer.begin <= inner.begin && inner.end <= outer.end);
}

/// Sizes of the trace's tensors.
struct TraceShape {
    int batch = 0, queries = 0, keys = 0, d_model = 0, key_width = 0, width = 0, heads = 0;
    bool cross = false, projected = false;  // projected: the output is a tensor of its own, not concat
    int head_dim() const { return heads > 0 ? width / heads : 0; }
    bool operator==(const TraceShape&) const = default;
};
TraceShape shape_of(const Document& doc);

enum Projection { kQuery, kKey, kValue, kOutput };

/// All ranges are hulls: the smallest range that holds every difference.
struct Changes {
    bool everything = false;  // no number can be kept
    bool heads = false;       // the same projections are cut into other heads
    bool output = false;      // W_o was switched on or off
    bool scaling = false;     // scale, temperature, softcap
    bool masks = false;       // causal, window, padding, kind of painted mask
    std::array<Range, core::kMaxBatch> input_rows{}, memory_rows{}, mask_rows{};
    std::array<Range, 4> columns{};  // of W_q, W_k, W_v, W_o with their biases
};
/// `after` differs from `before` in this; positions and padding rows are part of the input rows.
Changes changes_between(const Document& before, const Document& after);
/// What a first evaluation has to do.
Changes everything_in(const TraceShape& shape);

/// The factor from scores to scaled scores.
float scale_of(const Document& doc);

}  // namespace headscope::lab
