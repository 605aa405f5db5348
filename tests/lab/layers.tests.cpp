// Layers: each is attention over what the one before made, against float64; an edit costs the layers behind it and no others.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "lab/laboratory/laboratory.hpp"
#include "lab/link/link.hpp"
#include "lab/model/widths.hpp"
#include "lab/program/evaluate.hpp"
#include "lab/program/explain.hpp"
#include "same_trace.hpp"
#include "soundness.hpp"

using namespace headscope::lab;
using namespace headscope::lab::testing;

namespace {

/// Rows of numbers.
using Rows = std::vector<std::vector<double>>;

Document edited(const Document& doc, std::string_view text) {
    return headscope::lab::apply(doc, read_edit(text).value()).value();
}
Document stacked(std::string_view text) { return edited(initial_document(), text); }

Rows matrix_rows(const Matrix& m) {
    Rows rows;
    for (int r = 0; r < m.rows(); ++r) {
        rows.emplace_back();
        for (int c = 0; c < m.cols(); ++c) rows.back().push_back(static_cast<double>(m.at(r, c)));
    }
    return rows;
}

Rows projected(const Rows& x, const Matrix& w, const Matrix* bias) {
    Rows y;
    for (const std::vector<double>& row : x) {
        y.emplace_back();
        for (int c = 0; c < w.cols(); ++c) {
            double sum = bias ? static_cast<double>(bias->at(0, c)) : 0;
            for (int k = 0; k < w.rows(); ++k) sum += row[static_cast<size_t>(k)] * static_cast<double>(w.at(k, c));
            y.back().push_back(sum);
        }
    }
    return y;
}

Rows normalised(Rows x, const Document& doc, int layer) {
    for (std::vector<double>& row : x) {
        double mean = 0, variance = 0;
        for (const double v : row) mean += v / static_cast<double>(row.size());
        for (const double v : row) variance += (v - mean) * (v - mean) / static_cast<double>(row.size());
        for (size_t c = 0; c < row.size(); ++c)
            row[c] = (row[c] - mean) / std::sqrt(variance + 1e-5) *
                         static_cast<double>(doc.matrix(TensorId::norm_gain, layer).at(0, static_cast<int>(c))) +
                     static_cast<double>(doc.matrix(TensorId::norm_bias, layer).at(0, static_cast<int>(c)));
    }
    return x;
}

/// One layer in float64: x + f(norm(x)) or norm(x + f(x)), as far as they are on; causal or not.
Rows layer_of(const Document& doc, int layer, const Rows& x, const Rows* memory, const Rows* of_values) {
    const auto matrix = [&](TensorId id) -> const Matrix& { return doc.matrix(id, layer); };
    const auto bias = [&](TensorId id) { return doc.on(Param::biases) ? &matrix(id) : nullptr; };
    const Rows read = doc.norm() == Norm::pre ? normalised(x, doc, layer) : x;
    const Rows q = projected(read, matrix(TensorId::W_q), bias(TensorId::b_q));
    const Rows k = projected(memory ? *memory : read, matrix(TensorId::W_k), bias(TensorId::b_k));
    const Rows v = projected(of_values ? *of_values : memory ? *memory : read, matrix(TensorId::W_v), bias(TensorId::b_v));
    const auto heads = static_cast<size_t>(doc.integer(Param::num_heads)), h = q[0].size() / heads;
    Rows z(q.size(), std::vector<double>(q[0].size()));
    for (size_t head = 0; head < heads; ++head)
        for (size_t i = 0; i < q.size(); ++i) {
            std::vector<double> weights;
            double sum = 0;
            for (size_t j = 0; j < k.size() && (!doc.on(Param::causal) || j <= i); ++j) {
                double score = 0;
                for (size_t c = head * h; c < (head + 1) * h; ++c) score += q[i][c] * k[j][c];
                weights.push_back(std::exp(score / std::sqrt(static_cast<double>(h))));
                sum += weights.back();
            }
            for (size_t j = 0; j < weights.size(); ++j)
                for (size_t c = head * h; c < (head + 1) * h; ++c) z[i][c] += weights[j] / sum * v[j][c];
        }
    Rows y = doc.on(Param::output_projection) ? projected(z, matrix(TensorId::W_o), bias(TensorId::b_o)) : z;
    for (size_t r = 0; doc.on(Param::residual) && r < y.size(); ++r)
        for (size_t c = 0; c < y[r].size(); ++c) y[r][c] += x[r][c];
    return doc.norm() == Norm::post ? normalised(y, doc, layer) : y;
}

double distance(const Rows& expected, const TensorView& view) {
    double largest = 0;
    for (size_t r = 0; r < expected.size(); ++r)
        for (size_t c = 0; c < expected[r].size(); ++c) {
            const double there = static_cast<double>(view.at(0, 0, static_cast<int>(r), static_cast<int>(c)));
            largest = std::max(largest, std::abs(expected[r][c] - there) / std::max(1.0, std::abs(expected[r][c])));
        }
    return largest;
}

struct Costs {
    std::vector<bool> changed;  // by layer: whether its weights' revision grew
    double multiply_adds;
};
Costs costs_by_layer(const Document& doc, std::string_view edit) {
    Evaluator evaluator;
    REQUIRE(evaluator.update(doc, {}));
    const auto revision = [&](int layer) { return evaluator.trace().revision(TensorId::query, 0, 0, layer); };
    std::vector<std::uint64_t> before;
    for (int layer = 0; layer < static_cast<int>(doc.layers.size()); ++layer) before.push_back(revision(layer));
    REQUIRE(evaluator.update(edited(doc, edit), {}));
    Costs costs{{}, evaluator.trace().last_multiply_adds()};
    for (size_t layer = 0; layer < before.size(); ++layer)
        costs.changed.push_back(revision(static_cast<int>(layer)) > before[layer]);
    return costs;
}

std::string refused(const Document& doc, std::string_view edit) {
    const Result<Document> next = headscope::lab::apply(doc, read_edit(edit).value());
    return next ? "" : text_of(next.error(), Language::english);
}

}  // namespace

TEST_CASE("every layer agrees with float64 computed from X on, with any norm, residual, mask and memory") {
    for (const char* norm : {"off", "pre", "post"})
        for (const char* residual : {"0", "1"})
            for (const char* rest : {"", "&causal=1&positions=1", "&cross=1&d_memory=6",
                                     "&cross=1&d_memory=6&value_source=1&d_value_memory=9", "&output_projection=0"}) {
                const Document doc = stacked(std::string("layers=3&biases=1&norm=") + norm + "&residual=" + residual + rest +
                                             "&norm_gain[0,3]=2&L2.norm_bias[0,5]=-0.5&L3.norm_gain[0,1]=0.25");
                Evaluator evaluator;
                REQUIRE(evaluator.update(doc, {}));
                const Trace& trace = evaluator.trace();
                INFO(norm << " " << residual << " " << rest);
                Rows x = matrix_rows(doc.matrix(TensorId::X));
                for (size_t r = 0; r < x.size(); ++r)  // positions are the first layer's input, checked elsewhere
                    for (size_t c = 0; c < x[r].size(); ++c)
                        if (doc.on(Param::positions))
                            x[r][c] = static_cast<double>(
                                trace.view(TensorId::input).at(0, 0, static_cast<int>(r), static_cast<int>(c)));
                const Rows memory = matrix_rows(doc.matrix(TensorId::X_kv)), of_values = matrix_rows(doc.matrix(TensorId::X_v));
                for (int layer = 0; layer < 3; ++layer) {
                    x = layer_of(doc, layer, x, doc.cross() ? &memory : nullptr, doc.has_value_source() ? &of_values : nullptr);
                    CHECK(distance(x, trace.view(TensorId::post_norm, layer)) < 1e-5);
                    if (layer < 2)
                        CHECK(trace.view(TensorId::input, layer + 1).data == trace.view(TensorId::post_norm, layer).data);
                }
            }
}

TEST_CASE("the first layer of several is the one that was there alone, and every layer has weights of its own") {
    const Document one = initial_document(), three = stacked("layers=3");
    CHECK(three.layers[0] == one.layers[0]);
    std::set<float> first;
    for (int layer = 0; layer < 3; ++layer)
        for (const TensorId id : {TensorId::W_q, TensorId::W_k, TensorId::W_v, TensorId::W_o, TensorId::b_q})
            CHECK(first.insert(three.matrix(id, layer).at(0, 0)).second);
    for (int layer = 0; layer < 3; ++layer) {
        CHECK(three.matrix(TensorId::norm_gain, layer) == Matrix(1, 16, 1.0f));
        CHECK(three.matrix(TensorId::norm_bias, layer) == Matrix(1, 16, 0.0f));
    }
    CHECK(stacked("layers=2").layers[1] == three.layers[1]);
}

TEST_CASE("an edit in a layer computes that layer and those behind it, an edit of X or of the masks all of them") {
    const Document doc = stacked("layers=4&residual=1&norm=pre&biases=1");
    const auto from = [&](std::string_view edit) { return costs_by_layer(doc, edit).changed; };
    using Layers = std::vector<bool>;
    CHECK(from("X[0,2,1]=3") == Layers{true, true, true, true});
    CHECK(from("W_q[2,1]=3") == Layers{true, true, true, true});
    CHECK(from("L2.W_v[2,1]=3") == Layers{false, false, true, true});  // its own queries do not read W_v
    CHECK(from("L2.norm_gain[0,1]=3") == Layers{false, true, true, true});
    CHECK(from("L3.W_o[2,1]=3") == Layers{false, false, false, true});
    CHECK(from("L4.W_o[2,1]=3") == Layers{false, false, false, false});
    CHECK(from("causal=1") == Layers{false, true, true, true});
    const double whole = costs_by_layer(doc, "X[0,2,1]=3").multiply_adds;
    CHECK(costs_by_layer(doc, "L4.W_q[2,1]=3").multiply_adds < whole / 4);
    CHECK(costs_by_layer(doc, "L3.W_q[2,1]=3").multiply_adds < whole / 2);
    CHECK(costs_by_layer(doc, "L2.W_q[2,1]=3").multiply_adds < whole * 3 / 4);
    // Post: the last gain costs its rows alone.
    CHECK(costs_by_layer(stacked("layers=4&norm=post"), "L4.norm_gain[0,1]=3").multiply_adds == 2 * 7 * 16);
    CHECK(costs_by_layer(stacked("layers=4"), "L4.norm_gain[0,1]=3").multiply_adds == 0);
}

TEST_CASE("residual and norms that come or go are heard of in the layers behind") {
    for (const char* from : {"layers=3", "layers=3&residual=1&norm=post", "layers=3&norm=pre", "layers=2&cross=1&norm=pre"})
        for (const char* to : {"residual=1", "residual=0", "norm=off", "norm=pre", "norm=post", "output_projection=0"}) {
            const Document before = stacked(from), after = edited(before, to);
            Evaluator evaluator, fresh;
            REQUIRE(evaluator.update(before, {}));
            REQUIRE(evaluator.update(after, {}));
            REQUIRE(fresh.update(after, {}));
            INFO(from << " then " << to);
            const int last = static_cast<int>(after.layers.size()) - 1;
            const TensorView a = evaluator.trace().view(TensorId::post_norm, last),
                             b = fresh.trace().view(TensorId::post_norm, last);
            for (int r = 0; r < 7; ++r)
                for (int c = 0; c < 16; ++c) REQUIRE(a.at(0, 0, r, c) == b.at(0, 0, r, c));
        }
}

TEST_CASE("a norm behind the output follows when its width comes and goes with the output projection") {
    const Document wide = stacked("norm=post&value_dim=7"), narrow = edited(wide, "output_projection=0");
    for (const auto& [before, after] :
         {std::pair{wide, narrow}, std::pair{narrow, wide}, std::pair{narrow, edited(narrow, "norm=pre")}}) {
        Evaluator evaluator, fresh;
        REQUIRE(evaluator.update(before, {}));
        REQUIRE(evaluator.update(after, {}));
        REQUIRE(fresh.update(after, {}));
        CHECK(first_difference(evaluator.trace(), fresh.trace(), after) == "");
    }
}

TEST_CASE("the explanation of the last output leads down through every layer to X") {
    const Document doc = stacked("layers=3&residual=1&norm=pre");
    Evaluator evaluator;
    REQUIRE(evaluator.update(doc, {}));
    CellRef cell{TensorId::output, 2, 0, 0, 3, 5};
    std::vector<std::string> way;
    while (!info(cell.tensor).is_matrix()) {
        way.push_back(print_cell(cell));
        REQUIRE(way.size() < 40);
        const std::vector<Step> steps = explain(doc, evaluator.trace(), cell);
        REQUIRE_FALSE(steps.empty());
        const Step& step = steps.front();
        cell = info(cell.tensor).id == TensorId::residual ? step.terms[0].from_b : step.terms[0].from_a;
        REQUIRE(exists(doc, evaluator.trace(), cell));
    }
    CHECK(cell.tensor == TensorId::X);
    for (const char* there : {"L3.concat[0,3,0]", "L3.pre_norm[0,3,0]", "L3.input[0,3,0]", "L2.residual[0,3,0]",
                              "L2.output[0,3,0]", "residual[0,3,0]"})
        CHECK(std::ranges::count(way, there) == 1);
}

TEST_CASE("several layers are refused where the output is not as wide as the input, whichever comes first") {
    const Document untied = stacked("d_model=12&num_heads=2&head_dim=5");
    CHECK(legal_layers(untied) == std::vector<double>{1, 2, 3, 4, 5, 6});
    const Document narrow = edited(untied, "output_projection=0");
    CHECK(legal_layers(narrow) == std::vector<double>{1});
    CHECK(refused(narrow, "layers=2").find("layers: Several layers need an output as wide") == 6);
    CHECK(refused(narrow, "layers=2").find("10 wide, the input 12") != std::string::npos);
    CHECK(refused(edited(untied, "layers=2"), "output_projection=0").find("output_projection: Several") == 6);
    CHECK(refused(initial_document(), "layers=7").find("layers: 7 is outside 1 to 6") == 6);
    CHECK(refused(initial_document(), "layers=0") != "");
    CHECK(refused(stacked("layers=2"), "L3.W_q[0,0]=1").find("Layer 3 does not exist; there are 2") != std::string::npos);
    CHECK(refused(narrow, "layers=2&output_projection=1") == "");
}

TEST_CASE("a link keeps the numbers of every layer, and layers that are taken away come back by undo alone") {
    Laboratory lab;
    const Document doc = stacked("layers=3&norm=post&residual=1&L3.W_q[1,2]=5&L2.norm_gain=zero&L2.norm_bias[0,0]=1");
    CHECK(opened(write_link(doc)).value() == doc);
    CHECK(write_link(doc).find("L3.W_q=") != std::string::npos);
    REQUIRE(lab.edit(read_edit(write_link(doc)).value()));
    REQUIRE(lab.edit(SetParam{Param::layers, 1}));
    CHECK(lab.document().layers.size() == 1);
    CHECK(lab.trace().view(TensorId::weights, 1).data == nullptr);
    REQUIRE(lab.edit(SetParam{Param::layers, 3}));
    CHECK(lab.document().matrix(TensorId::W_q, 2).at(1, 2) != 5.0f);
    REQUIRE(lab.undo());
    REQUIRE(lab.undo());
    CHECK(lab.document() == doc);
    CHECK(lab.trace().view(TensorId::weights, 2).data != nullptr);
}

TEST_CASE("the layers together count against the memory") {
    std::string words;
    for (int i = 0; i < 700; ++i) words += "a ";
    const Document one = stacked("num_heads=64&d_model=64&text=" + words);
    CHECK(refused(one, "layers=6").find("MB") != std::string::npos);
}

TEST_CASE("Attention rollout is the layers' mean weights multiplied, half of each token staying where the residual keeps it") {
    for (const char* text : {"layers=3&residual=1&num_heads=4", "layers=3&residual=0&causal=1&sink=1",
                             "layers=2&residual=1&dropout=0.3&batch=2"}) {
        INFO(text);
        Evaluator evaluator, unkept;
        Document doc = stacked(text);
        for (const float edited_to : {0.0f, 4.0f}) {
            doc = headscope::lab::apply(doc, SetCell{TensorId::W_q, 0, 1, 2, edited_to}).value();
            REQUIRE(evaluator.update(doc, {TensorId::rollout}));
            REQUIRE(unkept.update(doc, {}));
            const Trace& trace = evaluator.trace();
            for (int item = 0; item < doc.batch(); ++item) {
                const int n = doc.queries(), heads = doc.integer(Param::num_heads);
                Rows flow(static_cast<size_t>(n), std::vector<double>(static_cast<size_t>(n)));
                for (int i = 0; i < n; ++i) flow[static_cast<size_t>(i)][static_cast<size_t>(i)] = 1;
                for (int layer = 0; layer < static_cast<int>(doc.layers.size()); ++layer) {
                    const Rows before = flow;
                    int wrong = 0;
                    for (int i = 0; i < n; ++i)
                        for (int j = 0; j < n; ++j) {
                            double sum = 0;
                            for (int k = 0; k < n; ++k)
                                for (int head = 0; head < heads; ++head)
                                    sum +=
                                        static_cast<double>(trace.view(TensorId::dropped_weights, layer).at(item, head, i, k)) /
                                        heads * before[static_cast<size_t>(k)][static_cast<size_t>(j)];
                            double& to = flow[static_cast<size_t>(i)][static_cast<size_t>(j)];
                            to = doc.on(Param::residual) ? (sum + before[static_cast<size_t>(i)][static_cast<size_t>(j)]) / 2
                                                         : sum;
                            const CellRef cell{TensorId::rollout, layer, item, 0, i, j};
                            wrong += std::abs(static_cast<double>(trace.view(TensorId::rollout, layer).at(cell)) - to) > 1e-6;
                            wrong += explain(doc, unkept.trace(), cell).back().result !=
                                     trace.view(TensorId::rollout, layer).at(cell);
                        }
                    CHECK(wrong == 0);
                }
            }
        }
    }
    // With one layer it is its weights, with a memory there is nothing to multiply.
    Evaluator evaluator;
    for (const char* text : {"layers=1", "layers=2&cross=1"}) {
        REQUIRE(evaluator.update(stacked(text), {TensorId::rollout}));
        CHECK(evaluator.trace().view(TensorId::rollout).data == nullptr);
    }
}
