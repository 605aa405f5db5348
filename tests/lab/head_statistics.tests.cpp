// What is told of a head: known patterns of weights, and a second computation of the same sums.
#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cmath>

#include "lab/link/link.hpp"
#include "lab/program/evaluate.hpp"
#include "lab/readings/head_statistics.hpp"

using namespace headscope::lab;
using Catch::Approx;

namespace {

struct Pass {
    Document doc;
    Evaluator evaluator;
    explicit Pass(const char* text) : doc(headscope::lab::apply(initial_document(), read_edit(text).value()).value()) {
        REQUIRE(evaluator.update(doc, {}));
    }
    double of(HeadStatistic which, int item = 0, int head = 0, int other = -1) const {
        return head_numbers(doc, evaluator.trace(), item, head, 0, other)[static_cast<std::size_t>(which)];
    }
};

constexpr const char* kEven = "num_heads=1&scale_mode=value&scale_value=0";

}  // namespace

TEST_CASE("even weights over n tokens have an entropy of log2 n and lie (n^2 - 1) / 3n tokens away") {
    const Pass pass(kEven);
    const double n = pass.doc.queries();
    CHECK(pass.of(HeadStatistic::entropy) == Approx(std::log2(n)).epsilon(1e-6));
    for (const HeadStatistic which : {HeadStatistic::largest, HeadStatistic::first, HeadStatistic::own})
        CHECK(pass.of(which) == Approx(1 / n).epsilon(1e-6));
    CHECK(pass.of(HeadStatistic::distance) == Approx((n * n - 1) / (3 * n)).epsilon(1e-6));
}

TEST_CASE("a head that only looks at its own token has no entropy and no distance") {
    const Pass pass("num_heads=1&window=1&window_size=0");
    CHECK(pass.of(HeadStatistic::entropy) == 0);
    CHECK(pass.of(HeadStatistic::distance) == 0);
    CHECK(pass.of(HeadStatistic::largest) == 1);
    CHECK(pass.of(HeadStatistic::own) == 1);
    CHECK(pass.of(HeadStatistic::first) == Approx(1.0 / pass.doc.queries()));
}

TEST_CASE("the numbers of every head are the sums they promise, over the rows that attend to anything") {
    for (const char* text : {"num_heads=4", "num_heads=4&causal=1", "num_heads=2&batch=3&window=1&window_size=1", "cross=1",
                             "num_heads=2&window=1&window_size=0&valid_length=3"}) {
        INFO(text);
        const Pass pass(text);
        const TensorView weights = pass.evaluator.trace().view(TensorId::weights);
        for (int item = 0; item < weights.dims[0]; ++item)
            for (int head = 0; head < weights.dims[1]; ++head) {
                long double entropy = 0, distance = 0, largest = 0, first = 0, own = 0;
                int rows = 0;
                for (std::size_t i = 0; i < pass.doc.items[static_cast<std::size_t>(item)].query.tokens.size(); ++i) {
                    const int query = static_cast<int>(i);
                    long double sum = 0, most = 0;
                    for (int key = 0; key < weights.dims[3]; ++key) {
                        const long double w = static_cast<long double>(weights.at(item, head, query, key));
                        sum += w;
                        most = std::max(most, w);
                        first += key == 0 ? w : 0;
                        own += key == query ? w : 0;
                        entropy += w > 0 ? w * std::log(1 / w) / std::log(2.0L) : 0;
                        distance += w * static_cast<long double>(query > key ? query - key : key - query);
                    }
                    largest += most;
                    rows += sum > 0;
                }
                REQUIRE(rows > 0);
                const auto mean = [&](long double total) { return Approx(static_cast<double>(total / rows)).epsilon(1e-9); };
                CHECK(pass.of(HeadStatistic::largest, item, head) == mean(largest));
                CHECK(pass.of(HeadStatistic::first, item, head) == mean(first));
                CHECK(pass.of(HeadStatistic::entropy, item, head) == mean(entropy));
                if (!pass.doc.cross()) CHECK(pass.of(HeadStatistic::own, item, head) == mean(own));
                if (pass.doc.cross()) CHECK(std::isnan(pass.of(HeadStatistic::distance, item, head)));
                else
                    CHECK(pass.of(HeadStatistic::distance, item, head) ==
                          Approx(static_cast<double>(distance / rows)).epsilon(1e-9));
            }
    }
}

TEST_CASE("likeness is 1 of a head to itself, the same from both sides, and what the rows of both share") {
    const Pass pass("num_heads=4");
    const TensorView weights = pass.evaluator.trace().view(TensorId::weights);
    for (int a = 0; a < 4; ++a) {
        CHECK(pass.of(HeadStatistic::likeness, 0, a, a) == Approx(1).epsilon(1e-6));
        for (int b = 0; b < a; ++b) {
            long double apart = 0;  // half of what the rows differ by is what they do not share
            for (int i = 0; i < weights.dims[2]; ++i)
                for (int j = 0; j < weights.dims[3]; ++j)
                    apart += std::abs(static_cast<long double>(weights.at(0, a, i, j)) - weights.at(0, b, i, j));
            const double expected = static_cast<double>(1 - apart / 2 / weights.dims[2]);
            CHECK(pass.of(HeadStatistic::likeness, 0, a, b) == Approx(expected).epsilon(1e-6));
            CHECK(pass.of(HeadStatistic::likeness, 0, a, b) == pass.of(HeadStatistic::likeness, 0, b, a));
        }
    }
    CHECK(std::isnan(pass.of(HeadStatistic::likeness)));  // alone there is nothing to be like
}

TEST_CASE("a head that rests on the first token says so") {
    const Pass pass("num_heads=1&valid_length=1");
    CHECK(pass.of(HeadStatistic::first) == 1);
    CHECK(pass.of(HeadStatistic::largest) == 1);
    CHECK(pass.of(HeadStatistic::own) == Approx(1.0 / pass.doc.queries()));
    CHECK(pass.of(HeadStatistic::distance) == Approx((pass.doc.queries() - 1) / 2.0));
}

TEST_CASE("one weight that is no number makes every mean no number") {
    const Pass pass("num_heads=1&valid_length=5&W_q[0,0]=3e38&W_k[0,0]=3e38");
    for (const HeadStatisticInfo& row : head_statistics()) {
        INFO(row.key);
        CHECK(std::isnan(pass.of(row.id)));
    }
}

TEST_CASE("where no query attends to anything there is nothing to tell") {
    const Pass pass("num_heads=1&valid_length=0");
    for (const HeadStatisticInfo& row : head_statistics()) CHECK(std::isnan(pass.of(row.id)));
}
