// Below the stage: what its colours and hatchings mean.
#include <algorithm>
#include <cmath>

#include "ui/flow/mask_brush.hpp"
#include "ui/flow/stage.hpp"
#include "ui/kit/popup.hpp"
#include "ui/picture/hatch_sample.hpp"
#include "ui/text/number_text.hpp"

namespace headscope::ui {

using lab::Str;

namespace {

constexpr Str kScaleWords[] = {Str::scale_auto, Str::scale_largest, Str::scale_root, Str::scale_one, Str::scale_uniform};
constexpr std::string_view kScaleKeys[] = {"auto", "largest", "root", "one", "uniform"};

/// One line of things beside each other, as many as have room.
struct Line {
    Context& c;
    float x, y, end;  // y: the middle
    float size = 0;

    bool fits(float width) const { return x + width <= end; }
    void say(std::string_view text, float after) { x += draw_centred(c, ImVec2(x, y), text, c.theme.quiet, size).x + after; }
};

void colour_bar(Line& line, const Heatmap& map) {
    constexpr float kWidth = 88, kHeight = 10;
    const Theme& theme = line.c.theme;
    const bool is_signed = map.scale == Scale::diverging;
    const std::string high = short_text(std::round(static_cast<double>(map.limit) * 1e6) / 1e6);
    line.say(is_signed ? "\u2212" + high : "0", 6);
    ImDrawList* list = ImGui::GetWindowDrawList();
    constexpr int kParts = 16;
    const float step = kWidth / kParts;
    for (int i = 0; i < kParts; ++i) {
        const auto colour = [&](int at) {
            const float t = static_cast<float>(at) / kParts;
            return colour_of((is_signed ? 2 * t - 1 : t) * map.limit, map.scale, map.limit, theme.palette);
        };
        const ImVec2 a(line.x + static_cast<float>(i) * step, line.y - kHeight / 2), b(a.x + step, a.y + kHeight);
        list->AddRectFilledMultiColor(a, b, colour(i), colour(i + 1), colour(i + 1), colour(i));
    }
    list->AddRect(ImVec2(line.x, line.y - kHeight / 2), ImVec2(line.x + kWidth, line.y + kHeight / 2),
                  faded(theme.quiet, 0.35f));
    line.x += kWidth + 6;
    line.say(high, 10);
}

/// How weights become colours, as a menu.
void scale_choice(Line& line, Scale scale, int keys) {
    Context& c = line.c;
    if (c.view.hides("weight_scale")) return;
    constexpr float kHeight = 24;
    const std::string count = std::to_string(keys);
    const auto words = [&](size_t i) { return lab::format(kScaleWords[i], c.view.language, {count}); };
    const auto chosen = static_cast<size_t>(c.view.weight_scale);
    const bool automatic = c.view.weight_scale == WeightScale::automatic;
    const std::string now = words(static_cast<size_t>(!automatic             ? c.view.weight_scale
                                                      : scale == Scale::root ? WeightScale::root
                                                                             : WeightScale::largest));
    const auto width_of = [&](std::string_view text) { return text_size(text, line.size).x + 34; };
    const std::string_view shown = line.fits(width_of(now)) ? std::string_view(now) : c.text(Str::scale_short);
    const float width = width_of(shown);
    if (!line.fits(width)) return;
    ImGui::SetCursorScreenPos(ImVec2(line.x, line.y - kHeight / 2));
    const auto [b, open, by_keyboard] = popup_button(c, "weight_scale", ImVec2(width, kHeight), c.text(Str::scale_title), now);
    if (b.hovered || open) canvas()->AddRectFilled(b.rect.Min, b.rect.Max, c.theme.chip_active, 6);
    draw_centred(c, ImVec2(line.x + 8, line.y), shown, c.theme.quiet, line.size);
    draw_chevron(ImVec2(line.x + width - 13, line.y + 1), c.theme.quiet);
    draw_ring(c, b, 6);
    tooltip(c, b, c.text(Str::scale_title));
    line.x += width + 4;
    if (!begin_popup(c, b.id, b.rect, 220)) return;
    for (size_t i = 0; i < std::size(kScaleWords); ++i) {
        if (!menu_line(c, "weight_scale." + std::string(kScaleKeys[i]), words(i), i == chosen, 208)) continue;
        c.view.weight_scale = static_cast<WeightScale>(i);
        close_popup(c);
    }
    end_popup(c);
}

/// A padlock of this size at the line's end, whatever else stands there.
void scale_lock(Context& c, const Region& room, float side) {
    if (side <= 0) return;
    const ImVec2 at(room.max.x - side, (room.min.y + room.max.y - side) / 2);
    ImGui::SetCursorScreenPos(at);
    const bool on = c.view.scale_lock;
    if (button(c, "scale_lock", "", ButtonKind::quiet, true, c.text(Str::scale_lock_help), ImVec2(side, side), on))
        c.view.scale_lock = !on;
    const ImVec2 m = at + ImVec2(side, side) / 2;
    const ImU32 ink = on ? c.theme.accent : c.theme.quiet;
    canvas()->AddRectFilled(m + ImVec2(-5.5f, -0.5f), m + ImVec2(5.5f, 7), ink, 1.5f);
    canvas()->PathLineTo(m + ImVec2(-3.5f, 0));
    canvas()->PathArcTo(m + ImVec2(0, -3.5f), 3.5f, IM_PI, 2 * IM_PI);
    if (on) canvas()->PathLineTo(m + ImVec2(3.5f, 0));  // open: the shackle ends in the air
    canvas()->PathStroke(ink, 0, 1.6f);
}

void hatchings(Line& line, PictureNumbers& numbers) {
    constexpr std::pair<Hatch, Str> kAll[] = {{Hatch::causal, Str::legend_causal},
                                              {Hatch::padding, Str::legend_padding},
                                              {Hatch::window, Str::legend_window},
                                              {Hatch::painted, Str::legend_painted},
                                              {Hatch::dropped, Str::legend_dropped}};
    constexpr float kSide = 14;
    for (const auto& [hatch, words] : kAll) {
        if (!numbers.hatches(line.c).has(hatch)) continue;
        const std::string_view text = line.c.text(words);
        if (!line.fits(kSide + 5 + text_size(text, line.size).x)) return;
        const ImVec2 min(line.x, line.y - kSide / 2);
        draw_hatch_sample(ImGui::GetWindowDrawList(), min, ImVec2(min.x + kSide, min.y + kSide), hatch, line.c.theme);
        line.x += kSide + 5;
        line.say(text, 12);
    }
}

/// The colour of what is no number, while there is such.
void not_a_number(Line& line, const Heatmap& map) {
    constexpr float kSide = 14;
    const std::string_view text = line.c.text(Str::choice_nan);
    if (!map.nan || !line.fits(kSide + 5 + text_size(text, line.size).x)) return;
    const ImVec2 min(line.x, line.y - kSide / 2);
    ImGui::GetWindowDrawList()->AddRectFilled(min, ImVec2(min.x + kSide, min.y + kSide), line.c.theme.palette.nan, 2);
    line.x += kSide + 5;
    line.say(text, 12);
}

}  // namespace

void legend(Context& c, PictureNumbers& numbers, const Region& room) {
    const lab::TensorInfo& row = lab::info(c.view.large);
    const Heatmap map = row.is_matrix() ? numbers.matrix(c, row.id)
                                        : numbers.stage(c, row.id, row.per_head && !row.head_by_head() ? -1 : c.view.head);
    if (map.values == nullptr) return;
    float left = room.min.x;
    const float lock = c.view.hides("weight_scale") ? 0 : c.app.touch ? 44.0f : 28.0f;
    if (row.is_score()) {
        ImGui::SetCursorScreenPos(room.min);
        const float all = mask_brush(c, room.width() - lock).x;
        const float brush = c.view.painting ? all : brush_button_width(c);
        if (brush > 0) left += brush + 14;
    }
    Line line{c, left, (room.min.y + room.max.y) / 2, room.max.x - lock, c.theme.small};
    if (!c.view.painting) colour_bar(line, map);  // the brush needs the room
    not_a_number(line, map);
    if (map.scale != Scale::diverging && !row.is_matrix()) scale_choice(line, map.scale, c.document.keys());
    const std::string_view sink = c.text(Str::legend_sink);
    if (row.sequential && row.is_score() && c.document.on(lab::Param::sink) && line.fits(text_size(sink, line.size).x))
        line.say(sink, 12);
    if (row.hatched) hatchings(line, numbers);
    scale_lock(c, room, lock);
}

}  // namespace headscope::ui
