// A sheet over the page: it has the focus while it is open, and gives it back.
#include "ui/overlay/overlay.hpp"

#include <algorithm>

#include "ui/kit/control.hpp"

namespace headscope::ui {
namespace {

constexpr float kSheetPad = 20, kSheetHeader = 56, kSheetClose = 40;
constexpr ImGuiWindowFlags kFlags =
    ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBackground;

void give_back(Context& c) {
    Interaction& now = c.interaction;
    now.overlay = 0;
    c.mirror.set_focus(now.before_overlay, c.mirror.focus_visible());
    again(c);
}

void take_focus(Context& c, ImGuiID id, ImGuiID first) {
    Interaction& now = c.interaction;
    if (now.overlay == id) return;
    now.overlay = id;
    now.before_overlay = c.mirror.focus();
    c.mirror.set_focus(first, c.mirror.focus_visible() || now.keyboard_last);
    again(c);
}

}  // namespace

void return_focus(Context& c) {
    if (c.interaction.overlay != 0 && !c.view.help && !c.view.legend) give_back(c);
}

bool begin_overlay(Context& c, const PagePlan& plan, std::string_view key, lab::Str title, float width, bool* open) {
    const Theme& theme = c.theme;
    const ImGuiID id = ImHashStr(key.data(), key.size());
    if (!*open) {
        if (c.interaction.overlay == id) give_back(c);
        return false;
    }
    const ImVec2 all = plan.all.max - plan.all.min;
    const float edge = plan.form == Form::phone ? 8.0f : 24.0f;
    ImGui::SetNextWindowPos(plan.all.min);
    ImGui::SetNextWindowSize(all);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
    ImGui::Begin(std::string(key).c_str(), nullptr, kFlags);
    ImGui::PopStyleVar();
    ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());
    // As high as what it holds was in the last frame, as far as that fits.
    float* content = ImGui::GetStateStorage()->GetFloatRef(id, 0);
    const float most = all.y - 2 * edge, room = most - kSheetHeader;
    const ImVec2 size(std::min(width + 2 * kSheetPad, all.x - 2 * edge), std::min(kSheetHeader + *content, most));
    const ImVec2 at(std::floor(plan.all.min.x + (all.x - size.x) / 2), std::floor(plan.all.min.y + (all.y - size.y) / 2));
    ImDrawList* list = canvas();
    list->AddRectFilled(plan.all.min, plan.all.max, IM_COL32(0, 0, 0, theme.dark ? 140 : 100));
    list->AddRectFilled(at, at + size, theme.panel, theme.rounding + 4);
    MirrorItem dialog;
    dialog.id = id;
    dialog.role = Role::dialog;
    dialog.key = key;
    dialog.label = c.text(title);
    dialog.min = at;
    dialog.max = at + size;
    c.mirror.begin_dialog(std::move(dialog));
    ImGui::SetCursorScreenPos(at + ImVec2(kSheetPad, kSheetPad));
    label(c, c.text(title), theme.ink, theme.caption + 2, Face::bold, true);
    ImGui::SetCursorScreenPos(ImVec2(at.x + size.x - kSheetClose - 8, at.y + 8));
    const std::string close = "close_" + std::string(key);
    const bool opening = c.interaction.overlay != id;
    take_focus(c, id, ImGui::GetCurrentWindow()->GetID(close.c_str()));
    // The Enter that opens it must not close it in the same frame.
    if (button(c, close, "\u00d7", ButtonKind::quiet, true, c.text(lab::Str::notice_dismiss),
               ImVec2(kSheetClose, kSheetClose)) &&
        !opening)
        *open = false;
    const bool outside = ImGui::IsMouseClicked(ImGuiMouseButton_Left) && !ImGui::IsMouseHoveringRect(at, at + size, false);
    if (outside && !opening) *open = false;
    if (*content == 0) again(c);
    ImGui::SetCursorScreenPos(ImVec2(at.x, at.y + kSheetHeader));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(kSheetPad, 0));
    ImGui::BeginChild("sheet", ImVec2(size.x, std::min(std::max(*content, 1.0f), room)),
                      ImGuiChildFlags_AlwaysUseWindowPadding);
    ImGui::PopStyleVar();
    return true;
}

void end_overlay(Context& c) {
    scroll_area(c);
    ImGuiWindow* sheet = ImGui::GetCurrentWindow();
    const float height = sheet->DC.CursorMaxPos.y - sheet->DC.CursorStartPos.y + kSheetPad;
    ImGui::EndChild();
    float* content = ImGui::GetStateStorage()->GetFloatRef(c.interaction.overlay, 0);
    if (*content != height) {
        *content = height;
        again(c);
    }
    ImGui::End();
}

}  // namespace headscope::ui
