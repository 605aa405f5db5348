// Attention one number at a time; see CMakeLists.txt for how the compiler is kept from doing more.
#include "core/attention/scalar.hpp"

#include <cmath>
#include <cstdlib>
#include <cstring>
#include <limits>

#include "core/attention/rms_norm.hpp"

namespace headscope::core::scalar {
namespace {

constexpr float kHidden = -std::numeric_limits<float>::infinity();
constexpr float kNotANumber = std::numeric_limits<float>::quiet_NaN();

/// y[c .. c + kCount) = bias + sum of x[k] * w[k][c ...]: kCount sums side by side, so that none waits for its last addition.
/// With kSkipZeros an x[k] of 0 contributes nothing, whatever the row of w.
template <int kCount, bool kSkipZeros>
void columns(const float* x, std::int32_t depth, const float* w, std::ptrdiff_t stride, const float* bias, float* y) {
    float sum[kCount];
    for (int i = 0; i < kCount; ++i) sum[i] = bias ? bias[i] : 0.0f;
    for (std::int32_t k = 0; k < depth; ++k, w += stride) {
        if (kSkipZeros && x[k] == 0.0f) continue;
        for (int i = 0; i < kCount; ++i) sum[i] += x[k] * w[i];
    }
    for (int i = 0; i < kCount; ++i) y[i] = sum[i];
}

/// A row times a matrix `[depth, count]`.
template <bool kSkipZeros>
void multiply(const float* x, std::int32_t depth, const float* w, std::ptrdiff_t stride, const float* bias, float* y,
              std::int32_t count) {
    std::int32_t c = 0;
    const auto at = [&](const float* from) { return from ? from + c : nullptr; };
    for (; c + 8 <= count; c += 8) columns<8, kSkipZeros>(x, depth, w + c, stride, at(bias), y + c);
    for (; c + 4 <= count; c += 4) columns<4, kSkipZeros>(x, depth, w + c, stride, at(bias), y + c);
    for (; c < count; ++c) columns<1, kSkipZeros>(x, depth, w + c, stride, at(bias), y + c);
}

/// scores[j .. j + kCount) = q . k_j.
template <int kCount>
void dots(const float* query, const float* keys, std::ptrdiff_t stride, std::int32_t head_dim, float* scores) {
    float sum[kCount] = {};
    for (std::int32_t d = 0; d < head_dim; ++d)
        for (int i = 0; i < kCount; ++i) sum[i] += query[d] * keys[i * stride + d];
    for (int i = 0; i < kCount; ++i) scores[i] = sum[i];
}

/// scores[j] = v . tanh(q + k_j) for keys of the range.
void additive(const float* query, const KeysValues& source, std::int32_t b, std::int32_t kv_head, const float* vector,
              Range keys, float* scores) {
    for (std::int32_t j = keys.begin; j < keys.end; ++j) {
        const float* key = source.key.row(b, kv_head, j);
        float sum = 0.0f;
        for (std::int32_t d = 0; d < source.key.dims[3]; ++d) sum += vector[d] * std::tanh(query[d] + key[d]);
        scores[j] = sum;
    }
}

/// Scores to masked scores in place, over the keys in `visible`; returns their maximum.
float mask_row(const Attention& attention, std::int32_t b, std::int32_t head, std::int32_t query, std::int32_t num_keys,
               Range visible, float* row) {
    const AttentionMask& mask = attention.mask;
    const std::uint8_t* allowed = mask.allowed ? mask.allowed.row(b, head, query) : nullptr;
    const float* bias = mask.attn_bias ? mask.attn_bias.row(b, head, query) : nullptr;
    const std::uint8_t* padding = mask.key_padding ? mask.key_padding + std::ptrdiff_t{b} * num_keys : nullptr;
    const float slope = attention.alibi.slope(head, attention.query.dims[1]);
    float maximum = kHidden;
    for (std::int32_t j = visible.begin; j < visible.end; ++j) {
        float score = row[j] * attention.scale;
        if (attention.softcap > 0.0f) score = attention.softcap * std::tanh(score / attention.softcap);
        if (slope != 0.0f) score -= slope * static_cast<float>(std::abs(query - j));
        if (bias) {
            const float added = bias[j * mask.attn_bias.strides[3]];
            score = added == kHidden ? kHidden : score + added;
        }
        if ((allowed && !allowed[j * mask.allowed.strides[3]]) || (padding && !padding[j])) score = kHidden;
        row[j] = score;
        if (score > maximum || score != score) maximum = score;
    }
    return maximum;
}

}  // namespace

void project(const ConstMatrixView& input, const ConstMatrixView& weights, const float* bias, const MatrixView& output,
             Range rows) {
    for (std::int32_t r = rows.begin; r < rows.end; ++r)
        multiply<false>(input.row(r), weights.rows, weights.data, weights.row_stride, bias, output.row(r), weights.columns);
}

void rotate(const ConstTensor& from, const Tensor& to, const RotaryAngles& angles, std::int32_t first, Range batch, Range heads,
            Range rows) {
    const std::int32_t half = from.dims[3] / 2;
    const bool neighbours = angles.pairs() == RotaryPairs::interleaved;
    for (std::int32_t b = batch.begin; b < batch.end; ++b)
        for (std::int32_t head = heads.begin; head < heads.end; ++head)
            for (std::int32_t r = rows.begin; r < rows.end; ++r) {
                const float *in = from.row(b, head, r), *cosines = angles.cosines(first + r), *sines = angles.sines(first + r);
                float* out = to.row(b, head, r);
                for (std::int32_t i = 0; i < half; ++i) {
                    const std::int32_t one = neighbours ? 2 * i : i, two = neighbours ? 2 * i + 1 : half + i;
                    const float x = in[one], y = in[two];
                    out[one] = x * cosines[i] - y * sines[i];
                    out[two] = y * cosines[i] + x * sines[i];
                }
            }
}

void rms_norm(const ConstTensor& from, const Tensor& to, Range batch, Range heads, Range rows) {
    const std::int32_t head_dim = from.dims[3];
    for (std::int32_t b = batch.begin; b < batch.end; ++b)
        for (std::int32_t head = heads.begin; head < heads.end; ++head)
            for (std::int32_t r = rows.begin; r < rows.end; ++r) {
                const float* in = from.row(b, head, r);
                float* out = to.row(b, head, r);
                double squares = 0.0;
                for (std::int32_t d = 0; d < head_dim; ++d) squares += static_cast<double>(in[d]) * static_cast<double>(in[d]);
                const auto factor = static_cast<float>(1.0 / std::sqrt(squares / head_dim + static_cast<double>(kRmsEps)));
                for (std::int32_t d = 0; d < head_dim; ++d) out[d] = in[d] * factor;
            }
}

void attend(const Attention& attention, const KeysValues& source, const Region& region, const AttentionStages& stages) {
    const std::int32_t num_keys = source.key.dims[2], head_dim = source.key.dims[3], value_dim = source.value.dims[3];
    const std::int32_t group = attention.query.dims[1] / source.key.dims[1];
    const std::ptrdiff_t key_stride = source.key.strides[2], value_stride = source.value.strides[2];
    for (std::int32_t b = region.batch.begin; b < region.batch.end; ++b)
        for (std::int32_t head = region.heads.begin; head < region.heads.end; ++head)
            for (std::int32_t i = region.queries.begin; i < region.queries.end; ++i) {
                float* row = stages.weights.row(b, head, i);
                float* out = stages.context.row(b, head, i);
                Range visible = visible_keys(attention.mask, b, i, 0, num_keys);
                std::memset(row, 0, static_cast<std::size_t>(num_keys) * sizeof(float));

                // 1. Scores of the visible keys, then scale, softcap and masks.
                const float* query = attention.query.row(b, head, i);
                const ConstTensor& vector = attention.scoring.vector;
                std::int32_t j = visible.begin;
                if (attention.scoring.kind == ScoringKind::additive) {
                    additive(query, source, b, head / group, vector.row(0, vector.dims[1] == 1 ? 0 : head, 0), visible, row);
                    j = visible.end;
                }
                for (; j + 4 <= visible.end; j += 4)
                    dots<4>(query, source.key.row(b, head / group, j), key_stride, head_dim, row + j);
                for (; j < visible.end; ++j) dots<1>(query, source.key.row(b, head / group, j), key_stride, head_dim, row + j);
                float maximum = mask_row(attention, b, head, i, num_keys, visible, row);
                const bool drops = attention.dropout.probability > 0.0f;
                float* dropped = drops ? stages.dropped_weights.row(b, head, i) : row;
                std::memset(dropped, 0, drops ? static_cast<std::size_t>(num_keys) * sizeof(float) : 0);
                const bool empty = maximum == kHidden;
                if (empty && !attention.fills_empty_rows()) {
                    std::memset(row, 0, static_cast<std::size_t>(num_keys) * sizeof(float));
                    std::memset(out, 0, static_cast<std::size_t>(value_dim) * sizeof(float));
                    continue;
                }

                // 2. Softmax; of nothing, what empty rows give.
                if (empty) visible = {0, num_keys};
                const ConstTensor& sinks = attention.sinks;
                const float sink = sinks ? *sinks.row(0, sinks.dims[1] == 1 ? 0 : head, 0) : kHidden;
                if (sink > maximum) maximum = sink;
                float sum = sinks ? std::exp(sink - maximum) : 0.0f;
                for (j = visible.begin; j < visible.end; ++j) {
                    row[j] = !empty                                       ? std::exp(row[j] - maximum)
                             : attention.empty_rows == EmptyRows::uniform ? 1.0f
                                                                          : kNotANumber;
                    sum += row[j];
                }
                const float factor = 1.0f / sum;
                for (j = visible.begin; j < visible.end; ++j) row[j] *= factor;

                // 3. Dropout.
                const float keep = kept_factor(attention.dropout);
                for (j = visible.begin; drops && j < visible.end; ++j) {
                    const std::uint64_t at =
                        weight_index(b, head, i, j, attention.query.dims[1], attention.query.dims[2], num_keys);
                    dropped[j] = is_dropped(attention.dropout, at) ? 0.0f : row[j] * keep;
                }

                // 4. Weighted sum of the values.
                multiply<true>(dropped + visible.begin, visible.size(), source.value.row(b, head / group, visible.begin),
                               value_stride, nullptr, out, value_dim);
            }
}

}  // namespace headscope::core::scalar
