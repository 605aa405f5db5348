// Typing into something that is not a text field all the time: a slider's value, a number, a matrix cell.
#pragma once

#include "ui/kit/control.hpp"

namespace headscope::ui {

/// Keeps ImGui's layout position while something is drawn out of the flow.
class OutOfFlow {
public:
    OutOfFlow();
    ~OutOfFlow();
    OutOfFlow(const OutOfFlow&) = delete;
    OutOfFlow& operator=(const OutOfFlow&) = delete;

private:
    ImVec2 cursor_, previous_, maximum_, line_, previous_line_;
    float base_, previous_base_;
    bool same_line_;
};

/// Starts typing for a control, with this text; all of it selected, or the caret behind it.
void begin_typing(Context& c, ImGuiID owner, std::string text, bool select_all);
inline bool is_typing(const Context& c, ImGuiID owner) { return c.interaction.typing.owner == owner; }

enum class TypingEnd { open, enter, tab, left, escape };
/// Draws the field of the control that is typed into. Anything but `open` says how typing stopped; the text is then in
/// `interaction.typing.text` and typing goes on until `end_typing` (so that bad input can stay to be corrected).
TypingEnd typing_field(Context& c, ImGuiID owner, const ImRect& rect, float size, bool align_right);
void end_typing(Context& c);

/// Understands a number typed at a place, or says there what is wrong with it and returns false. Keeps double precision for large
/// seeds.
bool read_number(Context& c, Spot at, const std::string& text, double* value, bool allow_minus_infinity = false);

/// Typing a number into the value of the control with this key: true when a number was committed.
bool typed_number(Context& c, std::string_view key, ImGuiID owner, const ImRect& rect, double* value);

/// ImGui::InputText on a std::string.
bool input_text(const char* id, std::string* text, ImVec2 size, ImGuiInputTextFlags flags, bool multiline,
                Typing* typing = nullptr);

}  // namespace headscope::ui
