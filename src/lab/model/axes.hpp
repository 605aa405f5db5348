// What the rows and columns of a tensor count, so that a shape is said once and every size follows from the document.
#pragma once

#include <cstdint>

namespace headscope::lab {

enum class Axis : std::uint8_t {
    one,            // a single row
    query_tokens,   // tokens of the item's own sentence
    memory_tokens,  // tokens of the item's second sentence
    queries,        // S_q: the longest sentence of the batch; shorter ones are padded
    keys,           // S_k
    mask_rows,      // S_q, or m*S_q where each head has painted masks of its own, one below the other
    d_model,
    d_memory,
    d_value_memory,
    key_width,        // what keys are projected from: d_memory when cross, else d_model
    value_width,      // what values are: d_value_memory where they have a source of their own, else the same
    width,            // m*h: the queries of all heads side by side
    key_columns,      // kv_heads*h: the keys of all key/value heads side by side
    value_columns,    // kv_heads*value_dim: their values
    context_columns,  // m*value_dim: what all heads give, side by side
    head_dim,         // h
    value_dim,        // of a head's values, and of what it gives
    heads,            // m
    output_width,     // d_model, or m*value_dim without the output projection
    places,           // a position each: the longest sentence of all, queries' or keys'
    place_width,      // the wider of what positions are added to
    norm_width,       // of what is normalised: d_model, or output_width where the result is
};

/// Queries (rows of a query's tensor) and keys, padded or not: what lights up with a selected token.
constexpr bool counts_queries(Axis axis) {
    return axis == Axis::query_tokens || axis == Axis::queries || axis == Axis::mask_rows;
}
constexpr bool counts_keys(Axis axis) { return axis == Axis::memory_tokens || axis == Axis::keys; }
/// Whether what it counts belongs to the heads of keys and values, of which there may be fewer than of queries.
constexpr bool counts_kv_heads(Axis axis) { return axis == Axis::key_columns || axis == Axis::value_columns; }

}  // namespace headscope::lab
