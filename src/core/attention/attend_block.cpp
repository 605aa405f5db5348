// Scores, softmax and weighted sum of values for one block of query rows.
#include "core/attention/attend_block.hpp"

#include <algorithm>
#include <array>

#include "core/attention/masked_scores.hpp"
#include "core/attention/scoring.hpp"
#include "core/kernels/long_sum.hpp"
#include "core/kernels/simd.hpp"
#include "core/kernels/softmax.hpp"
#include "core/kernels/tile.hpp"

namespace headscope::core {
namespace {

// Rare steps are kept out of line, so that the common ones keep the registers.

/// What stays the same for all rows of the block.
struct Block {
    const Attention& attention;
    const AttentionStages& stages;
    BlockScratch& scratch;
    TileKernel kernel;
    std::int32_t batch, head, kv_head;
    Range queries;
    std::int32_t num_keys;
    bool biased;    ///< some mask is written as numbers to add
    bool factored;  ///< scores leave the tiles as the softmax's exponents
    float sink;     ///< exponent of the head's sink; -inf where there is none
    float slope;    ///< of ALiBi

    float* row(std::int32_t query) const { return scratch.rows + (query - queries.begin) * scratch.row_stride; }
    float* dropped_row(std::int32_t query) const {
        return scratch.dropped ? scratch.dropped + (query - queries.begin) * scratch.row_stride : row(query);
    }
    /// What makes dropped weights of dropped_row.
    float dropped_factor(std::int32_t query) const { return scratch.dropped ? 1.0f : scratch.factors[index(query)]; }
    std::size_t index(std::int32_t query) const { return static_cast<std::size_t>(query - queries.begin); }
    Range visible(std::int32_t query) const { return scratch.visible[index(query)]; }
    RowRule rule(std::int32_t query) const {
        return {attention.scale,
                attention.softcap,
                biased ? scratch.bias : nullptr,
                visible(query),
                slope,
                query + attention.heads->past_length()};
    }
};

/// Finds each row's visible range; returns their union rounded out to whole panels, empty when nothing is visible.
Range find_visible(const Block& block) {
    const Attention& a = block.attention;
    const bool same_for_all = !a.mask.causal && a.mask.window_left < 0 && a.mask.window_right < 0;
    Range all{block.num_keys, 0}, visible;
    for (std::int32_t query = block.queries.begin; query < block.queries.end; ++query) {
        if (query == block.queries.begin || !same_for_all) {
            visible = visible_keys(a.mask, block.batch, query, a.heads->past_length(), block.num_keys);
            if (visible.size() > 0) all = {std::min(all.begin, visible.begin), std::max(all.end, visible.end)};
        }
        block.scratch.visible[block.index(query)] = visible;
    }
    if (all.size() <= 0) return {0, 0};
    return {round_down(all.begin, kPanelWidth), round_up(all.end, kPanelWidth)};
}

/// scores[i, j] = q_i . k_j, or what Scoring says, for keys in `keys` (whole panels); exponents if the block is factored.
void compute_scores(const Block& block, Range keys) {
    const Attention& a = block.attention;
    const std::int32_t head_dim = a.heads->head_dim();
    const float* panels = a.heads->keys(block.batch, block.kv_head);
    const auto of_head = [&](const ConstTensor& tensor) { return tensor.row(0, tensor.dims[1] == 1 ? 0 : block.head, 0); };

    if (a.scoring.kind == ScoringKind::additive) {
        for (std::int32_t query = block.queries.begin; query < block.queries.end; ++query)
            additive_scores(a.query.row(block.batch, block.head, query), panels, of_head(a.scoring.vector), head_dim, keys,
                            block.row(query));
        return;
    }
    const float* left = a.query.row(block.batch, block.head, block.queries.begin);
    std::ptrdiff_t left_stride = a.query.strides[2];
    if (a.scoring.kind == ScoringKind::bilinear) {
        const ConstMatrixView matrix{of_head(a.scoring.matrix), a.scoring.matrix.dims[2], head_dim,
                                     a.scoring.matrix.strides[2]};
        for (std::int32_t row = 0; row < block.queries.size(); ++row)
            row_times_matrix(a.query.row(block.batch, block.head, block.queries.begin + row), matrix,
                             block.scratch.query + static_cast<std::ptrdiff_t>(row) * head_dim);
        left = block.scratch.query;
        left_stride = head_dim;
    }
    Product product;
    product.left = left;
    product.left_stride = left_stride;
    product.rows = block.queries.size();
    product.depth = head_dim;
    product.panels = panels;
    product.panel_stride = static_cast<std::ptrdiff_t>(head_dim) * kPanelWidth;
    product.columns = {keys.begin, std::min(keys.end, round_up(block.num_keys, kLanes))};
    const float factor = exponent_factor(a.scale);
    if (block.factored) product.factor = &factor;
    product.out = block.scratch.rows;
    product.out_stride = block.scratch.row_stride;
    multiply(product, block.kernel);
}

bool has_bias(const AttentionMask& mask) { return mask.allowed || mask.attn_bias || mask.key_padding; }

/// Boolean masks, key padding and attn_bias of one row as numbers to add, -inf = hidden, into scratch.
[[gnu::noinline]] void write_bias(const Block& block, std::int32_t query) {
    const AttentionMask& mask = block.attention.mask;
    float* bias = block.scratch.bias;
    const std::int32_t n = block.num_keys;
    if (mask.attn_bias) {
        const float* from = mask.attn_bias.row(block.batch, block.head, query);
        const std::ptrdiff_t stride = mask.attn_bias.strides[3];
        for (std::int32_t j = 0; j < n; ++j) bias[j] = from[j * stride];
    } else {
        std::fill(bias, bias + n, 0.0f);
    }
    std::fill(bias + n, bias + padded_row(n), 0.0f);
    if (mask.allowed) {
        const std::uint8_t* from = mask.allowed.row(block.batch, block.head, query);
        const std::ptrdiff_t stride = mask.allowed.strides[3];
        for (std::int32_t j = 0; j < n; ++j) bias[j] = from[j * stride] ? bias[j] : -kInfinity;
    }
    if (mask.key_padding) {
        const std::uint8_t* from = mask.key_padding + static_cast<std::ptrdiff_t>(block.batch) * n;
        for (std::int32_t j = 0; j < n; ++j) bias[j] = from[j] ? bias[j] : -kInfinity;
    }
}

/// The stages before the softmax, straight into the caller's rows.
[[gnu::noinline]] void write_score_stages(const Block& block, std::int32_t query) {
    const RowRule rule = block.rule(query);
    const AttentionStages& stages = block.stages;
    const std::int32_t n = block.num_keys;
    const auto to = [&](const Tensor& tensor) { return tensor.row(block.batch, block.head, query); };
    const float* from = block.row(query);
    if (stages.scores) copy_row(from, to(stages.scores), n);
    if (stages.uncapped) scale_row(from, rule.scale, to(stages.uncapped), n);
    if (stages.scaled) {
        float* row = to(stages.scaled);
        scale_row(from, rule.scale, row, n);
        softcap_row(row, rule.softcap, row, n);
    }
    if (stages.position_bias) position_bias_row(rule, to(stages.position_bias), n);
    if (stages.masked_scores) {
        // Scores outside the visible range may not have been computed.
        float* row = to(stages.masked_scores);
        const std::int32_t begin = rule.visible.begin, count = rule.visible.size();
        scale_row(from + begin, rule.scale, row + begin, count);
        softcap_row(row + begin, rule.softcap, row + begin, count);
        mask_row(row, rule, row, n);
    }
}

/// Starts to write a row of scratch, of which only `keys` hold something, times a factor to a caller's row.
void show_row(const float* row, float factor, Range keys, float* to, std::int32_t num_keys, RowWriter& writer) {
    const std::int32_t begin = std::min(keys.begin, num_keys), end = std::min(keys.end, num_keys);
    fill_row(to, 0, begin, 0.0f);
    fill_row(to, end, num_keys, 0.0f);
    writer.start(row + begin, factor, to + begin, end - begin);
}

/// A row with NaN or +inf among its visible scores: NaN there, 0 at hidden keys.
[[gnu::noinline]] void fill_not_finite(const Block& block, std::int32_t query) {
    float* row = block.row(query);
    for (std::int32_t key = 0; key < block.num_keys; ++key) {
        const bool visible = is_visible(block.attention.mask, block.batch, block.head, query, key,
                                        block.attention.heads->past_length(), block.num_keys);
        row[key] = visible ? kNaN : 0.0f;
    }
    std::fill(row + block.num_keys, row + padded_row(block.num_keys), 0.0f);
}

/// A row that sees nothing, where that gives numbers: they stand at every key, and the sum of values takes them all.
[[gnu::noinline, gnu::cold]] void fill_empty(const Block& block, std::int32_t query) {
    const bool uniform = block.attention.empty_rows == EmptyRows::uniform;
    fill_row(block.row(query), 0, block.num_keys, uniform ? 1.0f : kNaN);
    if (uniform) block.scratch.factors[block.index(query)] = 1.0f / static_cast<float>(block.num_keys);
    block.scratch.visible[block.index(query)] = {0, block.num_keys};
}

/// What the sink adds to the sum of a row whose largest exponent this is.
[[gnu::noinline]] float sink_part(float sink, float largest) {
    return power_of_4(splat(std::min(sink - largest, 0.0f)), ExpConstants::load_all()).get(0);
}

/// dropped[j] = weights[j] / (1 - p), or 0 where the draw of element (batch, head, query, j) is below p.
[[gnu::noinline]] void drop_row(const Block& block, std::int32_t query, Range keys) {
    const Attention& a = block.attention;
    const std::uint64_t first =
        weight_index(block.batch, block.head, query, 0, a.query.dims[1], a.query.dims[2], block.num_keys);
    const float* row = block.row(query);
    const float factor = block.scratch.factors[block.index(query)];
    float* dropped = block.dropped_row(query);
    const float keep = kept_factor(a.dropout);
    for (std::int32_t key = keys.begin; key < keys.end; ++key) {
        const bool drop = key >= block.num_keys || is_dropped(a.dropout, first + static_cast<std::uint64_t>(key));
        dropped[key] = drop ? 0.0f : row[key] * factor * keep;
    }
}

/// Softmax, weights and dropout of all rows, once their largest exponents are known.
[[gnu::noinline]] void softmax_of_rows(const Block& block, Range panels) {
    const AttentionStages& stages = block.stages;
    const ExpConstants k = ExpConstants::load_all();
    RowWriter writer;
    for (std::int32_t query = block.queries.begin; query < block.queries.end; ++query) {
        const std::size_t index = block.index(query);
        float* const row = block.row(query);
        float& factor = block.scratch.factors[index];
        const float largest = block.scratch.largest[index];
        const float beside = block.sink > -kInfinity ? sink_part(block.sink, largest) : 0.0f;
        const RowState state = exponentials_of(row, panels, block.visible(query), largest, beside, factor, k, writer);
        if (state == RowState::not_finite) fill_not_finite(block, query);
        if (state == RowState::nothing_visible && block.attention.fills_empty_rows()) fill_empty(block, query);
        writer.finish();
        if (stages.weights)
            show_row(row, factor, panels, stages.weights.row(block.batch, block.head, query), block.num_keys, writer);
        if (block.scratch.dropped) drop_row(block, query, panels);
        if (!stages.dropped_weights) continue;
        writer.finish();
        show_row(block.dropped_row(query), block.dropped_factor(query), panels,
                 stages.dropped_weights.row(block.batch, block.head, query), block.num_keys, writer);
    }
    writer.finish();
}

/// context[i, c] = sum over j of weights[i, j] * v[j, c], keys of weight 0 left out, for values that are not finite or so large that
/// their sum might not be.
[[gnu::noinline, gnu::cold]] void context_of_some(const Block& block, std::int32_t query) {
    const PackedHeads& heads = *block.attention.heads;
    const float* row = block.dropped_row(query);
    const float factor = block.dropped_factor(query);
    float* out = block.stages.context.row(block.batch, block.head, query);
    const Range visible = block.visible(query);
    for_each_vector(0, heads.value_dim(), [&](std::int32_t column, int lanes) {
        const float* values = heads.values(block.batch, block.kv_head) +
                              static_cast<std::ptrdiff_t>(column / kPanelWidth) * block.num_keys * kPanelWidth +
                              column % kPanelWidth;
        const auto sum_of = [&](float first, float last) {
            const Floats sum = sum_in_chains(visible, block.num_keys, [&](Range keys) {
                Floats chain(0.0f);
                for (std::int32_t key = keys.begin; key < keys.end; ++key)
                    if (row[key] * factor != 0.0f)
                        chain = multiply_add(splat(row[key] * first),
                                             load(values + static_cast<std::ptrdiff_t>(key) * kPanelWidth), chain);
                return chain;
            });
            return multiply_add(sum, splat(last), splat(0.0f));
        };
        // As the tiles do it, unless that overflows.
        Floats sum = sum_of(1.0f, factor);
        if (!is_finite(sum)) sum = sum_of(factor, 1.0f);
        if (lanes == kLanes) store(out + column, sum);
        else store_partial(out + column, sum, lanes);
    });
}

/// The same by tiles. Keys in `keys` only: outside all weights are 0.
void context_of_all(const Block& block, Range keys) {
    const PackedHeads& heads = *block.attention.heads;
    const Tensor& context = block.stages.context;
    const std::int32_t first = block.queries.begin, depth = std::min(keys.end, block.num_keys) - keys.begin;
    Product product;
    product.left = block.dropped_row(first) + keys.begin;
    product.left_stride = block.scratch.row_stride;
    product.rows = block.queries.size();
    product.depth = depth;
    product.first_term = keys.begin;
    product.all_terms = block.num_keys;
    product.panels = heads.values(block.batch, block.kv_head) + static_cast<std::ptrdiff_t>(keys.begin) * kPanelWidth;
    product.panel_stride = static_cast<std::ptrdiff_t>(block.num_keys) * kPanelWidth;
    product.columns = {0, heads.value_dim()};
    if (!block.scratch.dropped) {
        product.factor = block.scratch.factors.data();
        product.factor_stride = 1;
    }
    product.out = context.row(block.batch, block.head, first);
    product.out_stride = context.strides[2];
    multiply(product, block.kernel);
}

}  // namespace

std::int64_t carve_scratch(const Attention& attention, float* memory, BlockScratch& scratch) {
    const PackedHeads& heads = *attention.heads;
    // One panel more than needed: rows a power of two apart would fall into the same cache sets.
    scratch.row_stride = padded_row(heads.num_keys()) + kPanelWidth;
    std::int64_t size = 0;
    const auto take = [&](std::int64_t count) {
        float* const taken = memory ? memory + size : nullptr;
        size += count;
        return taken;
    };
    scratch.rows = take(scratch.row_stride * kQueryBlock);
    scratch.bias = take(scratch.row_stride);
    scratch.dropped = attention.dropout.probability > 0.0f ? take(scratch.row_stride * kQueryBlock) : nullptr;
    scratch.query =
        attention.scoring.kind == ScoringKind::bilinear ? take(std::int64_t{kQueryBlock} * heads.head_dim()) : nullptr;
    return size;
}

void attend_block(const Attention& attention, std::int32_t batch, std::int32_t head, Range queries,
                  const AttentionStages& stages, BlockScratch& scratch, TileKernel kernel) {
    const PackedHeads& heads = *attention.heads;
    const std::int32_t kv_head = head / (attention.query.dims[1] / heads.num_kv_heads());
    const bool every_score = stages.scores || stages.uncapped || stages.scaled;
    const bool score_stages = every_score || stages.position_bias || stages.masked_scores;
    const bool biased = has_bias(attention.mask);
    const bool factored =
        !score_stages && !biased && attention.softcap == 0.0f && attention.scoring.kind != ScoringKind::additive;
    const ConstTensor& sinks = attention.sinks;
    const float sink = sinks ? *sinks.row(0, sinks.dims[1] == 1 ? 0 : head, 0) * kLog4E : -kInfinity;
    const Block block{attention,
                      stages,
                      scratch,
                      kernel,
                      batch,
                      head,
                      kv_head,
                      queries,
                      heads.num_keys(),
                      biased,
                      factored,
                      sink,
                      attention.alibi.slope(head, attention.query.dims[1])};
    const bool softmax = stages.weights || stages.dropped_weights || stages.context;
    const Range panels = find_visible(block);

    // 1. Scores: all keys if they are shown, else those some row of the block may see.
    const Range scored = every_score ? Range{0, padded_row(block.num_keys)} : panels;
    if (scored.size() > 0) compute_scores(block, scored);

    // 2. Row by row: the stages before the softmax, and the largest exponent.
    for (std::int32_t query = queries.begin; query < queries.end; ++query) {
        if (block.biased) write_bias(block, query);
        if (score_stages) write_score_stages(block, query);
        if (!softmax) continue;
        if (!factored) exponents_in_place(block.row(query), vectors_of(block.visible(query)), block.rule(query));
        float& largest = scratch.largest[block.index(query)];
        if (block.slope == 0.0f) largest = largest_exponent(block.row(query), block.visible(query));
        else largest = largest_with_distances(block.row(query), block.rule(query));
        if (largest > -kInfinity) largest = std::max(largest, sink);
    }
    if (!softmax) return;

    // 3. The softmax, the weights, dropout. Empty rows that are not zero reach over all keys.
    const Range weighted = attention.fills_empty_rows() ? Range{0, padded_row(block.num_keys)} : panels;
    softmax_of_rows(block, weighted);

    // 4. Weighted sum of values.
    if (!stages.context) return;
    if (heads.values_moderate(batch, block.kv_head)) {
        context_of_all(block, weighted);
    } else {
        for (std::int32_t query = queries.begin; query < queries.end; ++query) context_of_some(block, query);
    }
}

}  // namespace headscope::core
