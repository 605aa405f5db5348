// The masks of a document, one row each, and composed.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "core/attention/mask.hpp"
#include "core/base/limits.hpp"
#include "lab/model/document.hpp"

namespace headscope::lab {

/// Which of the composed masks hides a cell; a set of bits.
enum HiddenBy : unsigned {
    hidden_by_none = 0,
    hidden_by_causal = 1,
    hidden_by_padding = 2,
    hidden_by_window = 4,
    hidden_by_custom = 8
};

/// The masks that leave a range of keys to each query, as the core composes them. `allowed` and `attn_bias` are per batch item
/// and are left out here.
struct MaskRule {
    std::array<std::int32_t, core::kMaxBatch> valid_lengths{};
    core::AttentionMask mask;  ///< points into this object
    /// With these masks of the document alone.
    explicit MaskRule(const Document& doc, unsigned masks = ~0u);
    MaskRule(const MaskRule&) = delete;
    MaskRule& operator=(const MaskRule&) = delete;
    /// Whether both leave the same keys to every query of an item.
    bool same(const MaskRule& other, int item) const;
};

/// One mask: its bit, its key in the page API, and how it is named where it hides a cell.
struct MaskInfo {
    HiddenBy bit = hidden_by_none;
    std::string_view key;
    Str words = Str::count_;
    /// Adds itself to the rule; nullptr: it is painted.
    void (*add)(const Document& doc, MaskRule& rule) = nullptr;
};
/// In the order of their bits, the lowest first.
std::span<const MaskInfo> masks();

/// The matrix that custom_mask chooses, none when it is off; and the choice that chooses it.
TensorId painted_mask(const Document& doc);
CustomMask choice_of(TensorId mask);
/// Whether a number of a painted mask hides its cell: 0 where it is one of 0 and 1, -inf where it is added.
bool hides(TensorId mask, float number);

/// Writes which keys query `row` of `item` may attend to in a head, [S_k] bytes, 1 = may; returns whether there is any.
bool visible_row(const Document& doc, const MaskRule& rule, int item, int head, int row, std::uint8_t* bytes);

/// Whether some query of some item may, in some head, attend to nothing; and whether its weights are anything but 0 then.
bool has_empty_row(const Document& doc);
bool fills_empty_rows(const Document& doc);

/// The masks of a document one by one, to be asked about many cells; the document outlives it.
class Hiders {
public:
    explicit Hiders(const Document& doc);
    /// Which of them hide (query, key) of an item's head: a set of HiddenBy.
    unsigned of(int item, int head, int query, int key) const;

private:
    const Document& doc_;
    const MaskRule rules_[3]{MaskRule(doc_, hidden_by_causal), MaskRule(doc_, hidden_by_padding),
                             MaskRule(doc_, hidden_by_window)};
    TensorId painted_;
    int keys_;
};

/// Which masks hide (query, key) of an item's head in this document.
unsigned hidden_by(const Document& doc, int item, int head, int query, int key);

}  // namespace headscope::lab
