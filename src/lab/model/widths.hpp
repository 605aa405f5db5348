// The one rule for heads and widths: what follows when some of them are set, and what is legal.
#pragma once

#include <bitset>
#include <vector>

#include "lab/model/document.hpp"
#include "lab/words/result.hpp"

namespace headscope::lab {

/// Parameters that one edit sets.
using SaidParams = std::bitset<kParamCount>;

/// Whether others follow when this parameter is set, even to what it was.
bool is_width(Param p);

/// `next` is a copy of `before` with some parameters set. Brings the others in line where they were not `said`:
/// - num_heads keeps the projection width, cut into other heads; while the widths are tied, head_dim sets d_model = m*h and d_model
///   sets head_dim = d_model/m;
/// - wide heads are as wide as the model, whichever of the two is set; leaving them cuts d_model into heads;
/// - narrow heads need memories that their key/value heads divide: d_memory and d_value_memory become d_model where they do not;
/// - kv_heads is num_heads, and value_dim is head_dim, as long as they were.
/// Errors: heads that do not divide what they are cut from, key/value heads that do not divide the heads, wide heads of another
/// width, a width above the limit. `cause` is then
/// the parameter that was wrong.
Result<bool> follow_widths(const Document& before, Document& next, const SaidParams& said, Param& cause);

/// Whether a link has to say this width, or the reader finds it from the others.
bool width_is_said(const Document& doc, Param p);

/// Which of these values a slider offers: those follow_widths accepts, thinned out where there are many. Empty: all of the range.
std::vector<double> legal_heads(const Document& doc);
std::vector<double> legal_kv_heads(const Document& doc);
std::vector<double> legal_widths(const Document& doc);
std::vector<double> legal_head_dims(const Document& doc);
std::vector<double> legal_value_dims(const Document& doc);
/// Of layers: one alone where the output is not as wide as the input, which the next layer would read.
std::vector<double> legal_layers(const Document& doc);

}  // namespace headscope::lab
