// The masks of a document, composed.
#pragma once

#include <array>
#include <cstdint>

#include "core/attention/attention.hpp"
#include "core/attention/mask.hpp"
#include "core/base/limits.hpp"
#include "lab/document.hpp"

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

/// Attention of one batch item as far as the document says it: scale, softcap and masks. Query and heads are the caller's, and so
/// are `visible`, the item's rows of visible_row, `[S_q, S_k]`, which outlive it.
core::Attention attention_of(const Document& doc, const MaskRule& rule, int item, const std::uint8_t* visible);

}  // namespace headscope::lab
