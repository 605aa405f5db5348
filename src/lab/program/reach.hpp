// What of a tensor has to be computed again.
#pragma once

#include <array>
#include <cstdint>

#include "core/base/limits.hpp"
#include "lab/program/difference.hpp"

namespace headscope::lab {

/// Heads as bits.
using HeadSet = std::uint64_t;
static_assert(core::kMaxHeads <= 64);
inline HeadSet all_heads(int heads) { return heads >= 64 ? ~HeadSet{0} : (HeadSet{1} << heads) - 1; }
/// The query heads, in groups of so many, that use these heads of keys and values.
inline HeadSet heads_using(HeadSet kv_heads, int group) {
    if (group == 1) return kv_heads;
    HeadSet heads = 0;
    for (int head = 0; head < core::kMaxHeads; ++head)
        if ((kv_heads >> (head / group) & 1) != 0) heads |= HeadSet{1} << head;
    return heads;
}

/// The union of its parts.
struct Reach {
    std::array<Range, core::kMaxBatch> rows{};  // of each item, in every column and head
    Range columns{};                            // in every row; of a tensor with heads: of the heads side by side
    HeadSet heads = 0;                          // in every row

    bool of_head(int head) const { return (heads >> head & 1) != 0; }
    /// `of_head`: how many columns a head has; 0 where there are no heads.
    void add_columns(Range more, int of_head) {
        columns = hull(columns, more);
        if (more.size() <= 0 || of_head <= 0) return;
        for (int head = more.begin / of_head; head <= (more.end - 1) / of_head; ++head) heads |= HeadSet{1} << head;
    }
    /// The rows of one head of an item that has so many.
    Range rows_of(int item, int head, int all) const {
        return of_head(head) ? Range{0, all} : rows[static_cast<std::size_t>(item)];
    }
};

}  // namespace headscope::lab
