// Scaling, softcapping and masking rows of scores.
#include "core/attention/masked_scores.hpp"

#include <algorithm>

#include "core/kernels/exponential.hpp"
#include "core/kernels/softmax.hpp"

namespace headscope::core {
namespace {

Floats softcap_of(Floats x, float softcap, const ExpConstants& k) { return splat(softcap) * tanh_of(x / splat(softcap), k); }

/// x + bias, but a bias of -inf hides even NaN and +inf.
Floats add_bias(Floats x, Floats bias) {
    const Floats hidden = splat(-kInfinity);
    return xsimd::select(bias == hidden, hidden, x + bias);
}

/// How far keys are from a position, a vector at a time.
class Distances {
public:
    explicit Distances(std::int32_t position) : position_(position) {
        alignas(64) float lanes[kLanes];
        for (int lane = 0; lane < kLanes; ++lane) lanes[lane] = static_cast<float>(lane);
        lanes_ = Floats::load_aligned(lanes);
    }
    /// Of the keys from `key` on.
    Floats from(std::int32_t key) const { return xsimd::abs(splat(static_cast<float>(position_ - key)) - lanes_); }

private:
    std::int32_t position_;
    Floats lanes_;
};

}  // namespace

std::int32_t padded_row(std::int32_t num_keys) { return round_up(num_keys, kPanelWidth); }

void scale_row(const float* scores, float scale, float* uncapped, std::int32_t count) {
    for_each_vector(0, count, [&](std::int32_t j, int lanes) {
        if (lanes == kLanes) store(uncapped + j, load(scores + j) * splat(scale));
        else store_partial(uncapped + j, load_partial(scores + j, lanes, 0.0f) * splat(scale), lanes);
    });
}

void softcap_row(const float* uncapped, float softcap, float* scaled, std::int32_t count) {
    if (softcap == 0.0f) {
        if (scaled != uncapped) copy_row(uncapped, scaled, count);
        return;
    }
    const ExpConstants k = ExpConstants::load_all();
    for_each_vector(0, count, [&](std::int32_t j, int lanes) {
        if (lanes == kLanes) store(scaled + j, softcap_of(load(uncapped + j), softcap, k));
        else store_partial(scaled + j, softcap_of(load_partial(uncapped + j, lanes, 0.0f), softcap, k), lanes);
    });
}

void position_bias_row(const RowRule& rule, float* bias, std::int32_t count) {
    const Distances distances(rule.position);
    for_each_vector(0, count, [&](std::int32_t j, int lanes) {
        const Floats x = splat(0.0f) - distances.from(j) * splat(rule.slope);
        if (lanes == kLanes) store(bias + j, x);
        else store_partial(bias + j, x, lanes);
    });
}

void mask_row(const float* scaled, const RowRule& rule, float* masked, std::int32_t count) {
    const std::int32_t begin = std::min(rule.visible.begin, count), end = std::min(rule.visible.end, count);
    const Distances distances(rule.position);
    for_each_vector(begin, end, [&](std::int32_t j, int lanes) {
        const bool whole = lanes == kLanes;
        Floats x = whole ? load(scaled + j) : load_partial(scaled + j, lanes, 0.0f);
        if (rule.slope != 0.0f) x = x + distances.from(j) * splat(-rule.slope);
        if (rule.bias) x = add_bias(x, whole ? load(rule.bias + j) : load_partial(rule.bias + j, lanes, 0.0f));
        if (whole) store(masked + j, x);
        else store_partial(masked + j, x, lanes);
    });
    fill_row(masked, 0, begin, -kInfinity);
    fill_row(masked, std::max(begin, end), count, -kInfinity);
}

float exponent_factor(float scale) { return scale * kLog4E; }

void exponents_in_place(float* row, Range vectors, const RowRule& rule) {
    const ExpConstants k = ExpConstants::load_all();
    for (std::int32_t j = vectors.begin; j < vectors.end; j += kLanes) {
        Floats x = load(row + j);
        if (rule.softcap == 0.0f) x = x * splat(exponent_factor(rule.scale));
        else x = softcap_of(x * splat(rule.scale), rule.softcap, k) * splat(kLog4E);
        if (rule.bias) x = add_bias(x, load(rule.bias + j) * splat(kLog4E));
        store(row + j, x);
    }
}

float largest_with_distances(float* row, const RowRule& rule) {
    const Range vectors = vectors_of(rule.visible);
    if (vectors.size() == 0) return -kInfinity;
    hide_ends(row, vectors, rule.visible);
    const Distances distances(rule.position);
    const Floats slope = splat(-exponent_factor(rule.slope));
    Floats maximum[2] = {splat(-kInfinity), splat(-kInfinity)};
    const auto take = [&](std::int32_t j, Floats& largest) {
        const Floats x = multiply_add(distances.from(j), slope, load(row + j));
        store(row + j, x);
        largest = xsimd::max(largest, x);
    };
    std::int32_t j = vectors.begin;
    for (; j + 2 * kLanes <= vectors.end; j += 2 * kLanes) {
        take(j, maximum[0]);
        take(j + kLanes, maximum[1]);
    }
    if (j < vectors.end) take(j, maximum[0]);
    return xsimd::reduce_max(xsimd::max(maximum[0], maximum[1]));
}

}  // namespace headscope::core
