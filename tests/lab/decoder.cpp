// See decoder.hpp: single rows, and the core's past.
#include "decoder.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>

#include "core/attention/attention.hpp"
#include "core/attention/positions.hpp"
#include "core/attention/projection.hpp"
#include "core/attention/rms_norm.hpp"
#include "core/attention/rotary.hpp"
#include "core/attention/scoring.hpp"
#include "core/kernels/layer_norm.hpp"
#include "lab/model/heads.hpp"
#include "lab/program/operations/attention.hpp"

namespace headscope::lab::testing {
namespace {

using Row = std::vector<float>;

Row normalised(const Document& doc, int layer, Row x) {
    core::layer_norm(x.data(), doc.matrix(TensorId::norm_gain, layer).data(), doc.matrix(TensorId::norm_bias, layer).data(),
                     x.data(), 1, static_cast<int>(x.size()));
    return x;
}

/// Each head's part of a row, normalised and turned by the token's place as the document says.
void turn(const Document& doc, Row& row, int heads, int token) {
    const int head_dim = static_cast<int>(row.size()) / heads;
    const core::Tensor view = core::split_heads(row.data(), 1, 1, heads, head_dim);
    if (doc.on(Param::qk_norm)) core::rms_norm(view, view, {0, 1}, {0, heads}, {0, 1});
    if (doc.positions() != Positions::rope) return;
    core::RotaryAngles angles;
    REQUIRE(angles
                .prepare({true, doc.real(Param::rope_base), static_cast<core::RotaryPairs>(doc.integer(Param::rope_pairs))},
                         head_dim, token, 1)
                .ok());
    core::rotate(view, view, angles, token, {0, 1}, {0, heads}, {0, 1});
}

/// [1, heads, tokens, columns] of what lies there head by head.
Row joined(const std::vector<Row>& heads) {
    Row all;
    for (const Row& head : heads) all.insert(all.end(), head.begin(), head.end());
    return all;
}

Row part_of(const Row& row, int index, int size) { return {row.begin() + index * size, row.begin() + (index + 1) * size}; }

}  // namespace

std::vector<float> Decoder::projected(const Row& x, TensorId weight, int layer) const {
    const Matrix& w = doc_.matrix(weight, layer);
    const Blocks blocks(sizes_of(doc_), info(weight));
    const float* bias = doc_.on(Param::biases) ? doc_.matrix(info(weight).bias, layer).data() : nullptr;
    Row y(static_cast<size_t>(w.cols()));
    core::Workspace workspace;
    for (int col = 0; col < w.cols();) {  // the columns that read the same part of the row
        const int end = blocks.same_until(col, w.cols()), first = blocks.first_row(col);
        core::PackedMatrix packed;
        REQUIRE(packed.pack({w.data() + static_cast<std::ptrdiff_t>(first) * w.cols() + col, blocks.depth, end - col, w.cols()})
                    .ok());
        REQUIRE(core::project({x.data() + first, 1, blocks.depth, blocks.depth}, packed, bias ? bias + col : nullptr,
                              {y.data() + col, 1, end - col, end - col}, workspace)
                    .ok());
        col = end;
    }
    return y;
}

DecodedRow Decoder::layer_step(const Row& x, int layer) {
    const int heads = doc_.integer(Param::num_heads), kv_heads = doc_.integer(Param::kv_heads);
    const int head_dim = doc_.integer(Param::head_dim), value_dim = doc_.integer(Param::value_dim), keys = token_ + 1;
    const Row read = doc_.norm() == Norm::pre ? normalised(doc_, layer, x) : x;
    Row query = projected(read, TensorId::W_q, layer), key = projected(read, TensorId::W_k, layer);
    const Row value = projected(read, TensorId::W_v, layer);
    turn(doc_, query, heads, token_);
    turn(doc_, key, kv_heads, token_);
    if (doc_.scoring() == Scoring::bilinear)
        for (int head = 0; head < heads; ++head) {
            const core::ConstMatrixView all =
                core::dense_matrix(doc_.matrix(TensorId::W_a, layer).data(), heads * head_dim, head_dim);
            const Row own = part_of(query, head, head_dim);
            core::row_times_matrix(own.data(), {all.row(head * head_dim), head_dim, head_dim, head_dim},
                                   query.data() + head * head_dim);
        }

    // The cache holds what came before, the call has this token's row beside it.
    CacheOfLayer& cache = cache_[static_cast<size_t>(layer)];
    cache.key.resize(static_cast<size_t>(kv_heads)), cache.value.resize(static_cast<size_t>(kv_heads));
    const Row past_key = joined(cache.key), past_value = joined(cache.value);
    core::KeysValues source{core::dense_view(key.data(), 1, kv_heads, 1, head_dim),
                            core::dense_view(value.data(), 1, kv_heads, 1, value_dim),
                            {},
                            {}};
    if (token_ > 0) {
        source.past_key = core::dense_view(past_key.data(), 1, kv_heads, token_, head_dim);
        source.past_value = core::dense_view(past_value.data(), 1, kv_heads, token_, value_dim);
    }
    core::PackedHeads packed;
    REQUIRE(packed.pack(source).ok());

    core::Attention attention = attention_of(doc_, rule_, item_, layer, nullptr);
    attention.query = core::dense_view(query.data(), 1, heads, 1, head_dim);
    attention.heads = &packed;
    const std::int32_t valid = std::min(rule_.valid_lengths[static_cast<size_t>(item_)], keys);
    if (attention.mask.key_valid_lengths) attention.mask.key_valid_lengths = &valid;
    // The painted mask's row of this token, a head's own or all heads'.
    const TensorId painted = painted_mask(doc_);
    const int mask_heads = sizes_of(doc_).mask_heads;
    const std::ptrdiff_t head_stride = mask_heads > 1 ? keys : 0;
    std::vector<std::uint8_t> allowed;
    Row bias;
    for (int head = 0; painted != TensorId::none && head < mask_heads; ++head)
        for (int j = 0; j < keys; ++j) {
            const float number = doc_.matrix(painted, item_).at(head * doc_.queries() + token_, j);
            allowed.push_back(number != 0 ? 1 : 0);
            bias.push_back(number);
        }
    attention.mask.allowed = {}, attention.mask.attn_bias = {};
    if (painted == TensorId::mask_allow) attention.mask.allowed = {allowed.data(), {0, head_stride, 0, 1}};
    if (painted == TensorId::mask_bias) attention.mask.attn_bias = {bias.data(), {0, head_stride, 0, 1}};

    Row weights(static_cast<size_t>(heads * keys)), concat(static_cast<size_t>(heads * value_dim));
    core::AttentionStages stages;
    stages.weights = core::dense_view(weights.data(), 1, heads, 1, keys);
    stages.context = core::dense_view(concat.data(), 1, heads, 1, value_dim);
    core::Workspace workspace;
    const core::Status status = core::attend(attention, core::whole_region(attention), stages, workspace);
    INFO(status.argument);
    REQUIRE(status.ok());
    for (int head = 0; head < kv_heads; ++head) {
        const Row k = part_of(key, head, head_dim), v = part_of(value, head, value_dim);
        Row &keeps_k = cache.key[static_cast<size_t>(head)], &keeps_v = cache.value[static_cast<size_t>(head)];
        keeps_k.insert(keeps_k.end(), k.begin(), k.end());
        keeps_v.insert(keeps_v.end(), v.begin(), v.end());
    }

    DecodedRow row;
    for (int head = 0; head < heads; ++head) {
        row.weights.push_back(part_of(weights, head, keys));
        row.context.push_back(part_of(concat, head, value_dim));
    }
    row.output = doc_.on(Param::output_projection) ? projected(concat, TensorId::W_o, layer) : concat;
    row.result = row.output;
    if (doc_.on(Param::residual) && info(Param::residual).matters(doc_))
        for (size_t i = 0; i < x.size(); ++i) row.result[i] = x[i] + row.result[i];
    if (doc_.norm() == Norm::post) row.result = normalised(doc_, layer, row.result);
    return row;
}

std::vector<DecodedRow> Decoder::step() {
    const Matrix& embeddings = doc_.matrix(TensorId::X, item_);
    Row x(static_cast<size_t>(embeddings.cols()));
    for (int c = 0; c < embeddings.cols(); ++c) {
        if (token_ < embeddings.rows()) x[static_cast<size_t>(c)] = embeddings.at(token_, c);
        if (doc_.positions() == Positions::own) x[static_cast<size_t>(c)] += doc_.matrix(TensorId::P).at(token_, c);
        if (doc_.positions() == Positions::sinusoidal)
            x[static_cast<size_t>(c)] += core::sinusoidal_position(token_, c, embeddings.cols());
    }
    std::vector<DecodedRow> rows;
    for (size_t layer = 0; layer < doc_.layers.size(); ++layer) {
        rows.push_back(layer_step(x, static_cast<int>(layer)));
        x = rows.back().result;
    }
    ++token_;
    return rows;
}

}  // namespace headscope::lab::testing
