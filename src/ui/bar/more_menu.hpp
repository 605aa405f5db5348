// What the bar has no room for: examples, legend, help, theme, in one menu.
#pragma once

#include "ui/base/context.hpp"

namespace headscope::ui {

/// Lines of a menu, one per preset with its question below its name; true when one was chosen.
bool preset_lines(Context& c, float width);

/// What the button opens besides what always stands in it.
struct MoreLines {
    bool presets = true, language = false;
};
/// A button at the cursor and the menu it opens.
void more_menu(Context& c, ImVec2 size, MoreLines lines);
/// The theme after the present one; and the present one in words.
void next_theme(View& view);
lab::Str theme_name(const View& view);
void other_language(View& view);

}  // namespace headscope::ui
