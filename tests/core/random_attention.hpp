// A random attention with every kind of mask, for comparing ways of computing it.
#pragma once

#include <cstdint>
#include <memory>
#include <random>
#include <vector>

#include "core/attention/attention.hpp"

namespace headscope::core::test {

/// Reproducible on every platform: only the engine of <random> is, its distributions are not.
class Draw {
public:
    explicit Draw(std::uint32_t seed) : engine_(seed) {}
    /// Integer in [low, high].
    std::int32_t integer(std::int32_t low, std::int32_t high) {
        return low + static_cast<std::int32_t>(engine_() % static_cast<std::uint32_t>(high - low + 1));
    }
    bool one_in(std::int32_t n) { return integer(1, n) == 1; }
    /// Uniform in [-bound, bound].
    float number(float bound) { return bound * (static_cast<float>(engine_() >> 8) * 0x1p-23f - 1.0f); }
    std::vector<float> numbers(std::size_t count, float bound) {
        std::vector<float> result(count);
        for (float& x : result) x = number(bound);
        return result;
    }

private:
    std::mt19937 engine_;
};

/// Sizes of a random attention; `head_dim` and the others start at 1.
struct Sizes {
    std::int32_t batch = 1, kv_heads = 1, group = 1, num_queries = 1, num_current = 1, past = 0, head_dim = 1, value_dim = 1;
};
Sizes draw_sizes(Draw& draw, std::int32_t largest);

/// Owns the memory of an attention. Not copyable: the attention points into it.
struct RandomAttention {
    RandomAttention(Draw& draw, const Sizes& sizes, float bound);
    RandomAttention(const RandomAttention&) = delete;

    Sizes sizes;
    std::vector<float> query, key, value, past_key, past_value, bias, parameter, sinks, slopes;
    std::vector<std::uint8_t> allowed, padding;
    std::vector<std::int32_t> lengths;
    KeysValues keys_values;
    PackedHeads packed;
    Attention attention;

    std::int32_t heads() const { return sizes.kv_heads * sizes.group; }
    std::int32_t num_keys() const { return sizes.past + sizes.num_current; }
    std::size_t square() const;
    std::size_t context_size() const;

private:
    void draw_mask(Draw& draw);
    void draw_options(Draw& draw);
    void draw_softmax_options();
};

/// Memory for every stage, filled with a number that no stage would hold.
struct StageMemory {
    explicit StageMemory(const RandomAttention& random, float fill = -12345.0f);
    std::vector<float> scores, uncapped, scaled, position_bias, masked_scores, weights, dropped_weights, context;
    AttentionStages stages;  ///< context as the concatenation of heads, `[B, S_q, heads*value_dim]`
};

/// Element (b, head, i, c) of a context stored as the concatenation of heads, from its dense index.
std::size_t concat_index(const RandomAttention& random, std::size_t dense);

}  // namespace headscope::core::test
