// Sizes, and the memory they take.
#include "lab/model/sizes.hpp"

#include <cmath>

#include "lab/model/document.hpp"

namespace headscope::lab {

int Sizes::of(Axis axis) const {
    switch (axis) {
        case Axis::one: return 1;
        case Axis::query_tokens:
        case Axis::queries: return queries;
        case Axis::memory_tokens:
        case Axis::keys: return keys;
        case Axis::d_model: return d_model;
        case Axis::d_memory:
        case Axis::key_width: return key_width;
        case Axis::width: return width;
        case Axis::head_dim: return head_dim();
        case Axis::output_width: return projected ? d_model : width;
    }
    return 0;
}

Sizes sizes_of(const Document& doc) {
    return {doc.batch(),
            doc.queries(),
            doc.keys(),
            doc.integer(Param::d_model),
            doc.size(Axis::key_width),
            doc.projection_width(),
            doc.integer(Param::num_heads),
            static_cast<int>(doc.layers.size()),
            doc.cross(),
            doc.on(Param::output_projection)};
}

TensorId stored_as(TensorId id, const Sizes& sizes) {
    const TensorInfo* row = &info(id);
    while (row->alias != TensorId::none && !(row->own_memory && row->own_memory(sizes))) row = &info(row->alias);
    return row->id;
}

TensorId shown_as(TensorId id, const Sizes& sizes) {
    const TensorInfo& row = info(id);
    return row.own_memory && !row.own_memory(sizes) ? row.alias : id;
}

double trace_bytes(const Sizes& s, TensorSet wanted) {
    double numbers = 0;
    for (const TensorInfo& row : stages()) {
        if (stored_as(row.id, s) != row.id || (row.on_request && !wanted.contains(row.id))) continue;
        numbers += static_cast<double>(s.of(row.rows)) * s.of(row.cols) * (row.per_head ? s.heads : 1);
    }
    const auto padded = [](double n) { return std::ceil(n / 16) * 16; };  // the core's panels are at most this wide
    const double queries = s.queries, keys = s.keys, head_dim = s.head_dim();
    const double packed = s.heads * (padded(keys) * head_dim + keys * padded(head_dim));
    const double visible = queries * keys / 4;
    return 4.0 * s.batch * (numbers + packed + visible);
}

}  // namespace headscope::lab
