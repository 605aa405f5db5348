// How fast evaluations compute, from clocks too coarse for one of them.
#pragma once

#include <optional>

namespace headscope::lab {

/// A browser's clock moves in steps of 0.005 to 1 ms, and a small evaluation takes less. So evaluations are added up until
/// they took long enough together; until then the last figure stands, and before the first there is none.
class Throughput {
public:
    /// Together so long: an error of one step of the clock is some percent at most.
    static constexpr double kEnoughMs = 5;

    /// An evaluation's multiply-adds and its time; without any it says nothing about speed.
    void add(double multiply_adds, double ms) {
        if (multiply_adds <= 0) return;
        multiply_adds_ += multiply_adds;
        ms_ += ms;
        if (ms_ < kEnoughMs) return;
        gflops_ = gflops_of(multiply_adds_, ms_);
        multiply_adds_ = ms_ = 0;
    }
    /// 10^9 floating-point operations in a second, a multiply-add being two: 2 * multiply-adds / seconds / 10^9.
    static constexpr double gflops_of(double multiply_adds, double ms) { return 2 * multiply_adds / (ms * 1e6); }
    std::optional<double> gflops() const { return gflops_; }

private:
    double multiply_adds_ = 0, ms_ = 0;
    std::optional<double> gflops_;
};

}  // namespace headscope::lab
