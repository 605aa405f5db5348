// Why each cell of an item's weights is hidden, as the pictures hatch it.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "lab/model/heads.hpp"
#include "ui/base/context.hpp"

namespace headscope::ui {

/// Kept between frames: found anew only when something that masks changed.
class Hatches {
public:
    /// Of a head of the shown item, [S_q, S_k]; the revision grows with every change.
    void refresh(const Context& c, int head);
    const Hatch* data() const { return hatches_.data(); }
    std::uint64_t revision() const { return revision_; }
    /// Those of the masks, but for empty rows, where these hold numbers.
    void spare_empty_rows(const Hatches& masks, const Context& c);
    /// Those of the masks, and besides what dropout struck out of a head of dropped_weights: a weight that is not 0 is 0 afterwards.
    void add_dropped(const Hatches& masks, const lab::Trace& trace, const lab::CellRef& part, std::uint64_t revision);
    /// Those of the masks, but for cells where a head's numbers are not 0.
    void spare_numbers(const Hatches& masks, const lab::TensorView& numbers, const lab::CellRef& part, std::uint64_t revision);
    /// What lies outside the blocks of a matrix.
    void show_blocks(const lab::Blocks& blocks, int cols);
    /// Whether any cell is hatched so.
    bool has(Hatch hatch) const { return (present_ >> static_cast<unsigned>(hatch) & 1u) != 0; }

private:
    /// What decides why a cell is hidden.
    struct Reason {
        int item = -1, head = 0, queries = 0, keys = 0;
        std::uint64_t visible = 0;
        std::vector<double> parameters;
        int valid_keys = 0;
        bool operator==(const Reason&) const = default;
    };
    Reason reason_;
    std::vector<Hatch> hatches_;
    std::uint64_t revision_ = 0;
    unsigned present_ = 0;  // bits by Hatch
    std::array<int, 4> blocks_{};
};

}  // namespace headscope::ui
