// Angles by the angle-addition theorem, and turning by vectors of pairs.
#include "core/attention/rotary.hpp"

#include <algorithm>

#include "core/kernels/elementary.hpp"
#include "core/kernels/simd.hpp"

namespace headscope::core {
namespace {

/// Positions are a multiple of this plus a rest: sine and cosine are computed of both, and added up for every sum of the two.
constexpr std::int32_t kStep = 64;

struct Turn {
    double cosine, sine;
};
Turn turn_by(double angle) { return {portable_cos(angle), portable_sin(angle)}; }
Turn both(const Turn& a, const Turn& b) {
    return {a.cosine * b.cosine - a.sine * b.sine, a.sine * b.cosine + a.cosine * b.sine};
}

/// first' = first cos - second sin, second' = second cos + first sin, for pairs whose columns lie so far apart.
void turn_halves(const float* from, float* to, const float* cosines, const float* sines, std::int32_t half) {
    for_each_vector(0, half, [&](std::int32_t i, int lanes) {
        const bool whole = lanes == kLanes;
        const auto read = [&](const float* address) { return whole ? load(address) : load_partial(address, lanes, 0.0f); };
        const Floats x = read(from + i), y = read(from + half + i), cosine = read(cosines + i), sine = read(sines + i);
        const Floats first = multiply_add(x, cosine, -(y * sine)), second = multiply_add(y, cosine, x * sine);
        if (whole) {
            store(to + i, first);
            store(to + half + i, second);
        } else {
            store_partial(to + i, first, lanes);
            store_partial(to + half + i, second, lanes);
        }
    });
}

void turn_neighbours(const float* from, float* to, const float* cosines, const float* sines, std::int32_t half) {
    for (std::int32_t i = 0; i < half; ++i) {
        const float x = from[2 * i], y = from[2 * i + 1];
        to[2 * i] = x * cosines[i] - y * sines[i];
        to[2 * i + 1] = y * cosines[i] + x * sines[i];
    }
}

}  // namespace

double rotary_frequency(const Rotary& rotary, std::int32_t pair, std::int32_t head_dim) {
    return portable_exp(-2.0 * portable_log(rotary.base) * pair / head_dim);
}

std::int32_t rotary_pair(RotaryPairs pairs, std::int32_t column, std::int32_t head_dim) {
    return pairs == RotaryPairs::interleaved ? column / 2 : column % (head_dim / 2);
}

bool is_first_of_pair(RotaryPairs pairs, std::int32_t column, std::int32_t head_dim) {
    return pairs == RotaryPairs::interleaved ? column % 2 == 0 : column < head_dim / 2;
}

std::int32_t rotary_partner(RotaryPairs pairs, std::int32_t column, std::int32_t head_dim) {
    const std::int32_t apart = pairs == RotaryPairs::interleaved ? 1 : head_dim / 2;
    return is_first_of_pair(pairs, column, head_dim) ? column + apart : column - apart;
}

Status RotaryAngles::prepare(const Rotary& rotary, std::int32_t head_dim, std::int32_t first, std::int32_t count) {
    rotary_.pairs = rotary.pairs;
    if (rotary_.base == rotary.base && head_dim_ == head_dim && first_ <= first && first + count <= first_ + count_)
        return success();
    count_ = 0;
    if (const Status status = table_.resize(std::int64_t{count} * head_dim); !status.ok()) return status;
    rotary_ = rotary;
    head_dim_ = head_dim, first_ = first, count_ = count;
    const std::int32_t half = head_dim / 2;
    for (std::int32_t pair = 0; pair < half; ++pair) {
        const double frequency = rotary_frequency(rotary, pair, head_dim);
        Turn rests[kStep] = {};
        for (std::int32_t rest = 0; rest < std::min(kStep, first + count); ++rest) rests[rest] = turn_by(frequency * rest);
        for (std::int32_t step = first / kStep; step * kStep < first + count; ++step) {
            const Turn multiple = turn_by(frequency * step * kStep);
            for (std::int32_t rest = 0; rest < kStep; ++rest) {
                const std::int32_t position = step * kStep + rest;
                if (position < first || position >= first + count) continue;
                const Turn turn = both(multiple, rests[rest]);
                float* const to = table_.data() + static_cast<std::ptrdiff_t>(position - first) * head_dim + pair;
                to[0] = static_cast<float>(turn.cosine);
                to[half] = static_cast<float>(turn.sine);
            }
        }
    }
    return success();
}

void rotate(const ConstTensor& from, const Tensor& to, const RotaryAngles& angles, std::int32_t first, Range batch, Range heads,
            Range rows) {
    const std::int32_t half = from.dims[3] / 2;
    const auto turn = angles.pairs() == RotaryPairs::interleaved ? turn_neighbours : turn_halves;
    for (std::int32_t b = batch.begin; b < batch.end; ++b)
        for (std::int32_t head = heads.begin; head < heads.end; ++head)
            for (std::int32_t row = rows.begin; row < rows.end; ++row)
                turn(from.row(b, head, row), to.row(b, head, row), angles.cosines(first + row), angles.sines(first + row),
                     half);
}

}  // namespace headscope::core
