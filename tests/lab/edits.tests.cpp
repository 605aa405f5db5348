// What the edits do to a document, and what they leave alone.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

#include "lab/edit/edit.hpp"
#include "random_edit.hpp"
#include "soundness.hpp"

using namespace headscope::lab;

namespace {

Document edited(const Document& doc, const Edit& edit) {
    Result<Document> next = headscope::lab::apply(doc, edit);
    if (!next) FAIL(text_of(next.error(), Language::english));
    return next.value();
}
Document with_param(const Document& doc, Param p, double value) { return edited(doc, SetParam{p, value}); }

}  // namespace

TEST_CASE("changing the head count cuts the same weights into other heads") {
    const Document doc = initial_document();
    const Document next = with_param(doc, Param::num_heads, 8);
    CHECK(next.integer(Param::head_dim) == 2);
    CHECK(next.integer(Param::d_model) == 16);
    // W_a and the sinks have a part of each head's own shape.
    for (const TensorInfo& row : matrices())
        if (row.per_layer && row.id != TensorId::W_a && row.id != TensorId::sinks)
            CHECK(next.matrix(row.id).same_storage(doc.matrix(row.id)));
}

TEST_CASE("the head dimension sets the model width, and the model width the head dimension") {
    const Document wide = with_param(initial_document(), Param::head_dim, 6);
    CHECK(wide.integer(Param::d_model) == 24);
    CHECK(wide.matrix(TensorId::W_q).rows() == 24);
    CHECK(wide.matrix(TensorId::W_q).cols() == 24);
    CHECK(wide.matrix(TensorId::X).cols() == 24);
    CHECK(with_param(wide, Param::d_model, 8).integer(Param::head_dim) == 2);
}

TEST_CASE("an untouched matrix is drawn again for a new shape, an edited one keeps its numbers where they fit") {
    Document doc = edited(initial_document(), SetCell{TensorId::W_q, 0, 2, 3, 42.0f});
    const Document wide = with_param(doc, Param::d_model, 24);
    const Document fresh = with_param(initial_document(), Param::d_model, 24);
    CHECK(wide.matrix(TensorId::W_k) == fresh.matrix(TensorId::W_k));
    CHECK(wide.matrix(TensorId::W_q).at(2, 3) == 42.0f);
    CHECK(wide.matrix(TensorId::W_q).at(5, 5) == doc.matrix(TensorId::W_q).at(5, 5));
    CHECK(wide.matrix(TensorId::W_q).at(20, 20) == fresh.matrix(TensorId::W_q).at(20, 20));
    CHECK(with_param(with_param(initial_document(), Param::d_model, 24), Param::d_model, 16) == initial_document());
}

TEST_CASE("a new weight seed or initialiser draws all weights again, and going back restores them") {
    const Document doc = edited(initial_document(), SetCell{TensorId::W_q, 0, 0, 0, 42.0f});
    const Document other = with_param(doc, Param::weight_seed, 7);
    CHECK_FALSE(other.matrix(TensorId::W_v) == doc.matrix(TensorId::W_v));
    CHECK(with_param(other, Param::weight_seed, 2026) == initial_document());
    for (int kind = 0; kind < 5; ++kind) {
        const Document drawn = with_param(doc, Param::weight_init, kind);
        CHECK(std::isfinite(drawn.matrix(TensorId::W_o).at(1, 1)));
    }
}

TEST_CASE("the same word has the same vector everywhere, and another seed another one") {
    const Document doc = edited(initial_document(), SetText{SentenceId::query, 0, "dog eat dog"});
    const Matrix& x = doc.matrix(TensorId::X);
    for (int c = 0; c < x.cols(); ++c) {
        CHECK(x.at(0, c) == x.at(2, c));
        CHECK(x.at(0, c) == initial_document().matrix(TensorId::X).at(3, c));
    }
    CHECK(x.at(0, 0) != with_param(doc, Param::embedding_seed, 5).matrix(TensorId::X).at(0, 0));
}

TEST_CASE("another embedding seed leaves edited numbers alone") {
    const Document doc = edited(initial_document(), SetCell{TensorId::X, 0, 1, 2, 9.0f});
    const Document other = with_param(doc, Param::embedding_seed, 5);
    CHECK(other.matrix(TensorId::X).at(1, 2) == 9.0f);
    CHECK(other.matrix(TensorId::X).at(1, 3) != doc.matrix(TensorId::X).at(1, 3));
}

TEST_CASE("adding and removing tokens keeps the edited vectors and mask cells of the others") {
    Document doc = edited(initial_document(), SetCell{TensorId::X, 0, 3, 5, 9.0f});  // dog
    doc = edited(doc, Paint{TensorId::mask_allow, 0, {{3, 6}}, 0.0f});               // dog -> food
    const Document next = edited(doc, SetText{SentenceId::query, 0, "I gave my old dog some food now"});
    CHECK(next.queries() == 8);
    CHECK(next.matrix(TensorId::X).at(4, 5) == 9.0f);
    CHECK(next.matrix(TensorId::mask_allow).at(4, 6) == 0.0f);
    float hidden = 0;
    for (const float cell : next.matrix(TensorId::mask_allow).values()) hidden += 1 - cell;
    CHECK(hidden == 1);
    const Matrix seeded = next.seeded(TensorId::X);
    for (int row = 0; row < 8; ++row)
        for (int col = 0; col < 16; ++col)
            if (row != 4 || col != 5) CHECK(next.matrix(TensorId::X).at(row, col) == seeded.at(row, col));
}

TEST_CASE("a new batch item brings its own sentence and leaves the first alone") {
    const Document doc = with_param(edited(initial_document(), SetCell{TensorId::X, 0, 0, 0, 9.0f}), Param::batch, 3);
    CHECK(doc.batch() == 3);
    CHECK(doc.matrix(TensorId::X).at(0, 0) == 9.0f);
    CHECK(doc.items[1].query.text == "The cat sat on the mat");
    CHECK(doc.matrix(TensorId::X, 1).rows() == 6);
    CHECK(doc.matrix(TensorId::mask_allow, 1).rows() == 7);
    CHECK(with_param(doc, Param::batch, 1).items.size() == 1);
}

TEST_CASE("cross-attention gives keys and values their own sentence and width") {
    Document doc = with_param(with_param(initial_document(), Param::cross, 1), Param::d_memory, 12);
    CHECK(doc.matrix(TensorId::X_kv).cols() == 12);
    CHECK(doc.matrix(TensorId::W_k).rows() == 12);
    CHECK(doc.matrix(TensorId::W_q).rows() == 16);
    CHECK(doc.keys() == 7);
    doc = edited(doc, SetText{SentenceId::memory, 0, "我 给 狗"});
    CHECK(doc.keys() == 3);
    CHECK(doc.queries() == 7);
    CHECK(doc.matrix(TensorId::mask_bias).cols() == 3);
}

TEST_CASE("painting turns the painted mask on, with the kind that was painted, and only from off") {
    const Document doc =
        edited(initial_document(), Paint{TensorId::mask_bias, 0, {{0, 1}, {2, 2}}, -std::numeric_limits<float>::infinity()});
    CHECK(static_cast<CustomMask>(doc.integer(Param::custom_mask)) == CustomMask::bias);
    const Document both = edited(doc, Paint{TensorId::mask_allow, 0, {{0, 0}}, 0.0f});
    CHECK(static_cast<CustomMask>(both.integer(Param::custom_mask)) == CustomMask::bias);
}

TEST_CASE("fills reach their rows and columns only, and seeded undoes them") {
    const Document doc = initial_document();
    const Document row = edited(doc, Fill{TensorId::W_v, 0, 3, 0, 1, 16, FillKind::identity});
    for (int col = 0; col < 16; ++col) CHECK(row.matrix(TensorId::W_v).at(3, col) == (col == 3 ? 1.0f : 0.0f));
    CHECK(row.matrix(TensorId::W_v).at(4, 4) == doc.matrix(TensorId::W_v).at(4, 4));
    const Document scaled = edited(doc, Fill{TensorId::W_v, 0, 0, 2, 16, 1, FillKind::scale, -2.0f});
    CHECK(scaled.matrix(TensorId::W_v).at(7, 2) == -2 * doc.matrix(TensorId::W_v).at(7, 2));
    CHECK(scaled.matrix(TensorId::W_v).at(7, 3) == doc.matrix(TensorId::W_v).at(7, 3));
    for (const FillKind kind :
         {FillKind::gaussian, FillKind::uniform, FillKind::xavier, FillKind::kaiming, FillKind::orthogonal}) {
        const Document drawn = edited(doc, Fill{TensorId::W_v, 0, 0, 0, 16, 16, kind, 1.0f, 11});
        CHECK_FALSE(drawn.matrix(TensorId::W_v) == doc.matrix(TensorId::W_v));
        CHECK(drawn == edited(doc, Fill{TensorId::W_v, 0, 0, 0, 16, 16, kind, 1.0f, 11}));
        CHECK(edited(drawn, Fill{TensorId::W_v, 0, 0, 0, 16, 16, FillKind::seeded}) == doc);
    }
}

TEST_CASE("an edit without effect returns an equal document") {
    const Document doc = initial_document();
    CHECK(with_param(doc, Param::num_heads, 4) == doc);
    CHECK(edited(doc, SetCell{TensorId::W_q, 0, 1, 1, doc.matrix(TensorId::W_q).at(1, 1)}) == doc);
    CHECK(edited(doc, SetText{SentenceId::query, 0, doc.items[0].query.text}) == doc);
    CHECK(edited(doc, Paint{TensorId::mask_allow, 0, {}, 0.0f}) == doc);
    CHECK_FALSE(edited(doc, SetCell{TensorId::b_q, 0, 0, 1, -0.0f}) == edited(doc, SetCell{TensorId::b_q, 0, 0, 1, 0.0f}));
}

TEST_CASE("every document that edits lead to is sound: shapes, tokens, values and lengths are what they must be") {
    for (std::uint32_t seed = 0; seed < 60; ++seed) CHECK(testing::fault_of(testing::random_document(seed, 20)) == "");
}

TEST_CASE("several changes are one edit: all happen, or none") {
    Edit edit(SetParam{Param::num_heads, 2});
    edit.add(SetCell{TensorId::W_q, 0, 1, 1, 5.0f});
    edit.add(SetText{SentenceId::query, 0, "three more words"});
    const Document next = edited(initial_document(), edit);
    CHECK(next.integer(Param::num_heads) == 2);
    CHECK(next.matrix(TensorId::W_q).at(1, 1) == 5.0f);
    CHECK(next.queries() == 3);
    edit.add(SetCell{TensorId::W_q, 0, 16, 1, 5.0f});
    CHECK_FALSE(headscope::lab::apply(initial_document(), edit));
}

TEST_CASE("neighbouring parameters are set together, so that widths may change jointly") {
    Edit edit(SetParam{Param::num_heads, 3});  // does not divide 16
    edit.add(SetParam{Param::d_model, 9});     // 4 heads do not divide 9
    const Document tied = edited(initial_document(), edit);
    CHECK(tied.integer(Param::head_dim) == 3);
    edit.add(SetParam{Param::head_dim, 5});
    const Document untied = edited(initial_document(), edit);
    CHECK(untied.integer(Param::d_model) == 9);
    CHECK(untied.projection_width() == 15);
    CHECK(testing::fault_of(untied) == "");
}

TEST_CASE("in a document whose widths are not tied, every head count that is offered is accepted, and every other refused") {
    Edit widths(SetParam{Param::d_model, 4});
    widths.add(SetParam{Param::num_heads, 2});
    widths.add(SetParam{Param::head_dim, 9});
    const Document doc = edited(initial_document(), widths);
    const std::vector<double> legal = info(Param::num_heads).legal(doc);
    CHECK(legal == std::vector<double>{1, 2, 3, 6, 9, 18});
    for (int heads = 1; heads <= 64; ++heads) {
        const bool offered = std::find(legal.begin(), legal.end(), heads) != legal.end();
        CHECK(bool(headscope::lab::apply(doc, SetParam{Param::num_heads, static_cast<double>(heads)})) == offered);
    }
    for (const Param p : {Param::d_model, Param::head_dim})
        for (const double value : info(p).legal(doc)) CHECK(headscope::lab::apply(doc, SetParam{p, value}));
}

TEST_CASE("a batch item that goes and comes back within one edit is a new one") {
    const Document doc = edited(with_param(initial_document(), Param::batch, 2), SetCell{TensorId::X, 1, 0, 0, 9.0f});
    Edit edit(SetParam{Param::batch, 1});
    edit.add(SetParam{Param::batch, 2});
    const Document next = edited(doc, edit);
    CHECK(testing::fault_of(next) == "");
    CHECK(next == with_param(initial_document(), Param::batch, 2));
}
