// What the chosen heads cost, beside standard ones of the same number and model width.
#include "lab/readings/head_costs.hpp"

#include "lab/readings/decoding.hpp"
#include "ui/kit/control.hpp"
#include "ui/rail/extras.hpp"
#include "ui/text/number_text.hpp"

namespace headscope::ui {

using lab::HeadCosts;
using lab::Str;

namespace {

std::string bytes_text(double bytes) { return counted(bytes) + (bytes < kShortCount ? " B" : "B"); }

/// A row of a table: its name, and what it says in the two columns and aloud.
struct Row {
    std::string_view key;
    Str name;
    std::string here, there;
};

void table(Context& c, std::span<const Row> rows, Str here, Str there, Str spoken) {
    constexpr float kLine = 20, kColumn = 66;
    const Theme& t = c.theme;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const auto right = [&](float end, float y, std::string_view text, ImU32 ink, Face face) {
        draw_text(c, ImVec2(at.x + end - text_size(text, t.small, face).x, y), text, ink, t.small, face);
    };
    right(width - kColumn, at.y, c.text(here), t.quiet, Face::regular);
    right(width, at.y, c.text(there), t.quiet, Face::regular);
    float y = at.y;
    std::string storage;
    for (const Row& row : rows) {
        y += kLine;
        const std::string_view name = c.text(row.name);
        draw_text(c, ImVec2(at.x, y), elided(name, width - 2 * kColumn, t.small, Face::regular, storage), t.ink, t.small);
        right(width - kColumn, y, row.here, t.ink, Face::bold);
        right(width, y, row.there, t.quiet, Face::regular);
        tell(c, Role::text, row.key, lab::format(spoken, c.view.language, {std::string(name), row.here, row.there}),
             ImVec2(at.x, y), ImVec2(at.x + width, y + kLine));
    }
    ImGui::Dummy(ImVec2(width, y + kLine - at.y));
}

}  // namespace

void head_costs(Context& c) {
    if (c.view.hides("head_costs")) return;
    const HeadCosts own = lab::head_costs(c.document);
    const std::optional<HeadCosts> standard = lab::standard_head_costs(c.document);
    const auto row = [&](std::string_view key, Str name, double HeadCosts::*cost, std::string (*print)(double)) {
        return Row{key, name, print(own.*cost), standard ? print((*standard).*cost) : "\u2013"};
    };
    const Row rows[] = {row("head_costs.parameters", Str::costs_parameters, &HeadCosts::parameters, counted),
                        row("head_costs.multiply_adds", Str::costs_multiply_adds, &HeadCosts::multiply_adds, counted),
                        row("head_costs.cache", Str::costs_cache, &HeadCosts::cache_bytes, bytes_text)};
    table(c, rows, Str::costs_here, Str::choice_standard, Str::costs_line);
    if (c.view.decoding < 0) return;
    // Multiply-adds of decoding, and what the cache takes for that.
    const lab::DecodingCosts costs = lab::decoding_costs(c.document, c.view.decoding);
    const Row steps[] = {{"decoding.this_step", Str::decoding_this_step, counted(costs.step), counted(costs.step_without)},
                         {"decoding.so_far", Str::decoding_so_far, counted(costs.so_far), counted(costs.so_far_without)},
                         {"decoding.cache", Str::costs_cache, bytes_text(costs.cache_bytes), "\u2013"}};
    room(6);
    group_heading(c, Str::decoding_heading);
    table(c, steps, Str::decoding_with, Str::decoding_without, Str::decoding_line);
}

}  // namespace headscope::ui
