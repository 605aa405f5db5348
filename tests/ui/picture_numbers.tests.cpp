// Colour limits and textures follow the numbers, whatever their revisions.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cmath>

#include "ui/bench.hpp"
#include "ui/picture/numbers.hpp"

using namespace headscope;
using namespace headscope::ui;
using lab::Param;
using lab::TensorId;

namespace {

/// A page that only asks for the pictures of a stage, as the flow does.
struct Pictures {
    TensorId stage;
    PictureNumbers numbers;
    Heatmap all, first;
    Bench b{[this](Context& c) {
        numbers.begin_frame(c);
        all = numbers.stage(c, stage, -1);
        first = numbers.stage(c, stage, 0);
    }};
    explicit Pictures(TensorId of) : stage(of) {}

    /// Of all heads of the stage: the largest size, or three times the root mean square of what is not zero where that is less.
    float reach() const {
        const lab::TensorView v = b.laboratory.trace().view(stage);
        double most = 0, squares = 0, count = 0;
        for (int head = 0; head < v.dims[1]; ++head)
            for (int row = 0; row < v.dims[2]; ++row)
                for (int col = 0; col < v.dims[3]; ++col) {
                    const double size = std::fabs(static_cast<double>(v.at(0, head, row, col)));
                    most = std::max(most, size);
                    squares += size * size;
                    count += size > 0 ? 1 : 0;
                }
        return static_cast<float>(std::min(most, 3 * std::sqrt(squares / count)));
    }
    std::uint64_t sum_of_revisions() const {
        std::uint64_t sum = 0;
        for (int head = 0; head < b.laboratory.trace().view(stage).dims[1]; ++head)
            sum += b.laboratory.trace().revision(stage, 0, head);
        return sum;
    }
    /// The limit is the next of 1, 1.5, 2, 3, 5, 7, 10 ... : less than 1.7 times what it must show.
    bool limit_fits() const { return all.limit >= reach() * 0.999f && all.limit <= 1.7f * reach() && first.limit == all.limit; }
};

}  // namespace

TEST_CASE("An edit of one head and then of another moves limit and texture each time") {
    Pictures p(TensorId::value);
    std::uint64_t before = p.all.revision;
    for (const int column : {9, 2, 14}) {  // heads 2, 0 and 3 of width 4
        p.b.edit(lab::SetCell{TensorId::W_v, 0, 3, column, 200.0f * static_cast<float>(column)});
        INFO("column " << column);
        CHECK(p.limit_fits());
        CHECK(p.all.revision != before);
        before = p.all.revision;
    }
    p.b.edit(lab::SetCell{TensorId::W_v, 0, 3, 14, 0.0f});  // the last head alone becomes smaller
    CHECK(p.limit_fits());
}

TEST_CASE("Other heads with revisions of the same sum are other pictures") {
    Pictures p(TensorId::scores);
    REQUIRE(p.b.laboratory.want({TensorId::scores}));
    p.b.edit(lab::SetCell{TensorId::W_q, 0, 0, 0, 40.0f});
    p.b.settle();
    const std::uint64_t sum = p.sum_of_revisions(), texture = p.all.revision;
    const float four = p.reach();
    REQUIRE(p.limit_fits());
    // Half as many heads, of larger numbers, edited until their revisions have the same sum; no frame is drawn meanwhile.
    REQUIRE(p.b.laboratory.edit(lab::SetParam{Param::num_heads, 2}));
    for (int more = 1; p.sum_of_revisions() < sum; ++more)
        REQUIRE(p.b.laboratory.edit(lab::SetCell{TensorId::W_q, 0, 0, 0, 4000.0f * static_cast<float>(more)}));
    REQUIRE(p.sum_of_revisions() == sum);
    p.b.settle();
    CHECK(p.reach() > 10 * four);
    CHECK(p.limit_fits());
    CHECK(p.all.revision != texture);
}
