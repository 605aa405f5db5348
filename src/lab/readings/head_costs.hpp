// What a choice of heads and widths costs: numbers to learn, multiply-adds, and what decoding has to keep.
#pragma once

#include <optional>

#include "lab/model/document.hpp"
#include "lab/model/sizes.hpp"

namespace headscope::lab {

struct HeadCosts {
    double parameters = 0;  // weights and biases that the document uses, of all layers; what lies outside narrow blocks is none
    double multiply_adds = 0;  // of one forward pass of the whole batch, see cost.hpp
    double cache_bytes = 0;    // float32 keys and values of every token, in every layer: what a decoder keeps
};
HeadCosts head_costs(const Document& doc);
/// Of as many tokens as `sizes` has keys.
double cache_bytes(const Sizes& sizes);

/// The same of standard heads: as many, of the same d_model, each of d_model / num_heads columns with keys and values of its own. None where
/// the heads do not divide d_model.
std::optional<HeadCosts> standard_head_costs(const Document& doc);

}  // namespace headscope::lab
