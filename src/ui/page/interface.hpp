// The whole interface: one call draws a frame and returns what the visitor asked for.
#pragma once

#include <memory>
#include <optional>

#include "lab/laboratory/laboratory.hpp"
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
    /// Says what was wrong with an entry, where it was made, until the next one is right.
    void refuse(Spot at, std::string message);
    /// A paste arrived: in the next draw the matrix or text field with the focus takes it; without one a notice says where to paste.
    void paste(std::string text);
    /// The stages the current view needs.
    lab::TensorSet wanted(const View& view) const;
    /// Whose earlier numbers the current view needs.
    lab::Laboratory::EarlierWish wanted_earlier(const View& view) const;
    /// Whether the frame is to show the state before the last change, in a copy of the view that is thrown away.
    bool shows_before() const;
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
