// The sizes of a document's tensors: what every axis counts.
#pragma once

#include <cstdint>

#include "lab/model/axes.hpp"
#include "lab/model/tensors.hpp"

namespace headscope::lab {

struct Document;

/// Of the trace: sentences are padded to the longest of the batch, so no size depends on the item.
struct Sizes {
    int batch = 0, queries = 0, keys = 0, d_model = 0, key_width = 0, value_width = 0, width = 0, heads = 0, layers = 0;
    int kv_heads = 0, context_width = 0;  // heads of keys and values; m*value_dim
    int mask_heads = 1;                   // that have painted masks of their own; 1: all share them
    bool narrow = false;                  // a head reads its own block of columns
    TensorSet own;                        // stages that might show another's numbers, and have their own here
    int head_dim() const { return heads > 0 ? width / heads : 0; }
    int value_dim() const { return heads > 0 ? context_width / heads : 0; }
    /// Query heads that share a head of keys and values.
    int group() const { return kv_heads > 0 ? heads / kv_heads : 1; }
    /// Which of those this head sees.
    int mask_head(int head) const { return mask_heads > 1 ? head : 0; }
    /// How many items a stage has numbers of; 1 where they are the same for all.
    int items_of(const TensorInfo& stage) const { return stage.per_item ? batch : 1; }
    /// How many heads a tensor has; 1 where it has none.
    int heads_of(const TensorInfo& row) const { return !row.per_head ? 1 : row.kv_heads ? kv_heads : heads; }
    /// Rows of a weight that each of its columns has: all, or with narrow heads those of one block.
    int depth_of(const TensorInfo& weight) const;
    /// How many of what the axis counts belong to one head; 0 where it counts nothing of heads.
    int of_head(Axis axis) const;
    int of(Axis axis) const;
    bool operator==(const Sizes&) const = default;
};
Sizes sizes_of(const Document& doc);

/// Whether a stage has numbers of its own in these sizes.
bool is_own(const TensorInfo& stage, const Sizes& sizes);

/// Whether there is no such stage in these sizes: it has no numbers, and shows no other's.
bool is_absent(const TensorInfo& stage, const Sizes& sizes);

/// The tensor whose memory holds this one's numbers: itself, or what it is an alias of.
TensorId stored_as(TensorId id, const Sizes& sizes);

/// The same across layers: what one is handed by the layer before lies there.
struct StoredAt {
    TensorId stage;
    int layer;
    bool operator==(const StoredAt&) const = default;
};
StoredAt stored_at(TensorId stage, int layer, const Sizes& sizes);

/// What an operand is called: an alias that may have memory of its own, but has not here, goes by its original's name.
TensorId shown_as(TensorId id, const Sizes& sizes);

/// Numbers of a stage of one layer, all items and heads; 0 when it has none of its own there or is on request and not `wanted`.
std::int64_t floats_of(const TensorInfo& stage, int layer, const Sizes& sizes, TensorSet wanted);

/// Bytes of the trace of a document when these stages are kept beside those that always are.
double trace_bytes(const Sizes& sizes, TensorSet wanted);

}  // namespace headscope::lab
