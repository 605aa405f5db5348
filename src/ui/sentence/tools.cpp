// The tools of the sentence: see tools.hpp.
#include "ui/sentence/tools.hpp"

#include <array>

#include "ui/kit/control.hpp"

namespace headscope::ui {

using lab::Str;

bool arcs_choice_shows(const Context& c) { return c.document.integer(lab::Param::num_heads) > 1 && !c.view.hides("arcs"); }

void arcs_choice(Context& c, ImVec2 at) {
    const std::array<std::string_view, 2> choices{c.text(Str::arcs_head), c.text(Str::arcs_all)};
    constexpr std::array<std::string_view, 2> kKeys{"head", "all"};
    ImGui::SetCursorScreenPos(at);
    int chosen = static_cast<int>(c.view.arcs);
    if (segmented(c, "arcs", "", choices, &chosen, c.text(Str::arcs_label), kKeys)) c.view.arcs = static_cast<Arcs>(chosen);
}

float arcs_choice_width(const Context& c) {
    const float padding = c.app.touch ? 13.0f : 10.0f;
    const float text = c.theme.text;
    return text_size(c.text(Str::arcs_head), text).x + text_size(c.text(Str::arcs_all), text).x + 4 * padding + 8;
}

float arcs_switch_width(const Context& c) { return text_size(c.text(Str::arcs_all), c.theme.text).x + 28; }

void arcs_switch(Context& c, ImVec2 upper_right, float height) {
    const Theme& t = c.theme;
    const std::string_view word = c.text(Str::arcs_all);
    const bool on = c.view.arcs == Arcs::all;
    const ImRect rect(upper_right.x - arcs_switch_width(c), upper_right.y, upper_right.x, upper_right.y + height);
    const Control chip = control_at(c, ImGui::GetID("arcs"), rect);
    if (chip.pressed) c.view.arcs = on ? Arcs::head : Arcs::all;
    MirrorItem item = item_of(chip, Role::checkbox, word, "arcs");
    item.checked = c.view.arcs == Arcs::all;
    c.mirror.add(std::move(item));
    const float round = rect.GetHeight() / 2;
    canvas()->AddRectFilled(rect.Min, rect.Max, on ? t.wash : t.chip, round);
    if (on) canvas()->AddRect(rect.Min, rect.Max, t.accent, round);
    draw_centred(c, ImVec2(rect.Min.x + 14, rect.GetCenter().y), word, on ? t.accent : t.quiet, t.text);
    draw_ring(c, chip, round);
}

namespace {

/// Where the pencil's room ends.
float end_of_pencil(const TokenRow& row) { return (row.pills.fits ? row.x + row.pills.total : row.room.max.x) + kPencil; }

}  // namespace

void shuffler(Context& c, const TokenRow& row) {
    const Theme& t = c.theme;
    const float left = end_of_pencil(row);
    const ImRect rect(left, row.room.min.y, left + kShuffler - 1, row.room.max.y);
    const Control dice = control_at(c, ImGui::GetID(row.queries ? "shuffle" : "shuffle memory"), rect);
    const std::string_view word = c.text(row.queries ? Str::sentence_shuffle : Str::sentence_shuffle_memory);
    MirrorItem item = item_of(dice, Role::button, word, row.queries ? "sentence.shuffle" : "memory.shuffle");
    item.help = c.text(Str::sentence_shuffle_help);
    c.mirror.add(std::move(item));
    if (dice.hovered || dice.held) canvas()->AddRectFilled(rect.Min, rect.Max, dice.held ? t.chip_active : t.chip, t.rounding);
    const ImU32 ink = dice.hovered ? t.ink : t.quiet;
    const ImVec2 m = rect.GetCenter();
    // Two ways that cross, and their points.
    for (const float side : {-1.0f, 1.0f}) {
        const ImVec2 end = m + ImVec2(6, -4 * side);
        canvas()->AddLine(m + ImVec2(-7, 4 * side), m + ImVec2(-4, 4 * side), ink, 1.3f);
        canvas()->AddLine(m + ImVec2(-4, 4 * side), m + ImVec2(2, -4 * side), ink, 1.3f);
        canvas()->AddLine(m + ImVec2(2, -4 * side), end, ink, 1.3f);
        canvas()->AddTriangleFilled(end + ImVec2(-2, -3), end + ImVec2(-2, 3), end + ImVec2(2, 0), ink);
    }
    draw_ring(c, dice, t.rounding);
    if (dice.hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    tooltip(c, dice, std::string(word) + ": " + std::string(c.text(Str::sentence_shuffle_help)));
    if (!dice.pressed) return;
    const lab::SentenceId which = row.name.which;
    c.edit(lab::Shuffle{which, row.name.item, ++c.interaction.shuffles}, false,
           {row.queries ? "sentence.shuffle" : "memory.shuffle"});
}

void pencil(Context& c, const TokenRow& row) {
    const Theme& t = c.theme;
    const float right = end_of_pencil(row);
    const ImRect rect(right - kPencil + 6, row.room.min.y, right, row.room.max.y);
    const Control pen = control_at(c, ImGui::GetID(row.queries ? "edit" : "edit memory"), rect);
    const std::string_view word = c.text(row.queries ? Str::sentence_edit : Str::sentence_edit_memory);
    c.mirror.add(item_of(pen, Role::button, word, row.queries ? "sentence.edit" : "memory.edit"));
    if (pen.hovered || pen.held) canvas()->AddRectFilled(rect.Min, rect.Max, pen.held ? t.chip_active : t.chip, t.rounding);
    const ImU32 ink = pen.hovered ? t.ink : t.quiet;
    const ImVec2 m = rect.GetCenter();
    // The shaft, its band, and the point.
    canvas()->AddQuad(m + ImVec2(-5, 2), m + ImVec2(3, -6), m + ImVec2(6, -3), m + ImVec2(-2, 5), ink, 1.3f);
    canvas()->AddLine(m + ImVec2(0.5f, -3.5f), m + ImVec2(3.5f, -0.5f), ink, 1.3f);
    canvas()->AddTriangleFilled(m + ImVec2(-5, 2), m + ImVec2(-2, 5), m + ImVec2(-6, 6), ink);
    draw_ring(c, pen, t.rounding);
    if (pen.hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    tooltip(c, pen, word);
    if (pen.pressed) begin_editing(c, row, row.pills.count() - 1);
}

}  // namespace headscope::ui
