// The page's input handed to Dear ImGui: see input.hpp.
#include "app/input/input.hpp"

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <utility>

#include "app/input/keys.hpp"
#include "app/input/text_entry.hpp"
#include "core/kernels/elementary.hpp"
#include "imgui_internal.h"
#include "lab/text/tokens.hpp"

namespace headscope::app {
namespace {

constexpr ImVec2 kNowhere(-FLT_MAX, -FLT_MAX);
enum : Modifiers { kShift = 1, kCtrl = 2, kAlt = 4, kMeta = 8 };

/// The page's bit for each of Dear ImGui's buttons: left, right, middle.
constexpr int kButtonBits[] = {1, 2, 4};

ImGuiMouseSource source_of(PointerType type) {
    switch (type) {
        case PointerType::touch: return ImGuiMouseSource_TouchScreen;
        case PointerType::pen: return ImGuiMouseSource_Pen;
        default: return ImGuiMouseSource_Mouse;
    }
}

/// The window under the pointer that scrolls along this axis, as Dear ImGui looks for it.
ImGuiWindow* wheeling_window(std::size_t axis) {
    ImGuiContext& g = *ImGui::GetCurrentContext();
    ImGuiWindow* window = g.WheelingWindow ? g.WheelingWindow : g.HoveredWindow;
    while (window && (window->Flags & ImGuiWindowFlags_ChildWindow)) {
        const bool scrolls = window->ScrollMax[axis] != 0.0f && !(window->Flags & ImGuiWindowFlags_NoScrollWithMouse);
        if (scrolls) break;
        window = window->ParentWindow;
    }
    return window;
}

/// True while a text field is typed into; io.WantTextInput follows a frame late.
bool is_typing() {
    const ImGuiContext& g = *ImGui::GetCurrentContext();
    return g.IO.WantTextInput || (g.ActiveId != 0 && g.InputTextState.ID == g.ActiveId);
}

}  // namespace

bool Input::pointer(PointerEvent event, PointerType type, int pointer, ImVec2 at, int buttons, Modifiers modifiers) {
    ImGuiIO& io = ImGui::GetIO();
    touch_ = type == PointerType::touch;
    const bool pressed = buttons_ != 0;
    if (touch_) {
        // Two fingers zoom: what the first had begun was not meant.
        if (event == PointerEvent::down && pointer_ >= 0 && pointer != pointer_)
            return this->pointer(PointerEvent::cancel, type, pointer_, at, 0, modifiers);
        if (event == PointerEvent::down) pointer_ = pointer;
        if (pointer != pointer_) return pressed;
    }
    send_modifiers(modifiers);
    io.AddMouseSourceEvent(source_of(type));
    const bool away = event == PointerEvent::cancel || event == PointerEvent::leave;
    // A cancelled press must not count as a click: the pointer goes first.
    if (away && (event == PointerEvent::cancel || !buttons_)) io.AddMousePosEvent(kNowhere.x, kNowhere.y);
    else io.AddMousePosEvent(at.x, at.y);
    const int now = event == PointerEvent::cancel ? 0 : event == PointerEvent::leave ? buttons_ : buttons;
    for (int button = 0; button < 3; ++button) {
        const bool was_down = buttons_ & kButtonBits[button], is_down = now & kButtonBits[button];
        if (was_down != is_down) io.AddMouseButtonEvent(button, is_down);
    }
    buttons_ = now;
    if (touch_ && !now) {
        finger_lifted_ = true;
        pointer_ = -1;
    }
    // What a finger is on is known by position only: Dear ImGui has not seen it yet.
    if (touch_ && event == PointerEvent::down) return touch_claim(at) != 0;
    return pressed || io.WantCaptureMouse;
}

bool Input::after_frame() {
    if (ImGui::GetCurrentContext()->InputEventsQueue.Size > 0) return false;
    std::string().swap(clipboard_);  // pasted by now
    if (!finger_lifted_) return false;
    finger_lifted_ = false;
    ImGui::GetIO().AddMousePosEvent(kNowhere.x, kNowhere.y);
    return true;
}

int Input::touch_claim(ImVec2 at) const {
    int claim = 0;
    for (const ui::TouchClaim& area : interface_.interaction().touch_claims) {
        if (at.x >= area.min.x && at.x < area.max.x && at.y >= area.min.y && at.y < area.max.y) claim = area.claim;
    }
    return claim;
}

bool Input::wheel(ImVec2 at, ImVec2 delta, Modifiers modifiers) {
    ImGuiIO& io = ImGui::GetIO();
    if (modifiers & (kCtrl | kMeta)) {
        ui::Zooming& zooming = interface_.interaction().zooming;
        const bool inside = at.x >= zooming.min.x && at.x < zooming.max.x && at.y >= zooming.min.y && at.y < zooming.max.y;
        if (!inside) return false;  // the browser's zoom
        constexpr double kPerUnit = 0.005;
        zooming.by *=
            static_cast<float>(core::portable_exp(-static_cast<double>(std::clamp(delta.y, -200.0f, 200.0f)) * kPerUnit));
        zooming.at = at;
        return true;
    }
    if (modifiers & kShift) std::swap(delta.x, delta.y);
    float wheel[2] = {0, 0};
    for (std::size_t axis = 0; axis < 2; ++axis) {
        const ImGuiWindow* window = wheeling_window(axis);
        if (delta[axis] == 0.0f || !window) continue;
        const bool room = delta[axis] < 0 ? window->Scroll[axis] > 0 : window->Scroll[axis] < window->ScrollMax[axis];
        if (!room) continue;
        // Dear ImGui counts in steps of its own; this undoes them, so that a pixel is a pixel.
        const float lines = axis == 0 ? 2.0f : 5.0f;
        const float step = ImTrunc(std::min(lines * window->FontRefSize, window->InnerRect.GetSize()[axis] * 0.67f));
        if (step > 0) wheel[axis] = -delta[axis] / step;
    }
    if (wheel[0] == 0.0f && wheel[1] == 0.0f) return false;
    io.AddMousePosEvent(at.x, at.y);
    io.AddMouseWheelEvent(wheel[0], wheel[1]);
    return true;
}

void Input::send_modifiers(Modifiers modifiers) {
    ImGuiIO& io = ImGui::GetIO();
    io.AddKeyEvent(ImGuiMod_Shift, modifiers & kShift);
    io.AddKeyEvent(ImGuiMod_Ctrl, modifiers & (kCtrl | kMeta));  // Cmd is Ctrl here
    io.AddKeyEvent(ImGuiMod_Alt, modifiers & kAlt);
}

bool Input::key(std::string_view key, std::string_view code, bool down, Modifiers modifiers) {
    send_modifiers(modifiers);
    const ImGuiKey mapped = key_from(key, code);
    if (mapped == ImGuiKey_None) return false;
    const bool shortcut = modifiers & (kCtrl | kMeta);
    if (mapped == ImGuiKey_V && shortcut) return false;  // the page's paste event brings the text
    const bool printable = !shortcut && !(modifiers & kAlt) && (key.size() == 1 || static_cast<unsigned char>(key[0]) >= 0x80);
    const bool used = uses_key(mapped, printable, modifiers);
    ImGuiIO& io = ImGui::GetIO();
    if (key_written(key) == ImGuiKey_None) {
        io.AddKeyEvent(mapped, down);
    } else if (down) {  // let go after its Shift or AltGr it would be another key, and this one stay down
        io.AddKeyEvent(mapped, true);
        io.AddKeyEvent(mapped, false);
    }
    return used;
}

bool Input::uses_key(ImGuiKey key, bool printable, Modifiers modifiers) const {
    const ImGuiContext& g = *ImGui::GetCurrentContext();
    const bool shortcut = modifiers & (kCtrl | kMeta);
    if (is_typing()) {
        if (printable) return true;  // the page's text field, once it is there, keeps characters to itself
        if (shortcut)
            return key == ImGuiKey_A || key == ImGuiKey_C || key == ImGuiKey_X || key == ImGuiKey_Y || key == ImGuiKey_Z ||
                   (key >= ImGuiKey_LeftArrow && key <= ImGuiKey_End) || key == ImGuiKey_Backspace || key == ImGuiKey_Delete;
        return key < ImGuiKey_F1 || key > ImGuiKey_F12;
    }
    if (shortcut && (key == ImGuiKey_Z || key == ImGuiKey_Y)) return true;
    if (key == ImGuiKey_Escape)
        return g.OpenPopupStack.Size > 0 || view_.locked() || view_.help || view_.legend ||
               interface_.interaction().menu_owner != 0;
    const ImGuiID focus = interface_.mirror().focus();
    for (const ui::MirrorItem& item : interface_.mirror().items()) {
        if (item.id != focus || !focus) continue;
        const bool activates = key == ImGuiKey_Enter || key == ImGuiKey_KeypadEnter || key == ImGuiKey_Space;
        const bool moves = key >= ImGuiKey_LeftArrow && key <= ImGuiKey_End;  // arrows, page up and down, home, end
        switch (item.role) {
            case ui::Role::grid:
            case ui::Role::gridcell:
                if (shortcut) return key == ImGuiKey_C || moves;
                return printable || activates || moves || key == ImGuiKey_Delete || key == ImGuiKey_Backspace ||
                       key == ImGuiKey_F2 || key == ImGuiKey_Menu;
            case ui::Role::slider:
            case ui::Role::radio:
            case ui::Role::tab:
            case ui::Role::listbox:
            case ui::Role::option: return !shortcut && (activates || moves);
            case ui::Role::link:  // an operand of the formula, or a part of the way to it
                if (shortcut) return key == ImGuiKey_C;
                return activates || moves || key == ImGuiKey_Backspace;
            default: return !shortcut && activates;
        }
    }
    return false;
}

void Input::text(std::string text) { ImGui::GetIO().AddInputCharactersUTF8(text.c_str()); }

void Input::paste(std::string text) {
    ImGuiIO& io = ImGui::GetIO();
    if (!is_typing()) {
        interface_.paste(std::move(text));
        return;
    }
    clipboard_ = lab::field_text(text, TextEntry::multiline());
    // V is let go before Ctrl: a second change of one key waits for the next frame, and Ctrl may be down already.
    io.AddKeyEvent(ImGuiMod_Ctrl, true);
    io.AddKeyEvent(ImGuiKey_V, true);
    io.AddKeyEvent(ImGuiKey_V, false);
    io.AddKeyEvent(ImGuiMod_Ctrl, false);
}

void Input::focus(bool focused) {
    focused_ = focused;
    ImGui::GetIO().AddFocusEvent(focused);
}

}  // namespace headscope::app
