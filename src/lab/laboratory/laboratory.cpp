// Document, trace and history move together or not at all.
#include "lab/laboratory/laboratory.hpp"

#include <utility>

namespace headscope::lab {

Laboratory::Laboratory(Clock now_ms) : document_(initial_document()), now_ms_(now_ms) { evaluate_known(); }

Result<bool> Laboratory::evaluate(const Document& doc, TensorSet stages) {
    const double before = now_ms_ ? now_ms_() : 0;
    Result<bool> done = evaluator_.update(doc, stages);
    evaluate_ms_ = now_ms_ ? now_ms_() - before : 0;
    if (done) throughput_.add(trace().last_multiply_adds(), evaluate_ms_);
    return done;
}

Result<bool> Laboratory::edit(const Edit& edit) {
    Result<Document> next = lab::apply(document_, edit);  // qualified: std::apply would be found too
    if (!next) return next.error();
    const bool changed = !(next.value() == document_);
    if (changed) {
        if (const Result<bool> done = evaluate(next.value(), wanted_); !done) return done.error();
        history_.record(document_, edit.gesture != Edit::Gesture::none);
        document_ = std::move(next.value());
        refused_ = false;
        ++revision_;
    }
    if (edit.gesture == Edit::Gesture::ended) history_.end_gesture(document_);
    return changed;
}

bool Laboratory::undo() {
    if (!history_.undo(document_)) return false;
    evaluate_known();
    return true;
}

bool Laboratory::redo() {
    if (!history_.redo(document_)) return false;
    evaluate_known();
    return true;
}

Result<bool> Laboratory::update(TensorSet shown, TensorSet kept) {
    const TensorSet all = shown | kept;
    if (all == wanted_) return false;
    if (const Result<bool> done = evaluate(document_, all); !done) return done.error();
    wanted_ = all;
    return true;
}

Result<bool> Laboratory::keep(TensorSet stages) {
    const Result<bool> done = update(refused_ ? TensorSet{} : shown_, stages);
    if (done) kept_ = stages;
    return done;
}

Result<bool> Laboratory::want(TensorSet shown) {
    if (refused_ && shown == shown_) return false;
    shown_ = shown;
    Result<bool> done = update(shown, kept_);
    refused_ = !done;
    return done;
}

// A document that has been evaluated before. If it was with fewer stages shown, they may be too many for it now.
void Laboratory::evaluate_known() {
    ++revision_;
    refused_ = false;
    if (evaluate(document_, wanted_)) return;
    wanted_ = {};
    const Result<bool> alone = evaluate(document_, wanted_);
    static_cast<void>(alone);
}

void Laboratory::time_tiles(double at_ms) {
    if (tile_choice_.made()) return;
    tile_choice_.count(core::faster_tile_kernel(now_ms_), at_ms);
    if (tile_choice_.made()) evaluator_.use(tile_choice_.kernel());
}

}  // namespace headscope::lab
