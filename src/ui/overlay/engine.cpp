// What computes, how fast it is, and the same document computed one number at a time, on request.
#include "ui/overlay/engine.hpp"

#include <algorithm>
#include <cmath>

#include "lab/program/comparison.hpp"
#include "ui/inspector/writer.hpp"
#include "ui/kit/popup.hpp"
#include "ui/kit/wrap.hpp"
#include "ui/text/number_text.hpp"

namespace headscope::ui {

using lab::Str;
using State = ScalarComparison::State;

namespace {

double gflops(double multiply_adds, double ms) { return ms > 0 ? 2 * multiply_adds / (ms * 1e6) : 0; }

std::string engine_name(const Context& c) { return "wasm " + std::string(c.app.engine); }

Str about_engine(const Context& c) {
    return c.app.engine == "native" ? Str::engine_native : c.app.engine == "simd128" ? Str::engine_simd : Str::engine_relaxed;
}

std::string last_change(const Context& c) {
    return lab::format(
        Str::engine_last, c.view.language,
        {evaluation_time(c), count_text(c.trace.last_multiply_adds()), count_text(c.trace.full_multiply_adds())});
}

/// One way of computing: its name, a bar as long as it is fast, its time and speed.
void measured_row(Context& c, std::string_view key, Str name, double ms, double fastest_ms, ImU32 colour) {
    const Theme& theme = c.theme;
    constexpr float kHeight = 24, kBar = 7;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x, middle = at.y + kHeight / 2;
    const bool known = ms > 0;
    const std::string time = known ? time_text(ms) : "\u2013",
                      speed = known ? three_digits(gflops(c.app.comparison.multiply_adds, ms)) : "\u2013";
    const auto column = [&](std::string_view widest) { return text_size(widest, theme.small).x; };
    const float names = std::max(column(c.text(Str::engine_simd_row)), column(c.text(Str::engine_scalar_row))) + 10;
    const float times = column("00.0 \u00b5s"), speeds = column("0.000 GFLOP/s") + 12;
    draw_centred(c, ImVec2(at.x, middle), c.text(name), theme.ink, theme.small);
    const ImVec2 from(at.x + names, middle - kBar / 2), to(at.x + width - speeds - times - 12, middle + kBar / 2);
    canvas()->AddRectFilled(from, to, theme.chip, kBar / 2);
    if (known)
        canvas()->AddRectFilled(from,
                                ImVec2(from.x + std::max(kBar, (to.x - from.x) * static_cast<float>(fastest_ms / ms)), to.y),
                                colour, kBar / 2);
    const auto right = [&](const std::string& text, float end, ImU32 ink) {
        draw_centred(c, ImVec2(end - column(text), middle), text, ink, theme.small);
    };
    right(time, at.x + width - speeds, theme.ink);
    right(speed + " GFLOP/s", at.x + width, theme.quiet);
    tell(c, Role::text, key,
         known ? lab::format(Str::engine_row_spoken, c.view.language, {c.text(name), time, speed})
               : std::string(c.text(name)) + ": \u2013",
         at, ImVec2(at.x + width, at.y + kHeight));
    ImGui::Dummy(ImVec2(width, kHeight));
}

std::string verdict(const Context& c) {
    const ScalarComparison& m = c.app.comparison;
    const auto say = [&](Str string, std::initializer_list<std::string_view> arguments) {
        return lab::format(string, c.view.language, arguments);
    };
    switch (m.state) {
        case State::none: return {};
        case State::running: return std::string(c.text(Str::engine_measuring));
        case State::too_large:
            return say(Str::engine_too_large, {count_text(m.multiply_adds), count_text(lab::Comparison::kMostMultiplyAdds)});
        case State::out_of_memory: return std::string(c.text(Str::engine_no_memory));
        case State::done: break;
    }
    const std::string ratio = three_digits(m.scalar_ms / m.simd_ms);
    if (std::isnan(m.difference)) return say(Str::engine_verdict_nan, {ratio});
    return say(Str::engine_verdict, {ratio, number_text(m.difference, 4)});
}

/// The outcome in words, in a room that does not change when it arrives.
void outcome(Context& c) {
    const Theme& theme = c.theme;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const std::string words = verdict(c);
    const bool refused = c.app.comparison.state == State::too_large || c.app.comparison.state == State::out_of_memory;
    const float two_lines = 2 * std::floor(theme.small * 1.42f + 0.5f);
    const float height = draw_wrapped(c, at, words, refused ? theme.error : theme.ink, theme.small, width);
    tell(c, Role::status, "engine.outcome", words, at, ImVec2(at.x + width, at.y + std::max(height, two_lines)));
    ImGui::Dummy(ImVec2(width, std::max(height, two_lines)));
}

}  // namespace

std::string evaluation_time(const Context& c) {
    // One evaluation, so no finer than a browser's clock.
    const double ms = c.app.evaluate_ms;
    return ms < 0.1 ? "< 0.1 ms" : number_text(ms, 1) + " ms";
}

void engine_details(Context& c) {
    const Theme& theme = c.theme;
    const ScalarComparison& m = c.app.comparison;
    group_heading(c, Str::engine_title);
    room(6);
    Writer w(c, theme.text);
    w.words(engine_name(c), theme.quiet, theme.small);
    w.words(c.text(about_engine(c)), theme.ink);
    w.gap(4);
    if (c.app.gflops) {
        // Chinese counts in 10^8 where English counts in 10^9.
        const double counted = *c.app.gflops * (c.view.language == lab::Language::chinese ? 10 : 1);
        const Str words = c.app.gflops_of_trial ? Str::engine_trial : Str::engine_now;
        w.words(lab::format(words, c.view.language, {three_digits(*c.app.gflops), three_digits(counted)}), theme.ink);
    } else {
        w.words(c.text(Str::engine_untimed), theme.quiet, theme.small);
    }
    w.gap(2);
    w.words(last_change(c), theme.quiet, theme.small);
    w.end("engine.now");
    const ImVec2 rule = ImGui::GetCursorScreenPos() + ImVec2(0, 10);
    canvas()->AddLine(rule, rule + ImVec2(ImGui::GetContentRegionAvail().x, 0), theme.line);
    room(20);
    Writer about(c, theme.small);
    about.words(c.text(Str::engine_about), theme.quiet);
    about.end("engine.about");
    room(6);
    const double fastest = std::min(m.simd_ms, m.scalar_ms);
    measured_row(c, "engine.simd", Str::engine_simd_row, m.simd_ms, fastest, theme.accent);
    measured_row(c, "engine.scalar", Str::engine_scalar_row, m.scalar_ms, fastest, theme.quiet);
    room(6);
    outcome(c);
    room(8);
    const Str words = m.state == State::running ? Str::engine_measuring
                      : m.state == State::done  ? Str::engine_again
                                                : Str::engine_compare;
    const ImVec2 size(ImGui::GetContentRegionAvail().x, c.app.touch ? 44.0f : 34.0f);
    if (button(c, "engine.compare", c.text(words), ButtonKind::outlined, m.state != State::running, {}, size))
        c.commands.push_back({Command::measure, {}});
}

float engine_button(Context& c, ImVec2 at, float height) {
    if (c.view.hides("engine")) return 0;
    const Theme& theme = c.theme;
    constexpr float kPad = 8, kChevron = 18, kPopup = 348, kPopupPad = 16;
    const std::string name = engine_name(c), speed = c.app.gflops ? three_digits(*c.app.gflops) + " GFLOP/s" : std::string();
    const std::string_view ask = c.text(Str::engine_fast);
    const float names = text_size(ask, theme.small).x + 12;
    // As wide as the widest speed, so that what follows stays where it is.
    const float width = 2 * kPad + names + text_size("0.000 GFLOP/s", theme.small).x + kChevron;
    ImGui::SetCursorScreenPos(at);
    const Control b = control(c, "engine", ImVec2(width, height));
    const bool open = ImGui::IsPopupOpen(b.id, ImGuiPopupFlags_None);
    const bool by_keyboard = c.mirror.focus() == b.id && (c.mirror.focus_visible() || c.interaction.keyboard_last);
    if (b.pressed && !open) open_popup(c, b.id);
    const Str spoken = c.app.gflops ? Str::engine_button : Str::engine_button_untimed;
    MirrorItem item =
        item_of(b, Role::button, lab::format(spoken, c.view.language, {name, c.app.gflops ? three_digits(*c.app.gflops) : ""}),
                "engine");
    item.help = last_change(c);
    item.expanded = open || b.pressed;
    c.mirror.add(std::move(item));
    if (b.hovered || open)
        canvas()->AddRectFilled(b.rect.Min, b.rect.Max, open ? theme.chip_active : theme.chip, theme.rounding);
    const float middle = b.rect.GetCenter().y, left = b.rect.Min.x + kPad;
    const ImU32 ink = b.hovered || open ? theme.ink : theme.quiet;
    draw_centred(c, ImVec2(left, middle), ask, ink, theme.small);
    draw_centred(c, ImVec2(left + names, middle), speed, ink, theme.small);
    const ImVec2 tip(b.rect.Max.x - kPad - 4, middle);
    const ImVec2 up[] = {tip + ImVec2(-4, 2), tip + ImVec2(0, -2), tip + ImVec2(4, 2)};
    canvas()->AddPolyline(up, 3, ink, 0, 1.6f);
    draw_ring(c, b, theme.rounding);
    if (b.hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    if (!open) tooltip(c, b, c.text(Str::engine_more));
    ImGui::SetNextWindowSize(ImVec2(kPopup, 0));
    if (!begin_popup(c, b.id, b.rect, kPopup, kPopupPad)) return width;
    if (ImGui::GetCurrentWindow()->Appearing && by_keyboard) c.mirror.set_focus(ImGui::GetID("engine.compare"), true);
    engine_details(c);
    end_popup(c);
    return width;
}

}  // namespace headscope::ui
