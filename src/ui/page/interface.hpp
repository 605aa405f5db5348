// The whole interface: one call draws a frame and returns what the visitor asked for.
#pragma once

#include <memory>
#include <optional>

#include "ui/base/context.hpp"

namespace headscope::ui {

class Interface {
public:
    Interface();
    ~Interface();
    /// Between ImGui::NewFrame and ImGui::Render. Fills the out members of `context`.
    void draw(Context& context);
    /// Shows an error (or a confirmation) until dismissed or replaced; announced through the mirror's status item.
    void notify(std::string message, bool is_error);
    /// A paste arrived for the focused matrix or text field; true when a matrix took it (then edits follow next draw).
    void paste(std::string text);
    /// The stages the current view needs.
    lab::TensorSet wanted(const View& view) const;
    /// Theme for the choice and the system's preference; also applied to ImGui's style.
    const Theme& theme(ThemeChoice choice, bool system_dark);
    Mirror& mirror();
    /// What pointer and keyboard are in the middle of, for the next frame's context.
    Interaction& interaction();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace headscope::ui
