// Lines of coloured text under each other, and the same as plain words for a screen reader.
#include "ui/inspector/writer.hpp"

#include <cmath>

#include "ui/kit/wrap.hpp"

namespace headscope::ui {

Writer::Writer(Context& c, float size) : c_(c), size_(size) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    left_ = at.x;
    right_ = at.x + ImGui::GetContentRegionAvail().x;
    top_ = y_ = at.y;
    line_ = std::floor(size * 1.6f);
}

void Writer::say(std::string_view text) {
    constexpr size_t kMost = 600;  // nobody listens to a thousand products
    if (text.empty() || spoken_.size() > kMost) return;
    spoken_ += text;
}

void Writer::line(std::initializer_list<Run> runs, float indent) {
    float x = left_ + indent;
    const bool seen = ImGui::IsRectVisible(ImVec2(left_, y_), ImVec2(right_, y_ + 2 * line_));
    for (const Run& run : runs) {
        if (run.text.empty()) continue;
        say(run.text);
        if (!seen) continue;
        const float width = text_size(run.text, size_, run.face).x;
        if (x + width > right_ && x > left_ + indent) {
            y_ += line_;
            x = left_ + indent + 12;
            if (run.text.front() == ' ') {
                const std::string_view rest = run.text.substr(1);
                x += draw_text(c_, ImVec2(x, y_), rest, run.colour, size_, run.face).x;
                continue;
            }
        }
        draw_text(c_, ImVec2(x, y_), run.text, run.colour, size_, run.face);
        x += width;
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
    MirrorItem item;
    item.id = ImGui::GetID(key.data(), key.data() + key.size());
    item.role = Role::text;
    item.key = key;
    item.label = spoken_;
    item.min = ImVec2(left_, top_);
    item.max = ImVec2(right_, y_);
    c_.mirror.add(std::move(item));
    ImGui::SetCursorScreenPos(ImVec2(left_, top_));
    ImGui::Dummy(ImVec2(right_ - left_, y_ - top_));
}

}  // namespace headscope::ui
