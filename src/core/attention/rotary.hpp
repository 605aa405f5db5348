// Rotary positions: queries and keys turned by angles that grow with the position.
#pragma once

#include <cstdint>

#include "core/base/buffer.hpp"
#include "core/base/status.hpp"
#include "core/base/tensor.hpp"

namespace headscope::core {

/// Which columns of a head turn together: i and i + head_dim/2 (as in LLaMA's code), or 2i and 2i + 1 (as in the paper).
enum class RotaryPairs : std::uint8_t { halves, interleaved };

struct Rotary {
    bool on = false;
    double base = 10000.0;  ///< above 1
    RotaryPairs pairs = RotaryPairs::halves;
};

/// Whether heads of this width can be rotated: an even number of columns.
constexpr bool can_rotate(std::int32_t head_dim) { return head_dim >= 2 && head_dim % 2 == 0; }
/// The angle by which a pair of columns turns with each position: base^(-2 pair / head_dim).
double rotary_frequency(const Rotary& rotary, std::int32_t pair, std::int32_t head_dim);
/// The column that a column turns with.
std::int32_t rotary_partner(RotaryPairs pairs, std::int32_t column, std::int32_t head_dim);
/// Which pair that is, from 0, and whether the column is its first: that one becomes x cos - partner sin, the other x cos + partner sin.
std::int32_t rotary_pair(RotaryPairs pairs, std::int32_t column, std::int32_t head_dim);
bool is_first_of_pair(RotaryPairs pairs, std::int32_t column, std::int32_t head_dim);

/// Cosines and sines of the angles of positions `[first, first + count)`, rounded once from float64; kept by the caller. The bits of one
/// depend on base, head_dim, pair and position alone. Positions up to 1e6.
class RotaryAngles {
public:
    /// Makes the table unless it is there. Errors: out_of_memory.
    Status prepare(const Rotary& rotary, std::int32_t head_dim, std::int32_t first, std::int32_t count);
    /// `[head_dim/2]` of one position of the table.
    const float* cosines(std::int32_t position) const { return row(position); }
    const float* sines(std::int32_t position) const { return row(position) + head_dim_ / 2; }
    RotaryPairs pairs() const { return rotary_.pairs; }

private:
    const float* row(std::int32_t position) const {
        return table_.data() + static_cast<std::ptrdiff_t>(position - first_) * head_dim_;
    }

    Buffer table_;
    Rotary rotary_;
    std::int32_t head_dim_ = 0, first_ = 0, count_ = 0;
};

/// Turns rows of `[B, heads, S, head_dim]` (RoPE: Su et al. 2021, arXiv 2104.09864, section 3.2): of pair i at position p with angle
/// a = p base^(-2i/head_dim), y_first = x_first cos a - x_second sin a, y_second = x_second cos a + x_first sin a.
/// Row r is at position `first + r`; the angles hold all positions of `rows`. In place allowed. The bits of an element depend on its
/// pair and its position alone. Arguments are taken to be valid: can_rotate, equal shapes.
void rotate(const ConstTensor& from, const Tensor& to, const RotaryAngles& angles, std::int32_t first, Range batch, Range heads,
            Range rows);

}  // namespace headscope::core
