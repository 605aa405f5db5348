// Which tile kernel the engine at hand runs best, found by timing.
#pragma once

#include "core/kernels/workspace.hpp"

namespace headscope::core {

/// Times the tile kernels against each other for about `budget_ms` and returns the faster one.
/// `now_ms` is a monotonic clock in milliseconds (in a page: performance.now). Never fails: out of memory gives `narrow`.
TileKernel faster_tile_kernel(double (*now_ms)(), double budget_ms = 8.0);

/// The choice by several such timings. An engine first runs a quick translation of a function and compiles well, in the
/// background, what runs often; so the first timings only make it compile both kernels, and there is time between all. Of the
/// others the majority counts: any single one may meet another program at work.
class TileChoice {
public:
    static constexpr int kWarmUps = 3, kVotes = 3;
    static constexpr double kMsBetween = 100.0;

    bool made() const { return timings_ == kWarmUps + kVotes; }
    /// The chosen kernel; `narrow` while none is.
    TileKernel kernel() const { return made() && 2 * for_wide_ > kVotes ? TileKernel::wide : TileKernel::narrow; }
    /// Whether another timing is wanted at this time.
    bool due(double at_ms) const { return !made() && (timings_ == 0 || at_ms - last_ms_ >= kMsBetween); }
    /// Takes a timing's answer into account; none once the choice is made.
    void count(TileKernel faster, double at_ms);

private:
    int timings_ = 0, for_wide_ = 0;
    double last_ms_ = 0.0;
};

}  // namespace headscope::core
