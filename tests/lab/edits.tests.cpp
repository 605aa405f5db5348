// What the edits do to a document, and what they leave alone.
#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <limits>

#include "lab/edit.hpp"
#include "random_edit.hpp"

using namespace headscope::lab;

namespace {

Document edited(const Document& doc, const Edit& edit) {
    Result<Document> next = headscope::lab::apply(doc, edit);
    if (!next) FAIL(text_of(next.error(), Language::english));
    return next.value();
}
Document set(const Document& doc, Param p, double value) { return edited(doc, SetParam{p, value}); }

}  // namespace

TEST_CASE("changing the head count cuts the same weights into other heads") {
    const Document doc = initial_document();
    const Document next = set(doc, Param::num_heads, 8);
    CHECK(next.integer(Param::head_dim) == 2);
    CHECK(next.integer(Param::d_model) == 16);
    for (size_t i = 0; i < doc.weights.size(); ++i) CHECK(next.weights[i].same_storage(doc.weights[i]));
}

TEST_CASE("the head dimension sets the model width, and the model width the head dimension") {
    const Document wide = set(initial_document(), Param::head_dim, 6);
    CHECK(wide.integer(Param::d_model) == 24);
    CHECK(wide.matrix(MatrixId::W_q).rows() == 24);
    CHECK(wide.matrix(MatrixId::W_q).cols() == 24);
    CHECK(wide.matrix(MatrixId::input).cols() == 24);
    CHECK(set(wide, Param::d_model, 8).integer(Param::head_dim) == 2);
}

TEST_CASE("an untouched matrix is drawn again for a new shape, an edited one keeps its numbers where they fit") {
    Document doc = edited(initial_document(), SetCell{MatrixId::W_q, 0, 2, 3, 42.0f});
    const Document wide = set(doc, Param::d_model, 24);
    const Document fresh = set(initial_document(), Param::d_model, 24);
    CHECK(wide.matrix(MatrixId::W_k) == fresh.matrix(MatrixId::W_k));
    CHECK(wide.matrix(MatrixId::W_q).at(2, 3) == 42.0f);
    CHECK(wide.matrix(MatrixId::W_q).at(5, 5) == doc.matrix(MatrixId::W_q).at(5, 5));
    CHECK(wide.matrix(MatrixId::W_q).at(20, 20) == fresh.matrix(MatrixId::W_q).at(20, 20));
    CHECK(set(set(initial_document(), Param::d_model, 24), Param::d_model, 16) == initial_document());
}

TEST_CASE("a new weight seed or initialiser draws all weights again, and going back restores them") {
    const Document doc = edited(initial_document(), SetCell{MatrixId::W_q, 0, 0, 0, 42.0f});
    const Document other = set(doc, Param::weight_seed, 7);
    CHECK_FALSE(other.matrix(MatrixId::W_v) == doc.matrix(MatrixId::W_v));
    CHECK(set(other, Param::weight_seed, 2026) == initial_document());
    for (int kind = 0; kind < 5; ++kind) {
        const Document drawn = set(doc, Param::weight_init, kind);
        CHECK(std::isfinite(drawn.matrix(MatrixId::W_o).at(1, 1)));
    }
}

TEST_CASE("the same word has the same vector everywhere, and another seed another one") {
    const Document doc = edited(initial_document(), SetText{SentenceId::query, 0, "dog eat dog"});
    const Matrix& x = doc.matrix(MatrixId::input);
    for (int c = 0; c < x.cols(); ++c) {
        CHECK(x.at(0, c) == x.at(2, c));
        CHECK(x.at(0, c) == initial_document().matrix(MatrixId::input).at(3, c));
    }
    CHECK(x.at(0, 0) != set(doc, Param::embedding_seed, 5).matrix(MatrixId::input).at(0, 0));
}

TEST_CASE("another embedding seed leaves edited numbers alone") {
    const Document doc = edited(initial_document(), SetCell{MatrixId::input, 0, 1, 2, 9.0f});
    const Document other = set(doc, Param::embedding_seed, 5);
    CHECK(other.matrix(MatrixId::input).at(1, 2) == 9.0f);
    CHECK(other.matrix(MatrixId::input).at(1, 3) != doc.matrix(MatrixId::input).at(1, 3));
}

TEST_CASE("adding and removing tokens keeps the edited vectors and mask cells of the others") {
    Document doc = edited(initial_document(), SetCell{MatrixId::input, 0, 3, 5, 9.0f});  // dog
    doc = edited(doc, Paint{MatrixId::mask_allow, 0, {{3, 6}}, 0.0f});                   // dog -> food
    const Document next = edited(doc, SetText{SentenceId::query, 0, "I gave my old dog some food now"});
    CHECK(next.queries() == 8);
    CHECK(next.matrix(MatrixId::input).at(4, 5) == 9.0f);
    CHECK(next.matrix(MatrixId::mask_allow).at(4, 6) == 0.0f);
    float hidden = 0;
    for (const float cell : next.matrix(MatrixId::mask_allow).values()) hidden += 1 - cell;
    CHECK(hidden == 1);
    const Matrix seeded = next.seeded(MatrixId::input);
    for (int row = 0; row < 8; ++row)
        for (int col = 0; col < 16; ++col)
            if (row != 4 || col != 5) CHECK(next.matrix(MatrixId::input).at(row, col) == seeded.at(row, col));
}

TEST_CASE("a new batch item brings its own sentence and leaves the first alone") {
    const Document doc = set(edited(initial_document(), SetCell{MatrixId::input, 0, 0, 0, 9.0f}), Param::batch, 3);
    CHECK(doc.batch() == 3);
    CHECK(doc.items[0].input.at(0, 0) == 9.0f);
    CHECK(doc.items[1].query.text == "The cat sat on the mat");
    CHECK(doc.matrix(MatrixId::input, 1).rows() == 6);
    CHECK(doc.matrix(MatrixId::mask_allow, 1).rows() == 7);
    CHECK(set(doc, Param::batch, 1).items.size() == 1);
}

TEST_CASE("cross-attention gives keys and values their own sentence and width") {
    Document doc = set(set(initial_document(), Param::cross, 1), Param::d_memory, 12);
    CHECK(doc.matrix(MatrixId::memory).cols() == 12);
    CHECK(doc.matrix(MatrixId::W_k).rows() == 12);
    CHECK(doc.matrix(MatrixId::W_q).rows() == 16);
    CHECK(doc.keys() == 7);
    doc = edited(doc, SetText{SentenceId::memory, 0, "我 给 狗"});
    CHECK(doc.keys() == 3);
    CHECK(doc.queries() == 7);
    CHECK(doc.matrix(MatrixId::mask_bias).cols() == 3);
}

TEST_CASE("painting turns the painted mask on, with the kind that was painted, and only from off") {
    const Document doc =
        edited(initial_document(), Paint{MatrixId::mask_bias, 0, {{0, 1}, {2, 2}}, -std::numeric_limits<float>::infinity()});
    CHECK(static_cast<CustomMask>(doc.integer(Param::custom_mask)) == CustomMask::bias);
    const Document both = edited(doc, Paint{MatrixId::mask_allow, 0, {{0, 0}}, 0.0f});
    CHECK(static_cast<CustomMask>(both.integer(Param::custom_mask)) == CustomMask::bias);
}

TEST_CASE("fills reach their rows and columns only, and seeded undoes them") {
    const Document doc = initial_document();
    const Document row = edited(doc, Fill{MatrixId::W_v, 0, 3, 0, 1, 16, FillKind::identity});
    for (int col = 0; col < 16; ++col) CHECK(row.matrix(MatrixId::W_v).at(3, col) == (col == 3 ? 1.0f : 0.0f));
    CHECK(row.matrix(MatrixId::W_v).at(4, 4) == doc.matrix(MatrixId::W_v).at(4, 4));
    const Document scaled = edited(doc, Fill{MatrixId::W_v, 0, 0, 2, 16, 1, FillKind::scale, -2.0f});
    CHECK(scaled.matrix(MatrixId::W_v).at(7, 2) == -2 * doc.matrix(MatrixId::W_v).at(7, 2));
    CHECK(scaled.matrix(MatrixId::W_v).at(7, 3) == doc.matrix(MatrixId::W_v).at(7, 3));
    for (const FillKind kind :
         {FillKind::gaussian, FillKind::uniform, FillKind::xavier, FillKind::kaiming, FillKind::orthogonal}) {
        const Document drawn = edited(doc, Fill{MatrixId::W_v, 0, 0, 0, 16, 16, kind, 1.0f, 11});
        CHECK_FALSE(drawn.matrix(MatrixId::W_v) == doc.matrix(MatrixId::W_v));
        CHECK(drawn == edited(doc, Fill{MatrixId::W_v, 0, 0, 0, 16, 16, kind, 1.0f, 11}));
        CHECK(edited(drawn, Fill{MatrixId::W_v, 0, 0, 0, 16, 16, FillKind::seeded}) == doc);
    }
}

TEST_CASE("an edit without effect returns an equal document") {
    const Document doc = initial_document();
    CHECK(set(doc, Param::num_heads, 4) == doc);
    CHECK(edited(doc, SetCell{MatrixId::W_q, 0, 1, 1, doc.matrix(MatrixId::W_q).at(1, 1)}) == doc);
    CHECK(edited(doc, SetText{SentenceId::query, 0, doc.items[0].query.text}) == doc);
    CHECK(edited(doc, Paint{MatrixId::mask_allow, 0, {}, 0.0f}) == doc);
    CHECK_FALSE(edited(doc, SetCell{MatrixId::b_q, 0, 0, 1, -0.0f}) == edited(doc, SetCell{MatrixId::b_q, 0, 0, 1, 0.0f}));
}

TEST_CASE("every document that edits lead to can be replaced by itself: it passes the checks for foreign ones") {
    for (std::uint32_t seed = 0; seed < 60; ++seed) {
        const Document doc = headscope::lab::testing::random_document(seed, 20);
        CHECK(edited(initial_document(), Replace{doc}) == doc);
    }
}
