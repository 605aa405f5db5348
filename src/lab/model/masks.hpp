// The masks of a document, composed.
#pragma once

#include <array>
#include <cstdint>

#include "core/attention/mask.hpp"
#include "core/base/limits.hpp"
#include "lab/model/document.hpp"

namespace headscope::lab {

/// The core's mask for a document. `allowed` and `attn_bias` are per batch item and are left out here.
struct MaskRule {
    std::array<std::int32_t, core::kMaxBatch> valid_lengths{};
    core::AttentionMask mask;  ///< points into this object
    explicit MaskRule(const Document& doc);
    MaskRule(const MaskRule&) = delete;
    MaskRule& operator=(const MaskRule&) = delete;
};

/// Writes which keys query `row` of `item` may attend to, [S_k] bytes, 1 = may; returns whether there is any.
bool visible_row(const Document& doc, const MaskRule& rule, int item, int row, std::uint8_t* bytes);

/// Which of the composed masks hides a cell; a set of bits.
enum HiddenBy : unsigned {
    hidden_by_none = 0,
    hidden_by_causal = 1,
    hidden_by_padding = 2,
    hidden_by_window = 4,
    hidden_by_custom = 8
};
/// Which masks hide (query, key) of an item in this document.
unsigned hidden_by(const Document& doc, int item, int query, int key);

}  // namespace headscope::lab
