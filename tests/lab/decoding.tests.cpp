// Decoding token by token: the bits of the masked pass, what a step costs, and which documents can be decoded.
#include <catch2/catch_test_macros.hpp>

#include <cstring>
#include <string>

#include "decoder.hpp"
#include "lab/link/link.hpp"
#include "lab/program/evaluate.hpp"
#include "lab/readings/decoding.hpp"
#include "lab/readings/head_costs.hpp"
#include "random_edit.hpp"
#include "words/word_file.hpp"

using namespace headscope::lab;
using namespace headscope::lab::testing;

namespace {

Document decoding_document(const Document& from, std::string_view text) {
    return headscope::lab::apply(from, read_edit(text).value()).value();
}
Document decoding_document(std::string_view text) { return decoding_document(initial_document(), text); }

bool same_row(const std::vector<float>& decoded, const TensorView& all, int item, int head, int row) {
    return std::memcmp(decoded.data(), all.row(item, head, row), decoded.size() * sizeof(float)) == 0;
}

/// The first number of a full pass whose bits a decoder does not find, as words; empty: there is none.
std::string unlike_decoder(const Document& doc) {
    Evaluator evaluator;
    REQUIRE(evaluator.update(doc, {}));
    const Trace& trace = evaluator.trace();
    for (int item = 0; item < doc.batch(); ++item) {
        Decoder decoder(doc, item);
        for (int token = 0; token < doc.queries(); ++token) {
            const std::vector<DecodedRow> rows = decoder.step();
            for (int layer = 0; layer < static_cast<int>(rows.size()); ++layer) {
                const DecodedRow& row = rows[static_cast<size_t>(layer)];
                const auto at = [&](TensorId id, int head) {
                    return std::string(key_of(id)) + " layer " + std::to_string(layer) + " item " + std::to_string(item) +
                           " head " + std::to_string(head) + " token " + std::to_string(token);
                };
                const auto view = [&](TensorId id) { return trace.view(id, layer); };
                for (int head = 0; head < doc.integer(Param::num_heads); ++head) {
                    const auto index = static_cast<size_t>(head);
                    if (!same_row(row.weights[index], view(TensorId::weights), item, head, token))
                        return at(TensorId::weights, head);
                    for (int key = token + 1; key < doc.keys(); ++key)
                        if (view(TensorId::weights).at(item, head, token, key) != 0) return "a later key";
                    if (!same_row(row.context[index], view(TensorId::context), item, head, token))
                        return at(TensorId::context, head);
                }
                if (!same_row(row.output, view(TensorId::output), item, 0, token)) return at(TensorId::output, 0);
                if (!same_row(row.result, view(TensorId::post_norm), item, 0, token)) return at(TensorId::post_norm, 0);
            }
        }
    }
    return {};
}

/// What the obstacles name is taken away; that may leave others.
Document decodable(Document doc) {
    while (decoding_obstacle(doc) != nullptr) doc = headscope::lab::apply(doc, made_decodable(doc), &word_vectors()).value();
    return doc;
}

}  // namespace

TEST_CASE("a decoder with a cache finds the bits of the masked pass, in every variant") {
    for (const char* variant : {"",
                                "positions=sinusoidal",
                                "positions=rope",
                                "positions=rope&rope_pairs=interleaved&qk_norm=1",
                                "positions=alibi",
                                "kv_heads=2",
                                "kv_heads=1&value_dim=7&positions=rope",
                                "softcap=2",
                                "sink=1",
                                "window=1&window_size=2",
                                "window=1&window_size=1&window_apart=1&window_right=3",
                                "custom_mask=boolean",
                                "custom_mask=bias",
                                "scoring=additive",
                                "scoring=bilinear&qk_norm=1",
                                "head_kind=narrow&biases=1",
                                "head_kind=wide",
                                "output_projection=0",
                                "residual=1&norm=post",
                                "layers=3&residual=1&norm=pre&positions=rope&kv_heads=2",
                                "layers=2&positions=alibi&softcap=3&sink=1&biases=1",
                                "batch=3&layers=2&residual=1",
                                "key_padding=1&valid_length=3",
                                "text=a b c d e f g h i j k l m n o p q r s t u v w x y z"}) {
        INFO(variant);
        CHECK(unlike_decoder(decoding_document("causal=1" + std::string(*variant ? "&" : "") + variant)) == "");
    }
}

TEST_CASE("a window that ends with its query is decoded without the causal mask") {
    const Document doc = decoding_document("window=1&window_size=3&window_apart=1&window_right=0");
    CHECK(decoding_obstacle(doc) == nullptr);
    CHECK(unlike_decoder(doc) == "");
}

TEST_CASE("a decoder with a cache finds the bits of the masked pass of random documents") {
    for (std::uint32_t seed = 0; seed < 150; ++seed) {
        INFO("seed " << seed);
        CHECK(unlike_decoder(decodable(random_document(seed, 30))) == "");
    }
}

TEST_CASE("a decoder with a cache finds the bits of the masked pass over more tokens than a panel or a chain of sums holds") {
    std::string text;
    for (int i = 0; i < 300; ++i) text += (i ? " w" : "w") + std::to_string(i);
    CHECK(unlike_decoder(decoding_document("causal=1&num_heads=2&positions=rope&text=" + text)) == "");
}

TEST_CASE("what a step needs is counted: its own row of everything, and with it the scores of the keys so far") {
    const Document doc = decoding_document("causal=1&num_heads=4&kv_heads=2&value_dim=3");
    const double d = 16, queries = 4 * 4, keys = 2 * 4, values = 2 * 3, heads_out = 4 * 3;
    double so_far = 0, without = 0;
    for (int step = 0; step < doc.queries(); ++step) {
        const double n = step + 1, attention = n * (queries + heads_out), own = d * queries + heads_out * d;
        const DecodingCosts costs = decoding_costs(doc, step);
        CHECK(costs.step == own + d * (keys + values) + attention);
        CHECK(costs.step_without == own + n * d * (keys + values) + attention);
        CHECK(costs.so_far == (so_far += costs.step));
        CHECK(costs.so_far_without == (without += costs.step_without));
        CHECK(costs.cache_bytes == 4 * n * (keys + values));
    }
}

TEST_CASE(
    "without a cache the layers before the last compute every token so far again, and normalise all that keys are made of") {
    const Document doc = decoding_document("causal=1&num_heads=4&layers=3&residual=1&norm=pre");
    const double d = 16;
    for (const int step : {0, 2, 6}) {
        const double n = step + 1, pairs = n * (n + 1) / 2;
        const double norm = 2 * d, row = 4 * d * d;
        const double below = n * (row + norm) + 2 * d * pairs;
        const double top = n * (norm + 2 * d * d) + 2 * d * d + 2 * d * n;
        // The residual sum is an addition and costs nothing.
        CHECK(decoding_costs(doc, step).step_without == 2 * below + top);
        CHECK(decoding_costs(doc, step).step == 3 * (row + norm + 2 * d * n));
        CHECK(decoding_costs(doc, step).cache_bytes == 4 * 3 * n * 2 * d);
    }
}

TEST_CASE("all steps with a cache cost together what the one pass costs, and a step without it never less than with it") {
    for (std::uint32_t seed = 0; seed < 100; ++seed) {
        INFO("seed " << seed);
        const Document doc = decodable(random_document(seed, 30));
        const DecodingCosts last = decoding_costs(doc, doc.queries() - 1);
        CHECK(last.so_far == head_costs(doc).multiply_adds);
        CHECK(last.cache_bytes == head_costs(doc).cache_bytes);
        CHECK(last.step_without >= last.step);
        const DecodingCosts first = decoding_costs(doc, 0);
        CHECK(first.step_without == first.step);
    }
}

TEST_CASE("a document that looks ahead says why it is not decoded, and which parameter changes that") {
    const auto first = [](std::string_view text) {
        const DecodingObstacle* obstacle = decoding_obstacle(decoding_document(text));
        return obstacle ? obstacle->param : Param::count_;
    };
    CHECK(first("causal=1") == Param::count_);
    CHECK(first("causal=0") == Param::causal);
    CHECK(first("window=1&window_size=2") == Param::causal);
    CHECK(first("causal=1&window=1&window_size=2") == Param::count_);
    CHECK(first("causal=1&cross=1") == Param::cross);
    CHECK(first("causal=1&dropout=0.5&training=1") == Param::training);
    CHECK(first("causal=1&dropout=0.5&training=0") == Param::count_);
    CHECK(first("causal=1&empty_rows=uniform") == Param::count_);
    CHECK(first("causal=1&empty_rows=uniform&key_padding=1&valid_length=0") == Param::empty_rows);
    CHECK(first("causal=1&empty_rows=uniform&key_padding=1&valid_length=0&sink=1") == Param::count_);
}

TEST_CASE("at a step a row is of an earlier one, in the cache, of now or not there yet; weights and masks take no turn") {
    const Document plain = decoding_document("causal=1&custom_mask=boolean");
    const auto turn = [](const Document& doc, TensorId id, int row, int col = 0) {
        return turn_of(doc, {id, 0, 0, 0, row, col}, 3);
    };
    for (const TensorId id : {TensorId::key, TensorId::rotated_key, TensorId::value}) {
        CHECK(turn(plain, id, 2) == Turn::cached);
        CHECK(turn(plain, id, 3) == Turn::now);
        CHECK(turn(plain, id, 4) == Turn::later);
    }
    for (const TensorId id : {TensorId::X, TensorId::input, TensorId::query, TensorId::weights, TensorId::output}) {
        CHECK(turn(plain, id, 2) == Turn::earlier);
        CHECK(turn(plain, id, 3) == Turn::now);
        CHECK(turn(plain, id, 4) == Turn::later);
    }
    CHECK(turn(plain, TensorId::scores, 3, 4) == Turn::later);
    CHECK(turn(plain, TensorId::W_k, 2) == Turn::none);
    CHECK(turn(plain, TensorId::mask_allow, 4) == Turn::none);
    CHECK(turn_of(plain, {TensorId::key}, -1) == Turn::none);
    // The cache holds keys as the scores read them.
    const Document rotated = decoding_document("causal=1&positions=rope");
    CHECK(turn(rotated, TensorId::key, 2) == Turn::earlier);
    CHECK(turn(rotated, TensorId::rotated_key, 2) == Turn::cached);
}
