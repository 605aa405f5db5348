// Scaling, softcapping and masking rows of scores.
#include "core/attention/masked_scores.hpp"

#include <algorithm>

#include "core/kernels/exponential.hpp"

namespace headscope::core {
namespace {

Floats softcap_of(Floats x, float softcap, const ExpConstants& k) { return splat(softcap) * tanh_of(x / splat(softcap), k); }

/// x + bias, but a bias of -inf hides even NaN and +inf.
Floats add_bias(Floats x, Floats bias) {
    const Floats hidden = splat(-kInfinity);
    return xsimd::select(bias == hidden, hidden, x + bias);
}

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

void mask_row(const float* scaled, const RowRule& rule, float* masked, std::int32_t count) {
    const std::int32_t begin = std::min(rule.visible.begin, count), end = std::min(rule.visible.end, count);
    for_each_vector(begin, end, [&](std::int32_t j, int lanes) {
        const bool whole = lanes == kLanes;
        Floats x = whole ? load(scaled + j) : load_partial(scaled + j, lanes, 0.0f);
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

}  // namespace headscope::core
