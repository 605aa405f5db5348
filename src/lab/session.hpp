// A session: the document a visitor works on, its history and its trace, kept in step. The app owns one per laboratory.
#pragma once

#include "lab/edit.hpp"
#include "lab/evaluate.hpp"
#include "lab/history.hpp"

namespace headscope::lab {

class Session {
public:
    /// Starts with initial_document(), evaluated. Out of memory leaves the trace without views. `now_ms` is a monotonic clock in
    /// milliseconds, for evaluate_ms; without one that is 0.
    explicit Session(double (*now_ms)() = nullptr);
    const Document& document() const { return document_; }
    const Trace& trace() const { return evaluator_.trace(); }
    /// Applies and evaluates; true when the document changed, false when the edit had no effect (then there is no undo
    /// step). On error nothing changes. `gesture`: part of a running drag, one undo step until end_gesture().
    Result<bool> edit(const Edit& edit, bool gesture = false);
    void end_gesture() { history_.end_gesture(document_); }
    bool undo();
    bool redo();
    bool can_undo() const { return history_.can_undo(); }
    bool can_redo() const { return history_.can_redo(); }
    /// Which stages someone looks at; evaluates what is missing. True when that was anything; on error they stay as they were.
    Result<bool> want(StageSet stages);
    StageSet wanted() const { return wanted_; }
    /// How long the last evaluation took, without applying the edit. It did trace().last_multiply_adds().
    double evaluate_ms() const { return evaluate_ms_; }
    /// Which kernel multiplies from now on; no number depends on it.
    void use(core::TileKernel tile) { evaluator_.use(tile); }
    core::TileKernel tile() const { return evaluator_.tile(); }

private:
    Result<bool> evaluate(const Document& doc, StageSet stages);
    void evaluate_known();

    Document document_;
    Evaluator evaluator_;
    History history_;
    StageSet wanted_;
    double (*now_ms_)();
    double evaluate_ms_ = 0;
};

}  // namespace headscope::lab
