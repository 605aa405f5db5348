// What the keyboard does, wherever the focus is; and the overlay that says so.
#include "ui/overlay/help.hpp"

#include <algorithm>
#include <span>

#include "ui/flow/gallery.hpp"
#include "ui/kit/control.hpp"
#include "ui/kit/wrap.hpp"
#include "ui/overlay/overlay.hpp"

namespace headscope::ui {

using lab::Str;

namespace {

/// A key, a sign or a gesture in words, and what it does.
struct HelpRow {
    const char* keys;
    Str gesture;
    Str words;
};
constexpr HelpRow kKeys[] = {
    {"\u2195", Str::count_, Str::help_drag},
    {"2\u00d7, Enter, F2", Str::count_, Str::help_type},
    {"\u2190 \u2191 \u2192 \u2193", Str::count_, Str::help_move},
    {nullptr, Str::help_pins_key, Str::help_pins},
    {nullptr, Str::help_second_key, Str::help_second},
    {"Delete", Str::count_, Str::help_zero},
    {"Ctrl C, Ctrl V", Str::count_, Str::help_copy},
    {"[  ]   <  >", Str::count_, Str::help_head},
    {"1 \u2026 9", Str::count_, Str::help_digit},
    {"L, Shift L", Str::count_, Str::help_layer},
    {"Ctrl Z, Ctrl Y", Str::count_, Str::help_undo},
    {"Tab", Str::count_, Str::help_tab},
    {"Esc", Str::count_, Str::help_escape},
};
constexpr HelpRow kGestures[] = {
    {nullptr, Str::help_tap_key, Str::help_tap},
    {nullptr, Str::help_tap_drag_key, Str::help_tap_drag},
    {nullptr, Str::help_tap_twice_key, Str::help_type},
    {nullptr, Str::help_hold_key, Str::help_hold},
};

void rows(Context& c, std::span<const HelpRow> all) {
    const Theme& theme = c.theme;
    float keys = 0;
    const auto name = [&](const HelpRow& row) { return row.keys ? std::string_view(row.keys) : c.text(row.gesture); };
    const auto face = [&](const HelpRow& row) { return row.keys ? Face::mono : Face::bold; };
    for (const HelpRow& row : all) keys = std::max(keys, text_size(name(row), theme.small, face(row)).x);
    for (const HelpRow& row : all) {
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float width = ImGui::GetContentRegionAvail().x, left = keys + 20;
        draw_text(c, ImVec2(at.x, at.y + 2), name(row), theme.quiet, theme.small, face(row));
        const float height = draw_wrapped(c, ImVec2(at.x + left, at.y), c.text(row.words), theme.ink, theme.text, width - left);
        MirrorItem item;
        item.id = ImGui::GetID(static_cast<int>(row.words));
        item.role = Role::text;
        item.label = std::string(name(row)) + ": " + std::string(c.text(row.words));
        item.min = at;
        item.max = at + ImVec2(width, height);
        c.mirror.add(std::move(item));
        ImGui::Dummy(ImVec2(width, height));
    }
}

}  // namespace

void shortcuts(Context& c) {
    const ImGuiIO& io = ImGui::GetIO();
    if (ImGui::IsKeyPressed(ImGuiKey_Escape, false) && !io.WantTextInput) {
        if (c.view.help || c.view.legend) c.view.help = c.view.legend = false;
        else c.view.drawer = false;
    }
    if (io.WantTextInput) return;
    const auto chord = [](ImGuiKeyChord keys) { return ImGui::IsKeyChordPressed(keys); };
    if (!c.view.read_only && chord(ImGuiMod_Ctrl | ImGuiKey_Z)) c.commands.push_back({Command::undo, {}});
    if (!c.view.read_only && (chord(ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_Z) || chord(ImGuiMod_Ctrl | ImGuiKey_Y)))
        c.commands.push_back({Command::redo, {}});
    if (io.KeyCtrl || c.view.help || c.view.legend) return;
    const int heads = c.document.integer(lab::Param::num_heads);
    // Whatever modifier it takes to write a bracket here.
    const int chosen = c.view.returns_to.value_or(c.view.head);  // whatever is previewed
    if (ImGui::IsKeyPressed(ImGuiKey_LeftBracket, false)) show_head(c, (chosen + heads - 1) % heads);
    if (ImGui::IsKeyPressed(ImGuiKey_RightBracket, false)) show_head(c, (chosen + 1) % heads);
    const int layers = static_cast<int>(c.document.layers.size());
    if (ImGui::IsKeyPressed(ImGuiKey_L, false)) c.view.layer = (c.view.layer + (io.KeyShift ? layers - 1 : 1)) % layers;
    const MirrorItem* focused = c.mirror.find(c.mirror.focus());
    if (focused && (focused->role == Role::grid || focused->role == Role::textbox)) return;  // digits belong to the cell
    if (ImGui::IsKeyPressed(ImGuiKey_0, false)) c.view.zoom = 1;
    for (int i = 0; i < std::min(heads, 9); ++i) {
        if (ImGui::IsKeyPressed(static_cast<ImGuiKey>(ImGuiKey_1 + i), false)) show_head(c, i);
    }
}

void help_overlay(Context& c, const PagePlan& plan) {
    if (!begin_overlay(c, plan, "help", Str::bar_help, 520, &c.view.help)) return;
    if (c.app.touch) {
        rows(c, kGestures);
        room(8);
    }
    rows(c, kKeys);
    room(6);
    if (!c.view.hides("legend") &&
        button(c, "open_legend", c.text(Str::legend_title), ButtonKind::outlined, true, {}, ImVec2(0, 36))) {
        c.view.help = false;
        c.view.legend = true;
    }
    end_overlay(c);
}

}  // namespace headscope::ui
