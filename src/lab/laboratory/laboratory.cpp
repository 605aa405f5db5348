// Document, trace and history move together or not at all.
#include "lab/laboratory/laboratory.hpp"

#include <algorithm>
#include <utility>

#include "core/base/limits.hpp"
#include "lab/link/profiles.hpp"

namespace headscope::lab {

namespace {

bool opens(const Edit& edit) {
    for (const Change& change : edit.changes)
        if (std::holds_alternative<Reset>(change)) return true;
    return false;
}

}  // namespace

Laboratory::Laboratory(Clock now_ms)
    : document_(initial_document()),
      opened_(std::make_shared<const Document>(document_)),
      start_(document_),
      before_(document_),
      profiled_(document_),
      now_ms_(now_ms) {
    evaluate_known();
}

Result<bool> Laboratory::evaluate(const Document& doc, TensorSet stages) {
    const double before = now_ms_ ? now_ms_() : 0;
    Result<bool> done = evaluator_.update(doc, stages);
    evaluate_ms_ = now_ms_ ? now_ms_() - before : 0;
    if (done && std::exchange(warm_, true)) throughput_.add(trace().last_multiply_adds(), evaluate_ms_);
    return done;
}

Result<bool> Laboratory::edit(const Edit& edit) {
    const Document* start = edit.gesture == Edit::Gesture::replacing ? history_.gesture_start() : nullptr;
    Result<Document> next =
        lab::apply(start ? *start : document_, edit, vectors());  // qualified: std::apply would be found too
    if (!next) return next.error();
    const bool changed = !(next.value() == document_);
    if (changed) {
        if (const Result<bool> done = evaluate(next.value(), wanted_); !done) return done.error();
        history_.record(document_, edit.gesture != Edit::Gesture::none, opened_);
        Document before = std::exchange(document_, std::move(next.value()));
        if (edit.gesture == Edit::Gesture::none || !in_gesture_) changes_from(std::move(before));
        in_gesture_ = edit.gesture != Edit::Gesture::none;
        refused_ = false;
        ++revision_;
    }
    if (edit.gesture == Edit::Gesture::ended) {
        history_.end_gesture(document_);
        in_gesture_ = false;
    }
    if (opens(edit)) {
        opened_ = std::make_shared<const Document>(document_);
        start_.set(document_);
    }
    return changed;
}

Result<bool> Laboratory::learn(std::string_view bytes) {
    Result<WordVectors> read = WordVectors::read(bytes);
    if (!read) return read.error();
    vectors_ = std::move(read.value());
    return true;
}

void Laboratory::changes_from(Document before) {
    before_.set(std::move(before));
    has_before_ = true;
    in_gesture_ = false;
}

Earlier& Laboratory::profiled(int profile) {
    if (std::exchange(profiled_of_, {profile, revision_}) == std::pair{profile, revision_}) return profiled_;
    const Result<Document> under = lab::apply(document_, edit_of(profiles()[static_cast<size_t>(profile)]), vectors());
    profiled_.set(under ? under.value() : document_);  // parameters that are legal in every document
    return profiled_;
}

const Subtraction* Laboratory::difference() const {
    const bool shown = compared_ != nullptr && compared_->trace() != nullptr;
    return shown && sizes_of(compared_->document()) == sizes_of(document_) ? &difference_ : nullptr;
}

bool Laboratory::comparable() const { return sizes_of(start()) == sizes_of(document_); }

void Laboratory::want_earlier(const EarlierWish& wish) {
    // Present and past together stay within the limit of one evaluation.
    const double room = static_cast<double>(core::kMaxTraceBytes) - trace_bytes(sizes_of(document_), wanted_);
    Earlier* then = wish.profile >= 0 ? &profiled(wish.profile) : wish.start && comparable() ? &start_ : nullptr;
    if (then != nullptr && !then->want(wanted_, room)) then = nullptr;
    for (Earlier* other : {&start_, &profiled_})
        if (other != then) other->forget();
    if (std::exchange(compared_, then) != then) difference_.forget();
    if (then != nullptr) difference_.show({&document_, &trace()}, {&then->document(), then->trace()});
    // Checked here as well: a trace that is there may have become too large for a smaller wish.
    const double most = std::min(wish.before_bytes, room);
    const bool fits = has_before_ && trace_bytes(sizes_of(before()), wanted_) <= most;
    if (!fits || !before_.want(wanted_, most)) before_.forget();
}

bool Laboratory::undo() {
    Document before = document_;
    const History::Start opened = opened_;
    if (!history_.undo(document_, opened_)) return false;
    stepped(std::move(before), opened);
    return true;
}

bool Laboratory::redo() {
    Document before = document_;
    const History::Start opened = opened_;
    if (!history_.redo(document_, opened_)) return false;
    stepped(std::move(before), opened);
    return true;
}

void Laboratory::stepped(Document before, const History::Start& opened) {
    changes_from(std::move(before));
    if (opened_ != opened) start_.set(*opened_);
    evaluate_known();
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
