// The overlay that says what colours, outlines and hatches mean, and which conventions and symbols hold.
#include "ui/overlay/legend.hpp"

#include <algorithm>
#include <functional>
#include <utility>

#include "ui/kit/control.hpp"
#include "ui/kit/wrap.hpp"
#include "ui/matrix/turns.hpp"
#include "ui/overlay/overlay.hpp"
#include "ui/picture/hatch_sample.hpp"

namespace headscope::ui {

using lab::Str;

namespace {

constexpr ImVec2 kSample(40, 18);
constexpr float kWide = 700;  // from here on in two columns

/// A column of headings and lines, each line with or without a sample before its words.
struct Column {
    Context& c;
    ImVec2 at;
    float width;

    void report(std::string_view words, Role role, float height) {
        MirrorItem item;
        item.id = ImGui::GetID(words.data(), words.data() + words.size());
        item.role = role;
        item.label = words;
        item.min = at;
        item.max = at + ImVec2(width, height);
        c.mirror.add(std::move(item));
        at.y += height;
    }
    void heading(Str title) {
        at.y += 8;
        draw_text(c, at, c.text(title), c.theme.quiet, c.theme.heading, Face::bold);
        report(c.text(title), Role::heading, c.theme.heading + 8);
    }
    template <class Draw>
    void line(Str string, Draw&& sample) {
        const std::string_view words = c.text(string);
        sample(ImRect(at + ImVec2(0, 1), at + ImVec2(0, 1) + kSample));
        const float left = kSample.x + 12;
        const float height = draw_wrapped(c, at + ImVec2(left, 0), words, c.theme.ink, c.theme.text, width - left);
        report(words, Role::text, std::max(height, kSample.y + 2) + 5);
    }
    void sentence(Str string) {
        const std::string_view words = c.text(string);
        report(words, Role::text, draw_wrapped(c, at, words, c.theme.ink, c.theme.text, width) + 6);
    }
};

void gradient(const ImRect& r, const ImU32 (&stops)[5], const Theme& theme) {
    const float step = r.GetWidth() / 4;
    for (int i = 0; i < 4; ++i) {
        const float x = r.Min.x + static_cast<float>(i) * step;
        canvas()->AddRectFilledMultiColor({x, r.Min.y}, {x + step, r.Max.y}, stops[i], stops[i + 1], stops[i + 1], stops[i]);
    }
    canvas()->AddRect(r.Min, r.Max, faded(theme.quiet, 0.35f));
}

void meanings(Column& column) {
    const Theme& t = column.c.theme;
    const auto swatch = [&](Str words, ImU32 colour) {
        column.line(words, [&](const ImRect& r) { canvas()->AddRectFilled(r.Min, r.Max, colour, 4); });
    };
    column.heading(Str::legend_colours);
    swatch(Str::legend_query, t.query);
    swatch(Str::legend_key, t.key);
    swatch(Str::legend_value, t.value);
    swatch(Str::legend_output, t.output);
    column.line(Str::legend_weights, [&](const ImRect& r) { gradient(r, t.palette.sequential, t); });
    column.line(Str::legend_signed, [&](const ImRect& r) { gradient(r, t.palette.diverging, t); });
    swatch(Str::legend_nan, t.palette.nan);
    const auto outline = [&](Str words, ImU32 colour, float thickness) {
        column.line(words, [&](const ImRect& r) { canvas()->AddRect(r.Min, r.Max, colour, 4, 0, thickness); });
    };
    column.heading(Str::legend_outlines);
    outline(Str::legend_selected, t.accent, 2.5f);
    outline(Str::legend_of_key, t.key, 2);
    outline(Str::legend_head, faded(t.query, 0.8f), 1.5f);
    outline(Str::legend_changed, t.changed, 2);
    column.heading(Str::legend_hidden);
    constexpr std::pair<Hatch, Str> kReasons[] = {{Hatch::causal, Str::hidden_causal},
                                                  {Hatch::padding, Str::hidden_padding},
                                                  {Hatch::window, Str::hidden_window},
                                                  {Hatch::painted, Str::hidden_custom},
                                                  {Hatch::dropped, Str::hidden_dropped}};
    for (const auto& [hatch, words] : kReasons)
        column.line(words, [&, kind = hatch](const ImRect& r) { draw_hatch_sample(canvas(), r.Min, r.Max, kind, t); });
}

void conventions(Column& column) {
    Context& c = column.c;
    column.heading(Str::legend_conventions);
    for (const Str words :
         {Str::convention_rows, Str::convention_product, Str::convention_mask, Str::convention_sizes, Str::convention_indices})
        column.sentence(words);
    column.at.y += 6;
    ImGui::SetCursorScreenPos(column.at);
    const std::string_view choices[] = {c.text(Str::symbols_own), c.text(Str::symbols_articles)};
    constexpr std::string_view kKeys[] = {"own", "articles"};
    int chosen = static_cast<int>(c.view.symbols);
    if (segmented(c, "symbols", c.text(Str::legend_symbols), choices, &chosen, {}, kKeys))
        c.view.symbols = static_cast<Symbols>(chosen);
    column.at.y = ImGui::GetCursorScreenPos().y;
}

void decoding(Column& column) {
    const Theme& t = column.c.theme;
    column.at.y += 6;
    column.heading(Str::decoding_heading);
    column.sentence(Str::decoding_help);
    constexpr std::pair<lab::Turn, Str> kTurns[] = {{lab::Turn::now, Str::decoding_now},
                                                    {lab::Turn::cached, Str::decoding_cached},
                                                    {lab::Turn::earlier, Str::decoding_earlier},
                                                    {lab::Turn::later, Str::decoding_later}};
    for (const auto& [mark, words] : kTurns)
        column.line(words, [&, kind = mark](const ImRect& r) {
            if (kind != lab::Turn::later) gradient(r, t.palette.sequential, t);
            draw_turn_mark(column.c, kind, r.Min, r.Max);
            if (kind == lab::Turn::later) canvas()->AddRect(r.Min, r.Max, t.line);
        });
}

}  // namespace

void legend_overlay(Context& c, const PagePlan& plan) {
    if (!begin_overlay(c, plan, "legend", Str::legend_title, 820, &c.view.legend)) return;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    constexpr float kBetween = 32;
    const bool two = width >= kWide;
    const float each = two ? (width - kBetween) / 2 : width;
    Column first{c, at, each};
    meanings(first);
    Column second{c, two ? at + ImVec2(each + kBetween, 0) : first.at, each};
    conventions(second);
    decoding(second);
    ImGui::SetCursorScreenPos(at);
    ImGui::Dummy(ImVec2(width, std::max(first.at.y, second.at.y) - at.y));
    end_overlay(c);
}

}  // namespace headscope::ui
