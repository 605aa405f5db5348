// Pinned numbers as cards, and the trail of the walk from one of them.
#pragma once

#include <string>

#include "ui/picture/numbers.hpp"

namespace headscope::ui {

/// Every pin: what it is, its number now and before, and how to let it go. Its size depends on how many pins there are, and on
/// nothing that changes while something else is dragged. From three on, or when asked for, cards are low: the second change and the
/// address give way.
void cards(Context& c, PictureNumbers& numbers, bool low = false);
float low_card_height(const Context& c);
/// The way from the pin to the cell whose formula is open, each part a control, and that cell's number; nothing before the first step.
void trail(Context& c, PictureNumbers& numbers);
/// The number pointed at beside the pinned ones, in a room of its own that is always as high.
void pointed_at(Context& c, PictureNumbers& numbers, ImVec2 at, float width);
float pointed_at_height(const Context& c);

/// Of a cell of one of two compared heads: the other's number there and the difference, "Head 2 0.4121 · Δ +0.4706"; else nothing.
std::string other_head(const Context& c, const lab::CellRef& cell);

/// Remembers what newly pinned cells show.
void remember_pins(Context& c);

}  // namespace headscope::ui
