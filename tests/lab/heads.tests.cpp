// Heads that share keys and values, values of their own width and from their own source: the numbers against float64, what is legal, links, explanations.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cmath>
#include <string>
#include <tuple>
#include <vector>

#include "lab/link/link.hpp"
#include "lab/model/heads.hpp"
#include "lab/model/sizes.hpp"
#include "lab/model/widths.hpp"
#include "lab/program/comparison.hpp"
#include "lab/program/cost.hpp"
#include "lab/program/evaluate.hpp"
#include "lab/program/explain.hpp"
#include "lab/readings/head_costs.hpp"
#include "same_trace.hpp"
#include "short_edits.hpp"
#include "soundness.hpp"

using namespace headscope;
using namespace headscope::lab;
using testing::opened;

namespace {

using Row = std::vector<double>;
using Table = std::vector<Row>;

/// x W + b as W is written down, in float64.
Table project(const Table& x, const Document& doc, TensorId weight) {
    const Matrix &w = doc.matrix(weight), &b = doc.matrix(info(weight).bias);
    Table y;
    for (const Row& row : x) {
        Row& sums = y.emplace_back(static_cast<size_t>(w.cols()));
        for (int c = 0; c < w.cols(); ++c) {
            double& sum = sums[static_cast<size_t>(c)] = doc.on(Param::biases) ? static_cast<double>(b.at(0, c)) : 0;
            for (int r = 0; r < w.rows(); ++r) sum += row[static_cast<size_t>(r)] * static_cast<double>(w.at(r, c));
        }
    }
    return y;
}

Table rows_of(const Matrix& m) {
    Table rows;
    for (int r = 0; r < m.rows(); ++r) {
        Row& row = rows.emplace_back();
        for (int c = 0; c < m.cols(); ++c) row.push_back(static_cast<double>(m.at(r, c)));
    }
    return rows;
}

/// Y of the first item in float64, from the definition alone: query head i attends with key/value head i / (m / kv_heads). No masks.
Table expected_output(const Document& doc) {
    const Table x = rows_of(doc.matrix(TensorId::X)), memory = doc.cross() ? rows_of(doc.matrix(TensorId::X_kv)) : x,
                of_values = doc.has_value_source() ? rows_of(doc.matrix(TensorId::X_v)) : memory;
    const Table q = project(x, doc, TensorId::W_q), k = project(memory, doc, TensorId::W_k),
                v = project(of_values, doc, TensorId::W_v);
    const auto heads = static_cast<size_t>(doc.integer(Param::num_heads)), h = q[0].size() / heads;
    const size_t kv_heads = k[0].size() / h, value_dim = v[0].size() / kv_heads;
    Table concat(x.size(), Row(heads * value_dim));
    for (size_t i = 0; i < x.size(); ++i)
        for (size_t head = 0; head < heads; ++head) {
            const size_t shared = head / (heads / kv_heads);
            Row weights;
            double sum = 0;
            for (size_t j = 0; j < memory.size(); ++j) {
                double score = 0;
                for (size_t d = 0; d < h; ++d) score += q[i][head * h + d] * k[j][shared * h + d];
                weights.push_back(std::exp(score / std::sqrt(static_cast<double>(h))));
                sum += weights.back();
            }
            for (size_t j = 0; j < memory.size(); ++j)
                for (size_t d = 0; d < value_dim; ++d)
                    concat[i][head * value_dim + d] += weights[j] / sum * v[j][shared * value_dim + d];
        }
    return doc.on(Param::output_projection) ? project(concat, doc, TensorId::W_o) : concat;
}

double distance(const Document& doc) {
    Evaluator evaluator;
    REQUIRE(evaluator.update(doc, {}));
    const TensorView output = evaluator.trace().view(TensorId::output);
    const Table expected = expected_output(doc);
    REQUIRE(output.dims[2] == static_cast<int>(expected.size()));
    REQUIRE(output.dims[3] == static_cast<int>(expected[0].size()));
    double largest = 0;
    for (int row = 0; row < output.dims[2]; ++row)
        for (int col = 0; col < output.dims[3]; ++col)
            largest = std::max(largest, std::fabs(static_cast<double>(output.at(0, 0, row, col)) -
                                                  expected[static_cast<size_t>(row)][static_cast<size_t>(col)]));
    return largest;
}

std::string refused_with(std::string_view link) {
    const Result<Document> doc = opened(link);
    return doc ? "" : text_of(doc.error(), Language::english);
}

constexpr const char* kShapes[] = {
    "num_heads=4&kv_heads=2",
    "num_heads=4&kv_heads=1",
    "num_heads=8&d_model=24&kv_heads=2&biases=1",
    "num_heads=6&d_model=12&kv_heads=3&cross=1&d_memory=5",
    "value_dim=7",
    "value_dim=1&biases=1",
    "num_heads=8&kv_heads=2&value_dim=5&cross=1&d_memory=9&biases=1",
    "num_heads=4&kv_heads=1&value_dim=6&output_projection=0",
    "num_heads=3&head_dim=5&d_model=7&kv_heads=1&value_dim=2",
    "head_kind=narrow&biases=1",
    "head_kind=narrow&num_heads=8&d_model=24&kv_heads=2&value_dim=5&cross=1&d_memory=6",
    "head_kind=narrow&num_heads=3&d_model=9&head_dim=5&output_projection=0",
    "head_kind=wide&num_heads=3&d_model=7&biases=1",
    "head_kind=wide&num_heads=4&d_model=6&kv_heads=1&cross=1&d_memory=5",
    "cross=1&d_memory=5&value_source=1&d_value_memory=9&biases=1",
    "cross=1&value_source=1&d_value_memory=3&num_heads=8&kv_heads=2&value_dim=5",
    "head_kind=narrow&num_heads=6&d_model=12&kv_heads=2&cross=1&d_memory=6&value_source=1&d_value_memory=10",
    "d_memory=5&value_source=1&d_value_memory=9"};

}  // namespace

TEST_CASE("heads that share keys and values, and values of their own width, give the numbers of float64") {
    for (const char* shape : kShapes) {
        INFO(shape);
        const Document doc = with(shape);
        CHECK(testing::fault_of(doc) == "");
        CHECK(distance(doc) < 1e-5);
        CHECK(opened(write_link(doc)).value() == doc);
    }
}

TEST_CASE("ones of three widths through 256 dimensions and two heads, in batches of 32 sentences of 35 tokens") {
    std::string link = "tokens_by=lines&batch=32&num_heads=2&head_dim=128&value_dim=128&cross=1&value_source=1";
    std::string queries = "a", keys = "b";
    for (int i = 1; i < 35; ++i) queries += "%0Aa", keys += "%0Ab";
    for (int item = 0; item < 32; ++item) {
        const std::string of = item > 0 ? "." + std::to_string(item) : "";
        link += "&text" + of + "=" + queries + "&memory_text" + of + "=" + keys;
        for (const char* matrix : {"&X", "&X_kv", "&X_v"}) link += matrix + of + "=one";
    }
    for (const auto& [widths, query, key, value] : {std::tuple{"&d_model=64&d_memory=64&d_value_memory=64", 64, 64, 64},
                                                    {"&d_model=32&d_memory=35&d_value_memory=64", 32, 35, 64}}) {
        const Document doc = with((link + widths).c_str());
        CHECK(doc.shape_of(TensorId::W_q) == std::array{query, 256});
        CHECK(doc.shape_of(TensorId::W_k) == std::array{key, 256});
        CHECK(doc.shape_of(TensorId::W_v) == std::array{value, 256});
        CHECK(distance(doc) < 1e-5);
        Evaluator evaluator;
        REQUIRE(evaluator.update(doc, {}));
        CHECK(evaluator.trace().view(TensorId::weights).dims == std::array{32, 2, 35, 35});
        CHECK(evaluator.trace().view(TensorId::value_memory).dims == std::array{32, 1, 35, value});
        CHECK(std::fabs(evaluator.trace().view(TensorId::weights).at(31, 1, 34, 34) - 1.0f / 35) < 1e-6f);
        CHECK(evaluator.trace().view(TensorId::output).dims == std::array{32, 1, 35, query});
    }
}

TEST_CASE("the matrices of keys and values have the columns of their own heads, and W_o the rows of what all heads give") {
    const Document doc = with("num_heads=8&d_model=16&kv_heads=2&value_dim=5");
    CHECK(doc.shape_of(TensorId::W_q) == std::array{16, 16});
    CHECK(doc.shape_of(TensorId::W_k) == std::array{16, 4});
    CHECK(doc.shape_of(TensorId::W_v) == std::array{16, 10});
    CHECK(doc.shape_of(TensorId::b_k) == std::array{1, 4});
    CHECK(doc.shape_of(TensorId::b_v) == std::array{1, 10});
    CHECK(doc.shape_of(TensorId::W_o) == std::array{40, 16});
    Evaluator evaluator;
    REQUIRE(evaluator.update(doc, {}));
    CHECK(evaluator.trace().view(TensorId::query).dims == std::array{1, 8, 7, 2});
    CHECK(evaluator.trace().view(TensorId::key).dims == std::array{1, 2, 7, 2});
    CHECK(evaluator.trace().view(TensorId::value).dims == std::array{1, 2, 7, 5});
    CHECK(evaluator.trace().view(TensorId::context).dims == std::array{1, 8, 7, 5});
    CHECK(print_shape(doc, {.tensor = TensorId::value}) == "1 × 2 × 7 × 5");
    CHECK_FALSE(exists(doc, evaluator.trace(), {.tensor = TensorId::key, .head = 2}));
}

TEST_CASE(
    "key/value heads follow the heads while they are as many, and the value dimension the head dimension while they are "
    "equal") {
    Document doc = with("num_heads=8");
    CHECK(doc.integer(Param::kv_heads) == 8);
    CHECK(doc.integer(Param::value_dim) == 2);
    doc = headscope::lab::apply(doc, SetParam{Param::kv_heads, 2}).value();
    doc = headscope::lab::apply(doc, SetParam{Param::num_heads, 4}).value();
    CHECK(doc.integer(Param::kv_heads) == 2);
    doc = headscope::lab::apply(doc, SetParam{Param::value_dim, 3}).value();
    doc = headscope::lab::apply(doc, SetParam{Param::head_dim, 6}).value();
    CHECK(doc.integer(Param::value_dim) == 3);
    CHECK(legal_heads(doc) == std::vector<double>{2, 4, 6, 8, 12, 24});
    CHECK(legal_kv_heads(doc) == std::vector<double>{1, 2, 4});
}

TEST_CASE("key/value heads that do not divide the heads are refused with what would, by the key of the link") {
    CHECK(refused_with("num_heads=8&kv_heads=3") ==
          "Link, kv_heads: 3 key/value heads do not divide 8 query heads; possible nearby: 2, 4.");
    CHECK(refused_with("kv_heads=8") == "Link, kv_heads: 8 key/value heads do not divide 4 query heads; possible nearby: 4.");
    const auto odd = headscope::lab::apply(with("d_model=24&num_heads=8&kv_heads=4"), SetParam{Param::num_heads, 6});
    REQUIRE_FALSE(odd);
    CHECK(text_of(odd.error(), Language::english) ==
          "num_heads: 4 key/value heads do not divide 6 query heads; possible nearby: 4, 8.");
    CHECK(refused_with("num_heads=64&d_model=64&value_dim=33") ==
          "Link, value_dim: 64 heads of dimension 33 make a width of 2112, the limit is 2048.");
}

TEST_CASE("an edit of a shared key reaches the heads of its group alone") {
    const Document doc = with("num_heads=8&d_model=16&kv_heads=2&value_dim=3");
    const auto cost = [&](TensorId matrix, int col) {
        Evaluator evaluator;
        REQUIRE(evaluator.update(doc, {}));
        const auto before = [&](TensorId id, int head) { return evaluator.trace().revision(id, 0, head); };
        std::vector<std::uint64_t> weights, context;
        for (int head = 0; head < 8; ++head)
            weights.push_back(before(TensorId::weights, head)), context.push_back(before(TensorId::context, head));
        REQUIRE(evaluator.update(headscope::lab::apply(doc, SetCell{matrix, 0, 3, col, 2.0f}).value(), {}));
        std::pair<std::vector<int>, std::vector<int>> grown;
        for (int head = 0; head < 8; ++head) {
            if (before(TensorId::weights, head) > weights[static_cast<size_t>(head)]) grown.first.push_back(head);
            if (before(TensorId::context, head) > context[static_cast<size_t>(head)]) grown.second.push_back(head);
        }
        return grown;
    };
    const std::vector<int> none, first{0, 1, 2, 3}, second{4, 5, 6, 7};
    CHECK(cost(TensorId::W_k, 1) == std::pair(first, first));
    CHECK(cost(TensorId::W_k, 2) == std::pair(second, second));
    CHECK(cost(TensorId::W_v, 2) == std::pair(none, first));
    CHECK(cost(TensorId::W_v, 3) == std::pair(none, second));
}

TEST_CASE("a score and a context of a head that shares are explained by the shared key and value") {
    const Document doc = with("num_heads=4&kv_heads=2&value_dim=3");
    Evaluator evaluator;
    REQUIRE(evaluator.update(doc, {TensorId::scores}));
    const auto first = [&](TensorId id) { return explain(doc, evaluator.trace(), {id, 0, 0, 3, 2, 1}).back().terms.at(0); };
    CHECK(print_cell(first(TensorId::scores).from_b) == "key[0,1,1,0]");
    CHECK(print_cell(first(TensorId::context).from_b) == "value[0,1,0,1]");
    const Step projected = explain(doc, evaluator.trace(), {TensorId::value, 0, 0, 1, 2, 2}).back();
    CHECK(print_cell(projected.terms.at(4).from_b) == "W_v[4,5]");
    CHECK(query_heads(doc, TensorId::key, 1) == core::Range{2, 4});
    CHECK(query_heads(doc, Axis::value_columns, 5) == core::Range{2, 4});
}

TEST_CASE("names of a shared head's columns are those of the first head that shares it") {
    Document doc = with("num_heads=4&kv_heads=2");
    Edit names(SetNames{Space::query, "a,b,c,d,e,f,g,h,i,j"});
    doc = headscope::lab::apply(doc, names).value();
    CHECK(column_name(doc, {TensorId::key, 0, 0, 1, 0, 1}) == "j");
    CHECK(column_name(doc, {TensorId::W_k, 0, 0, 0, 0, 5}) == "j");
    CHECK(column_name(doc, {TensorId::query, 0, 0, 1, 0, 1}) == "f");
}

TEST_CASE("plain scalar code agrees with the vectorised for heads that share and for values of their own width") {
    for (const char* shape : kShapes) {
        INFO(shape);
        const Document doc = with(shape);
        Evaluator evaluator;
        REQUIRE(evaluator.update(doc, {}));
        Comparison comparison(doc, evaluator.tile());
        REQUIRE(comparison.prepare(evaluator.trace()));
        CHECK(comparison.multiply_adds() == evaluator.trace().full_multiply_adds());
        for (const Way way : {Way::simd, Way::scalar}) CHECK(comparison.run(way, comparison.multiply_adds()) == 1);
        CHECK(comparison.largest_difference() < 1e-5);
    }
}

TEST_CASE("a narrow head reads its own block of columns alone, and nothing stands outside the blocks") {
    const Document doc = with("head_kind=narrow&d_model=24&kv_heads=2");
    const Matrix &w_q = doc.matrix(TensorId::W_q), &w_k = doc.matrix(TensorId::W_k);
    REQUIRE(doc.shape_of(TensorId::W_k) == std::array{24, 12});
    for (int r = 0; r < 24; ++r) {
        for (int c = 0; c < 24; ++c) CHECK((w_q.at(r, c) != 0) == (r / 6 == c / 6));
        for (int c = 0; c < 12; ++c) CHECK((w_k.at(r, c) != 0) == (r / 12 == c / 6));
    }
    Evaluator evaluator;
    REQUIRE(evaluator.update(doc, {}));
    const auto query = [&](int head) { return evaluator.trace().view(TensorId::query).at(0, head, 2, 1); };
    const float first = query(0), second = query(1);
    REQUIRE(evaluator.update(headscope::lab::apply(doc, SetCell{TensorId::X, 0, 2, 7, 9.0f}).value(), {}));
    CHECK(query(0) == first);
    CHECK(query(1) != second);
    const Step step = explain(doc, evaluator.trace(), {TensorId::query, 0, 0, 1, 2, 3}).back();
    REQUIRE(step.terms.size() == 6);
    CHECK(print_cell(step.terms[0].from_a) == "input[0,2,6]");
    CHECK(print_cell(step.terms[0].from_b) == "W_q[6,9]");
    CHECK_FALSE(exists(doc, evaluator.trace(), {.tensor = TensorId::W_q, .row = 5, .col = 9}));
    CHECK(exists(doc, evaluator.trace(), {.tensor = TensorId::W_q, .row = 6, .col = 9}));
}

TEST_CASE("what lies outside the blocks of narrow heads takes no number, by whatever edit") {
    const Document doc = with("head_kind=narrow&d_model=8&num_heads=2");
    const auto said = [&](Edit edit) {
        const auto next = headscope::lab::apply(doc, edit);
        return next ? "" : text_of(next.error(), Language::english);
    };
    CHECK(said(SetCell{TensorId::W_q, 0, 5, 2, 1.0f}) ==
          "W_q: cell (5, 2) does not exist: narrow head 0 reads only rows 0 to 3.");
    CHECK(said(SetCell{TensorId::W_q, 0, 5, 6, 1.0f}) == "");
    CHECK(said(SetCell{TensorId::W_o, 0, 5, 2, 1.0f}) == "");
    CHECK(said(SetBlock{TensorId::W_k, 0, 3, 3, 2, 2, {1, 0, 0, 1}}) == "");
    CHECK(said(SetBlock{TensorId::W_k, 0, 3, 3, 2, 2, {1, 2, 0, 1}}) ==
          "W_k: cell (3, 4) does not exist: narrow head 1 reads only rows 4 to 7.");
    for (const FillKind kind :
         {FillKind::one, FillKind::identity, FillKind::gaussian, FillKind::orthogonal, FillKind::seeded}) {
        const Result<Document> filled = headscope::lab::apply(doc, Fill{TensorId::W_v, 0, 0, 0, 8, 8, kind, 2.0f, 5});
        REQUIRE(filled);
        CHECK(testing::fault_of(filled.value()) == "");
        CHECK(filled.value().matrix(TensorId::W_v).at(4, 4) != 0);
        CHECK(opened(write_link(filled.value())).value() == filled.value());
    }
    CHECK(with(doc, "W_q=one").matrix(TensorId::W_q).at(0, 7) == 0);
    CHECK(with(doc, "W_q=one").matrix(TensorId::W_q).at(0, 3) == 1);
}

TEST_CASE("the kind of heads sets their width, and combinations that make no sense are refused with what would") {
    CHECK(with("head_kind=wide").shape_of(TensorId::W_q) == std::array{16, 64});
    CHECK(with("head_kind=wide").shape_of(TensorId::W_o) == std::array{64, 16});
    CHECK(with("head_kind=wide&d_model=9").integer(Param::head_dim) == 9);
    Document doc = headscope::lab::apply(with("head_kind=wide"), SetParam{Param::head_dim, 12}).value();
    CHECK(doc.integer(Param::d_model) == 12);
    doc = headscope::lab::apply(doc, SetParam{Param::head_kind, 0}).value();
    CHECK(doc.integer(Param::head_dim) == 3);
    CHECK(doc.tied());
    CHECK(refused_with("head_kind=wide&head_dim=3&d_model=5") ==
          "Link, head_kind: wide heads are as wide as the model, but head_dim is 3 and d_model 5.");
    CHECK(refused_with("head_kind=narrow&num_heads=3&head_dim=2&d_model=10") ==
          "Link, d_model: 3 heads do not divide the width 10; possible nearby: 9, 12.");
    CHECK(refused_with("head_kind=narrow&cross=1&d_memory=10") ==
          "Link, d_memory: 4 heads do not divide the width 10; possible nearby: 8, 12.");
    CHECK(with("head_kind=narrow&num_heads=3&d_model=9&cross=1").integer(Param::d_memory) == 9);
    CHECK(refused_with("head_kind=narrow&cross=1&value_source=1&d_value_memory=10") ==
          "Link, d_value_memory: 4 heads do not divide the width 10; possible nearby: 8, 12.");
    CHECK(with(with("head_kind=narrow&cross=1&d_value_memory=10"), "value_source=1").integer(Param::d_value_memory) == 16);
    const auto back = headscope::lab::apply(with("head_kind=wide&num_heads=3"), SetParam{Param::head_kind, 0});
    REQUIRE_FALSE(back);
    CHECK(text_of(back.error(), Language::english) == "head_kind: 3 heads do not divide the width 16; possible nearby: 2, 4.");
}

TEST_CASE("weights nobody edited come back from narrow heads as they were, and of an edited matrix the blocks stay as edited") {
    const Document doc = with("W_q[0,3]=5&W_q[9,1]=7");
    Document back = headscope::lab::apply(doc, SetParam{Param::head_kind, 1}).value();
    CHECK(back.matrix(TensorId::W_q).at(0, 3) == 5);
    CHECK(back.matrix(TensorId::W_q).at(9, 1) == 0);
    back = headscope::lab::apply(back, SetParam{Param::head_kind, 0}).value();
    CHECK(back.matrix(TensorId::W_q).at(0, 3) == 5);
    CHECK(back.matrix(TensorId::W_q).at(9, 1) == with("v=1").matrix(TensorId::W_q).at(9, 1));
    CHECK(back.matrix(TensorId::W_k) == doc.matrix(TensorId::W_k));
}

TEST_CASE("eight wide heads of 256 and a batch of 32 sentences of 35 tokens fit, and what is beyond is refused") {
    const Document wide = with("head_kind=wide&num_heads=8&d_model=256");
    CHECK(wide.projection_width() == 2048);
    CHECK(wide.shape_of(TensorId::W_o) == std::array{2048, 256});
    CHECK(refused_with("head_kind=wide&num_heads=9&d_model=256").find("the limit is 2048") != std::string::npos);
    std::string link = "batch=32&d_model=64&num_heads=8&head_kind=wide&value_dim=8";
    std::string text;
    for (int i = 0; i < 35; ++i) text += i == 0 ? "a" : "+a";
    for (int item = 0; item < 32; ++item) link += "&text" + (item == 0 ? "" : "." + std::to_string(item)) + "=" + text;
    const Result<Document> batch = opened(link + "&X[31,34,63]=2&v=1");
    REQUIRE(batch);
    CHECK(batch.value().matrix(TensorId::X, 31).at(34, 63) == 2);
    CHECK(opened(write_link(batch.value())).value() == batch.value());
    CHECK(trace_bytes(sizes_of(batch.value()), {}) < 32 << 20);
    Evaluator evaluator;
    REQUIRE(evaluator.update(batch.value(), {}));
    CHECK(evaluator.trace().view(TensorId::query).dims == std::array{32, 8, 35, 64});
    CHECK(refused_with("batch=33").starts_with("Link, batch: 33 is outside 1 to 32."));
    CHECK(refused_with("batch=32&text.32=a").find("not known") != std::string::npos);
    CHECK(refused_with("batch=32&text.07=a").find("not known") != std::string::npos);
}

TEST_CASE("what heads cost is counted by hand, beside standard heads of the same model") {
    const Document doc =
        with("num_heads=8&d_model=16&kv_heads=2&value_dim=3&biases=1&batch=2&text.1=I gave my dog Charlie some food");
    const HeadCosts own = head_costs(doc), standard = standard_head_costs(doc).value();
    // W_q 16x16, W_k 16x4, W_v 16x6, W_o 24x16, and a bias per column.
    CHECK(own.parameters == 256 + 64 + 96 + 384 + 16 + 4 + 6 + 16);
    CHECK(standard.parameters == 4 * (256 + 16));
    CHECK(own.cache_bytes == 4 * 2 * 7 * (4 + 6));
    CHECK(standard.cache_bytes == 4 * 2 * 7 * 32);
    CHECK(standard.multiply_adds == 2 * (7 * 4 * 256 + 2 * 49 * 16));
    CHECK(own.multiply_adds == 2 * (7 * (256 + 64 + 96 + 384) + 49 * (16 + 24)));
    Evaluator evaluator;
    REQUIRE(evaluator.update(doc, {}));
    CHECK(own.multiply_adds == evaluator.trace().full_multiply_adds());
    const HeadCosts narrow = head_costs(with("head_kind=narrow"));
    CHECK(narrow.parameters == 3 * 64 + 256);
    CHECK(narrow.multiply_adds == 7 * (3 * 64 + 256) + 2 * 49 * 16);
    CHECK_FALSE(standard_head_costs(with("head_kind=wide&num_heads=3")));
}
