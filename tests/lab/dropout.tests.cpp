// Dropout in the laboratory: what is dropped, what makes up for it, and what follows.
#include <catch2/catch_test_macros.hpp>

#include <cmath>

#include "lab/link/link.hpp"
#include "lab/model/sizes.hpp"
#include "lab/program/evaluate.hpp"
#include "lab/program/explain.hpp"

using namespace headscope::lab;

namespace {

struct Dropping {
    Document doc;
    Evaluator evaluator;
    explicit Dropping(std::string_view delta)
        : doc(headscope::lab::apply(initial_document(), read_edit(delta).value()).value()) {
        REQUIRE(evaluator.update(doc, {}));
    }
    const Trace& trace() const { return evaluator.trace(); }
    float at(TensorId stage, int head, int row, int col) const { return trace().view(stage).at(0, head, row, col); }
};

}  // namespace

TEST_CASE("a dropped weight is 0 and the others are over 1 - p, and the context is theirs in float64") {
    const Dropping lab("dropout=0.4&dropout_seed=7&num_heads=2");
    const int tokens = lab.doc.queries(), head_dim = lab.doc.integer(Param::head_dim);
    int dropped = 0, kept = 0;
    for (int head = 0; head < 2; ++head)
        for (int row = 0; row < tokens; ++row) {
            for (int col = 0; col < tokens; ++col) {
                const float weight = lab.at(TensorId::weights, head, row, col),
                            after = lab.at(TensorId::dropped_weights, head, row, col);
                (after == 0.0f ? dropped : kept) += 1;
                CHECK((after == 0.0f || std::abs(after - weight / 0.6f) < 1e-6f));
            }
            for (int c = 0; c < head_dim; ++c) {
                double sum = 0;
                for (int col = 0; col < tokens; ++col)
                    sum += static_cast<double>(lab.at(TensorId::dropped_weights, head, row, col)) *
                           static_cast<double>(lab.at(TensorId::value, head, col, c));
                CHECK(std::abs(static_cast<double>(lab.at(TensorId::context, head, row, c)) - sum) < 1e-5);
            }
        }
    // 98 draws of probability 0.4: between 20 and 60 but for one seed in a million.
    CHECK(dropped > 20);
    CHECK(dropped < 60);
    CHECK(kept > 0);
}

TEST_CASE("another seed drops other weights, and the same seed the same") {
    const Dropping one("dropout=0.5&dropout_seed=1"), again("dropout=0.5&dropout_seed=1"), two("dropout=0.5&dropout_seed=2");
    int differ = 0;
    for (int row = 0; row < 7; ++row)
        for (int col = 0; col < 7; ++col) {
            CHECK(one.at(TensorId::dropped_weights, 0, row, col) == again.at(TensorId::dropped_weights, 0, row, col));
            differ += one.at(TensorId::dropped_weights, 0, row, col) != two.at(TensorId::dropped_weights, 0, row, col);
        }
    CHECK(differ > 5);
}

TEST_CASE("a model in use drops nothing, whatever the probability: the stage is the weights") {
    const Dropping plain("v=1"), used("dropout=0.5&training=0");
    CHECK_FALSE(is_own(info(TensorId::dropped_weights), sizes_of(used.doc)));
    for (int row = 0; row < 7; ++row)
        for (int col = 0; col < 7; ++col)
            CHECK(used.at(TensorId::dropped_weights, 1, row, col) == plain.at(TensorId::weights, 1, row, col));
    CHECK(used.at(TensorId::output, 0, 3, 3) == plain.at(TensorId::output, 0, 3, 3));
}

TEST_CASE("a weight after dropout is explained: struck out, or over 1 - p, with what its row sums to") {
    const Dropping lab("dropout=0.5&dropout_seed=3");
    for (int col = 0; col < 7; ++col) {
        const CellRef cell{TensorId::dropped_weights, 0, 0, 0, 2, col};
        const Step last = explain(lab.doc, lab.trace(), cell).back();
        const float shown = lab.at(TensorId::dropped_weights, 0, 2, col);
        CHECK(last.kind == (shown == 0.0f ? Step::Kind::dropped : Step::Kind::keep));
        CHECK(last.result == shown);
        CHECK(last.terms.at(0).from_a.tensor == TensorId::weights);
        CHECK(last.terms.at(0).b == 2.0f);
        double sum = 0;
        for (int key = 0; key < 7; ++key) sum += static_cast<double>(lab.at(TensorId::dropped_weights, 0, 2, key));
        CHECK(std::abs(static_cast<double>(last.terms.at(1).a) - sum) < 1e-6);
    }
    const std::vector<Step> context = explain(lab.doc, lab.trace(), {TensorId::context, 0, 0, 0, 2, 0});
    CHECK(context.back().terms.front().from_a.tensor == TensorId::dropped_weights);
}
