// The page's input handed to Dear ImGui, and the answer whether the interface uses it.
#pragma once

#include <string>
#include <string_view>

#include "app/abi/abi.hpp"
#include "imgui.h"
#include "ui/page/interface.hpp"

namespace headscope::app {

/// Positions are in ImGui units. All answers come from the last frame's layout.
class Input {
public:
    Input(ui::Interface& interface, ui::View& view) : interface_(interface), view_(view) {}

    bool pointer(PointerEvent event, PointerType type, int pointer, ImVec2 at, int buttons, Modifiers modifiers);
    int touch_claim(ImVec2 at) const;
    /// `delta` in ImGui units, the DOM's signs.
    bool wheel(ImVec2 at, ImVec2 delta, Modifiers modifiers);
    bool key(std::string_view key, std::string_view code, bool down, Modifiers modifiers);
    void text(std::string text);
    void paste(std::string text);
    void focus(bool focused);

    /// True when the last pointer was a finger (or the system says fingers are what there is).
    bool touch() const { return touch_; }
    void set_touch(bool touch) { touch_ = touch; }
    bool focused() const { return focused_; }
    /// What Dear ImGui pastes from.
    const std::string& clipboard() const { return clipboard_; }

    /// A lifted finger hovers nothing: moves it away once its release has been seen. True when it did.
    bool after_frame();

private:
    void send_modifiers(Modifiers modifiers);
    bool uses_key(ImGuiKey key, bool printable, Modifiers modifiers) const;

    ui::Interface& interface_;
    ui::View& view_;
    std::string clipboard_;
    int pointer_ = -1;  // the finger that acts; others are ignored
    int buttons_ = 0;
    bool touch_ = false;
    bool focused_ = false;
    bool finger_lifted_ = false;
};

}  // namespace headscope::app
