// The steps of the formula beside what they change, and what the stage shows of them.
#pragma once

#include <vector>

#include "ui/base/context.hpp"

namespace headscope::ui {

/// QKᵀ, ÷√h, mask, softmax, ×V as a choice in this width; beside it geometry, every step at once and the zoom, where they have
/// room: then true.
bool stepper(Context& c, ImVec2 min, float width);
/// The tensors the stepper walks through, in their order: the steps from scores to weights, dropout where there is one, and the context.
std::vector<lab::TensorId> steps(const lab::Document& doc);
/// Puts a tensor on the stage, alone or as the product that makes it.
void put_on_stage(Context& c, lab::TensorId tensor);

}  // namespace headscope::ui
