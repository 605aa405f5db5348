// The sentence above the pictures: its tokens, the arcs of the query pointed at or pinned, and its text field in place.
#pragma once

#include "ui/base/context.hpp"
#include "ui/kit/region.hpp"
#include "ui/picture/numbers.hpp"

namespace headscope::ui {

/// From this width on it is chosen beside the sentence whose arcs are drawn; else elsewhere (tools.hpp).
inline constexpr float kArcsBeside = 560;

/// Draws the sentence of the shown batch item into a region of the screen, at least 56 units high; with cross-attention both sentences,
/// the keys above. Leaves ImGui's layout as it was.
void sentence_line(Context& c, PictureNumbers& numbers, const Region& region);

}  // namespace headscope::ui
