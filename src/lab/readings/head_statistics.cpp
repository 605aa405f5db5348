// A head in a few numbers: see head_statistics.hpp.
#include "lab/readings/head_statistics.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <numbers>

#include "core/kernels/elementary.hpp"

namespace headscope::lab {
namespace {

constexpr HeadStatisticInfo kRows[] = {
#define HEADSCOPE_HEAD_STATISTIC(key, self) {HeadStatistic::key, #key, self, Str::head_##key, Str::head_##key##_help},
#include "lab/readings/head_statistics.def"
#undef HEADSCOPE_HEAD_STATISTIC
};

/// Adds one row of weights.
void add_row(HeadNumbers& sums, const float* weights, int keys, int query) {
    const auto sum = [&](HeadStatistic which) -> double& { return sums[static_cast<std::size_t>(which)]; };
    double largest = 0;
    for (int key = 0; key < keys; ++key) {
        const double w = static_cast<double>(weights[key]);
        if (!(w <= 0)) sum(HeadStatistic::entropy) -= w * core::portable_log(w) / std::numbers::ln2;
        if (!std::isnan(largest) && !(w <= largest)) largest = w;
        sum(HeadStatistic::distance) += w * std::abs(query - key);
    }
    sum(HeadStatistic::largest) += largest;
    sum(HeadStatistic::first) += static_cast<double>(weights[0]);
    if (query < keys) sum(HeadStatistic::own) += static_cast<double>(weights[query]);
}

/// What two rows of weights share; NaN where either has one.
double shared(const float* a, const float* b, int keys) {
    double sum = 0;
    for (int key = 0; key < keys; ++key) {
        const double x = static_cast<double>(a[key]), y = static_cast<double>(b[key]);
        sum += std::isnan(x) || x < y ? x : y;
    }
    return sum;
}

}  // namespace

std::span<const HeadStatisticInfo> head_statistics() { return kRows; }

HeadNumbers head_numbers(const Document& doc, const Trace& trace, int item, int head, int layer, int other) {
    const TensorView weights = trace.view(TensorId::weights, layer);
    const int own_queries = static_cast<int>(doc.items[static_cast<std::size_t>(item)].query.tokens.size());
    const int queries = std::min(own_queries, weights.dims[2]), keys = weights.dims[3];
    HeadNumbers sums{};
    double& likeness = sums[static_cast<std::size_t>(HeadStatistic::likeness)];
    if (other < 0) likeness = std::numeric_limits<double>::quiet_NaN();
    int counted = 0;
    for (int query = 0; query < queries && keys > 0; ++query) {
        if (trace.empty_row(item, head, query)) continue;
        add_row(sums, weights.row(item, head, query), keys, query);
        if (other >= 0) likeness += shared(weights.row(item, head, query), weights.row(item, other, query), keys);
        ++counted;
    }
    for (const HeadStatisticInfo& row : kRows) {
        double& sum = sums[static_cast<std::size_t>(row.id)];
        sum = counted == 0 || (row.self && doc.cross()) ? std::numeric_limits<double>::quiet_NaN() : sum / counted;
    }
    return sums;
}

}  // namespace headscope::lab
