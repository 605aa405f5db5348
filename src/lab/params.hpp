// The one parameter table: the single source for controls, share link, page API, DOM mirror and validation.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "lab/strings.hpp"

namespace headscope::lab {

/// Every scalar a visitor can set. Matrices and sentences are not parameters; see document.hpp.
enum class Param : int {
    batch,              // B: batch items, each with its own sentence
    num_heads,          // m
    d_model,            // width of X and of the output; always num_heads * head_dim
    head_dim,           // h; setting it sets d_model = num_heads * head_dim
    cross,              // keys and values come from a second sentence (the memory)
    d_memory,           // width of the memory; used when cross
    causal,             // j <= i only
    key_padding,        // hide keys at or beyond each batch item's valid length
    window,             // sliding window on or off
    window_size,        // query i sees keys within this distance (0 = itself only) on both sides
    custom_mask,        // Choice: off, boolean, bias
    scale_mode,         // Choice: sqrt (1/sqrt(head_dim)), off (1), value
    scale_value,        // used when scale_mode is value; may be negative
    temperature,        // scores are divided by it; > 0
    softcap,            // 0 = off; else cap * tanh(score / cap)
    biases,             // use b_q b_k b_v b_o
    output_projection,  // use W_o (else output = concat)
    positions,          // add sinusoidal positions to X (and to the memory)
    tokens_by,          // Choice: words, characters, lines
    embedding_seed,     // seed of the token embeddings
    weight_init,        // Choice: see core initialisers: gaussian uniform xavier kaiming orthogonal
    weight_seed,        // seed of the weights
    count_
};
inline constexpr int kParamCount = static_cast<int>(Param::count_);

enum class ParamType { boolean, integer, real, choice };

/// One row of the table. `choices` holds the keys used in links and the API; `choice_labels` what is shown.
struct ParamInfo {
    Param param;
    std::string_view key;  // in links, API and docs: "num_heads"
    ParamType type;
    double min, max, initial, step;
    Str label;                // word shown beside the symbol
    std::string_view symbol;  // "m", "h", ... or empty
    Str help;                 // one sentence
    std::span<const std::string_view> choices;
    std::span<const Str> choice_labels;
};

enum class CustomMask { off, boolean, bias };
enum class ScaleMode { sqrt_head_dim, off, value };
enum class TokensBy { words, characters, lines };

const ParamInfo& info(Param p);
std::span<const ParamInfo> all_params();
/// nullptr when no parameter has this key.
const ParamInfo* find_param(std::string_view key);

}  // namespace headscope::lab
