// The numbers in the cells: only those on screen, each in the ink that reads best on its cell.
#include <array>
#include <cmath>
#include <string_view>

#include "ui/matrix/parts.hpp"
#include "ui/text/number_text.hpp"

namespace headscope::ui::matrix_parts {
namespace {

/// Widths of the few characters numbers are made of.
struct Widths {
    float digit, dot, minus;
    explicit Widths(float size)
        : digit(text_size("0", size).x), dot(text_size(".", size).x), minus(text_size("\xE2\x88\x92", size).x) {}
    float of(const char* text, int n) const {
        float w = 0;
        for (int i = 0; i < n; ++i) {
            const auto ch = static_cast<unsigned char>(text[i]);
            w += ch == '.' ? dot : ch == 0xE2 ? minus : (ch & 0xC0) == 0x80 ? 0 : digit;
        }
        return w;
    }
};

/// ink_on for 64 steps of a scale, each worked out when first needed.
class Inks {
public:
    Inks(const Heatmap& map, const Theme& theme) : map_(map), theme_(theme) {}
    ImU32 on(float value) {
        if (std::isnan(value)) return ink_on(theme_.palette.nan, theme_);
        const bool is_signed = map_.scale == Scale::diverging;
        float t = value / (map_.limit > 0 ? map_.limit : 1);
        if (is_signed) t = 0.5f + 0.5f * t;
        if (!(t > 0)) t = 0;
        if (t > 1) t = 1;
        const auto step = static_cast<size_t>(t * 63 + 0.5f);
        if (!inks_[step]) {
            const float middle = static_cast<float>(step) / 63;
            const float shown_value = is_signed ? (middle - 0.5f) * 2 : middle;
            inks_[step] = ink_on(colour_of(shown_value, map_.scale, 1, theme_.palette), theme_);
        }
        return inks_[step];
    }

private:
    const Heatmap& map_;
    const Theme& theme_;
    std::array<ImU32, 64> inks_{};
};

}  // namespace

void draw_numbers(MatrixFrame& m) {
    const float size = m.layout.number_size;
    if (size <= 0) return;
    const Heatmap& map = m.map;
    ImDrawList* list = canvas();
    const ImVec4 clip = list->_ClipRectStack.back();
    const int row_0 = m.rows.find(clip.y), row_1 = m.rows.find(clip.w), col_0 = m.cols.find(clip.x),
              col_1 = m.cols.find(clip.z);
    ImFont* font = font_of(Face::regular);
    const Widths widths(size);
    Inks inks(map, m.c.theme);
    const float room = m.cols.pitch - 2, middle = middle_of(size);
    const Typing& typing = m.c.interaction.typing;
    char text[kNumberText];
    for (int r = row_0; r <= row_1; ++r) {
        const float y = ImFloor(m.rows.at(r) + m.rows.pitch / 2 - middle + 0.5f);
        for (int col = col_0; col <= col_1; ++col) {
            if (map.hidden(r, col) || (typing.owner == m.control.id && typing.row == r && typing.col == col)) continue;
            const float value = map.value(r, col);
            int decimals = m.layout.decimals, n = 0;
            float width = 0;
            do {
                n = format_fixed(text, static_cast<double>(value), decimals);
                width = widths.of(text, n);
            } while (width > room && --decimals >= 0);
            if (width > room) continue;
            const float x = m.cols.at(col) + (m.cols.pitch - width) / 2;
            list->AddText(font, size, {ImFloor(x + 0.5f), y}, inks.on(value), text, text + n);
        }
    }
}

void draw_bubble(MatrixFrame& m, int row, int col) {
    if (m.map.hidden(row, col)) return;
    char text[kNumberText];
    const int n = format_fixed(text, static_cast<double>(m.map.value(row, col)), ImMax(m.spec.decimals, 3));
    const Theme& t = m.c.theme;
    const std::string_view shown_text(text, static_cast<size_t>(n));
    const ImVec2 extent = text_size(shown_text, t.text, Face::bold);
    const ImRect cell = m.cell(row, col);
    const float lift = m.c.app.touch ? 34.0f : 8.0f;
    ImVec2 at(cell.GetCenter().x - extent.x / 2, cell.Min.y - lift - extent.y);
    const float screen = ImGui::GetIO().DisplaySize.x;
    at.x = ImClamp(at.x, 12.0f, ImMax(12.0f, screen - extent.x - 12));
    if (at.y < 8) at.y = cell.Max.y + lift;
    ImDrawList* list = ImGui::GetForegroundDrawList();
    list->AddRectFilled(at - ImVec2(8, 4), at + extent + ImVec2(8, 4), t.ink, 6);
    list->AddText(font_of(Face::bold), t.text, {ImFloor(at.x), ImFloor(at.y)}, t.panel, text, text + n);
}

}  // namespace headscope::ui::matrix_parts
