// Every stage of the fast attention against the float64 one, over random shapes, masks and options.
#include <catch2/catch_test_macros.hpp>

#include "core/agreement.hpp"
#include "core/random_attention.hpp"
#include "reference/float64.hpp"

using namespace headscope::core;
using namespace headscope::core::test;

namespace {

/// Checks all stages; returns the first disagreement. `largest_score` is the size scores may have.
std::string compare(RandomAttention& random, Workspace& workspace, double absolute, double relative) {
    StageMemory memory(random);
    const Status status = attend(random.attention, whole_region(random.attention), memory.stages, workspace);
    if (!status.ok()) return std::string("error at ") + status.argument;
    const reference::Stages expected = reference::attend(random.attention, random.keys_values);
    const auto dense = [](std::size_t i) { return i; };
    for (const auto& [name, got, want] :
         {std::tuple{"scores", &memory.scores, &expected.scores}, std::tuple{"uncapped", &memory.uncapped, &expected.uncapped},
          std::tuple{"scaled", &memory.scaled, &expected.scaled},
          std::tuple{"position_bias", &memory.position_bias, &expected.position_bias},
          std::tuple{"masked_scores", &memory.masked_scores, &expected.masked_scores},
          std::tuple{"weights", &memory.weights, &expected.weights},
          std::tuple{"dropped_weights", &memory.dropped_weights, &expected.dropped_weights}})
        if (const auto text = first_difference(name, *got, *want, absolute, relative, dense); !text.empty()) return text;
    return first_difference("context", memory.context, expected.context, absolute, relative,
                            [&](std::size_t i) { return concat_index(random, i); });
}

}  // namespace

TEST_CASE("Attention agrees with float64 over thousands of random shapes, masks and options") {
    Draw draw(20240601);
    Workspace workspace;
    for (int round = 0; round < 3000; ++round) {
        workspace.tile = round % 2 ? TileKernel::wide : TileKernel::narrow;
        const Sizes sizes = draw_sizes(draw, round % 10 == 0 ? 70 : 20);
        RandomAttention random(draw, sizes, 1.0f);
        const std::string difference = compare(random, workspace, 2e-5, 1e-5);
        CAPTURE(round, sizes.num_queries, sizes.num_current, sizes.past, sizes.head_dim, sizes.value_dim);
        REQUIRE(difference == "");
    }
}

TEST_CASE("Attention agrees with float64 at every length of a tail") {
    Draw draw(7);
    Workspace workspace;
    for (const TileKernel tile : {TileKernel::narrow, TileKernel::wide})
        for (std::int32_t length = 1; length <= 67; ++length)
            for (int axis = 0; axis < 4; ++axis) {
                workspace.tile = tile;
                Sizes sizes{1, 1, 1, 5, 5, 0, 3, 3};
                (axis == 0   ? sizes.num_queries
                 : axis == 1 ? sizes.num_current
                 : axis == 2 ? sizes.head_dim
                             : sizes.value_dim) = length;
                RandomAttention random(draw, sizes, 1.0f);
                const std::string difference = compare(random, workspace, 2e-5, 1e-5);
                CAPTURE(length, axis);
                REQUIRE(difference == "");
            }
}

TEST_CASE("Sums of hundreds of terms agree with float64") {
    Draw draw(11);
    Workspace workspace;
    for (const Sizes& sizes :
         {Sizes{1, 1, 1, 7, 9, 0, 600, 5}, Sizes{1, 2, 1, 20, 777, 0, 8, 9}, Sizes{1, 1, 2, 3, 256, 257, 5, 4}}) {
        RandomAttention random(draw, sizes, 0.3f);
        REQUIRE(compare(random, workspace, 5e-5, 1e-5) == "");
    }
}

TEST_CASE("Scores up to fifty thousand stay within a thousandth of float64") {
    Draw draw(13);
    Workspace workspace;
    for (int round = 0; round < 200; ++round) {
        Sizes sizes = draw_sizes(draw, 24);
        sizes.head_dim = 8;
        RandomAttention random(draw, sizes, 80.0f);  // 8 * 80 * 80 = 51,200
        random.attention.scoring = {};
        random.query = draw.numbers(random.query.size() + random.square() * 8, 80.0f);
        random.attention.query =
            dense_view<const float>(random.query.data(), sizes.batch, random.heads(), sizes.num_queries, 8);
        random.attention.scale = 1.0f;
        StageMemory memory(random);
        REQUIRE(attend(random.attention, whole_region(random.attention), memory.stages, workspace).ok());
        const reference::Stages expected = reference::attend(random.attention, random.keys_values);
        REQUIRE(first_difference("scores", memory.scores, expected.scores, 0.02, 1e-6) == "");
        // A score of 5e4 has a float32 spacing of 0.004, which is what a weight may be off by, relatively.
        REQUIRE(first_difference("weights", memory.weights, expected.weights, 0.02) == "");
        for (const float weight : memory.weights) REQUIRE_FALSE((weight < 0.0f || weight > 1.0f + 1e-6f));
    }
}
