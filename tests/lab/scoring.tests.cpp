// Additive and bilinear scoring against float64, and against each other's published forms.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "core/attention/attention.hpp"
#include "lab/link/link.hpp"
#include "lab/program/evaluate.hpp"
#include "lab/program/explain.hpp"

using namespace headscope::lab;
namespace core = headscope::core;

namespace {

struct Scored {
    Document doc = initial_document();
    Evaluator evaluator;
    explicit Scored(std::string_view delta) { edit(delta); }
    void edit(const Edit& edit) {
        doc = headscope::lab::apply(doc, edit).value();
        REQUIRE(evaluator.update(doc, {TensorId::scores}));
    }
    void edit(std::string_view delta) { edit(read_edit(delta).value()); }
    const Trace& trace() const { return evaluator.trace(); }
    double at(TensorId stage, int head, int row, int col) const {
        return static_cast<double>(trace().view(stage).at(0, head, row, col));
    }
};

bool same_scores(const Scored& a, const Scored& b) {
    const TensorView x = a.trace().view(TensorId::scores), y = b.trace().view(TensorId::scores);
    return std::memcmp(x.data, y.data, static_cast<size_t>(x.strides[0]) * sizeof(float)) == 0;
}

}  // namespace

TEST_CASE("an additive score is v . tanh(q + k) of its head in float64, of cross-attention between unequal widths, too") {
    const Scored pass("scoring=additive&cross=1&d_memory=5&biases=1");
    const Matrix& v = pass.doc.matrix(TensorId::v_a);
    for (int head = 0; head < 4; ++head)
        for (int i = 0; i < pass.doc.queries(); ++i)
            for (int j = 0; j < pass.doc.keys(); ++j) {
                double score = 0;
                for (int d = 0; d < 4; ++d)
                    score += static_cast<double>(v.at(0, head * 4 + d)) *
                             std::tanh(pass.at(TensorId::query, head, i, d) + pass.at(TensorId::key, head, j, d));
                CHECK(std::abs(pass.at(TensorId::scores, head, i, j) - score) < 2e-6);
            }
}

TEST_CASE("one matrix on the key and the query side by side, [k; q] W, gives the same additive scores") {
    const Scored pass("scoring=additive&num_heads=1&head_dim=6&d_model=16");
    const int width = pass.doc.integer(Param::d_model), h = pass.doc.integer(Param::head_dim);
    // W is W_k above W_q.
    const auto concatenated = [&](int row, int col) {
        return static_cast<double>(row < width ? pass.doc.matrix(TensorId::W_k).at(row, col)
                                               : pass.doc.matrix(TensorId::W_q).at(row - width, col));
    };
    for (int i = 0; i < 7; ++i)
        for (int j = 0; j < 7; ++j) {
            double score = 0;
            for (int d = 0; d < h; ++d) {
                double inner = 0;
                for (int r = 0; r < 2 * width; ++r)
                    inner += pass.at(TensorId::input, 0, r < width ? j : i, r % width) * concatenated(r, d);
                score += static_cast<double>(pass.doc.matrix(TensorId::v_a).at(0, d)) * std::tanh(inner);
            }
            CHECK(std::abs(pass.at(TensorId::scores, 0, i, j) - score) < 5e-6);
        }
}

TEST_CASE("an additive score stays close where its terms are large and cancel, and with hundreds of them") {
    const Scored pass("scoring=additive&num_heads=1&head_dim=512&weight_init=gaussian");
    for (int i = 0; i < 7; ++i)
        for (int j = 0; j < 7; ++j) {
            double score = 0, size = 0;
            for (int d = 0; d < 512; ++d) {
                const double term = static_cast<double>(pass.doc.matrix(TensorId::v_a).at(0, d)) *
                                    std::tanh(pass.at(TensorId::query, 0, i, d) + pass.at(TensorId::key, 0, j, d));
                score += term;
                size += std::abs(term);
            }
            CHECK(std::abs(pass.at(TensorId::scores, 0, i, j) - score) < 1e-6 * size);
        }
}

TEST_CASE("a bilinear score is q W_a k of its head, bit for bit as the core has it, and with the identity the dot product") {
    const Scored pass("scoring=bilinear");
    const TensorView q = pass.trace().view(TensorId::query), k = pass.trace().view(TensorId::key);
    const TensorView v = pass.trace().view(TensorId::value);
    const auto heads = [](const TensorView& x) { return core::split_heads<const float>(x.data, 1, 7, 4, 4); };
    core::PackedHeads packed;
    REQUIRE(packed.pack({heads(k), heads(v), {}, {}}).ok());
    core::Attention attention;
    attention.query = heads(q);
    attention.heads = &packed;
    attention.scoring = {
        core::ScoringKind::bilinear, core::dense_view<const float>(pass.doc.matrix(TensorId::W_a).data(), 1, 4, 4, 4), {}};
    std::vector<float> scores(4 * 7 * 7);
    core::AttentionStages stages;
    stages.scores = core::dense_view(scores.data(), 1, 4, 7, 7);
    core::Workspace workspace;
    REQUIRE(core::attend(attention, core::whole_region(attention), stages, workspace).ok());
    CHECK(std::memcmp(scores.data(), pass.trace().view(TensorId::scores).data, scores.size() * sizeof(float)) == 0);

    Scored identity("scoring=bilinear");
    identity.edit(Fill{TensorId::W_a, 0, 0, 0, 16, 4, FillKind::zero});
    for (int row = 0; row < 16; ++row) identity.edit(SetCell{TensorId::W_a, 0, row, row % 4, 1});
    CHECK(same_scores(identity, Scored("scoring=dot")));
    CHECK_FALSE(same_scores(pass, Scored("scoring=dot")));
}

TEST_CASE("left to itself the scale is 1/sqrt(h), and 1 of additive scores") {
    for (const auto& [delta, scale] : {std::pair{"v=1", 0.5f},
                                       {"scoring=bilinear", 0.5f},
                                       {"scoring=additive", 1.0f},
                                       {"scoring=additive&scale_mode=sqrt", 0.5f},
                                       {"scoring=additive&temperature=4", 0.25f}}) {
        INFO(delta);
        CHECK(Scored(delta).trace().scale() == scale);
    }
}

TEST_CASE("scores are explained by their scoring, every operand with an address, down to the queries behind W_a") {
    const Scored additive("scoring=additive");
    const Step sum = explain(additive.doc, additive.trace(), {TensorId::scores, 0, 0, 2, 3, 1}).at(0);
    CHECK(sum.kind == Step::Kind::additive);
    REQUIRE(sum.terms.size() == 4);
    CHECK(print_cell(sum.terms[1].from_a) == "query[0,2,3,1]");
    CHECK(print_cell(sum.terms[1].from_b) == "key[0,2,1,1]");
    CHECK(print_cell(sum.summands.at(1).from_a) == "v_a[0,9]");
    const Scored bilinear("scoring=bilinear");
    const Step dot = explain(bilinear.doc, bilinear.trace(), {TensorId::scores, 0, 0, 2, 3, 1}).at(0);
    CHECK(print_cell(dot.terms.at(1).from_a) == "bilinear_query[0,2,3,1]");
    const Step inner = explain(bilinear.doc, bilinear.trace(), dot.terms[1].from_a).at(0);
    CHECK(print_cell(inner.terms.at(3).from_a) == "query[0,2,3,3]");
    CHECK(print_cell(inner.terms.at(3).from_b) == "W_a[11,1]");
}

TEST_CASE("an edit of a head's vector or matrix reaches that head alone") {
    for (const auto& [first, change] : {std::pair{"scoring=additive", "v_a[0,9]=2"}, {"scoring=bilinear", "W_a[9,1]=2"}}) {
        INFO(change);
        Scored pass(first);
        const std::uint64_t before = pass.trace().revision(TensorId::scores, 0, 1),
                            own = pass.trace().revision(TensorId::scores, 0, 2);
        pass.edit(std::string_view(change));
        CHECK(pass.trace().revision(TensorId::scores, 0, 1) == before);
        CHECK(pass.trace().revision(TensorId::scores, 0, 2) > own);
        CHECK(pass.trace().last_multiply_adds() < pass.trace().full_multiply_adds());
    }
    // Beside the dot product every query meets a matrix of its head once.
    CHECK(Scored("scoring=bilinear").trace().full_multiply_adds() ==
          Scored("v=1").trace().full_multiply_adds() + 7 * 4 * 4 * 4);
}
