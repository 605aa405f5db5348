// Pins are few, and a trail is short: plain lists.
#include "ui/base/pins.hpp"

#include <algorithm>

namespace headscope::ui {

using lab::CellRef;

namespace {

/// Who follows a number into another layer sees that layer.
void show_layer_of(View& view, const CellRef& cell) {
    if (lab::info(cell.tensor).per_layer) view.layer = cell.layer;
}

}  // namespace

bool is_pinned(const View& view, const CellRef& cell) {
    return std::find(view.pins.begin(), view.pins.end(), cell) != view.pins.end();
}

bool pin(View& view, const CellRef& cell, bool add) {
    if (!add) view.pins.clear();
    view.pinning = false;
    if (is_pinned(view, cell)) {
        view.trail = {cell};
        return true;
    }
    if (view.pins.size() >= kMostPins) return false;
    view.trail.clear();
    view.pins.push_back(cell);
    return true;
}

void unpin(View& view, const CellRef& cell) {
    if (!view.trail.empty() && view.trail.front() == cell) view.trail.clear();
    std::erase(view.pins, cell);
    view.pinning = false;
}

void unpin_all(View& view) {
    view.pins.clear();
    view.trail.clear();
    view.pinning = false;
}

void open_operand(View& view, const CellRef& from, const CellRef& operand) {
    if (view.pins.empty()) pin(view, from, false);
    if (view.trail.empty()) view.trail = {view.pins.back()};
    if (!(view.trail.back() == operand)) view.trail.push_back(operand);
    show_layer_of(view, operand);
}

void go_back_to(View& view, size_t place) {
    if (place + 1 >= view.trail.size()) return;
    view.trail.resize(place + 1);
    show_layer_of(view, view.trail.back());
}

bool go_back(View& view) {
    if (view.trail.size() < 2) return false;
    view.trail.pop_back();
    show_layer_of(view, view.trail.back());
    return true;
}

int head_among(const View& view, core::Range heads) {
    if (heads.size() <= 0) return -1;
    return view.head >= heads.begin && view.head < heads.end ? view.head : heads.begin;
}

void choose_head(View& view, int head) {
    view.returns_to.reset();
    if (head != view.second_head) view.head = head;
}

}  // namespace headscope::ui
