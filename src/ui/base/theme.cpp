// The palettes, and how ImGui's own drawing takes them on.
#include "ui/base/theme.hpp"

#include <cmath>
#include <initializer_list>

#include "core/kernels/elementary.hpp"

namespace headscope::ui {
namespace {

constexpr ImU32 rgb(unsigned hex) { return IM_COL32(hex >> 16 & 255, hex >> 8 & 255, hex & 255, 255); }
constexpr ImU32 kDarkInk = rgb(0x000000), kLightInk = rgb(0xFFFFFF);

int channel(ImU32 colour, int shift) { return static_cast<int>(colour >> shift & 255); }

/// Relative luminance, WCAG 2.
float luminance(ImU32 colour) {
    auto linear = [&](int shift) {
        const double c = channel(colour, shift) / 255.0;
        return static_cast<float>(c <= 0.04045 ? c / 12.92 : core::portable_exp(2.4 * core::portable_log((c + 0.055) / 1.055)));
    };
    return 0.2126f * linear(IM_COL32_R_SHIFT) + 0.7152f * linear(IM_COL32_G_SHIFT) + 0.0722f * linear(IM_COL32_B_SHIFT);
}

/// One meaning, its colour in light and in dark.
struct Meaning {
    ImU32 Theme::*colour;
    unsigned light, dark;
};
constexpr Meaning kMeanings[] = {
    {&Theme::background, 0xF7F6F3, 0x12141B},  {&Theme::panel, 0xFFFFFF, 0x1A1D27}, {&Theme::ink, 0x1D2230, 0xE8EAF2},
    {&Theme::quiet, 0x606879, 0x9AA2B5},       {&Theme::line, 0xE4E2DC, 0x2A2F3D},  {&Theme::accent, 0x3B5BDB, 0x8EA6FF},
    {&Theme::on_accent, 0xFFFFFF, 0x10131C},   {&Theme::error, 0xB3261E, 0xFF8A80}, {&Theme::chip, 0xEFEEE9, 0x242936},
    {&Theme::chip_active, 0xE6E4DD, 0x2E3445}, {&Theme::wash, 0xECEFFC, 0x232A45},  {&Theme::query, 0x1A4F94, 0x6AA0FF},
    {&Theme::key, 0xA8500F, 0xFF9A5C},         {&Theme::value, 0x067A5E, 0x62E6B0}, {&Theme::output, 0x8545CB, 0xF0AEF4},
    {&Theme::changed, 0xC2185B, 0xFF7FB0},
};

/// The scales of the pictures, paper, hatching and what is no number, in the order of Palette.
constexpr unsigned kPalettes[2][13] = {{0xFFFFFF, 0xD6DEFA, 0x8AA0F0, 0x4656CD, 0x261E6E, 0xB25806, 0xF0B06E, 0xFAF9F6,
                                        0x8CB4DE, 0x1C4C96, 0xEDECE6, 0xCFCDC4, 0xD6285A},
                                       {0x1A1D27, 0x343A78, 0x6254BE, 0xC478BE, 0xFFCD96, 0xFFAA64, 0xAA6032, 0x24282F,
                                        0x286E96, 0x6ED7EB, 0x14161E, 0x343A4A, 0xD6285A}};

Theme theme_of(bool dark) {
    Theme t;
    t.dark = dark;
    for (const Meaning& meaning : kMeanings) t.*meaning.colour = rgb(dark ? meaning.dark : meaning.light);
    const unsigned* next = kPalettes[dark ? 1 : 0];
    for (ImU32& stop : t.palette.sequential) stop = rgb(*next++);
    for (ImU32& stop : t.palette.diverging) stop = rgb(*next++);
    t.palette.paper = rgb(*next++);
    t.palette.hatch = rgb(*next++);
    t.palette.nan = rgb(*next);
    return t;
}

}  // namespace

Theme light_theme() { return theme_of(false); }
Theme dark_theme() { return theme_of(true); }

ImU32 faded(ImU32 colour, float alpha) {
    const float a = static_cast<float>(channel(colour, IM_COL32_A_SHIFT)) * alpha;
    return (colour & ~IM_COL32_A_MASK) | static_cast<ImU32>(a + 0.5f) << IM_COL32_A_SHIFT;
}

ImU32 mixed(ImU32 a, ImU32 b, float t) {
    ImU32 out = 0;
    for (int shift : {IM_COL32_R_SHIFT, IM_COL32_G_SHIFT, IM_COL32_B_SHIFT, IM_COL32_A_SHIFT}) {
        const float from = static_cast<float>(channel(a, shift)), to = static_cast<float>(channel(b, shift));
        out |= static_cast<ImU32>(from + (to - from) * t + 0.5f) << shift;
    }
    return out;
}

float contrast(ImU32 a, ImU32 b) {
    const float la = luminance(a), lb = luminance(b);
    return la > lb ? (la + 0.05f) / (lb + 0.05f) : (lb + 0.05f) / (la + 0.05f);
}

ImU32 ink_on(ImU32 background, const Theme&) {
    // White wins below this luminance: sqrt(1.05 * (luminance of the dark ink + 0.05)) - 0.05.
    return luminance(background) < 0.179f ? kLightInk : kDarkInk;
}

ImU32 colour_of(float value, Scale scale, float limit, const Palette& palette) {
    if (std::isnan(value)) return palette.nan;
    float t = limit > 0 ? value / limit : 0;
    if (scale == Scale::diverging) t = 0.5f + 0.5f * t;
    if (!(t > 0)) t = 0;
    if (t > 1) t = 1;
    if (scale == Scale::root) t = std::sqrt(t);
    const ImU32* stops = scale == Scale::diverging ? palette.diverging : palette.sequential;
    const int i = t >= 1 ? 3 : static_cast<int>(t * 4);
    return mixed(stops[i], stops[i + 1], t * 4 - static_cast<float>(i));
}

void apply_style(const Theme& t) {
    ImGuiStyle& s = ImGui::GetStyle();
    auto set = [&](ImGuiCol index, ImU32 colour) { s.Colors[index] = ImGui::ColorConvertU32ToFloat4(colour); };
    for (int i = 0; i < ImGuiCol_COUNT; ++i) set(i, t.chip);
    for (int i : {ImGuiCol_WindowBg, ImGuiCol_ChildBg, ImGuiCol_ScrollbarBg, ImGuiCol_BorderShadow, ImGuiCol_TitleBg,
                  ImGuiCol_TitleBgActive, ImGuiCol_MenuBarBg, ImGuiCol_NavCursor, ImGuiCol_ModalWindowDimBg})
        set(i, 0);
    set(ImGuiCol_Text, t.ink);
    set(ImGuiCol_TextDisabled, t.quiet);
    set(ImGuiCol_InputTextCursor, t.accent);
    set(ImGuiCol_PopupBg, t.panel);
    set(ImGuiCol_Border, t.line);
    set(ImGuiCol_FrameBg, t.chip);
    set(ImGuiCol_FrameBgHovered, t.chip);
    set(ImGuiCol_FrameBgActive, t.panel);
    set(ImGuiCol_TextSelectedBg, faded(t.accent, 0.3f));
    set(ImGuiCol_ScrollbarGrab, faded(t.quiet, 0.35f));
    set(ImGuiCol_ScrollbarGrabHovered, faded(t.quiet, 0.6f));
    set(ImGuiCol_ScrollbarGrabActive, faded(t.quiet, 0.8f));
    set(ImGuiCol_Separator, t.line);
    s.WindowPadding = {0, 0};
    s.WindowBorderSize = 0, s.ChildBorderSize = 0, s.FrameBorderSize = 0, s.PopupBorderSize = 1;
    s.WindowRounding = 0, s.ChildRounding = 0, s.FrameRounding = 6, s.PopupRounding = 10;
    s.ScrollbarSize = 8, s.ScrollbarRounding = 4, s.GrabRounding = 4;
    s.WindowMinSize = {1, 1};
    s.FramePadding = {8, 5};
    s.ItemSpacing = {t.spacing, t.spacing};
    s.ItemInnerSpacing = {6, 4};
    s.DisabledAlpha = 1;
    s.DisplaySafeAreaPadding = {4, 4};
    s.DisplayWindowPadding = {0, 0};
    s.HoverStationaryDelay = 0;
}

}  // namespace headscope::ui
