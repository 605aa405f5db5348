// What drawing in the plane and the hand on it share: where its points stand, and what they are of.
#pragma once

#include <algorithm>
#include <cmath>
#include <string_view>

#include "ui/flow/geometry_plot.hpp"
#include "ui/kit/control.hpp"
#include "ui/sentence/arcs.hpp"

namespace headscope::ui {

/// A plot during its frame. Points are counted over both tensors, `own` first.
struct PlotFrame {
    Context& c;
    PictureNumbers& numbers;
    const Plot& p;
    ImRect room;
    ImVec2 origin;
    float reach, scale;  // how far the axes are sure to go; units per 1

    int count() const { return p.owns + p.others; }
    bool is_there(int index) const { return !std::isnan(p.point(index).x); }
    int key_of(int index) const { return index - p.owns; }
    bool is_shown(int index) const { return index == p.query || (p.key >= 0 && key_of(index) == p.key); }
    bool is_hidden_key(int index) const { return index >= p.owns && is_hidden(c, p.query, key_of(index)); }
    const lab::CellRef& part(int index) const { return index < p.owns ? p.own : p.other; }
    ImVec2 tip(int index) const {
        constexpr double kFar = 1e5;  // of what lies outside the picture
        const lab::Point v = p.point(index);
        const auto place = [&](double value) {
            return static_cast<float>(std::clamp(value * static_cast<double>(scale), -kFar, kFar));
        };
        return origin + ImVec2(place(v.x), place(-v.y));
    }
    std::string_view token(int index) const {
        const auto names = index < p.owns ? numbers.queries() : numbers.keys();
        return names[static_cast<size_t>(index < p.owns ? index : key_of(index))];
    }
};

/// Axes, arrows, points, lines between them, and the names that have room.
void draw_plot(PlotFrame& frame);
/// Points at, pins and moves points: the pointer over the plot's area; then keyboard and mirror, which is told of each point.
void point_at_plot(PlotFrame& frame, const Control& area, bool activated, bool released);
void tell_points(PlotFrame& frame);

}  // namespace headscope::ui
