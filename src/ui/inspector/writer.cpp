// Lines of coloured text under each other, and the same as plain words for a screen reader.
#include "ui/inspector/writer.hpp"

#include <cmath>

#include "ui/kit/wrap.hpp"

namespace headscope::ui {

Writer::Writer(Context& c, float size, Operands* operands) : c_(c), operands_(operands), size_(size) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    left_ = at.x;
    right_ = at.x + ImGui::GetContentRegionAvail().x;
    top_ = y_ = at.y;
    line_ = std::floor(size * (c.app.touch ? 2.0f : 1.6f));
}

void Writer::say(std::string_view text) {
    constexpr size_t kMost = 600;  // nobody listens to a thousand products
    if (text.empty() || spoken_.size() > kMost) return;
    spoken_ += text;
}

float Writer::put(float x, const Run& run) {
    const ImVec2 size = draw_text(c_, ImVec2(x, y_), run.text, run.colour, size_, run.face);
    if (operands_ && run.to.tensor != lab::TensorId::none)
        operands_->place({{x, y_ - 1}, {x + size.x, y_ + size_ * 1.4f}}, run.to, run.text, run.colour);
    return size.x;
}

void Writer::line(std::initializer_list<Run> runs, float indent) {
    float x = left_ + indent;
    const bool seen = ImGui::IsRectVisible(ImVec2(left_, y_), ImVec2(right_, y_ + 2 * line_));
    for (const Run& run : runs) {
        if (run.text.empty()) continue;
        say(run.text);
        if (!seen && run.to.tensor == lab::TensorId::none) continue;
        const float width = text_size(run.text, size_, run.face).x;
        if (x + width > right_ && x > left_ + indent) {
            y_ += line_;
            x = left_ + indent + 12;
            if (run.text.front() == ' ') {
                x += put(x, {run.text.substr(1), run.colour, run.face, run.to});
                continue;
            }
        }
        x += put(x, run);
    }
    say("\n");
    y_ += line_;
}

void Writer::words(std::string_view text, ImU32 colour, float size) {
    if (size == 0) size = size_;
    say(text);
    say("\n");
    y_ += draw_wrapped(c_, ImVec2(left_, y_), text, colour, size, right_ - left_) + 2;
}

void Writer::end(std::string_view key) {
    tell(c_, Role::text, key, spoken_, ImVec2(left_, top_), ImVec2(right_, y_));
    ImGui::SetCursorScreenPos(ImVec2(left_, top_));
    ImGui::Dummy(ImVec2(right_ - left_, y_ - top_));
}

}  // namespace headscope::ui
