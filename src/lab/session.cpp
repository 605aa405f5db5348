// Document, trace and history move together or not at all.
#include "lab/session.hpp"

#include <utility>

namespace headscope::lab {

Session::Session(double (*now_ms)()) : document_(initial_document()), now_ms_(now_ms) { evaluate_known(); }

Result<bool> Session::evaluate(const Document& doc, StageSet stages) {
    const double before = now_ms_ ? now_ms_() : 0;
    Result<bool> done = evaluator_.update(doc, stages);
    evaluate_ms_ = now_ms_ ? now_ms_() - before : 0;
    return done;
}

Result<bool> Session::edit(const Edit& edit, bool gesture) {
    Result<Document> next = lab::apply(document_, edit);  // qualified: std::apply would be found too
    if (!next) return next.error();
    if (next.value() == document_) return false;
    if (const Result<bool> done = evaluate(next.value(), wanted_); !done) return done.error();
    history_.record(document_, gesture);
    document_ = std::move(next.value());
    return true;
}

bool Session::undo() {
    if (!history_.undo(document_)) return false;
    evaluate_known();
    return true;
}

bool Session::redo() {
    if (!history_.redo(document_)) return false;
    evaluate_known();
    return true;
}

Result<bool> Session::want(StageSet stages) {
    if (stages == wanted_) return false;
    if (const Result<bool> done = evaluate(document_, stages); !done) return done.error();
    wanted_ = stages;
    return true;
}

// A document that has been evaluated before. If it was with fewer stages shown, they may be too many for it now.
void Session::evaluate_known() {
    if (evaluate(document_, wanted_)) return;
    wanted_ = {};
    const Result<bool> alone = evaluate(document_, wanted_);
    static_cast<void>(alone);
}

}  // namespace headscope::lab
