// What the operations from scores to context share: the core's fused attention runs them in one call.
#pragma once

#include "core/attention/attention.hpp"
#include "lab/program/comparison.hpp"
#include "lab/program/operation.hpp"
#include "lab/program/pass.hpp"

namespace headscope::lab {

/// The factor from scores to scaled: the scale of scale_mode over the temperature.
float scale_of(const Document& doc);

/// Attention of one batch item and layer as far as the document says it: scoring, scale, softcap, ALiBi, masks, sinks and dropout. Query and
/// heads are the caller's, and so
/// are `visible`, the item's rows of visible_row, `[mask_heads, S_q, S_k]`, which outlive it.
core::Attention attention_of(const Document& doc, const MaskRule& rule, int item, int layer, const std::uint8_t* visible);

/// Runs every operation from scores to context where they are reached; the run of the first of them.
bool run_attention(const Operation& op, Pass& pass);
/// The same for a comparison: a whole item by vectorised code, some rows by scalar code.
double attention_piece(const Operation& op, Comparison& comparison, Piece& piece);

}  // namespace headscope::lab
