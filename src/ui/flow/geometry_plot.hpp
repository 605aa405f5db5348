// The plane itself: its axes, arrows, points and their names, and the hand that points at them or moves them.
#pragma once

#include <string>

#include "lab/readings/plane.hpp"
#include "ui/kit/kit.hpp"
#include "ui/picture/numbers.hpp"

namespace headscope::ui {

/// The rows of one tensor, or of two: `own` has a row for each query or token, `other` (none: there is no other) for each key.
struct Plot {
    lab::CellRef own, other{lab::TensorId::none};  // their first cells
    int owns = 0, others = 0, width = 0;           // how many rows; how wide all are
    int columns[2] = {-1, -1};                     // the axes; -1: principal
    int query = 0, key = -1;                       // the shown ones; -1: none
    bool movable = false;                          // points are numbers that can be edited
    bool projects = false;                         // the score is a projection
    const lab::Plane* plane = nullptr;

    const lab::Point& point(int index) const { return plane->points[static_cast<size_t>(index)]; }
};

/// Both axes have the same scale and the origin in their middle; how far they reach holds still while a pointer is down.
void plot(Context& c, PictureNumbers& numbers, const Plot& shown, const Region& room);

}  // namespace headscope::ui
