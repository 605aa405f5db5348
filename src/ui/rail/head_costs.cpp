// What the chosen heads cost, beside standard ones of the same number and model width.
#include "lab/readings/head_costs.hpp"
#include "ui/kit/control.hpp"
#include "ui/rail/extras.hpp"
#include "ui/text/number_text.hpp"

namespace headscope::ui {

using lab::HeadCosts;
using lab::Str;

namespace {

/// To the digit where that is short: few heads differ by little.
constexpr double kShort = 1e5;
std::string counted(double count) { return count < kShort ? std::to_string(static_cast<long long>(count)) : count_text(count); }
std::string bytes_text(double bytes) { return counted(bytes) + (bytes < kShort ? " B" : "B"); }

struct Line {
    std::string_view key;
    Str name;
    double HeadCosts::*cost;
    std::string (*print)(double);
};
constexpr Line kLines[] = {{"parameters", Str::costs_parameters, &HeadCosts::parameters, counted},
                           {"multiply_adds", Str::costs_multiply_adds, &HeadCosts::multiply_adds, counted},
                           {"cache", Str::costs_cache, &HeadCosts::cache_bytes, bytes_text}};

}  // namespace

void head_costs(Context& c) {
    if (c.view.hides("head_costs")) return;
    constexpr float kLine = 20, kColumn = 66;
    const Theme& t = c.theme;
    const HeadCosts own = lab::head_costs(c.document);
    const std::optional<HeadCosts> standard = lab::standard_head_costs(c.document);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const auto right = [&](float end, float y, std::string_view text, ImU32 ink, Face face) {
        draw_text(c, ImVec2(at.x + end - text_size(text, t.small, face).x, y), text, ink, t.small, face);
    };
    right(width - kColumn, at.y, c.text(Str::costs_here), t.quiet, Face::regular);
    right(width, at.y, c.text(Str::choice_standard), t.quiet, Face::regular);
    float y = at.y;
    std::string storage;
    for (const Line& line : kLines) {
        y += kLine;
        const std::string here = line.print(own.*line.cost);
        const std::string there = standard ? line.print((*standard).*line.cost) : "\u2013";
        const std::string_view name = c.text(line.name);
        draw_text(c, ImVec2(at.x, y), elided(name, width - 2 * kColumn, t.small, Face::regular, storage), t.ink, t.small);
        right(width - kColumn, y, here, t.ink, Face::bold);
        right(width, y, there, t.quiet, Face::regular);
        tell(c, Role::text, "head_costs." + std::string(line.key),
             lab::format(Str::costs_line, c.view.language, {std::string(name), here, there}), ImVec2(at.x, y),
             ImVec2(at.x + width, y + kLine));
    }
    ImGui::Dummy(ImVec2(width, y + kLine - at.y));
}

}  // namespace headscope::ui
