// The projections of the program: what the pictures of weights stand beside.
#pragma once

#include <span>

#include "lab/model/tensors.hpp"

namespace headscope::ui {

/// result = source weight + bias.
struct Projection {
    lab::TensorId source = lab::TensorId::none, weight = lab::TensorId::none, bias = lab::TensorId::none,
                  result = lab::TensorId::none;
};
inline constexpr int kHeadProjections = 3;

/// Those that the heads begin with, in the order of the program: queries, keys, values.
std::span<const Projection, kHeadProjections> head_projections();
/// The one behind the heads.
const Projection& output_projection();

}  // namespace headscope::ui
