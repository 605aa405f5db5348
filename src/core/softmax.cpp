// Softmax over one row, and the element-wise steps that lead to it.
#include "core/softmax.hpp"

#include <algorithm>
#include <cmath>

#include "core/exponential.hpp"

namespace headscope::core {
namespace {

Floats softcap_of(Floats x, float softcap, const ExpConstants& k) {
  return splat(softcap) * tanh_of(x / splat(softcap), k);
}

/// x + bias, but a bias of -inf hides even NaN and +inf.
Floats add_bias(Floats x, Floats bias) {
  const Floats hidden = splat(-kInfinity);
  return xsimd::select(bias == hidden, hidden, x + bias);
}

/// -inf in the lanes of the first and last vector that are outside the visible range.
void hide_ends(float* row, Range vectors, Range visible) {
  for (std::int32_t j = vectors.begin; j < visible.begin; ++j) row[j] = -kInfinity;
  for (std::int32_t j = visible.end; j < vectors.end; ++j) row[j] = -kInfinity;
}

/// Masked scores of the visible range, in place, hidden ends of its vectors set to -inf. Returns their maximum.
Floats masked_in_place(float* row, Range vectors, const RowRule& rule) {
  const ExpConstants k = ExpConstants::load_all();
  for (std::int32_t j = vectors.begin; j < vectors.end; j += kLanes) {
    Floats x = load(row + j) * splat(rule.scale);
    if (rule.softcap != 0.0f) x = softcap_of(x, rule.softcap, k);
    if (rule.bias) x = add_bias(x, load(rule.bias + j));
    store(row + j, x);
  }
  hide_ends(row, vectors, rule.visible);
  Floats maximum(-kInfinity);
  for (std::int32_t j = vectors.begin; j < vectors.end; j += kLanes) maximum = xsimd::max(maximum, load(row + j));
  return maximum;
}

/// e^(row * scale - maximum) in place; returns the sum.
float exponentials(float* row, Range vectors, float scale, float maximum) {
  const ExpConstants k = ExpConstants::load_all();
  const Floats factor(scale), shift(maximum);
  Floats sum(0.0f);
  for (std::int32_t j = vectors.begin; j < vectors.end; j += kLanes) {
    const Floats e = exp_nonpositive(load(row + j) * factor - shift, k);
    store(row + j, e);
    sum = sum + e;
  }
  return xsimd::reduce_add(sum);
}

}  // namespace

std::int32_t padded_row(std::int32_t num_keys) { return round_up(num_keys, kPanelWidth); }

void scale_row(const float* scores, float scale, float* scaled, std::int32_t count) {
  for_each_vector(0, count, [&](std::int32_t j, int lanes) {
    if (lanes == kLanes) store(scaled + j, load(scores + j) * splat(scale));
    else store_partial(scaled + j, load_partial(scores + j, lanes, 0.0f) * splat(scale), lanes);
  });
}

void softcap_row(const float* scaled, float softcap, float* softcapped, std::int32_t count) {
  if (softcap == 0.0f) {
    if (softcapped != scaled) copy_row(scaled, softcapped, count);
    return;
  }
  const ExpConstants k = ExpConstants::load_all();
  for_each_vector(0, count, [&](std::int32_t j, int lanes) {
    if (lanes == kLanes) store(softcapped + j, softcap_of(load(scaled + j), softcap, k));
    else store_partial(softcapped + j, softcap_of(load_partial(scaled + j, lanes, 0.0f), softcap, k), lanes);
  });
}

void mask_row(const float* softcapped, const RowRule& rule, float* masked, std::int32_t count) {
  const std::int32_t begin = std::min(rule.visible.begin, count), end = std::min(rule.visible.end, count);
  for_each_vector(begin, end, [&](std::int32_t j, int lanes) {
    const bool whole = lanes == kLanes;
    Floats x = whole ? load(softcapped + j) : load_partial(softcapped + j, lanes, 0.0f);
    if (rule.bias) x = add_bias(x, whole ? load(rule.bias + j) : load_partial(rule.bias + j, lanes, 0.0f));
    if (whole) store(masked + j, x);
    else store_partial(masked + j, x, lanes);
  });
  fill_row(masked, 0, begin, -kInfinity);
  fill_row(masked, std::max(begin, end), count, -kInfinity);
}

RowState softmax_row(float* row, Range cleared, const RowRule& rule, float* shown, std::int32_t num_keys) {
  const Range visible = rule.visible;
  const Range vectors = visible.size() > 0 ? Range{round_down(visible.begin, kLanes), round_up(visible.end, kLanes)} : Range{};
  float scale = 1.0f, maximum = -kInfinity;

  // 1. Maximum. A positive scale commutes with it, bit for bit, so the plain case needs no pass that writes.
  if (vectors.size() > 0) {
    const bool plain = rule.scale > 0.0f && rule.softcap == 0.0f && rule.bias == nullptr;
    if (plain) {
      hide_ends(row, vectors, visible);
      Floats largest(-kInfinity);
      for (std::int32_t j = vectors.begin; j < vectors.end; j += kLanes) largest = xsimd::max(largest, load(row + j));
      scale = rule.scale;
      maximum = xsimd::reduce_max(largest) * scale;
    } else {
      maximum = xsimd::reduce_max(masked_in_place(row, vectors, rule));
    }
  }
  if (maximum == -kInfinity) {
    for (std::int32_t j = visible.begin; j < visible.end; ++j)
      if (std::isnan(row[j])) return RowState::not_finite;
    fill_row(row, cleared.begin, cleared.end, 0.0f);
    if (shown) fill_row(shown, 0, num_keys, 0.0f);
    return RowState::nothing_visible;
  }

  // 2. Exponentials and their sum.
  const float sum = exponentials(row, vectors, scale, maximum);
  if (!(sum < kInfinity)) return RowState::not_finite;

  // 3. Normalise into both rows, and clear what is hidden.
  const Floats inverse(1.0f / sum);
  std::int32_t j = vectors.begin;
  if (shown) {
    fill_row(shown, 0, vectors.begin, 0.0f);
    for (; j + kLanes <= num_keys && j < vectors.end; j += kLanes) {
      const Floats weights = load(row + j) * inverse;
      store(row + j, weights);
      store(shown + j, weights);
    }
    if (j < vectors.end) {
      const Floats weights = load(row + j) * inverse;
      store(row + j, weights);
      store_partial(shown + j, weights, num_keys - j);
    }
    fill_row(shown, vectors.end, num_keys, 0.0f);
  } else {
    for (; j < vectors.end; j += kLanes) store(row + j, load(row + j) * inverse);
  }
  fill_row(row, cleared.begin, vectors.begin, 0.0f);
  fill_row(row, vectors.end, cleared.end, 0.0f);
  return RowState::normal;
}

}  // namespace headscope::core
