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

/// Several chains, since one would wait for itself.
float maximum_of(const float* row, Range vectors) {
  Floats maximum[4] = {splat(-kInfinity), splat(-kInfinity), splat(-kInfinity), splat(-kInfinity)};
  std::int32_t j = vectors.begin;
  for (; j + 4 * kLanes <= vectors.end; j += 4 * kLanes)
    for (int i = 0; i < 4; ++i) maximum[i] = xsimd::max(maximum[i], load(row + j + i * kLanes));
  for (; j < vectors.end; j += kLanes) maximum[0] = xsimd::max(maximum[0], load(row + j));
  return xsimd::reduce_max(xsimd::max(xsimd::max(maximum[0], maximum[1]), xsimd::max(maximum[2], maximum[3])));
}

/// Masked scores of the visible range, in place, hidden ends of its vectors set to -inf. Returns their maximum.
float masked_in_place(float* row, Range vectors, const RowRule& rule) {
  const ExpConstants k = ExpConstants::load_all();
  for (std::int32_t j = vectors.begin; j < vectors.end; j += kLanes) {
    Floats x = load(row + j) * splat(rule.scale);
    if (rule.softcap != 0.0f) x = softcap_of(x, rule.softcap, k);
    if (rule.bias) x = add_bias(x, load(rule.bias + j));
    store(row + j, x);
  }
  hide_ends(row, vectors, rule.visible);
  return maximum_of(row, vectors);
}

/// Keys per turn between computing and writing: what the processor can hold back on its way to memory.
constexpr std::int32_t kPiece = 64 * kLanes;

/// 2^((row - maximum) * factor) in place; returns the sum.
float exponentials(float* row, Range vectors, float maximum, float factor, RowWriter& writer) {
  const ExpConstants k = ExpConstants::load_all();
  const Floats shift(maximum), scale(factor);
  Floats sum(0.0f);
  for (std::int32_t j = vectors.begin; j < vectors.end; writer.advance(kPiece)) {
    for (const std::int32_t end = std::min(j + kPiece, vectors.end); j < end; j += kLanes) {
      const Floats e = exp2_nonpositive((load(row + j) - shift) * scale, k);
      store(row + j, e);
      sum = sum + e;
    }
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

void RowWriter::start(const float* from, float factor, float* to, std::int32_t count) {
  from_ = from;
  factor_ = factor;
  to_ = to;
  left_ = count;
}

void RowWriter::advance(std::int32_t count) {
  count = std::min(count, left_);
  const Floats factor(factor_);
  std::int32_t j = 0;
  for (; j + kLanes <= count; j += kLanes) store(to_ + j, load(from_ + j) * factor);
  for (; j < count; ++j) to_[j] = from_[j] * factor_;
  from_ += count;
  to_ += count;
  left_ -= count;
}

void RowWriter::finish() { advance(left_); }

RowState softmax_row(float* row, Range cleared, const RowRule& rule, float& factor, RowWriter& writer) {
  const Range visible = rule.visible;
  const Range vectors = visible.size() > 0 ? Range{round_down(visible.begin, kLanes), round_up(visible.end, kLanes)} : Range{};
  float scale = kLog2E, maximum = -kInfinity;
  factor = 1.0f;

  // 1. Maximum. A positive scale commutes with it, so the plain case needs no pass that writes.
  if (vectors.size() > 0) {
    const bool plain = rule.scale > 0.0f && rule.softcap == 0.0f && rule.bias == nullptr;
    if (plain) {
      hide_ends(row, vectors, visible);
      scale *= rule.scale;
      maximum = maximum_of(row, vectors);
    } else {
      maximum = masked_in_place(row, vectors, rule);
    }
  }
  if (maximum == -kInfinity) {
    for (std::int32_t j = visible.begin; j < visible.end; ++j)
      if (std::isnan(row[j])) return RowState::not_finite;
    fill_row(row, cleared.begin, cleared.end, 0.0f);
    return RowState::nothing_visible;
  }

  // 2. Exponentials and their sum.
  const float sum = exponentials(row, vectors, maximum, scale, writer);
  if (!(sum < kInfinity)) return RowState::not_finite;
  factor = 1.0f / sum;
  fill_row(row, cleared.begin, vectors.begin, 0.0f);
  fill_row(row, vectors.end, cleared.end, 0.0f);
  return RowState::normal;
}

}  // namespace headscope::core
