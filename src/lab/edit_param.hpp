// Setting a parameter, and what a value must be like.
#pragma once

#include "lab/edit.hpp"

namespace headscope::lab {

/// `value` as it is stored (-0 becomes 0), or an error naming the parameter and its range.
Result<double> check_param(const ParamInfo& parameter, double value);
/// Error when heads and head dimension of these params make a width above the limit.
Result<bool> check_width(const Document& doc, Param cause);

/// That `heads` do not divide `width`, with the nearest legal values of the parameter `key` (num_heads or d_model).
Error not_divisible(std::string_view key, int heads, int width);

Result<Document> set_param(const Document& doc, const SetParam& edit);

/// A new batch item with its first sentences, cut as tokens_by says; its matrices are still to be fitted.
Item first_item(const Document& doc, int index);

}  // namespace headscope::lab
