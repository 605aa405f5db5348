// The palettes, and how ImGui's own drawing takes them on.
#include "ui/base/theme.hpp"

#include <cmath>
#include <initializer_list>

namespace headscope::ui {
namespace {

constexpr ImU32 rgb(unsigned hex) { return IM_COL32(hex >> 16 & 255, hex >> 8 & 255, hex & 255, 255); }
constexpr ImU32 kDarkInk = rgb(0x000000), kLightInk = rgb(0xFFFFFF);

int channel(ImU32 colour, int shift) { return static_cast<int>(colour >> shift & 255); }

/// Relative luminance, WCAG 2.
float luminance(ImU32 colour) {
    auto linear = [&](int shift) {
        const float c = static_cast<float>(channel(colour, shift)) / 255;
        return c <= 0.04045f ? c / 12.92f : std::pow((c + 0.055f) / 1.055f, 2.4f);
    };
    return 0.2126f * linear(IM_COL32_R_SHIFT) + 0.7152f * linear(IM_COL32_G_SHIFT) + 0.0722f * linear(IM_COL32_B_SHIFT);
}

}  // namespace

Theme light_theme() {
    Theme t;
    t.background = rgb(0xF7F6F3), t.panel = rgb(0xFFFFFF), t.ink = rgb(0x1D2230), t.quiet = rgb(0x606879);
    t.line = rgb(0xE4E2DC), t.accent = rgb(0x3B5BDB), t.on_accent = rgb(0xFFFFFF), t.error = rgb(0xB3261E);
    t.chip = rgb(0xEFEEE9), t.chip_active = rgb(0xE6E4DD), t.wash = rgb(0xECEFFC);
    t.query = rgb(0x1A4F94), t.key = rgb(0xA8500F), t.value = rgb(0x067A5E), t.output = rgb(0x8545CB);
    t.palette = {{rgb(0xFFFFFF), rgb(0xD6DEFA), rgb(0x8AA0F0), rgb(0x4656CD), rgb(0x261E6E)},
                 {rgb(0xB25806), rgb(0xF0B06E), rgb(0xFAF9F6), rgb(0x8CB4DE), rgb(0x1C4C96)},
                 rgb(0xEDECE6),
                 rgb(0xCFCDC4)};
    return t;
}

Theme dark_theme() {
    Theme t;
    t.dark = true;
    t.background = rgb(0x12141B), t.panel = rgb(0x1A1D27), t.ink = rgb(0xE8EAF2), t.quiet = rgb(0x9AA2B5);
    t.line = rgb(0x2A2F3D), t.accent = rgb(0x8EA6FF), t.on_accent = rgb(0x10131C), t.error = rgb(0xFF8A80);
    t.chip = rgb(0x242936), t.chip_active = rgb(0x2E3445), t.wash = rgb(0x232A45);
    t.query = rgb(0x6AA0FF), t.key = rgb(0xFF9A5C), t.value = rgb(0x62E6B0), t.output = rgb(0xF0AEF4);
    t.palette = {{rgb(0x1A1D27), rgb(0x343A78), rgb(0x6254BE), rgb(0xC478BE), rgb(0xFFCD96)},
                 {rgb(0xFFAA64), rgb(0xAA6032), rgb(0x24282F), rgb(0x286E96), rgb(0x6ED7EB)},
                 rgb(0x14161E),
                 rgb(0x343A4A)};
    return t;
}

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
    float t = scale == Scale::weights ? value : limit > 0 ? 0.5f + 0.5f * value / limit : 0.5f;
    if (!(t > 0)) t = 0;  // also NaN
    if (t > 1) t = 1;
    const ImU32* stops = scale == Scale::weights ? palette.sequential : palette.diverging;
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
