// Long sums in the inspector: products, and the exponentials of a softmax.
#pragma once

#include <string>

#include "ui/inspector/writer.hpp"

namespace headscope::ui {

/// A single row of a tensor: its symbol in small letters.
std::string row_symbol(const lab::TensorInfo& tensor);

/// How a sum of products reads: "q · k", "x · W_q"; the colours of its two factors; and whether it runs over the keys.
struct Product {
    std::string title;
    ImU32 a, b;
    bool over_keys;
};
Product product_of(const lab::Step::Term& first, const Theme& theme);

/// One product per line, aligned; the middle of a long sum is folded away. Beside the products stand the tokens of the keys, or
/// the names of the dimensions that the sum runs over.
void write_products(Context& c, const PictureNumbers& numbers, Writer& w, const lab::Step& step, const Product& product);

/// The sum of additive scoring: of each dimension the weight of its tanh, and what that is of.
void write_additive(Context& c, Writer& w, const lab::Step& step);

/// The numbers that a mean is of, one of each head.
void write_heads(Context& c, Writer& w, const lab::Step& step);

/// The sum of a softmax: one exponential per visible key, and the sink's where there is one, the largest score taken off each.
void write_exponentials(Context& c, const PictureNumbers& numbers, Writer& w, const lab::Step& step);

}  // namespace headscope::ui
