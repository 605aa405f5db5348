// Strides by which a test's mask broadcasts.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace headscope::core::test {

/// Of dense memory `[dims...]` of rank 0 to 4 that broadcasts to four dimensions by NumPy's rule: dimensions are aligned at the
/// right, and one of 1 is repeated. A mask of rank 3 is `[num_heads, S_q, S_k]`.
inline std::array<std::ptrdiff_t, 4> broadcast_strides(const std::vector<std::int32_t>& dims) {
    std::array<std::ptrdiff_t, 4> strides{};
    std::ptrdiff_t stride = 1;
    for (std::size_t axis = dims.size(); axis-- > 0; stride *= dims[axis])
        strides[axis + 4 - dims.size()] = dims[axis] == 1 ? 0 : stride;
    return strides;
}

}  // namespace headscope::core::test
