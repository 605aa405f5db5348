// Colours, spacing and type sizes: one meaning, one colour, in light and dark.
#pragma once

#include "ui/base/heatmap.hpp"

namespace headscope::ui {

/// Text on `background`, `panel` and `chip` has a WCAG contrast of at least 4.5. The four meanings stay apart for
/// protan, deutan and tritan vision (Machado et al. 2009; OKLab distance >= 0.08 for each pair).
struct Theme {
    bool dark = false;
    ImU32 background, panel, ink, quiet, line, accent, on_accent, error;
    ImU32 chip, chip_active;          // fills of controls at rest, and under the pointer
    ImU32 wash;                       // accent, so thin that text stays readable on it
    ImU32 query, key, value, output;  // one colour, one meaning, everywhere
    ImU32 changed;                    // the outline of what the last change reached
    Palette palette;
    // sizes in ImGui units (CSS pixels)
    float text = 15, small = 13, caption = 15, heading = 12, huge = 34;
    float rounding = 8, rail_width = 236, inspector_width = 310, bar_height = 52, spacing = 8;
};

Theme light_theme();
Theme dark_theme();
/// Gives ImGui's own drawing (popups, scroll bars, text fields) the theme's colours and measures.
void apply_style(const Theme& theme);
/// Dark or light ink, whichever reads better on `background` (WCAG contrast).
ImU32 ink_on(ImU32 background, const Theme& theme);
/// The colour the shader gives a value, for the ink of the number in the cell.
ImU32 colour_of(float value, Scale scale, float limit, const Palette& palette);
/// `colour` with its alpha multiplied.
ImU32 faded(ImU32 colour, float alpha);
/// From `a` to `b`, by sRGB components.
ImU32 mixed(ImU32 a, ImU32 b, float t);
/// WCAG 2 contrast ratio of two opaque colours, 1 to 21.
float contrast(ImU32 a, ImU32 b);

}  // namespace headscope::ui
