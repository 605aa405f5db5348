// Undo and redo over whole documents; matrices share storage, so a step costs what it changed.
#pragma once

#include <deque>
#include <memory>
#include <utility>
#include <vector>

#include "lab/model/document.hpp"

namespace headscope::lab {

/// Holds past and future documents within a byte budget; the oldest steps go first.
class History {
public:
    explicit History(size_t byte_budget = size_t{128} << 20);
    /// The document that an opening (a link, a preset, a reset) gave: what is called the start.
    using Start = std::shared_ptr<const Document>;
    /// Records `before`, and its start, as one step. With `merge`, a step begun under the same gesture is kept as it is (a drag is one step).
    void record(const Document& before, bool merge, const Start& start = nullptr);
    /// Ends a gesture: the next record starts a new step. A gesture that ended where it began (`current`) leaves no step.
    void end_gesture(const Document& current);
    /// The document as the present gesture found it; nullptr while there is none.
    const Document* gesture_start() const { return in_gesture_ && !past_.empty() ? &past_.back().document : nullptr; }
    bool can_undo() const { return !past_.empty(); }
    bool can_redo() const { return !future_.empty(); }
    /// Exchanges `current` and its start with the previous / next document's; false when there is none.
    bool undo(Document& current, Start& start);
    bool redo(Document& current, Start& start);
    bool undo(Document& current) { return undo(current, unknown_); }
    bool redo(Document& current) { return redo(current, unknown_); }
    /// Bytes of the past that only the past holds on to.
    size_t bytes() const { return bytes_; }

private:
    struct Step {
        Document document;
        Start start;
        size_t bytes;  // of what it does not share with the step after it
    };
    void push(const Document& before, const Start& start, const Document* after);

    std::deque<Step> past_;
    std::vector<std::pair<Document, Start>> future_;
    Start unknown_;
    size_t byte_budget_, bytes_ = 0;
    bool in_gesture_ = false;
};

}  // namespace headscope::lab
