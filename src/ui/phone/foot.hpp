// What has to stay in sight below the phone's pictures: the pinned numbers, what the page is, what has just been tried.
#pragma once

#include "ui/kit/region.hpp"
#include "ui/picture/numbers.hpp"

namespace headscope::ui {

enum class Foot { none, pins, guide, done };
/// What the tab of the heads shows; and what every tab shows above it.
Foot foot_of(const Context& c);
Foot done_of(const Context& c);
/// Draws it over the available width.
void foot(Context& c, PictureNumbers& numbers, Foot what);
/// The same as a sheet at the lower edge, which scrolls when it is higher; and how high it is.
void foot_sheet(Context& c, PictureNumbers& numbers, Foot what, const Region& region);
float foot_height(Context& c, Foot what, float width);

}  // namespace headscope::ui
