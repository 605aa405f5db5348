// The tiled pass that keeps no matrix of weights against the plain one that keeps every stage.
#include <catch2/catch_test_macros.hpp>

#include "core/agreement.hpp"
#include "core/random_attention.hpp"
#include "reference/float64.hpp"

using namespace headscope::core;
using namespace headscope::core::test;

namespace {

/// Long enough for several tiles along queries and keys, with every remainder.
Sizes draw_long(Draw& draw) {
    Sizes sizes = draw_sizes(draw, 70);
    sizes.num_queries = draw.integer(1, 110);
    sizes.num_current = draw.integer(1, 700);
    sizes.batch = sizes.group = 1;
    return sizes;
}

}  // namespace

TEST_CASE("Tiled attention equals the plain one, whatever the lengths") {
    Draw draw(81);
    Workspace workspace;
    for (int round = 0; round < 40; ++round) {
        workspace.tile = static_cast<TileKernel>(round % 2);
        // Large scores as well: a maximum that comes late must rescale what came before it.
        RandomAttention random(draw, draw_long(draw), round % 5 == 0 ? 6.0f : 1.0f);
        StageMemory plain(random), tiled(random);
        AttentionStages context_alone;
        context_alone.context = tiled.stages.context;
        REQUIRE(attend(random.attention, whole_region(random.attention), plain.stages, workspace).ok());
        REQUIRE(attend(random.attention, whole_region(random.attention), context_alone, workspace).ok());
        CAPTURE(round, random.sizes.num_queries, random.sizes.num_current, random.sizes.head_dim, random.sizes.value_dim);
        REQUIRE(first_difference("context", tiled.context, plain.context, 2e-5, 2e-5) == "");
        if (round % 5 == 0) continue;  // float32 scores of that size are themselves too coarse for the comparison below
        const reference::Stages expected = reference::attend(random.attention, random.keys_values);
        REQUIRE(first_difference("context", tiled.context, expected.context, 2e-5, 1e-5,
                                 [&](std::size_t i) { return concat_index(random, i); }) == "");
    }
}

TEST_CASE("A maximum in the last tile outweighs all that came before") {
    constexpr std::int32_t kKeys = 611, kDim = 3;
    std::vector<float> query(kDim, 0.0f), key(kKeys * kDim, 0.0f), value(kKeys, 0.0f), context(1);
    query[0] = 100.0f;
    for (std::int32_t j = 0; j < kKeys; ++j) {
        key[static_cast<std::size_t>(j * kDim)] = static_cast<float>(j) / 4;  // each key far above the one before it
        value[static_cast<std::size_t>(j)] = static_cast<float>(j);
    }
    PackedHeads packed;
    REQUIRE(packed
                .pack({dense_view<const float>(key.data(), 1, 1, kKeys, kDim),
                       dense_view<const float>(value.data(), 1, 1, kKeys, 1),
                       {},
                       {}})
                .ok());
    Attention attention;
    attention.query = dense_view<const float>(query.data(), 1, 1, 1, kDim);
    attention.heads = &packed;
    AttentionStages stages;
    stages.context = dense_view(context.data(), 1, 1, 1, 1);
    Workspace workspace;
    REQUIRE(attend(attention, whole_region(attention), stages, workspace).ok());
    CHECK(context[0] == kKeys - 1);
}
