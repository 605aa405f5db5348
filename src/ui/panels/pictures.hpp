// What each tensor's picture shows and may do: specs for the matrix widget, the same on every page form.
#pragma once

#include "ui/panels/panels.hpp"

namespace headscope::ui {

/// A stage, one head of it or (head < 0) all heads side by side.
MatrixSpec picture_of(Context& c, Panels& p, lab::Stage stage, int head);
/// An editable matrix of the shown batch item. X and the memory count as stages as long as no positions are added.
MatrixSpec picture_of(Context& c, Panels& p, lab::MatrixId matrix);
/// The large picture: the chosen score stage of the shown head, painted on when painting.
MatrixSpec large_picture(Context& c, Panels& p);

/// Fits the picture into an area and draws it there: the caption gives way before it would be cut.
MatrixPlace place(Context& c, MatrixSpec spec, ImVec2 at, ImVec2 area);

}  // namespace headscope::ui
