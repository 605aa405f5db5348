// What each tensor's picture shows and may do: specs for the matrix widget, the same on every page form.
#pragma once

#include "ui/matrix/matrix.hpp"
#include "ui/picture/numbers.hpp"
#include "ui/picture/words.hpp"

namespace headscope::ui {

/// A stage, what this query head has of it or (head < 0) all heads side by side; or an editable matrix of the shown batch item or layer. X and the
/// memory count as stages as long as no positions are added.
MatrixSpec picture_of(Context& c, PictureNumbers& numbers, lab::TensorId tensor, int head = 0);
/// The large picture: the chosen score stage of the shown head, painted on when painting; the context of that head.
MatrixSpec large_picture(Context& c, PictureNumbers& numbers);

/// The same picture with rows and columns exchanged: K as K^T.
MatrixSpec transposed(MatrixSpec spec);

/// Fits the picture into an area and draws it there: the caption gives way before it would be cut.
MatrixPlace place(Context& c, MatrixSpec spec, ImVec2 at, ImVec2 area);

}  // namespace headscope::ui
