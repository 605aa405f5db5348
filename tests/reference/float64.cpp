// Attention in plain float64 loops, written for being read.
#include "reference/float64.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

#include "core/random/random.hpp"

namespace headscope::core::reference {
namespace {

constexpr std::uint32_t kDropoutStream = 0x64726f70;

const float* joined_row(const ConstTensor& past, const ConstTensor& current, std::int32_t b, std::int32_t head,
                        std::int32_t j) {
    const std::int32_t past_length = past ? past.dims[2] : 0;
    return j < past_length ? past.row(b, head, j) : current.row(b, head, j - past_length);
}

double score_of(const Attention& attention, std::int32_t head, const float* query, const float* key, std::int32_t head_dim) {
    const Scoring& scoring = attention.scoring;
    const auto head_of = [&](const ConstTensor& t) { return t.dims[1] == 1 ? 0 : head; };
    double sum = 0.0;
    if (scoring.kind == ScoringKind::dot) {
        for (std::int32_t d = 0; d < head_dim; ++d) sum += double(query[d]) * key[d];
    } else if (scoring.kind == ScoringKind::additive) {
        const float* vector = scoring.vector.row(0, head_of(scoring.vector), 0);
        for (std::int32_t d = 0; d < head_dim; ++d) sum += vector[d] * std::tanh(double(query[d]) + key[d]);
    } else {
        for (std::int32_t r = 0; r < attention.query.dims[3]; ++r) {
            const float* row = scoring.matrix.row(0, head_of(scoring.matrix), r);
            for (std::int32_t d = 0; d < head_dim; ++d) sum += double(query[r]) * row[d] * key[d];
        }
    }
    return sum;
}

/// As the authors of ALiBi write it: a geometric sequence for powers of two; else that of the power below, and every other slope of
/// twice that power.
std::vector<double> slopes_of(std::int32_t heads) {
    if ((heads & (heads - 1)) == 0) {
        const double start = std::pow(2.0, -std::pow(2.0, -(std::log2(heads) - 3)));
        std::vector<double> slopes;
        for (std::int32_t i = 0; i < heads; ++i) slopes.push_back(start * std::pow(start, i));
        return slopes;
    }
    const auto below = static_cast<std::int32_t>(std::pow(2.0, std::floor(std::log2(heads))));
    std::vector<double> slopes = slopes_of(below);
    const std::vector<double> twice = slopes_of(2 * below);
    for (std::int32_t i = 0; i < heads - below; ++i) slopes.push_back(twice[std::size_t(2 * i)]);
    return slopes;
}

}  // namespace

Stages attend(const Attention& attention, const KeysValues& source) {
    constexpr double kHidden = -std::numeric_limits<double>::infinity();
    const auto [batch, num_heads, num_queries, query_dim] = attention.query.dims;
    const std::int32_t past = source.past_key ? source.past_key.dims[2] : 0;
    const std::int32_t num_keys = past + source.key.dims[2];
    const std::int32_t head_dim = source.key.dims[3], value_dim = source.value.dims[3];
    const std::int32_t group = num_heads / source.key.dims[1];
    const AttentionMask& mask = attention.mask;
    const std::size_t rows = std::size_t(batch) * std::size_t(num_heads) * std::size_t(num_queries);
    const std::size_t square = rows * std::size_t(num_keys);

    Stages out;
    for (auto* stage :
         {&out.scores, &out.uncapped, &out.scaled, &out.position_bias, &out.masked_scores, &out.weights, &out.dropped_weights})
        stage->assign(square, 0.0);
    out.context.assign(rows * std::size_t(value_dim), 0.0);

    const std::vector<double> slopes = slopes_of(num_heads);
    std::size_t row = 0;
    for (std::int32_t b = 0; b < batch; ++b)
        for (std::int32_t head = 0; head < num_heads; ++head)
            for (std::int32_t i = 0; i < num_queries; ++i, ++row) {
                const std::size_t first = row * std::size_t(num_keys);
                double maximum = kHidden, sum = 0.0;
                for (std::int32_t j = 0; j < num_keys; ++j) {
                    const std::size_t at = first + std::size_t(j);
                    const float* key = joined_row(source.past_key, source.key, b, head / group, j);
                    out.scores[at] = score_of(attention, head, attention.query.row(b, head, i), key, head_dim);
                    out.uncapped[at] = out.scores[at] * attention.scale;
                    out.scaled[at] = attention.softcap > 0.0f
                                         ? attention.softcap * std::tanh(out.uncapped[at] / attention.softcap)
                                         : out.uncapped[at];
                    const Alibi& alibi = attention.alibi;
                    const double slope = alibi.slopes ? double(alibi.slopes[head]) : slopes[std::size_t(head)];
                    if (alibi.on) out.position_bias[at] = -slope * std::abs(i + past - j);
                    bool visible = true;
                    double bias = 0.0;
                    if (mask.key_padding) visible = visible && mask.key_padding[std::ptrdiff_t{b} * num_keys + j];
                    if (mask.key_valid_lengths) visible = visible && j < mask.key_valid_lengths[b];
                    const std::int64_t diagonal = std::int64_t{i} + past + mask.diagonal;
                    if (mask.causal) visible = visible && j <= diagonal;
                    if (mask.window_left >= 0) visible = visible && j >= diagonal - mask.window_left;
                    if (mask.window_right >= 0) visible = visible && j <= diagonal + mask.window_right;
                    if (mask.allowed) visible = visible && mask.allowed.row(b, head, i)[j * mask.allowed.strides[3]];
                    if (mask.attn_bias) bias = mask.attn_bias.row(b, head, i)[j * mask.attn_bias.strides[3]];
                    out.masked_scores[at] =
                        visible && bias != kHidden ? out.scaled[at] + out.position_bias[at] + bias : kHidden;
                    maximum = std::max(maximum, out.masked_scores[at]);
                }
                const bool empty = maximum == kHidden;
                if (empty && (attention.empty_rows == EmptyRows::zero || attention.sinks)) continue;
                if (attention.sinks)
                    sum = std::exp(*attention.sinks.row(0, attention.sinks.dims[1] == 1 ? 0 : head, 0) - maximum);
                for (std::int32_t j = 0; j < num_keys; ++j) {
                    const std::size_t at = first + std::size_t(j);
                    // Of nothing but -inf a plain softmax is NaN; all of one finite number it spreads evenly.
                    out.weights[at] =
                        empty && attention.empty_rows == EmptyRows::uniform ? 1.0 : std::exp(out.masked_scores[at] - maximum);
                    sum += out.weights[at];
                }
                for (std::int32_t j = 0; j < num_keys; ++j) {
                    const std::size_t at = first + std::size_t(j);
                    out.weights[at] /= sum;
                    const double probability = attention.dropout.probability;
                    const bool drop =
                        probability > 0.0 && random_uniform(attention.dropout.seed, kDropoutStream, at) < probability;
                    out.dropped_weights[at] = drop ? 0.0 : out.weights[at] / (1.0 - probability);
                    const float* value = joined_row(source.past_value, source.value, b, head / group, j);
                    for (std::int32_t c = 0; c < value_dim; ++c)
                        out.context[row * std::size_t(value_dim) + std::size_t(c)] += out.dropped_weights[at] * value[c];
                }
            }
    return out;
}

std::vector<double> project(const ConstMatrixView& input, const ConstMatrixView& weights, const float* bias) {
    std::vector<double> out(std::size_t(input.rows) * std::size_t(weights.columns));
    for (std::int32_t r = 0; r < input.rows; ++r)
        for (std::int32_t c = 0; c < weights.columns; ++c) {
            double sum = bias ? bias[c] : 0.0;
            for (std::int32_t k = 0; k < input.columns; ++k) sum += double(input.row(r)[k]) * weights.row(k)[c];
            out[std::size_t(r) * std::size_t(weights.columns) + std::size_t(c)] = sum;
        }
    return out;
}

}  // namespace headscope::core::reference
