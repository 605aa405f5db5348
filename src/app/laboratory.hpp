// The session as the app uses it: every way to change the document, counted and timed.
#pragma once

#include <cstdint>
#include <optional>

#include "app/stopwatch.hpp"
#include "lab/session.hpp"

namespace headscope::app {

using MaybeError = std::optional<lab::Error>;

class Laboratory {
public:
    Laboratory() : Laboratory(Stopwatch()) {}
    const lab::Document& document() const { return session_.document(); }
    const lab::Trace& trace() const { return session_.trace(); }
    bool can_undo() const { return session_.can_undo(); }
    bool can_redo() const { return session_.can_redo(); }
    /// Grows with every change of the document.
    std::uint64_t revision() const { return revision_; }
    /// Own CPU time of the last change's evaluation.
    double evaluate_ms() const { return evaluate_ms_; }

    MaybeError edit(const lab::Edit& edit, bool gesture);
    void end_gesture() { session_.end_gesture(); }
    bool undo();
    bool redo();
    MaybeError reset();
    MaybeError open_link(std::string_view fragment);

    /// Keeps these stages on behalf of the page.
    void keep(lab::StageSet stages) { kept_ = stages; }
    /// Evaluates what the interface shows and the page keeps; free when nothing is missing.
    MaybeError want(lab::StageSet shown);

private:
    explicit Laboratory(const Stopwatch& watch) : evaluate_ms_(watch.ms()) {}

    lab::Session session_;  // the first evaluation happens in its constructor
    lab::StageSet kept_;
    std::uint64_t revision_ = 1;
    double evaluate_ms_;
};

}  // namespace headscope::app
