// The brush beside the large picture: whether strokes paint the mask, and what they write.
#include "ui/flow/mask_brush.hpp"

#include <algorithm>

#include "ui/kit/control.hpp"

namespace headscope::ui {

using lab::CustomMask;
using lab::Param;
using lab::Str;

namespace {

constexpr float kToolGap = 8, kNumber = 112;

/// Rooms beside each other, in as many lines as it takes.
struct Places {
    ImVec2 from;
    float room, height;
    ImVec2 pen{0, 0};
    float widest = 0;

    ImVec2 next(float width) {
        if (pen.x > 0 && pen.x + width > room) pen = {0, pen.y + height + kToolGap};
        const ImVec2 at = from + pen;
        widest = std::max(widest, pen.x + width);
        pen.x += width + kToolGap;
        return at;
    }
    ImVec2 size() const { return {widest, pen.y + height}; }
};

CustomMask kind_of(const Context& c) { return static_cast<CustomMask>(c.document.integer(Param::custom_mask)); }

void set_kind(Context& c, CustomMask kind) {
    if (kind_of(c) != kind) c.edit(lab::SetParam{Param::custom_mask, static_cast<double>(kind)}, false, {"painting"});
}

void turn_on(Context& c) {
    c.view.painting = true;
    if (c.view.brush == Brush::number) set_kind(c, CustomMask::bias);
    else if (kind_of(c) == CustomMask::off) set_kind(c, CustomMask::boolean);
    if (!lab::info(c.view.large).hatched) c.view.large = c.view.gallery = lab::TensorId::weights;
}

}  // namespace

float brush_button_width(const Context& c) {
    if (c.view.hides("painting") || c.view.read_only) return 0;
    return ImFloor(text_size(c.text(Str::brush_on), c.theme.text).x + 28);
}

ImVec2 mask_brush(Context& c, float room) {
    const float on = brush_button_width(c);
    if (on <= 0) return {0, 0};
    const Theme& t = c.theme;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float height = c.app.touch ? 46.0f : 32.0f;
    const std::string_view choices[] = {c.text(Str::brush_hide), c.text(Str::brush_allow), c.text(Str::brush_number)};
    float pill = 6;
    for (const std::string_view choice : choices) pill += text_size(choice, t.text).x + (c.app.touch ? 26.0f : 20.0f);
    // Each part has its place, shown or not, so that nothing moves when it comes.
    Places places{at, room, height};
    const ImVec2 for_button = places.next(on), for_choice = places.next(ImCeil(pill) + 2), for_number = places.next(kNumber);

    ImGui::SetCursorScreenPos(for_button);
    if (button(c, "painting", c.text(Str::brush_on), ButtonKind::outlined, true, c.text(Str::mask_paint_help),
               ImVec2(on, height), c.view.painting)) {
        if (c.view.painting) c.view.painting = false;
        else turn_on(c);
    }
    // The controls take the width they are given: each stands in a room of its own.
    const auto part = [&](const char* id, ImVec2 from, float width, auto&& draw) {
        ImGui::SetCursorScreenPos(from);
        ImGui::BeginChild(id, ImVec2(width, height), ImGuiChildFlags_None, ImGuiWindowFlags_NoScrollbar);
        draw();
        ImGui::EndChild();
    };
    if (c.view.painting) {
        part("brush", for_choice, ImCeil(pill) + 2, [&] {
            constexpr std::string_view kKeys[] = {"hide", "allow", "number"};
            int chosen = static_cast<int>(c.view.brush);
            if (!segmented(c, "brush", "", choices, &chosen, c.text(Str::brush_label), kKeys)) return;
            c.view.brush = static_cast<Brush>(chosen);
            turn_on(c);
        });
    }
    if (c.view.painting && c.view.brush == Brush::number && !c.view.hides("paint_bias")) {
        part("number", for_number, kNumber, [&] {
            double value = static_cast<double>(c.view.paint_bias);
            if (number(c, "paint_bias", "", &value, static_cast<double>(kLeastPaintBias), static_cast<double>(kMostPaintBias),
                       0.5, false, c.text(Str::mask_paint_value))
                    .changed)
                c.view.paint_bias = static_cast<float>(value);
        });
    }
    // Kept free where it all fits into one line, so that nothing moves when it comes; else it is there only while one paints.
    const bool in_one_line = places.pen.y == 0;
    const ImVec2 size = c.view.painting || in_one_line ? places.size() : ImVec2(on, height);
    ImGui::SetCursorScreenPos(at);
    ImGui::Dummy(size);
    return size;
}

}  // namespace headscope::ui
