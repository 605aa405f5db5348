// Collecting the items of a frame, handing out actions, and moving the focus.
#include "ui/base/mirror.hpp"

#include <algorithm>
#include <utility>

namespace headscope::ui {
namespace {

bool takes_focus(const MirrorItem& item) {
    switch (item.role) {
        case Role::gridcell:
        case Role::heading:
        case Role::text:
        case Role::status:
        case Role::group:
        case Role::dialog: return false;
        default: return !item.disabled;
    }
}

}  // namespace

void Mirror::begin_frame() {
    last_.swap(items_);
    items_.clear();
}

void Mirror::add(MirrorItem item) {
    if (item.id == focus_ && item.role != Role::gridcell) item.focused = true;
    items_.push_back(std::move(item));
}

void Mirror::begin_dialog(MirrorItem dialog) {
    items_.clear();
    items_.push_back(std::move(dialog));
}

const MirrorItem* Mirror::find(ImGuiID id) const {
    for (const auto* list : {&items_, &last_})
        for (const MirrorItem& item : *list)
            if (item.id == id) return &item;
    return nullptr;
}

void Mirror::push(MirrorAction action) { pending_.push_back({std::move(action), 0}); }

bool Mirror::take(ImGuiID id, MirrorAction::Kind kind, MirrorAction* action) {
    if (pending_.empty()) return false;
    const auto found = std::find_if(pending_.begin(), pending_.end(),
                                    [&](const Pending& p) { return p.action.id == id && p.action.kind == kind; });
    if (found == pending_.end()) return false;
    if (kind == MirrorAction::Kind::press) {
        const auto first = std::find_if(pending_.begin(), pending_.end(), is_press);
        if (pressed_ || found != first) return false;
        pressed_ = true;
    }
    if (action) *action = std::move(found->action);
    pending_.erase(found);
    return true;
}

void Mirror::end_frame() {
    bool waits = pressed_;  // behind another press
    std::erase_if(pending_, [&](Pending& p) {
        if (is_press(p) && std::exchange(waits, true)) return false;
        return ++p.age >= 2;
    });
    pressed_ = false;
    if (reveal_ > 0) --reveal_;
}

void Mirror::set_focus(ImGuiID id, bool by_keyboard) {
    if (by_keyboard && (id != focus_ || !by_keyboard_)) reveal_ = 2;
    focus_ = id;
    by_keyboard_ = by_keyboard;
}

void Mirror::focus_next(bool backwards) {
    std::vector<ImGuiID> order;
    for (const MirrorItem& item : last_)
        if (takes_focus(item)) order.push_back(item.id);
    if (order.empty()) return;
    const auto at = std::find(order.begin(), order.end(), focus_);
    const size_t n = order.size(), i = static_cast<size_t>(at - order.begin());
    const size_t next = at == order.end() ? (backwards ? n - 1 : 0) : (i + (backwards ? n - 1 : 1)) % n;
    set_focus(order[next], true);
}

}  // namespace headscope::ui
