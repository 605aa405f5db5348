// Turns, passes and the clock: see measurement.hpp.
#include "app/loop/measurement.hpp"

#include <algorithm>
#include <new>

#include "app/loop/stopwatch.hpp"
#include "lab/laboratory/throughput.hpp"

namespace headscope::app {
namespace {

using State = ui::ScalarComparison::State;

constexpr double kFrameMs = 12, kLookMs = 3, kWarmMs = 25, kTurnMs = 15, kBudgetMs = 250;
constexpr int kWays = 2, kTurns = kWays + 3 * kWays;  // warming up, then three each

}  // namespace

void Measurement::start(const lab::Document& doc, const lab::Trace& trace, core::TileKernel tile) {
    forget();
    std::unique_ptr<lab::Comparison> next(new (std::nothrow) lab::Comparison(doc, tile));
    if (next) outcome_.multiply_adds = next->multiply_adds();
    if (outcome_.multiply_adds > lab::Comparison::kMostMultiplyAdds) {
        outcome_.state = State::too_large;
    } else if (!next || !next->prepare(trace)) {
        outcome_.state = State::out_of_memory;
    } else {
        comparison_ = std::move(next);
        outcome_.state = State::running;
        turn_ = passes_ = 0;
        turn_ms_ = all_ms_ = 0;
        work_.fill(1e5);
        best_ms_.fill(0);
    }
}

std::optional<double> Measurement::trial_gflops(const lab::Document& doc, const lab::Trace& trace, core::TileKernel tile) {
    constexpr double kMostMultiplyAdds = 4e6;  // of one pass: a few milliseconds on a slow machine
    lab::Comparison trial(doc, tile);
    if (trial.multiply_adds() > kMostMultiplyAdds || !trial.prepare(trace)) return std::nullopt;
    const auto pass = [&] {
        int ended = 0;
        while (ended == 0 && trial.ok()) ended = trial.run(lab::Way::simd, kMostMultiplyAdds);
        return ended;
    };
    // Other programs take turns with this one: the best of some counts, as it does in a comparison.
    constexpr int kTries = 3;
    constexpr double kTryMs = 3;
    double best = 0;
    for (int i = 0; i < kTries && trial.ok(); ++i) {
        const Stopwatch watch;
        int passes = 0;
        double ms = 0;
        while (trial.ok() && ms < kTryMs) passes += pass(), ms = watch.ms();
        best = std::max(best, lab::Throughput::gflops_of(trial.multiply_adds() * passes, ms));
    }
    if (!trial.ok() || best <= 0) return std::nullopt;
    return best;
}

void Measurement::step() {
    const Stopwatch frame;
    while (running() && frame.ms() < kFrameMs) take_turn();
}

void Measurement::take_turn() {
    const auto which = static_cast<size_t>(turn_ % kWays);
    const auto way = static_cast<lab::Way>(which);
    const Stopwatch watch;
    passes_ += comparison_->run(way, work_[which]);
    const double ms = watch.ms();
    turn_ms_ += ms;
    if (ms < kLookMs / 2) work_[which] *= 2;
    else if (ms > kLookMs * 2) work_[which] /= 2;
    const bool warming = turn_ < kWays;
    if (turn_ms_ < (warming ? kWarmMs : kTurnMs)) return;
    if (!warming) {
        if (!comparison_->at_start(way)) return;
        const double pass_ms = turn_ms_ / passes_;
        if (best_ms_[which] == 0 || pass_ms < best_ms_[which]) best_ms_[which] = pass_ms;
    }
    comparison_->rewind(way);
    all_ms_ += turn_ms_;
    turn_ms_ = passes_ = 0;
    ++turn_;
    const bool enough = turn_ == kTurns || (turn_ > kWays && turn_ % kWays == 0 && all_ms_ > kBudgetMs);
    if (enough) finish();
}

void Measurement::finish() {
    outcome_.state = comparison_->ok() ? State::done : State::out_of_memory;
    outcome_.simd_ms = best_ms_[0];
    outcome_.scalar_ms = best_ms_[1];
    outcome_.difference = comparison_->largest_difference();
    comparison_.reset();
}

void Measurement::forget() {
    comparison_.reset();
    outcome_ = {};
}

}  // namespace headscope::app
