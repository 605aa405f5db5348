// A head in a few numbers: how its weights are spread, and where they go.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

#include "lab/model/document.hpp"
#include "lab/program/trace.hpp"
#include "lab/words/strings.hpp"

namespace headscope::lab {

/// The rows of head_statistics.def.
enum class HeadStatistic {
#define HEADSCOPE_HEAD_STATISTIC(key, self) key,
#include "lab/readings/head_statistics.def"
#undef HEADSCOPE_HEAD_STATISTIC
    count
};
inline constexpr std::size_t kHeadStatisticCount = static_cast<std::size_t>(HeadStatistic::count);

struct HeadStatisticInfo {
    HeadStatistic id;
    std::string_view key;
    bool self;  // means something only where queries and keys are the same sentence
    Str name, help;
};
std::span<const HeadStatisticInfo> head_statistics();

/// One number per row of the table; NaN where no query attends to anything, or where it means nothing.
using HeadNumbers = std::array<double, kHeadStatisticCount>;

/// Of the weights of one head; padding rows and empty rows do not count. `other`: the head whose likeness is told, -1 none (NaN).
HeadNumbers head_numbers(const Document& doc, const Trace& trace, int item, int head, int layer = 0, int other = -1);

}  // namespace headscope::lab
