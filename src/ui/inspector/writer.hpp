// Lines of coloured text under each other, and the same as plain words for a screen reader.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "ui/inspector/operands.hpp"
#include "ui/kit/kit.hpp"

namespace headscope::ui {

struct Run {
    std::string_view text;
    ImU32 colour;
    Face face = Face::mono;
    lab::CellRef to{lab::TensorId::none};  // the cell whose number it is
};

class Writer {
public:
    /// Starts at the cursor and uses the width available there.
    /// `operands`: takes the runs that have an address.
    Writer(Context& c, float size, Operands* operands = nullptr);
    /// A line of runs with a blank between words as given; runs that do not fit go to an indented next line.
    void line(std::initializer_list<Run> runs, float indent = 0);
    /// A sentence that wraps anywhere a line may break.
    void words(std::string_view text, ImU32 colour, float size = 0);
    void gap(float height) { y_ += height; }
    /// Tells the mirror what was written and takes the room in the layout.
    void end(std::string_view key);

    float y() const { return y_; }
    float left() const { return left_; }
    float size() const { return size_; }
    float width() const { return right_ - left_; }
    float line_height() const { return line_; }
    void move_to(float y) { y_ = y; }
    void say(std::string_view text);
    /// One run at a place of the present line; returns its width.
    float put(float x, const Run& run);

private:
    Context& c_;
    Operands* operands_;
    float size_, left_, right_, top_, y_, line_;
    std::string spoken_;
};

}  // namespace headscope::ui
