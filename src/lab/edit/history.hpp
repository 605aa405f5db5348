// Undo and redo over whole documents; matrices share storage, so a step costs what it changed.
#pragma once

#include <deque>
#include <vector>

#include "lab/model/document.hpp"

namespace headscope::lab {

/// Holds past and future documents within a byte budget; the oldest steps go first.
class History {
public:
    explicit History(size_t byte_budget = size_t{128} << 20);
    /// Records `before` as one step. With `merge`, a step begun under the same gesture is kept as it is (a drag is one step).
    void record(const Document& before, bool merge);
    /// Ends a gesture: the next record starts a new step. A gesture that ended where it began (`current`) leaves no step.
    void end_gesture(const Document& current);
    bool can_undo() const { return !past_.empty(); }
    bool can_redo() const { return !future_.empty(); }
    /// Exchanges `current` with the previous / next document; false when there is none.
    bool undo(Document& current);
    bool redo(Document& current);
    /// Bytes of the past that only the past holds on to.
    size_t bytes() const { return bytes_; }

private:
    struct Step {
        Document document;
        size_t bytes;  // of what it does not share with the step after it
    };
    void push(const Document& before, const Document* after);

    std::deque<Step> past_;
    std::vector<Document> future_;
    size_t byte_budget_, bytes_ = 0;
    bool in_gesture_ = false;
};

}  // namespace headscope::lab
