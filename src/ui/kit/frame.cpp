// The beginning and end of a frame: Tab, focus, hover, fingers that scroll.
#include <cmath>

#include "core/kernels/elementary.hpp"
#include "ui/base/pins.hpp"
#include "ui/kit/control.hpp"

namespace headscope::ui {
namespace {

float& along(ImVec2& v, int axis) { return axis == 0 ? v.x : v.y; }

bool any_key_went_down() {
    for (int key = ImGuiKey_NamedKey_BEGIN; key < ImGuiKey_GamepadStart; ++key)
        if (ImGui::IsKeyPressed(static_cast<ImGuiKey>(key), false)) return true;
    return false;
}

}  // namespace

void again(Context& c, double in_ms) {
    if (c.again_in_ms < 0 || in_ms < c.again_in_ms) c.again_in_ms = in_ms;
}

float row_height(const Context& c) { return c.app.touch ? 44.0f : 30.0f; }

bool take_paste(Context& c, std::string text) {
    const MirrorItem* item = c.mirror.find(c.mirror.focus());
    if (!item || item->role != Role::grid) return false;
    c.interaction.paste = std::move(text);
    return true;
}

void begin_kit(Context& c) {
    Interaction& now = c.interaction;
    const ImGuiIO& io = ImGui::GetIO();
    c.mirror.begin_frame();
    now.touch_claims.clear();
    now.zooming.min = now.zooming.max = ImVec2();
    if (ImGui::IsKeyPressed(ImGuiKey_Tab) && now.typing.owner == 0 && !io.KeyCtrl) {
        if (io.WantTextInput) ImGui::ClearActiveID();
        c.mirror.focus_next(io.KeyShift);
    }
    if (ImGui::IsMouseClicked(0)) now.scrolling = 0;  // a new touch stops what still runs out
    if (any_key_went_down() || c.mirror.has_pending()) now.keyboard_last = true;
    if (io.MouseDelta.x != 0 || io.MouseDelta.y != 0 || io.MouseDown[0]) now.keyboard_last = false;
    if (!ImGui::IsMouseDown(0) && !ImGui::IsMouseReleased(0)) {
        if (now.drag.emitted) c.end_gesture();  // what was dragged is gone
        now.drag = {};
    }
}

namespace {

/// What Escape lets go of: the last pin, arrows, the second head, the zoom, and what stands in the place of the map; false: nothing.
bool step_back(View& view) {
    const bool step = lab::info(view.large).short_word != lab::Str::count_;
    if (view.locked()) unpin(view, lab::CellRef(view.pins.back()));
    else if (view.geometry != Geometry::off) view.geometry = Geometry::off;
    else if (view.second_head >= 0) view.second_head = -1;
    else if (view.zoom > 1) view.zoom = 1;
    else if (!step) view.large = view.large == view.gallery ? view.gallery = lab::TensorId::weights : view.gallery;
    else return false;
    return true;
}

}  // namespace

void end_kit(Context& c) {
    Interaction& now = c.interaction;
    const ImGuiIO& io = ImGui::GetIO();
    ImGuiContext& g = *ImGui::GetCurrentContext();
    if (now.typing.owner && ++now.typing.age > 4 && !now.typing.active) now.typing = {};  // its control is gone
    now.typing.lost = now.typing.active && g.ActiveId == 0 ? now.typing.lost + 1 : 0;
    if (now.typing.lost > 2) {  // its field is gone
        now.typing = {};
        c.end_gesture();
    }
    if (ImGui::IsMouseClicked(0) && g.ActiveId == 0 && c.mirror.focus()) c.mirror.set_focus(0, false);
    if (ImGui::IsKeyPressed(ImGuiKey_Escape, false) && !io.WantTextInput && now.typing.owner == 0 &&
        g.OpenPopupStack.Size == 0 && step_back(c.view))
        again(c);
    if (c.view.hovered != c.hovered_now) {
        c.view.hovered = c.hovered_now;
        again(c);
    }
    if (now.preview != c.preview_now) {
        now.preview = c.preview_now;
        again(c);
    }
    now.paste.reset();
    c.mirror.end_frame();
    if (c.mirror.has_pending()) again(c);
}

void scroll_area(Context& c) {
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    const ImGuiIO& io = ImGui::GetIO();
    Interaction& now = c.interaction;
    if (window->ScrollMax.x <= 0 && window->ScrollMax.y <= 0) return;
    // Beneath the claims of what lies in it: put in front of those that came since the frame began.
    now.touch_claims.insert(now.touch_claims.begin(), {window->InnerClipRect.Min, window->InnerClipRect.Max, 1});
    if (!c.app.touch) return;
    constexpr float kSlop = 6;
    const auto scroll = [&](float way) {
        float& at = along(window->Scroll, now.scroll_axis);
        at = ImClamp(at - way, 0.0f, along(window->ScrollMax, now.scroll_axis));
    };
    const bool mine = now.scrolling == window->ID;
    const bool taken = now.drag.kind == Drag::Kind::value || now.drag.kind == Drag::Kind::paint;
    if (io.MouseDown[0] && !mine && !taken && now.scrolling == 0) {
        ImVec2 way = io.MousePos - io.MouseClickedPos[0];
        const int axis = std::fabs(way.y) > std::fabs(way.x) ? 1 : 0;
        if (window->InnerClipRect.Contains(io.MouseClickedPos[0]) && std::fabs(along(way, axis)) > kSlop &&
            along(window->ScrollMax, axis) > 0 &&
            ImGui::IsWindowHovered(ImGuiHoveredFlags_ChildWindows | ImGuiHoveredFlags_AllowWhenBlockedByActiveItem)) {
            now.scrolling = window->ID;
            now.scroll_axis = axis;
            now.scroll_speed = 0;
            ImGui::ClearActiveID();
            scroll(along(way, axis));
        }
    } else if (mine && io.MouseDown[0]) {
        const float way = now.scroll_axis == 0 ? io.MouseDelta.x : io.MouseDelta.y;
        scroll(way);
        if (io.DeltaTime > 0) now.scroll_speed = 0.6f * now.scroll_speed + 0.4f * way / io.DeltaTime;
    } else if (mine) {  // let go: it runs out
        scroll(now.scroll_speed * io.DeltaTime);
        now.scroll_speed *= static_cast<float>(core::portable_exp(-4.0 * static_cast<double>(io.DeltaTime)));
        if (std::fabs(now.scroll_speed) < 20) now.scrolling = 0, now.scroll_speed = 0;
        else again(c);
    }
}

}  // namespace headscope::ui
