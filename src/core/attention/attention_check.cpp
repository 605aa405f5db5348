// Everything attend refuses, in one place.
#include <cmath>

#include "core/attention/attention.hpp"
#include "core/base/limits.hpp"

namespace headscope::core {
namespace {

Status check_stage(const Tensor& stage, std::array<std::int32_t, 4> dims, const char* argument) {
    if (!stage) return success();
    for (std::size_t axis = 0; axis < 4; ++axis)
        if (stage.dims[axis] != dims[axis]) return fail(ErrorCode::shape_mismatch, argument, stage.dims[axis], dims[axis]);
    return check_tensor(stage, argument);
}

Status check_scoring(const Attention& attention) {
    const ConstTensor& query = attention.query;
    const std::int32_t head_dim = attention.heads->head_dim();
    const bool bilinear = attention.scoring.kind == ScoringKind::bilinear;
    if (!bilinear && query.dims[3] != head_dim)
        return fail(ErrorCode::shape_mismatch, "query.head_dim", query.dims[3], head_dim);
    if (attention.scoring.kind == ScoringKind::dot) return success();

    const ConstTensor& parameter = bilinear ? attention.scoring.matrix : attention.scoring.vector;
    const char* name = bilinear ? "scoring.matrix" : "scoring.vector";
    if (const Status status = check_tensor(parameter, name); !status.ok()) return status;
    const std::int32_t rows = bilinear ? query.dims[3] : 1;
    if (parameter.dims[0] != 1) return fail(ErrorCode::shape_mismatch, name, parameter.dims[0], 1);
    if (parameter.dims[1] != 1 && parameter.dims[1] != query.dims[1])
        return fail(ErrorCode::shape_mismatch, name, parameter.dims[1], query.dims[1]);
    if (parameter.dims[2] != rows) return fail(ErrorCode::shape_mismatch, name, parameter.dims[2], rows);
    if (parameter.dims[3] != head_dim) return fail(ErrorCode::shape_mismatch, name, parameter.dims[3], head_dim);
    return success();
}

Status check_sinks(const Attention& attention) {
    const ConstTensor& sinks = attention.sinks;
    if (!sinks) return success();
    if (const Status status = check_tensor(sinks, "sinks"); !status.ok()) return status;
    const std::int32_t heads = attention.query.dims[1];
    for (const std::size_t axis : {0u, 2u, 3u})
        if (sinks.dims[axis] != 1) return fail(ErrorCode::shape_mismatch, "sinks", sinks.dims[axis], 1);
    if (sinks.dims[1] != 1 && sinks.dims[1] != heads) return fail(ErrorCode::shape_mismatch, "sinks", sinks.dims[1], heads);
    for (std::int32_t head = 0; head < sinks.dims[1]; ++head)
        if (!std::isfinite(*sinks.row(0, head, 0))) return fail(ErrorCode::not_finite, "sinks");
    return success();
}

Status check_mask(const Attention& attention) {
    const AttentionMask& mask = attention.mask;
    if (mask.window_left < -1) return fail(ErrorCode::out_of_range, "window_left", mask.window_left, -1);
    if (mask.window_right < -1) return fail(ErrorCode::out_of_range, "window_right", mask.window_right, -1);
    if (mask.key_valid_lengths == nullptr) return success();
    const std::int32_t num_keys = attention.heads->num_keys();
    for (std::int32_t batch = 0; batch < attention.query.dims[0]; ++batch) {
        const std::int32_t length = mask.key_valid_lengths[batch];
        if (length < 0) return fail(ErrorCode::out_of_range, "key_valid_lengths", length, 0);
        if (length > num_keys) return fail(ErrorCode::out_of_range, "key_valid_lengths", length, num_keys);
    }
    return success();
}

Status check_numbers(const Attention& attention) {
    if (!std::isfinite(attention.scale)) return fail(ErrorCode::not_finite, "scale");
    if (!std::isfinite(attention.softcap)) return fail(ErrorCode::not_finite, "softcap");
    if (attention.softcap < 0.0f) return fail(ErrorCode::out_of_range, "softcap", -1, 0);
    for (std::int32_t head = 0; attention.alibi.slopes && head < attention.query.dims[1]; ++head)
        if (!std::isfinite(attention.alibi.slopes[head])) return fail(ErrorCode::not_finite, "alibi.slopes");
    const float probability = attention.dropout.probability;
    if (!std::isfinite(probability)) return fail(ErrorCode::not_finite, "dropout.probability");
    if (probability < 0.0f) return fail(ErrorCode::out_of_range, "dropout.probability", -1, 0);
    if (probability >= 1.0f) return fail(ErrorCode::out_of_range, "dropout.probability", 1, 0);
    return success();
}

}  // namespace

Status check_attention(const Attention& attention, const Region& region, const AttentionStages& stages) {
    const ConstTensor& query = attention.query;
    if (const Status status = check_tensor(query, "query"); !status.ok()) return status;
    const PackedHeads* heads = attention.heads;
    if (heads == nullptr || heads->batch() == 0) return fail(ErrorCode::missing, "heads");
    if (heads->batch() != query.dims[0]) return fail(ErrorCode::shape_mismatch, "key.batch", heads->batch(), query.dims[0]);
    if (query.dims[1] % heads->num_kv_heads() != 0)
        return fail(ErrorCode::shape_mismatch, "query.heads", query.dims[1], heads->num_kv_heads());
    for (const auto check : {check_scoring, check_sinks, check_mask, check_numbers})
        if (const Status status = check(attention); !status.ok()) return status;

    if (const Status status = check_range(region.batch, query.dims[0], "region.batch"); !status.ok()) return status;
    if (const Status status = check_range(region.heads, query.dims[1], "region.heads"); !status.ok()) return status;
    if (const Status status = check_range(region.queries, query.dims[2], "region.queries"); !status.ok()) return status;

    const std::array<std::int32_t, 4> square{query.dims[0], query.dims[1], query.dims[2], heads->num_keys()};
    const std::array<std::int32_t, 4> context{query.dims[0], query.dims[1], query.dims[2], heads->value_dim()};
    const struct {
        const Tensor& stage;
        const std::array<std::int32_t, 4>& dims;
        const char* name;
    } facts[] = {{stages.scores, square, "scores"},
                 {stages.uncapped, square, "uncapped"},
                 {stages.scaled, square, "scaled"},
                 {stages.position_bias, square, "position_bias"},
                 {stages.masked_scores, square, "masked_scores"},
                 {stages.weights, square, "weights"},
                 {stages.dropped_weights, square, "dropped_weights"},
                 {stages.context, context, "context"}};
    for (const auto& fact : facts)
        if (const Status status = check_stage(fact.stage, fact.dims, fact.name); !status.ok()) return status;
    return success();
}

}  // namespace headscope::core
