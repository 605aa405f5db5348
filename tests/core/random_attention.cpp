// Drawing random attentions.
#include "core/random_attention.hpp"

#include <array>
#include <limits>

#include "core/broadcast.hpp"

namespace headscope::core::test {
namespace {

constexpr float kHidden = -std::numeric_limits<float>::infinity();

std::size_t product(std::initializer_list<std::int32_t> factors) {
    std::size_t result = 1;
    for (const std::int32_t factor : factors) result *= static_cast<std::size_t>(factor);
    return result;
}

/// Dimensions of rank 0..4 that broadcast to `target`.
std::vector<std::int32_t> draw_broadcast(Draw& draw, const std::array<std::int32_t, 4>& target) {
    const std::int32_t rank = draw.integer(0, 4);
    std::vector<std::int32_t> dims;
    for (std::int32_t axis = 4 - rank; axis < 4; ++axis)
        dims.push_back(draw.one_in(3) ? 1 : target[static_cast<std::size_t>(axis)]);
    return dims;
}

std::size_t count_of(const std::vector<std::int32_t>& dims) {
    std::size_t result = 1;
    for (const std::int32_t dim : dims) result *= static_cast<std::size_t>(dim);
    return result;
}

}  // namespace

Sizes draw_sizes(Draw& draw, std::int32_t largest) {
    Sizes s;
    s.batch = draw.one_in(3) ? draw.integer(2, 3) : 1;
    s.kv_heads = draw.integer(1, 3);
    s.group = draw.one_in(2) ? draw.integer(2, 3) : 1;
    s.num_queries = draw.integer(1, largest);
    s.num_current = draw.integer(1, largest);
    s.past = draw.one_in(4) ? draw.integer(1, largest) : 0;
    s.head_dim = draw.integer(1, largest);
    s.value_dim = draw.integer(1, largest);
    return s;
}

RandomAttention::RandomAttention(Draw& draw, const Sizes& drawn, float bound) : sizes(drawn) {
    const Sizes& s = sizes;
    query = draw.numbers(product({s.batch, heads(), s.num_queries, s.head_dim}), bound);
    key = draw.numbers(product({s.batch, s.kv_heads, s.num_current, s.head_dim}), bound);
    value = draw.numbers(product({s.batch, s.kv_heads, s.num_current, s.value_dim}), 10.0f);
    keys_values.key = split_heads<const float>(key.data(), s.batch, s.num_current, s.kv_heads, s.head_dim);
    keys_values.value = split_heads<const float>(value.data(), s.batch, s.num_current, s.kv_heads, s.value_dim);
    if (s.past > 0) {
        past_key = draw.numbers(product({s.batch, s.kv_heads, s.past, s.head_dim}), bound);
        past_value = draw.numbers(product({s.batch, s.kv_heads, s.past, s.value_dim}), 10.0f);
        keys_values.past_key = dense_view<const float>(past_key.data(), s.batch, s.kv_heads, s.past, s.head_dim);
        keys_values.past_value = dense_view<const float>(past_value.data(), s.batch, s.kv_heads, s.past, s.value_dim);
    }
    (void)packed.pack(keys_values);
    attention.query = split_heads<const float>(query.data(), s.batch, s.num_queries, heads(), s.head_dim);
    attention.heads = &packed;
    attention.scale = default_scale(s.head_dim);
    draw_mask(draw);
    draw_options(draw);
    draw_softmax_options();
}

std::size_t RandomAttention::square() const { return product({sizes.batch, heads(), sizes.num_queries, num_keys()}); }
std::size_t RandomAttention::context_size() const {
    return product({sizes.batch, heads(), sizes.num_queries, sizes.value_dim});
}

void RandomAttention::draw_mask(Draw& draw) {
    AttentionMask& mask = attention.mask;
    const std::array<std::int32_t, 4> target{sizes.batch, heads(), sizes.num_queries, num_keys()};
    mask.causal = draw.one_in(3);
    if (draw.one_in(3)) mask.diagonal = draw.integer(-sizes.num_queries, num_keys());
    if (draw.one_in(4)) mask.window_left = draw.integer(0, num_keys());
    if (draw.one_in(4)) mask.window_right = draw.integer(0, num_keys());
    if (draw.one_in(4)) {
        const auto dims = draw_broadcast(draw, target);
        for (std::size_t i = count_of(dims); i > 0; --i) allowed.push_back(draw.one_in(3) ? 0 : 1);
        mask.allowed = {allowed.data(), broadcast_strides(dims)};
    }
    if (draw.one_in(4)) {
        const auto dims = draw_broadcast(draw, target);
        for (std::size_t i = count_of(dims); i > 0; --i) bias.push_back(draw.one_in(6) ? kHidden : draw.number(3.0f));
        mask.attn_bias = {bias.data(), broadcast_strides(dims)};
    }
    if (draw.one_in(5)) {
        for (std::size_t i = product({sizes.batch, num_keys()}); i > 0; --i) padding.push_back(draw.one_in(4) ? 0 : 1);
        mask.key_padding = padding.data();
    }
    if (draw.one_in(5)) {
        for (std::int32_t b = 0; b < sizes.batch; ++b) lengths.push_back(draw.integer(0, num_keys()));
        mask.key_valid_lengths = lengths.data();
    }
}

void RandomAttention::draw_options(Draw& draw) {
    if (draw.one_in(4)) attention.scale = draw.number(1.5f);
    if (draw.one_in(5)) attention.softcap = 0.5f + static_cast<float>(draw.integer(0, 20));
    if (draw.one_in(6)) attention.dropout = {0.3f, static_cast<std::uint64_t>(draw.integer(0, 1 << 30))};
    attention.alibi.on = draw.one_in(4);
    if (attention.alibi.on && draw.one_in(4)) {
        slopes = draw.numbers(static_cast<std::size_t>(heads()), 0.3f);
        attention.alibi.slopes = slopes.data();
    }
    if (!draw.one_in(6)) return;
    const std::int32_t own = draw.one_in(2) ? heads() : 1;
    if (draw.one_in(2)) {
        parameter = draw.numbers(product({own, sizes.head_dim}), 1.0f);
        attention.scoring = {ScoringKind::additive, {}, dense_view<const float>(parameter.data(), 1, own, 1, sizes.head_dim)};
    } else {
        // The width of queries is then free.
        const std::int32_t query_dim = draw.integer(1, 9);
        query = draw.numbers(product({sizes.batch, heads(), sizes.num_queries, query_dim}), 1.0f);
        attention.query = dense_view<const float>(query.data(), sizes.batch, heads(), sizes.num_queries, query_dim);
        parameter = draw.numbers(product({own, query_dim, sizes.head_dim}), 1.0f);
        attention.scoring = {
            ScoringKind::bilinear, dense_view<const float>(parameter.data(), 1, own, query_dim, sizes.head_dim), {}};
    }
}

// By a draw of their own: the cases before there were such options stay what they were.
void RandomAttention::draw_softmax_options() {
    Draw draw(static_cast<std::uint32_t>(query.size() * 7919 + key.size() * 31 + value.size()));
    if (draw.one_in(4)) {
        sinks = draw.numbers(static_cast<std::size_t>(draw.one_in(2) ? heads() : 1), 8.0f);
        attention.sinks = dense_view<const float>(sinks.data(), 1, static_cast<std::int32_t>(sinks.size()), 1, 1);
    }
    if (draw.one_in(2)) attention.empty_rows = draw.one_in(2) ? EmptyRows::nan : EmptyRows::uniform;
}

StageMemory::StageMemory(const RandomAttention& random, float fill) {
    const Sizes& s = random.sizes;
    const auto square_view = [&](std::vector<float>& memory) {
        memory.assign(random.square(), fill);
        return dense_view(memory.data(), s.batch, random.heads(), s.num_queries, random.num_keys());
    };
    stages.scores = square_view(scores);
    stages.uncapped = square_view(uncapped);
    stages.scaled = square_view(scaled);
    stages.position_bias = square_view(position_bias);
    stages.masked_scores = square_view(masked_scores);
    stages.weights = square_view(weights);
    stages.dropped_weights = square_view(dropped_weights);
    context.assign(random.context_size(), fill);
    stages.context = split_heads(context.data(), s.batch, s.num_queries, random.heads(), s.value_dim);
}

std::size_t concat_index(const RandomAttention& random, std::size_t dense) {
    const auto size = [](std::int32_t n) { return static_cast<std::size_t>(n); };
    const std::size_t value_dim = size(random.sizes.value_dim), queries = size(random.sizes.num_queries),
                      heads = size(random.heads());
    const std::size_t column = dense % value_dim, row = dense / value_dim % queries;
    const std::size_t head = dense / value_dim / queries % heads, batch = dense / value_dim / queries / heads;
    return ((batch * queries + row) * heads + head) * value_dim + column;
}

}  // namespace headscope::core::test
