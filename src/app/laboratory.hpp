// The session as the app uses it: every way to change the document, counted and timed.
#pragma once

#include <cstdint>
#include <optional>

#include "app/stopwatch.hpp"
#include "app/throughput.hpp"
#include "core/kernels/tile_choice.hpp"
#include "lab/session.hpp"

namespace headscope::app {

using MaybeError = std::optional<lab::Error>;

class Laboratory {
public:
    const lab::Document& document() const { return session_.document(); }
    const lab::Trace& trace() const { return session_.trace(); }
    bool can_undo() const { return session_.can_undo(); }
    bool can_redo() const { return session_.can_redo(); }
    /// Grows with every change of the document.
    std::uint64_t revision() const { return revision_; }
    /// Own CPU time of the last evaluation, and what evaluations compute in a second.
    double evaluate_ms() const { return session_.evaluate_ms(); }
    const Throughput& throughput() const { return throughput_; }

    MaybeError edit(const lab::Edit& edit, bool gesture);
    void end_gesture() { session_.end_gesture(); }
    bool undo();
    bool redo();
    MaybeError reset();
    MaybeError open_link(std::string_view fragment);

    /// Takes one of the timings that lead to the choice of a tile kernel, some milliseconds long; the chosen one is used.
    void time_tiles(double now_ms);
    const core::TileChoice& tile_choice() const { return tile_choice_; }
    core::TileKernel tile() const { return session_.tile(); }

    /// Keeps these stages on behalf of the page.
    void keep(lab::StageSet stages) { kept_ = stages; }
    /// Evaluates what the interface shows and the page keeps; free when nothing is missing.
    MaybeError want(lab::StageSet shown);

private:
    void evaluated() { throughput_.add(trace().last_multiply_adds(), evaluate_ms()); }

    lab::Session session_{Stopwatch::now_ms};
    lab::StageSet kept_;
    std::uint64_t revision_ = 1;
    Throughput throughput_;
    core::TileChoice tile_choice_;
};

}  // namespace headscope::app
