// Sizes, and the memory they take.
#include "lab/model/sizes.hpp"

#include <algorithm>
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
        case Axis::d_value_memory:
        case Axis::value_width: return value_width;
        case Axis::mask_rows: return mask_heads * queries;
        case Axis::width: return width;
        case Axis::key_columns: return kv_heads * head_dim();
        case Axis::value_columns: return kv_heads * value_dim();
        case Axis::context_columns: return context_width;
        case Axis::head_dim: return head_dim();
        case Axis::value_dim: return value_dim();
        case Axis::heads: return heads;
        case Axis::places: return std::max(queries, keys);
        case Axis::place_width: return std::max({d_model, key_width, value_width});
        case Axis::output_width: return own.contains(TensorId::output) ? d_model : context_width;
        case Axis::norm_width: return own.contains(TensorId::post_norm) ? of(Axis::output_width) : d_model;
    }
    return 0;
}

int Sizes::depth_of(const TensorInfo& weight) const {
    const int rows = of(weight.rows), of_cols = of_head(weight.cols);
    if (!narrow || weight.kind != TensorKind::weight || of_cols == 0 || of_head(weight.rows) > 0) return rows;
    return rows / (of(weight.cols) / of_cols);
}

int Sizes::of_head(Axis axis) const {
    switch (axis) {
        case Axis::width:
        case Axis::key_columns:
        case Axis::head_dim: return head_dim();
        case Axis::value_columns:
        case Axis::context_columns:
        case Axis::value_dim: return value_dim();
        case Axis::heads: return 1;
        case Axis::mask_rows: return mask_heads > 1 ? queries : 0;
        default: return 0;
    }
}

Sizes sizes_of(const Document& doc) {
    TensorSet own;
    for (const TensorInfo& row : stages())
        if (row.own_memory && row.own_memory(doc)) own.insert(row.id);
    const int key_width = doc.integer(doc.cross() ? Param::d_memory : Param::d_model);
    return {doc.batch(),
            doc.queries(),
            doc.keys(),
            doc.integer(Param::d_model),
            key_width,
            doc.has_value_source() ? doc.integer(Param::d_value_memory) : key_width,
            doc.projection_width(),
            doc.integer(Param::num_heads),
            static_cast<int>(doc.layers.size()),
            doc.integer(Param::kv_heads),
            doc.context_width(),
            doc.mask_heads(),
            static_cast<HeadKind>(doc.integer(Param::head_kind)) == HeadKind::narrow,
            own};
}

bool is_own(const TensorInfo& stage, const Sizes& sizes) {
    return stage.own_memory ? sizes.own.contains(stage.id) : stage.alias == TensorId::none;
}

bool is_absent(const TensorInfo& stage, const Sizes& sizes) { return stage.alias == TensorId::none && !is_own(stage, sizes); }

TensorId stored_as(TensorId id, const Sizes& sizes) {
    const TensorInfo* row = &info(id);
    while (!is_own(*row, sizes) && row->alias != TensorId::none) row = &info(row->alias);
    return row->id;
}

StoredAt stored_at(TensorId stage, int layer, const Sizes& sizes) {
    StoredAt at{stored_as(stage, sizes), layer};
    while (at.layer > 0 && info(at.stage).handed_on != TensorId::none)
        at = {stored_as(info(at.stage).handed_on, sizes), at.layer - 1};
    return at;
}

TensorId shown_as(TensorId id, const Sizes& sizes) {
    const TensorInfo& row = info(id);
    return row.own_memory && row.alias != TensorId::none && !is_own(row, sizes) ? shown_as(row.alias, sizes) : id;
}

std::int64_t floats_of(const TensorInfo& stage, int layer, const Sizes& s, TensorSet wanted) {
    if (!is_own(stage, s) || (layer > 0 && stage.handed_on != TensorId::none) ||
        (stage.on_request && !wanted.contains(stage.id)))
        return 0;
    return std::int64_t{s.items_of(stage)} * s.heads_of(stage) * s.of(stage.rows) * s.of(stage.cols);
}

double trace_bytes(const Sizes& s, TensorSet wanted) {
    double numbers = 0;  // of all layers
    for (int layer = 0; layer < s.layers; ++layer)
        for (const TensorInfo& row : stages()) numbers += static_cast<double>(floats_of(row, layer, s, wanted));
    const auto padded = [](double n) { return std::ceil(n / 16) * 16; };  // the core's panels are at most this wide
    const double queries = s.queries, keys = s.keys;
    const double packed = s.kv_heads * (padded(keys) * s.head_dim() + keys * padded(s.value_dim()));
    // Bytes of what is visible, and both painted masks where they are the heads' own and no longer small beside the weights.
    const double visible = queries * keys * s.mask_heads * (s.mask_heads > 1 ? 2.25 : 0.25);
    return 4.0 * (numbers + s.batch * (s.layers * packed + visible));
}

}  // namespace headscope::lab
