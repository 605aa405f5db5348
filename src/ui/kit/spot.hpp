// Where a control or a cell came to stand in this frame, by its key.
#pragma once

#include <optional>

#include "ui/kit/control.hpp"

namespace headscope::ui {

/// The rectangle of a control or a cell; nothing when it has not been drawn in this frame.
std::optional<ImRect> find_spot(const Context& c, const Spot& spot);

}  // namespace headscope::ui
