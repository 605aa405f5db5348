// Each profile gives what its library gives: computed here in float64 as the library documents it.
#include "lab/link/profiles.hpp"

#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <limits>
#include <set>

#include "lab/laboratory/laboratory.hpp"
#include "lab/link/link.hpp"
#include "short_edits.hpp"

using namespace headscope::lab;

namespace {

using Rows = std::vector<std::vector<double>>;
constexpr double kInf = std::numeric_limits<double>::infinity();

const Profile& profile(std::string_view key) {
    for (const Profile& each : profiles())
        if (each.key == key) return each;
    FAIL("no such profile");
    return profiles()[0];
}

Document under(const Document& doc, std::string_view key) { return headscope::lab::apply(doc, edit_of(profile(key))).value(); }

/// What a library does with scores, as its documentation has it. Its softmax is exp(x - max x) / sum, in the arithmetic of IEEE 754.
struct Library {
    std::string_view key;
    bool true_hides;          // its boolean mask
    int (*offset)(int, int);  // causal: j <= i + offset(S_q, S_k)
    double fill;              // in the place of hidden scores
    bool mends_rows;          // a row of nothing but -inf gives 0
    int biases;               // 0 and 1: its layers' default; -1: it has no layers
};
int top_left(int, int) { return 0; }
int bottom_right(int queries, int keys) { return keys - queries; }
constexpr Library kLibraries[] = {
    {"mha", true, top_left, -kInf, false, 1},   {"sdpa", false, top_left, -kInf, true, -1},
    {"onnx", false, top_left, -kInf, true, -1}, {"flash", false, bottom_right, -kInf, true, -1},
    {"d2l", false, top_left, -1e6, false, 0},   {"by_hand", false, top_left, -kInf, false, -1},
};

Rows times(const Rows& x, const Matrix& w, const Matrix* bias) {
    Rows y(x.size(), std::vector<double>(static_cast<size_t>(w.cols()), 0.0));
    for (size_t r = 0; r < x.size(); ++r)
        for (int c = 0; c < w.cols(); ++c) {
            for (int k = 0; k < w.rows(); ++k)
                y[r][static_cast<size_t>(c)] += x[r][static_cast<size_t>(k)] * static_cast<double>(w.at(k, c));
            if (bias) y[r][static_cast<size_t>(c)] += static_cast<double>(bias->at(0, c));
        }
    return y;
}

Rows rows_of(const Matrix& m) {
    Rows rows;
    for (int r = 0; r < m.rows(); ++r) {
        rows.emplace_back();
        for (int c = 0; c < m.cols(); ++c) rows.back().push_back(static_cast<double>(m.at(r, c)));
    }
    return rows;
}

std::vector<double> softmax(std::vector<double> x) {
    double most = -kInf, sum = 0;
    for (const double v : x) most = std::max(most, v);
    for (double& v : x) sum += v = std::exp(v - most);
    for (double& v : x) v /= sum;
    return x;
}

struct Given {
    std::vector<Rows> weights;  // by head
    Rows output;
};

Given attend(const Document& doc, const Library& library) {
    const bool biases = library.biases < 0 ? doc.on(Param::biases) : library.biases == 1;
    const auto bias = [&](TensorId id) { return biases ? &doc.matrix(id) : nullptr; };
    const Rows x = rows_of(doc.matrix(TensorId::X)), memory = rows_of(doc.matrix(TensorId::X_kv));
    const Rows q = times(x, doc.matrix(TensorId::W_q), bias(TensorId::b_q)),
               k = times(memory, doc.matrix(TensorId::W_k), bias(TensorId::b_k)),
               v = times(memory, doc.matrix(TensorId::W_v), bias(TensorId::b_v));
    const size_t heads = static_cast<size_t>(doc.integer(Param::num_heads)), h = q[0].size() / heads;
    const Matrix& allow = doc.matrix(TensorId::mask_allow);
    const int offset = library.offset(static_cast<int>(q.size()), static_cast<int>(k.size()));
    Given given{std::vector<Rows>(heads), Rows(q.size(), std::vector<double>(v[0].size(), 0.0))};
    for (size_t head = 0; head < heads; ++head)
        for (size_t i = 0; i < q.size(); ++i) {
            std::vector<double> scores(k.size(), 0.0);
            bool any = false;
            for (size_t j = 0; j < k.size(); ++j) {
                for (size_t d = head * h; d < (head + 1) * h; ++d)
                    scores[j] += q[i][d] * k[j][d] / std::sqrt(static_cast<double>(h));
                // What the caller hands over, in the library's own polarity.
                const bool may = allow.at(static_cast<int>(i), static_cast<int>(j)) != 0.0f,
                           mask = library.true_hides ? !may : may;
                const bool hidden = mask == library.true_hides || static_cast<int>(j) > static_cast<int>(i) + offset;
                if (hidden) scores[j] = library.fill;
                any = any || !hidden;
            }
            std::vector<double> weights = library.mends_rows && !any ? std::vector<double>(k.size(), 0.0) : softmax(scores);
            for (size_t j = 0; j < k.size(); ++j)
                for (size_t d = head * h; d < (head + 1) * h; ++d) given.output[i][d] += weights[j] * v[j][d];
            given.weights[head].push_back(std::move(weights));
        }
    given.output = times(given.output, doc.matrix(TensorId::W_o), bias(TensorId::b_o));
    return given;
}

bool near(float a, double b) { return std::isnan(b) ? std::isnan(a) : std::abs(static_cast<double>(a) - b) < 1e-5; }

/// Nothing may be attended to by the fourth of five queries on three keys, and by the second of three queries on five.
Document wide_and_empty(bool more_queries) {
    const std::string five = "one two three four five", three = "one two three";
    const std::string texts = "&text=" + (more_queries ? five : three) + "&memory_text=" + (more_queries ? three : five);
    return with(("d_model=8&num_heads=2&cross=1&d_memory=8&causal=1&custom_mask=boolean&b_q=0.5,-1,0.25,1,0,0,2,-0.5&b_v=1,2,3,"
                 "4,5,6,7,8"
                 "&b_o=-1,0,1,0,2,0,0,3" +
                 texts +
                 (more_queries ? "&mask_allow[0,3,0]=0&mask_allow[0,3,1]=0&mask_allow[0,3,2]=0&mask_allow[0,4,1]=0"
                               : "&mask_allow[0,1,0]=0&mask_allow[0,1,1]=0&mask_allow[0,1,2]=0&mask_allow[0,1,3]=0"))
                    .c_str());
}

}  // namespace

TEST_CASE("Every profile is legal, sets parameters alone, and has a key and a name of its own") {
    std::set<std::string_view> keys, names;
    for (const Profile& each : profiles()) {
        INFO(each.key);
        CHECK(keys.insert(each.key).second);
        CHECK(names.insert(text(each.name, Language::english)).second);
        REQUIRE(read_edit(each.text));
        for (const Change& change : edit_of(each).changes) CHECK(std::holds_alternative<SetParam>(change));
    }
    CHECK(keys == std::set<std::string_view>{"mha", "sdpa", "onnx", "flash", "d2l", "by_hand"});
}

TEST_CASE(
    "Under each profile weights and output are the library's, with an empty row and with more or fewer keys than queries") {
    for (const bool more_queries : {true, false})
        for (const Library& library : kLibraries) {
            INFO(library.key << (more_queries ? ": five queries on three keys" : ": three queries on five keys"));
            Document doc = wide_and_empty(more_queries);
            if (library.key == "flash")
                doc = with(doc, "custom_mask=off&mask_allow=one");  // it takes none; more queries leave two rows empty
            const Given given = attend(doc, library);
            const Document set = under(doc, library.key);
            CHECK(agrees(set, profile(library.key)));
            Evaluator evaluator;
            REQUIRE(evaluator.update(set, {}));
            const TensorView weights = evaluator.trace().view(TensorId::weights),
                             output = evaluator.trace().view(TensorId::output);
            int wrong = 0, empty = 0;
            for (int i = 0; i < weights.dims[2]; ++i) {
                empty += evaluator.trace().empty_row(0, 0, i);
                for (int head = 0; head < 2; ++head)
                    for (int j = 0; j < weights.dims[3]; ++j)
                        wrong +=
                            !near(weights.at(0, head, i, j),
                                  given.weights[static_cast<size_t>(head)][static_cast<size_t>(i)][static_cast<size_t>(j)]);
                for (int c = 0; c < output.dims[3]; ++c)
                    wrong += !near(output.at(0, 0, i, c), given.output[static_cast<size_t>(i)][static_cast<size_t>(c)]);
            }
            CHECK(wrong == 0);
            CHECK(empty == (library.key == "flash" ? (more_queries ? 2 : 0) : 1));
        }
}

TEST_CASE("A profile is one step of undo, and an edit away from it is seen") {
    Laboratory lab;
    const Document first = lab.document();
    CHECK(agrees(first, profile("sdpa")));
    CHECK_FALSE(agrees(first, profile("mha")));
    REQUIRE(lab.edit(edit_of(profile("mha"))));
    CHECK(agrees(lab.document(), profile("mha")));
    CHECK_FALSE(agrees(lab.document(), profile("sdpa")));
    REQUIRE(lab.undo());
    CHECK(lab.document() == first);
    CHECK_FALSE(lab.can_undo());
    for (const char* away : {"biases=0", "empty_rows=zero", "causal_align=bottom_right", "scale_mode=off"}) {
        INFO(away);
        CHECK_FALSE(agrees(with(under(first, "mha"), away), profile("mha")));
    }
    CHECK(agrees(with(under(first, "mha"), "scale_mode=sqrt&causal=1&temperature=2"), profile("mha")));
    CHECK_FALSE(agrees(with(under(first, "sdpa"), "scoring=additive&scale_mode=sqrt"), profile("sdpa")));
    CHECK(agrees(with(under(first, "sdpa"), "biases=1"), profile("sdpa")));  // it has no projections
}

TEST_CASE("The mean over the heads is that of their weights after dropout, in every layer, and follows an edit of one head") {
    Document doc = with("layers=2&dropout=0.4&causal=1&biases=1&num_heads=4");
    Evaluator evaluator, afresh;
    for (const float edited : {0.0f, 5.0f}) {
        doc = headscope::lab::apply(doc, SetCell{TensorId::W_q, 1, 2, 1, edited}).value();
        REQUIRE(evaluator.update(doc, {TensorId::mean_weights}));
        for (int layer = 0; layer < 2; ++layer) {
            const TensorView dropped = evaluator.trace().view(TensorId::dropped_weights, layer),
                             mean = evaluator.trace().view(TensorId::mean_weights, layer);
            REQUIRE(mean.dims == std::array<int, 4>{1, 1, 7, 7});
            for (int i = 0; i < 7; ++i)
                for (int j = 0; j < 7; ++j) {
                    double sum = 0;
                    for (int head = 0; head < 4; ++head) sum += static_cast<double>(dropped.at(0, head, i, j));
                    CHECK(near(mean.at(0, 0, i, j), sum / 4));
                }
        }
    }
    // Its rows of an empty query are what the library makes of them: NaN.
    const Document empty = under(wide_and_empty(true), "mha");
    REQUIRE(afresh.update(empty, {TensorId::mean_weights}));
    CHECK(std::isnan(afresh.trace().view(TensorId::mean_weights).at(0, 0, 3, 1)));
}
