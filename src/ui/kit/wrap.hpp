// Sentences into lines, in scripts with and without spaces.
#pragma once

#include <string_view>

#include "ui/kit/kit.hpp"

namespace headscope::ui {

/// Draws a sentence in lines of at most this width and returns the height; `draw` false: only measures. A line may break
/// at a blank and beside a Chinese character, but no line begins with a closing mark.
float draw_wrapped(Context& c, ImVec2 at, std::string_view text, ImU32 colour, float size, float width, bool draw = true,
                   Face face = Face::regular);

}  // namespace headscope::ui
