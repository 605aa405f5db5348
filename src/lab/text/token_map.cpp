// Longest common subsequence of two token lists, after taking off what both begin and end with.
#include "lab/text/token_map.hpp"

#include <algorithm>
#include <cstdint>

namespace headscope::lab {

std::vector<int> token_map(const std::vector<std::string>& before, const std::vector<std::string>& after) {
    std::vector<int> map(after.size(), -1);
    size_t head = 0;
    while (head < before.size() && head < after.size() && before[head] == after[head]) {
        map[head] = static_cast<int>(head);
        ++head;
    }
    size_t tail = 0;
    while (tail < before.size() - head && tail < after.size() - head &&
           before[before.size() - 1 - tail] == after[after.size() - 1 - tail]) {
        map[after.size() - 1 - tail] = static_cast<int>(before.size() - 1 - tail);
        ++tail;
    }
    const size_t n = before.size() - head - tail, m = after.size() - head - tail;
    if (n == 0 || m == 0) return map;
    // length[i][j] = longest common subsequence of before[i..] and after[j..] of the middle parts.
    std::vector<std::uint16_t> length((n + 1) * (m + 1), 0);
    const auto at = [&](size_t i, size_t j) -> std::uint16_t& { return length[i * (m + 1) + j]; };
    for (size_t i = n; i-- > 0;)
        for (size_t j = m; j-- > 0;)
            at(i, j) = before[head + i] == after[head + j] ? static_cast<std::uint16_t>(at(i + 1, j + 1) + 1)
                                                           : std::max(at(i + 1, j), at(i, j + 1));
    for (size_t i = 0, j = 0; i < n && j < m;) {
        if (before[head + i] == after[head + j]) map[head + j++] = static_cast<int>(head + i++);
        else if (at(i + 1, j) >= at(i, j + 1)) ++i;
        else ++j;
    }
    return map;
}

}  // namespace headscope::lab
