// Steps of undo, each weighed by the storage it alone keeps alive.
#include "lab/edit/history.hpp"

#include <utility>

namespace headscope::lab {
namespace {

// Of the matrices of `a` those that `b`, when it is there, does not share.
template <int kCount>
size_t unshared_bytes(const Matrices<kCount>& a, const Matrices<kCount>* b) {
    size_t bytes = 0;
    const auto add = [&](const Matrix& mine, const Matrix* theirs) {
        if (theirs == nullptr || !mine.same_storage(*theirs)) bytes += mine.bytes();
    };
    for (size_t i = 0; i < a.now.size(); ++i) {
        add(a.now[i], b ? &b->now[i] : nullptr);
        if (!a.seeded[i].same_storage(a.now[i])) add(a.seeded[i], b ? &b->seeded[i] : nullptr);
    }
    return bytes;
}

size_t unshared_bytes(const Document& doc, const Document& next) {
    size_t bytes = sizeof(Document);
    for (const Names& names : doc.names)
        for (const std::string& name : names) bytes += sizeof(std::string) + name.size();
    for (size_t l = 0; l < doc.layers.size(); ++l)
        bytes +=
            sizeof(Layer) + unshared_bytes(doc.layers[l].matrices, l < next.layers.size() ? &next.layers[l].matrices : nullptr);
    for (size_t k = 0; k < doc.items.size(); ++k) {
        const Item& item = doc.items[k];
        bytes += sizeof(Item) + item.query.text.size() * 2 + item.memory.text.size() * 2;
        bytes += (item.query.tokens.size() + item.memory.tokens.size()) * sizeof(std::string);
        bytes += unshared_bytes(item.matrices, k < next.items.size() ? &next.items[k].matrices : nullptr);
    }
    return bytes;
}

}  // namespace

History::History(size_t byte_budget) : byte_budget_(byte_budget) {}

void History::push(const Document& before, const Start& start, const Document* after) {
    if (!past_.empty()) {
        // Only now is it known what the step before shares with what followed it.
        bytes_ -= past_.back().bytes;
        past_.back().bytes = unshared_bytes(past_.back().document, before);
        bytes_ += past_.back().bytes;
    }
    past_.push_back({before, start, after ? unshared_bytes(before, *after) : sizeof(Document)});
    bytes_ += past_.back().bytes;
    while (bytes_ > byte_budget_ && past_.size() > 1) {
        bytes_ -= past_.front().bytes;
        past_.pop_front();
    }
}

void History::record(const Document& before, bool merge, const Start& start) {
    future_.clear();
    if (merge && in_gesture_) return;
    push(before, start, nullptr);
    in_gesture_ = merge;
}

void History::end_gesture(const Document& current) {
    if (in_gesture_ && !past_.empty() && past_.back().document == current) {
        bytes_ -= past_.back().bytes;
        past_.pop_back();
    }
    in_gesture_ = false;
}

bool History::undo(Document& current, Start& start) {
    if (past_.empty()) return false;
    in_gesture_ = false;
    bytes_ -= past_.back().bytes;
    future_.emplace_back(std::exchange(current, std::move(past_.back().document)),
                         std::exchange(start, std::move(past_.back().start)));
    past_.pop_back();
    return true;
}

bool History::redo(Document& current, Start& start) {
    if (future_.empty()) return false;
    in_gesture_ = false;
    const Document before = std::exchange(current, std::move(future_.back().first));
    const Start start_before = std::exchange(start, std::move(future_.back().second));
    future_.pop_back();
    push(before, start_before, &current);
    return true;
}

}  // namespace headscope::lab
