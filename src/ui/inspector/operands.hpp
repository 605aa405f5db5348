// The numbers of a formula that have an address: each is a small control that lights its cell and opens its own formula.
#pragma once

#include <string_view>

#include "ui/kit/control.hpp"
#include "ui/picture/numbers.hpp"

namespace headscope::ui {

/// The operands of one formula in one frame. Pointing at one (or the focus on it) is pointing at its cell; Enter or a click opens its
/// formula; arrows go from one to the next, Backspace goes back on the trail, Ctrl+C copies the address.
class Operands {
public:
    /// `from`: the cell whose formula it is.
    Operands(Context& c, const PictureNumbers& numbers, const lab::CellRef& from);
    ~Operands();
    Operands(const Operands&) = delete;
    /// A number that has been drawn here; nothing happens when there is no such cell.
    void place(const ImRect& rect, const lab::CellRef& cell, std::string_view number, ImU32 colour);

private:
    ImGuiID id_of(int index) const;
    void listen(ImGuiID id, int index, const lab::CellRef& cell);

    Context& c_;
    const PictureNumbers& numbers_;
    lab::CellRef from_;
    ImGuiID seed_;
    int count_ = 0;
    bool stepped_ = false;
};

/// Asks for the address of a cell in the clipboard.
void copy_address(Context& c, const lab::CellRef& cell);
/// A small button that does.
void copy_button(Context& c, std::string_view key, const lab::CellRef& cell, ImVec2 at, float height);

}  // namespace headscope::ui
