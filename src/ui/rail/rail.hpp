// The rail: groups of controls, one below the other.
#pragma once

#include "ui/picture/numbers.hpp"

namespace headscope::ui {

/// All groups that are not hidden, over the available width.
void controls(Context& c, PictureNumbers& numbers);
/// One group: its heading, the controls of its parameters that matter in this document, and what belongs to them.
void group_controls(Context& c, PictureNumbers& numbers, lab::Group group);
/// Whether anything of the rail is left when the view's hidden groups are left out.
bool has_controls(const View& view);

}  // namespace headscope::ui
