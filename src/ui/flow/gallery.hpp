// Every head at once.
#pragma once

#include "ui/picture/numbers.hpp"

namespace headscope::ui {

/// Heads side by side in a rectangle, each with the gallery's stage above its context; wraps and scrolls. Returns where
/// the cards end on the right.
float gallery(Context& c, PictureNumbers& numbers, ImVec2 min, ImVec2 max, bool strip);
/// Picks a head: shows it large, everywhere.
void show_head(Context& c, int head);

}  // namespace headscope::ui
