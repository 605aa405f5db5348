// Operands that can be followed.
#include "ui/inspector/operands.hpp"

#include "ui/base/pins.hpp"
#include "ui/inspector/where.hpp"
#include "ui/kit/control.hpp"
#include "ui/matrix/focus.hpp"

namespace headscope::ui {

using lab::CellRef;
using lab::Str;

Operands::Operands(Context& c, const PictureNumbers& numbers, const CellRef& from)
    : c_(c), numbers_(numbers), from_(from), seed_(ImGui::GetCurrentWindow()->GetID("operands")) {}

Operands::~Operands() {
    // A shorter formula has opened: the focus stays with it.
    const int most = ImMax(count_, c_.interaction.operands);
    for (int i = count_; i < most; ++i) {
        if (c_.mirror.focus() != id_of(i)) continue;
        c_.mirror.set_focus(count_ > 0 ? id_of(count_ - 1) : c_.interaction.back_control, true);
        again(c_);
        break;
    }
    c_.interaction.operands = ImMax(count_, 1);  // an empty one may get the focus of the first
}

ImGuiID Operands::id_of(int index) const { return ImHashData(&index, sizeof index, seed_); }

void Operands::listen(ImGuiID id, int index, const CellRef& cell) {
    const auto down = [&](ImGuiKey key) { return ImGui::IsKeyPressed(key, true); };
    if (c_.mirror.focus() != id || ImGui::GetIO().WantTextInput || stepped_) return;
    const int step =
        (down(ImGuiKey_RightArrow) || down(ImGuiKey_DownArrow)) - (down(ImGuiKey_LeftArrow) || down(ImGuiKey_UpArrow));
    const int next = index + step;
    if (step != 0 && next >= 0 && next < c_.interaction.operands) {
        stepped_ = true;  // the one that gets the focus must not step on in the same frame
        c_.mirror.set_focus(id_of(next), true);
        again(c_);
    }
    if (ImGui::GetIO().KeyCtrl && ImGui::IsKeyPressed(ImGuiKey_C, false)) copy_address(c_, cell);
    if (ImGui::IsKeyPressed(ImGuiKey_Backspace, false) && go_back(c_.view)) {
        c_.mirror.set_focus(id_of(0), true);
        again(c_);
    }
}

void Operands::place(const ImRect& rect, const CellRef& cell, std::string_view number, ImU32 colour) {
    if (!lab::exists(c_.document, c_.trace, cell)) return;
    const int index = count_++;
    const ImGuiID id = id_of(index);
    // Of a long sum those in sight; and for the keyboard its ends and those beside the focus, which scroll into sight.
    const ImGuiID focus = c_.mirror.focus();
    const bool reached = focus == id || focus == id_of(index - 1) || focus == id_of(index + 1) || index == 0 ||
                         index + 1 == c_.interaction.operands;
    if (!reached && !ImGui::IsRectVisible(rect.Min, rect.Max)) return;
    const Control b = control_at(c_, id, rect);
    MirrorItem item = item_of(b, Role::link, where(c_, numbers_, cell), "operand." + std::to_string(index));
    item.label.append(": ").append(number);
    item.help = c_.text(Str::operand_help);
    c_.mirror.add(std::move(item));
    listen(id, index, cell);
    const bool by_key = b.focused && c_.interaction.keyboard_last;
    if (by_key && c_.view.pins.empty()) pin(c_.view, from_, false);  // it must stay while its operands are walked
    if (by_key || (b.hovered && !c_.app.touch)) {
        c_.hovered_now = cell;
        if (const int head = head_among(c_.view, matrix_parts::focus_of(c_.document, cell).heads); head >= 0)
            c_.preview_now = head;
    }
    if (b.visible) {
        if (b.hovered) canvas()->AddRectFilled(rect.Min - ImVec2(2, 0), rect.Max + ImVec2(2, 0), c_.theme.wash, 3);
        const float y = ImFloor(rect.Max.y) - 2.5f;
        canvas()->AddLine({rect.Min.x, y}, {rect.Max.x, y}, faded(colour, b.hovered ? 1.0f : 0.45f));
        draw_ring(c_, b, 3);
        if (b.hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    }
    if (!b.pressed) return;
    open_operand(c_.view, from_, cell);
    if (c_.mirror.focus_visible()) c_.mirror.set_focus(id_of(0), true);
    again(c_);
}

void copy_address(Context& c, const CellRef& cell) { c.commands.push_back({Command::copy_text, lab::print_cell(cell)}); }

void copy_button(Context& c, std::string_view key, const CellRef& cell, ImVec2 at, float height) {
    const ImGuiID id = ImGui::GetCurrentWindow()->GetID(key.data(), key.data() + key.size());
    const Control b = control_at(c, id, {at, at + ImVec2(height, height)});
    const std::string words = lab::format(Str::copy_address, c.view.language, {lab::print_cell(cell)});
    c.mirror.add(item_of(b, Role::button, words, key));
    if (b.pressed) copy_address(c, cell);
    if (!b.visible) return;
    if (b.hovered) canvas()->AddRectFilled(b.rect.Min, b.rect.Max, c.theme.chip, 5);
    const ImVec2 middle = b.rect.GetCenter();
    const ImU32 ink = b.hovered ? c.theme.ink : c.theme.quiet;
    canvas()->AddRect(middle + ImVec2(-5, -5), middle + ImVec2(2, 3), ink, 1.5f);
    canvas()->AddRectFilled(middle + ImVec2(-2, -2), middle + ImVec2(5, 6), c.theme.panel, 1.5f);
    canvas()->AddRect(middle + ImVec2(-2, -2), middle + ImVec2(5, 6), ink, 1.5f);
    draw_ring(c, b, 5);
    tooltip(c, b, words);
    if (b.hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
}

}  // namespace headscope::ui
