// The one rule for heads and widths: what follows when some of num_heads, head_dim and d_model are set, and what is legal.
#pragma once

#include <vector>

#include "lab/model/document.hpp"
#include "lab/words/result.hpp"

namespace headscope::lab {

/// `next` is a copy of `before` with some parameters set. Brings num_heads, head_dim and d_model in line where they were not all
/// `said`: num_heads keeps the projection width, cut into other heads; while the widths are tied, head_dim sets
/// d_model = m*h and d_model sets head_dim = d_model/m. Errors: heads that do not divide the width, a width above the limit.
struct SaidWidths {
    bool num_heads = false, head_dim = false, d_model = false;
};
Result<bool> follow_widths(const Document& before, Document& next, SaidWidths said);

/// Which of these values a slider offers: those follow_widths accepts, thinned out where there are many. Empty: all of the range.
std::vector<double> legal_heads(const Document& doc);
std::vector<double> legal_widths(const Document& doc);
std::vector<double> legal_head_dims(const Document& doc);
/// Of layers: one alone where the output is not as wide as the input, which the next layer would read.
std::vector<double> legal_layers(const Document& doc);

}  // namespace headscope::lab
