// The stage: the largest picture of the page.
#pragma once

#include "ui/flow/flow_plan.hpp"
#include "ui/matrix/matrix.hpp"
#include "ui/picture/numbers.hpp"

namespace headscope::ui {

/// Where lines from the other pictures arrive; empty where the stage shows no product.
struct StagePlaces {
    MatrixPlace main, left;
    ImVec2 upper;  // beside the upper operand's name
    bool product = false;
};

/// What the view wants large, in this area: the product that makes a step of the formula, with what is made of it; two heads; every
/// step; or one picture alone, which scrolls when it is zoomed.
StagePlaces stage(Context& c, PictureNumbers& numbers, const Region& room, const FlowNeeds& needs);

/// The colour scale of what is on the stage, how it is chosen, and what the hatchings mean that can be seen.
void legend(Context& c, PictureNumbers& numbers, const Region& room);

}  // namespace headscope::ui
