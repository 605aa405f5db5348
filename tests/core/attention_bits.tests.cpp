// The rule that incremental evaluation rests on: the bits of an element depend only on its own inputs.
#include <catch2/catch_test_macros.hpp>

#include <cstring>
#include <limits>

#include "core/agreement.hpp"
#include "core/random_attention.hpp"

using namespace headscope::core;
using namespace headscope::core::test;

namespace {

Range draw_range(Draw& draw, std::int32_t size) {
    const std::int32_t begin = draw.integer(0, size - 1);
    return {begin, draw.integer(begin + 1, size)};
}

/// Compares the bits inside the region with `whole`, and that everything outside is untouched.
bool same_bits(const Tensor& part, const Tensor& whole, const Region& region, float untouched) {
    for (std::int32_t b = 0; b < part.dims[0]; ++b)
        for (std::int32_t head = 0; head < part.dims[1]; ++head)
            for (std::int32_t i = 0; i < part.dims[2]; ++i) {
                const auto within = [](Range r, std::int32_t x) { return x >= r.begin && x < r.end; };
                const bool inside = within(region.batch, b) && within(region.heads, head) && within(region.queries, i);
                const float* got = part.row(b, head, i);
                if (inside &&
                    std::memcmp(got, whole.row(b, head, i), sizeof(float) * static_cast<std::size_t>(part.dims[3])) != 0)
                    return false;
                if (!inside)
                    for (std::int32_t c = 0; c < part.dims[3]; ++c)
                        if (got[c] != untouched) return false;
            }
    return true;
}

/// Runs the whole and a random part with random stages and the other tile kernel.
bool part_equals_whole(Draw& draw, RandomAttention& random) {
    Workspace workspace;
    workspace.tile = TileKernel::narrow;
    StageMemory whole(random);
    if (!attend(random.attention, whole_region(random.attention), whole.stages, workspace).ok()) return false;

    constexpr float kUntouched = 777.0f;
    StageMemory part(random, kUntouched);
    const Region region{draw_range(draw, random.sizes.batch), draw_range(draw, random.heads()),
                        draw_range(draw, random.sizes.num_queries)};
    for (Tensor* stage : {&part.stages.scores, &part.stages.uncapped, &part.stages.scaled, &part.stages.position_bias,
                          &part.stages.masked_scores, &part.stages.weights, &part.stages.dropped_weights, &part.stages.context})
        if (draw.one_in(2)) *stage = {};
    workspace.tile = draw.one_in(2) ? TileKernel::wide : TileKernel::narrow;
    if (!attend(random.attention, region, part.stages, workspace).ok()) return false;

    for (const auto& [got, want] :
         {std::pair{&part.stages.scores, &whole.stages.scores}, std::pair{&part.stages.uncapped, &whole.stages.uncapped},
          std::pair{&part.stages.scaled, &whole.stages.scaled},
          std::pair{&part.stages.position_bias, &whole.stages.position_bias},
          std::pair{&part.stages.masked_scores, &whole.stages.masked_scores},
          std::pair{&part.stages.weights, &whole.stages.weights},
          std::pair{&part.stages.dropped_weights, &whole.stages.dropped_weights},
          std::pair{&part.stages.context, &whole.stages.context}})
        if (*got && !same_bits(*got, *want, region, kUntouched)) return false;
    return true;
}

}  // namespace

TEST_CASE("Any region, with any stages and either tile kernel, has the bits of the whole") {
    Draw draw(99);
    for (int round = 0; round < 2000; ++round) {
        const Sizes sizes = draw_sizes(draw, round % 8 == 0 ? 80 : 24);
        RandomAttention random(draw, sizes, 2.0f);
        CAPTURE(round, sizes.num_queries, sizes.num_current, sizes.head_dim, sizes.value_dim);
        REQUIRE(part_equals_whole(draw, random));
    }
}

TEST_CASE("Regions agree when sums have hundreds of terms") {
    Draw draw(100);
    for (int round = 0; round < 60; ++round) {
        Sizes sizes{1, 1, 2, draw.integer(1, 40), draw.integer(250, 600), 0, draw.integer(250, 300), draw.integer(1, 20)};
        RandomAttention random(draw, sizes, 1.0f);
        REQUIRE(part_equals_whole(draw, random));
    }
}

TEST_CASE("Regions agree when sums are cut into chains") {
    Draw draw(104);
    for (int round = 0; round < 40; ++round) {
        const bool deep = round % 5 == 0;
        Sizes sizes{1,
                    1,
                    1,
                    draw.integer(20, 60),
                    deep ? 70 : draw.integer(2050, 3000),
                    0,
                    deep ? draw.integer(2050, 2300) : 3,
                    draw.integer(1, 20)};
        RandomAttention random(draw, sizes, 0.3f);
        if (round % 4 != 0) {
            // What a block of rows sees then begins elsewhere in another region.
            random.attention.mask.window_left = draw.integer(0, 10);
            random.attention.mask.window_right = draw.integer(0, 2900);
        }
        if (round % 8 == 1) random.value[7] = std::numeric_limits<float>::infinity();
        REQUIRE(random.packed.pack(random.keys_values).ok());
        REQUIRE(part_equals_whole(draw, random));
    }
}

TEST_CASE("Regions agree in the sign of zero when every product underflows") {
    Draw draw(103);
    for (int round = 0; round < 300; ++round) {
        RandomAttention random(draw, {1, 1, 1, draw.integer(1, 40), draw.integer(20, 60), 0, 2, draw.integer(1, 20)}, 0.1f);
        random.attention.mask = {};
        random.attention.mask.causal = true;
        for (float& x : random.value) x *= 1e-45f;
        REQUIRE(random.packed.pack(random.keys_values).ok());
        REQUIRE(part_equals_whole(draw, random));
    }
}

TEST_CASE("Regions agree when values are not finite") {
    Draw draw(101);
    constexpr float kInf = std::numeric_limits<float>::infinity();
    for (int round = 0; round < 300; ++round) {
        RandomAttention random(draw, draw_sizes(draw, 24), 1.0f);
        random.value[static_cast<std::size_t>(draw.integer(0, static_cast<std::int32_t>(random.value.size()) - 1))] = kInf;
        REQUIRE(random.packed.pack(random.keys_values).ok());
        REQUIRE(part_equals_whole(draw, random));
    }
}

TEST_CASE("Repacking some keys and values gives the bits of packing everything") {
    Draw draw(102);
    for (int round = 0; round < 300; ++round) {
        RandomAttention random(draw, draw_sizes(draw, 30), 1.0f);
        const Range batch = draw_range(draw, random.sizes.batch), heads = draw_range(draw, random.sizes.kv_heads);
        const Range keys = draw_range(draw, random.num_keys());
        // Change keys and values there only, in past or current.
        const auto change = [&](const ConstTensor& past, const ConstTensor& current) {
            for (std::int32_t b = batch.begin; b < batch.end; ++b)
                for (std::int32_t head = heads.begin; head < heads.end; ++head)
                    for (std::int32_t j = keys.begin; j < keys.end; ++j) {
                        const std::int32_t past_length = random.sizes.past;
                        const float* row = j < past_length ? past.row(b, head, j) : current.row(b, head, j - past_length);
                        for (std::int32_t c = 0; c < current.dims[3]; ++c) const_cast<float*>(row)[c] = draw.number(3.0f);
                    }
        };
        change(random.keys_values.past_key, random.keys_values.key);
        change(random.keys_values.past_value, random.keys_values.value);
        REQUIRE(random.packed.repack_keys(random.keys_values, batch, heads, keys).ok());
        REQUIRE(random.packed.repack_values(random.keys_values, batch, heads, keys).ok());
        Workspace workspace;
        StageMemory edited(random), fresh(random);
        REQUIRE(attend(random.attention, whole_region(random.attention), edited.stages, workspace).ok());
        PackedHeads again;
        REQUIRE(again.pack(random.keys_values).ok());
        random.attention.heads = &again;
        REQUIRE(attend(random.attention, whole_region(random.attention), fresh.stages, workspace).ok());
        REQUIRE(equal_bits(edited.context, fresh.context));
        REQUIRE(equal_bits(edited.scores, fresh.scores));
    }
}
