// Comparing documents: first by shared storage, then by ranges of rows and columns.
#include "lab/changes.hpp"

#include <cstring>

#include "core/attention/attention.hpp"

namespace headscope::lab {
namespace {

const float* row_of(const Matrix& m, int row) { return m.data() + static_cast<std::ptrdiff_t>(row) * m.cols(); }

Range changed_rows(const Matrix& a, const Matrix& b) {
    if (a.same_storage(b)) return {};
    const int common = std::min(a.rows(), b.rows());
    const size_t bytes = static_cast<size_t>(b.cols()) * sizeof(float);
    Range rows{0, common};
    while (rows.begin < rows.end && std::memcmp(row_of(a, rows.begin), row_of(b, rows.begin), bytes) == 0) ++rows.begin;
    while (rows.begin < rows.end && std::memcmp(row_of(a, rows.end - 1), row_of(b, rows.end - 1), bytes) == 0) --rows.end;
    if (a.rows() != b.rows()) rows = hull(rows, {common, std::max(a.rows(), b.rows())});
    return rows;
}

Range changed_columns(const Matrix& a, const Matrix& b) {
    Range columns;
    if (a.same_storage(b)) return columns;
    for (int r = 0; r < b.rows(); ++r) {
        const float *x = row_of(a, r), *y = row_of(b, r);
        if (std::memcmp(x, y, static_cast<size_t>(b.cols()) * sizeof(float)) == 0) continue;
        Range differ{0, b.cols()};
        while (std::memcmp(x + differ.begin, y + differ.begin, sizeof(float)) == 0) ++differ.begin;
        while (std::memcmp(x + differ.end - 1, y + differ.end - 1, sizeof(float)) == 0) --differ.end;
        columns = hull(columns, differ);
    }
    return columns;
}

bool differs(const Document& a, const Document& b, std::initializer_list<Param> params) {
    for (const Param p : params)
        if (a.real(p) != b.real(p)) return true;
    return false;
}

Range projection_columns(const Document& a, const Document& b, MatrixId weight, MatrixId bias) {
    const Range all{0, b.matrix(weight).cols()};
    if (a.on(Param::biases) != b.on(Param::biases)) return all;
    const Range columns = changed_columns(a.matrix(weight), b.matrix(weight));
    return b.on(Param::biases) ? hull(columns, changed_columns(a.matrix(bias), b.matrix(bias))) : columns;
}

bool masks_differ(const Document& a, const Document& b) {
    if (differs(a, b, {Param::causal, Param::window, Param::key_padding, Param::custom_mask})) return true;
    return b.on(Param::window) && differs(a, b, {Param::window_size});
}

}  // namespace

TraceShape shape_of(const Document& doc) {
    return {doc.batch(),
            doc.queries(),
            doc.keys(),
            doc.integer(Param::d_model),
            doc.key_width(),
            doc.projection_width(),
            doc.integer(Param::num_heads),
            doc.cross(),
            doc.on(Param::output_projection)};
}

Changes changes_between(const Document& before, const Document& after) {
    Changes changes;
    TraceShape old_shape = shape_of(before);
    const TraceShape shape = shape_of(after);
    changes.heads = old_shape.heads != shape.heads;
    changes.output = old_shape.projected != shape.projected;
    old_shape.heads = shape.heads;
    old_shape.projected = shape.projected;
    if (!(old_shape == shape)) return everything_in(shape);
    changes.scaling = scale_of(before) != scale_of(after) || differs(before, after, {Param::softcap});
    changes.masks = masks_differ(before, after);
    const bool positions = differs(before, after, {Param::positions});
    const auto custom = static_cast<CustomMask>(after.integer(Param::custom_mask));
    for (int k = 0; k < shape.batch; ++k) {
        const auto index = static_cast<size_t>(k);
        const auto rows = [&](MatrixId id) { return changed_rows(before.matrix(id, k), after.matrix(id, k)); };
        changes.input_rows[index] = positions ? Range{0, shape.queries} : rows(MatrixId::input);
        if (shape.cross) changes.memory_rows[index] = positions ? Range{0, shape.keys} : rows(MatrixId::memory);
        if (custom == CustomMask::boolean) changes.mask_rows[index] = rows(MatrixId::mask_allow);
        if (custom == CustomMask::bias) changes.mask_rows[index] = rows(MatrixId::mask_bias);
        if (after.on(Param::key_padding) && before.valid_keys(k) != after.valid_keys(k))
            changes.mask_rows[index] = {0, shape.queries};
    }
    changes.columns[kQuery] = projection_columns(before, after, MatrixId::W_q, MatrixId::b_q);
    changes.columns[kKey] = projection_columns(before, after, MatrixId::W_k, MatrixId::b_k);
    changes.columns[kValue] = projection_columns(before, after, MatrixId::W_v, MatrixId::b_v);
    if (shape.projected) changes.columns[kOutput] = projection_columns(before, after, MatrixId::W_o, MatrixId::b_o);
    if (shape.projected && changes.output) changes.columns[kOutput] = {0, shape.d_model};
    return changes;
}

Changes everything_in(const TraceShape& shape) {
    Changes changes;
    changes.everything = changes.heads = changes.scaling = changes.masks = changes.output = true;
    changes.input_rows.fill({0, shape.queries});
    if (shape.cross) changes.memory_rows.fill({0, shape.keys});
    changes.mask_rows.fill({0, shape.queries});
    return changes;
}

float scale_of(const Document& doc) {
    float scale = 1.0f;
    const auto mode = static_cast<ScaleMode>(doc.integer(Param::scale_mode));
    if (mode == ScaleMode::sqrt_head_dim) scale = core::default_scale(doc.integer(Param::head_dim));
    if (mode == ScaleMode::value) scale = static_cast<float>(doc.real(Param::scale_value));
    return static_cast<float>(static_cast<double>(scale) / doc.real(Param::temperature));
}

}  // namespace headscope::lab
