// Why each cell of an item's weights is hidden: the first of the masks that hide it, in the order of Hatch.
#include "ui/picture/hatches.hpp"

#include "lab/model/masks.hpp"

namespace headscope::ui {

namespace {

Hatch hatch_of(unsigned hidden_by) {
    if (hidden_by & lab::hidden_by_padding) return Hatch::padding;
    if (hidden_by & lab::hidden_by_causal) return Hatch::causal;
    if (hidden_by & lab::hidden_by_window) return Hatch::window;
    return Hatch::painted;
}

}  // namespace

void Hatches::refresh(const Context& c, int head) {
    const lab::Document& doc = c.document;
    const int item = c.view.item;
    const std::uint8_t* visible = c.trace.visible(item, head);
    if (visible == nullptr) return;
    Reason now{item, head, doc.queries(), doc.keys(), c.trace.visible_revision(item), {}, doc.valid_keys(item)};
    for (const lab::Param param : lab::params_of(lab::Group::mask)) now.parameters.push_back(doc.real(param));
    if (now == reason_) return;
    reason_ = std::move(now);
    ++revision_;
    const auto keys = static_cast<size_t>(reason_.keys);
    present_ = 0;
    const lab::Hiders hiders(doc);
    hatches_.assign(static_cast<size_t>(reason_.queries) * keys, Hatch::none);
    for (size_t cell = 0; cell < hatches_.size(); ++cell) {
        if (visible[cell] != 0) continue;
        hatches_[cell] = hatch_of(hiders.of(item, head, static_cast<int>(cell / keys), static_cast<int>(cell % keys)));
        present_ |= 1u << static_cast<unsigned>(hatches_[cell]);
    }
}

void Hatches::spare_empty_rows(const Hatches& masks, const Context& c) {
    if (revision_ == masks.revision_) return;
    *this = masks;
    present_ = 0;
    const auto keys = static_cast<size_t>(reason_.keys);
    for (size_t cell = 0; cell < hatches_.size(); ++cell) {
        if (c.trace.empty_row(reason_.item, reason_.head, static_cast<int>(cell / keys))) hatches_[cell] = Hatch::none;
        present_ |= 1u << static_cast<unsigned>(hatches_[cell]);
    }
}

void Hatches::add_dropped(const Hatches& masks, const lab::Trace& trace, const lab::CellRef& part, std::uint64_t revision) {
    hatches_ = masks.hatches_;
    present_ = masks.present_;
    revision_ = revision;
    const lab::TensorView before = trace.view(lab::TensorId::weights, part.layer), after = trace.view(part.tensor, part.layer);
    Hatch* hatch = hatches_.data();
    for (int query = 0; query < after.dims[2]; ++query)
        for (int key = 0; key < after.dims[3]; ++key, ++hatch) {
            if (after.at(part.item, part.head, query, key) != 0.0f || before.at(part.item, part.head, query, key) == 0.0f)
                continue;
            *hatch = Hatch::dropped;
            present_ |= 1u << static_cast<unsigned>(Hatch::dropped);
        }
}

void Hatches::spare_numbers(const Hatches& masks, const lab::TensorView& numbers, const lab::CellRef& part,
                            std::uint64_t revision) {
    hatches_ = masks.hatches_;
    present_ = masks.present_;
    revision_ = revision;
    Hatch* hatch = hatches_.data();
    for (int query = 0; query < numbers.dims[2]; ++query)
        for (int key = 0; key < numbers.dims[3]; ++key, ++hatch)
            if (numbers.at(part.item, part.head, query, key) != 0.0f) *hatch = Hatch::none;
}

void Hatches::show_blocks(const lab::Blocks& blocks, int cols) {
    const std::array now{blocks.rows, blocks.depth, blocks.of_head, cols};
    if (now == blocks_) return;
    blocks_ = now;
    ++revision_;
    hatches_.clear();
    for (int row = 0; row < blocks.rows; ++row)
        for (int col = 0; col < cols; ++col) hatches_.push_back(blocks.has(row, col) ? Hatch::none : Hatch::padding);
}

}  // namespace headscope::ui
