// Steps of undo, each weighed by the storage it alone keeps alive.
#include "lab/history.hpp"

#include <utility>

namespace headscope::lab {
namespace {

size_t unshared_bytes(const Document& doc, const Document& next) {
    size_t bytes = sizeof(Document);
    const auto add = [&](const Matrix& a, const Matrix* b) {
        if (b == nullptr || !a.same_storage(*b)) bytes += a.bytes();
    };
    for (size_t i = 0; i < doc.weights.size(); ++i) {
        add(doc.weights[i], &next.weights[i]);
        if (!doc.seeded_weights[i].same_storage(doc.weights[i])) add(doc.seeded_weights[i], &next.seeded_weights[i]);
    }
    for (size_t k = 0; k < doc.items.size(); ++k) {
        const Item& item = doc.items[k];
        const Item* other = k < next.items.size() ? &next.items[k] : nullptr;
        bytes += sizeof(Item) + item.query.text.size() * 2 + item.memory.text.size() * 2;
        bytes += (item.query.tokens.size() + item.memory.tokens.size()) * sizeof(std::string);
        add(item.input, other ? &other->input : nullptr);
        add(item.memory_input, other ? &other->memory_input : nullptr);
        add(item.mask_allow, other ? &other->mask_allow : nullptr);
        add(item.mask_bias, other ? &other->mask_bias : nullptr);
        if (!item.seeded_input.same_storage(item.input)) add(item.seeded_input, other ? &other->seeded_input : nullptr);
        if (!item.seeded_memory.same_storage(item.memory_input))
            add(item.seeded_memory, other ? &other->seeded_memory : nullptr);
    }
    return bytes;
}

}  // namespace

History::History(size_t byte_budget) : byte_budget_(byte_budget) {}

void History::push(const Document& before, const Document* after) {
    if (!past_.empty()) {
        // Only now is it known what the step before shares with what followed it.
        bytes_ -= past_.back().bytes;
        past_.back().bytes = unshared_bytes(past_.back().document, before);
        bytes_ += past_.back().bytes;
    }
    past_.push_back({before, after ? unshared_bytes(before, *after) : sizeof(Document)});
    bytes_ += past_.back().bytes;
    while (bytes_ > byte_budget_ && past_.size() > 1) {
        bytes_ -= past_.front().bytes;
        past_.pop_front();
    }
}

void History::record(const Document& before, bool merge) {
    future_.clear();
    if (merge && in_gesture_) return;
    push(before, nullptr);
    in_gesture_ = merge;
}

void History::end_gesture(const Document& current) {
    if (in_gesture_ && !past_.empty() && past_.back().document == current) {
        bytes_ -= past_.back().bytes;
        past_.pop_back();
    }
    in_gesture_ = false;
}

bool History::undo(Document& current) {
    if (past_.empty()) return false;
    in_gesture_ = false;
    bytes_ -= past_.back().bytes;
    future_.push_back(std::exchange(current, std::move(past_.back().document)));
    past_.pop_back();
    return true;
}

bool History::redo(Document& current) {
    if (future_.empty()) return false;
    in_gesture_ = false;
    const Document before = std::exchange(current, std::move(future_.back()));
    future_.pop_back();
    push(before, &current);
    return true;
}

}  // namespace headscope::lab
