// Times a document's forward pass in SIMD against scalar code, some milliseconds in each frame so that the page goes on.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>

#include "lab/program/comparison.hpp"
#include "ui/base/context.hpp"

namespace headscope::app {

/// Both warm up first, since an engine compiles what runs often a second time, and better. Then they take turns, each for whole
/// passes and long enough for a coarse clock; of each, the fastest turn counts. Turns end when there were enough or after some
/// hundred milliseconds, but not before each has finished a pass.
class Measurement {
public:
    /// Starts anew on this document; see ui::ScalarComparison for what comes of it.
    void start(const lab::Document& doc, const lab::Trace& trace, core::TileKernel tile);
    bool running() const { return comparison_ != nullptr; }
    /// Goes on for about a frame's time.
    void step();
    /// What was measured is no longer what is shown.
    void forget();
    const ui::ScalarComparison& outcome() const { return outcome_; }

    /// The speed of this document's forward pass, computed for some milliseconds; nothing when that would take much longer, or
    /// there is no memory for it.
    static std::optional<double> trial_gflops(const lab::Document& doc, const lab::Trace& trace, core::TileKernel tile);

private:
    void take_turn();
    void finish();

    std::unique_ptr<lab::Comparison> comparison_;
    ui::ScalarComparison outcome_;
    int turn_ = 0, passes_ = 0;
    double turn_ms_ = 0, all_ms_ = 0;
    std::array<double, 2> work_{}, best_ms_{};  // multiply-adds between two looks at the clock; a pass's time
};

}  // namespace headscope::app
