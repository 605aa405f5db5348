// Rotation and normalisation of queries and keys on the stage: before and after, and what the product is of.
#include <catch2/catch_test_macros.hpp>

#include "ui/bench.hpp"

using namespace headscope;
using namespace headscope::ui;

TEST_CASE("The steps of rotation and norm show queries and keys before and after, and the product is of what results") {
    Bench b(ImVec2(1440, 900));
    b.settle();
    CHECK_FALSE(b.has_item("stage.rotated_query"));
    CHECK_FALSE(b.has_item("stage.position_bias"));
    lab::Edit edit(lab::SetParam{lab::Param::positions, 4});
    edit.add(lab::SetParam{lab::Param::qk_norm, 1});
    b.edit(edit);
    b.settle();
    const auto of_head = [&](lab::TensorId stage) { return b.laboratory.trace().view(stage).row(0, 0, 0); };
    CHECK(b.picture("stage.query").values == of_head(lab::TensorId::rotated_query));
    CHECK(b.picture("stage.key").values == of_head(lab::TensorId::rotated_key));
    b.click(b.centre("stage.rotated_query"));
    b.settle();
    CHECK(b.picture("large").values == of_head(lab::TensorId::rotated_query));
    CHECK(b.picture("stage.key").values == of_head(lab::TensorId::normed_key));
    CHECK(b.picture("rotated_key").values == of_head(lab::TensorId::rotated_key));
    b.edit(lab::SetParam{lab::Param::positions, 3});
    b.settle();
    CHECK(b.view.large == lab::TensorId::weights);
    b.click(b.centre("stage.position_bias"));
    b.settle();
    CHECK(b.picture("large").value(5, 2) == -0.75f);
}
