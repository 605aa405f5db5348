// Principal axes by power iteration, one after the other.
#include "lab/readings/plane.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace headscope::lab {
namespace {

using Axis = std::vector<double>;

template <class Row>
double product(const Row* row, const Axis& axis) {
    double sum = 0;
    for (std::size_t i = 0; i < axis.size(); ++i) sum += static_cast<double>(row[i]) * axis[i];
    return sum;
}

/// At a right angle to `before`, and of length 1; false when nothing is left of it.
bool straighten(Axis& axis, const Axis& before) {
    const double least = 1e-12 * std::sqrt(product(axis.data(), axis)), part = product(axis.data(), before);
    for (std::size_t i = 0; i < before.size(); ++i) axis[i] -= part * before[i];
    const double length = std::sqrt(product(axis.data(), axis));
    if (!(length > least)) return false;
    for (double& value : axis) value /= length;
    return true;
}

Axis principal(std::span<const RowSpan> parts, std::size_t width, const Axis& before) {
    constexpr double kClose = 1e-15, kMostWork = 1 << 21;
    double work = static_cast<double>(width);
    for (const RowSpan& part : parts) work += static_cast<double>(part.count) * static_cast<double>(width);
    // No direction in particular, so that it is at a right angle to none that matters.
    Axis axis(width);
    for (std::size_t i = 0; i < width; ++i) axis[i] = 0.5 + std::fmod(static_cast<double>(i + 1) * 0.618033988749895, 1.0);
    bool found = straighten(axis, before);
    bool same = false;
    for (double left = std::clamp(kMostWork / work, 16.0, 2000.0); found && !same && left > 0; --left) {
        Axis next(width);
        for (const RowSpan& part : parts)
            for (int r = 0; r < part.count; ++r) {
                const float* row = part.row(r);
                const double along = product(row, axis);
                if (!std::isfinite(along)) continue;  // nor is the row
                for (std::size_t i = 0; i < width; ++i) next[i] += along * static_cast<double>(row[i]);
            }
        // Where the rows have no length in what is left any direction of it will do.
        if (!straighten(next, before)) break;
        same = 1 - product(next.data(), axis) < kClose;
        axis.swap(next);
    }
    double largest = 0;
    for (const double value : axis)
        if (std::fabs(value) > std::fabs(largest) + 1e-9) largest = value;  // of equal ones the first
    // No direction is left: of a single column, or of nothing but zeros.
    for (double& value : axis) value *= !found ? 0 : largest < 0 ? -1 : 1;
    return axis;
}

Axis axis_of(std::span<const RowSpan> parts, std::size_t width, int column, const Axis& before) {
    if (column < 0) return principal(parts, width, before);
    Axis axis(width);
    axis[static_cast<std::size_t>(column)] = 1;
    return axis;
}

}  // namespace

Plane plane_of(std::span<const RowSpan> parts, int width, int column_x, int column_y) {
    Plane plane;
    std::size_t count = 0;
    for (const RowSpan& part : parts) count += static_cast<std::size_t>(part.count);
    const auto columns = static_cast<std::size_t>(width);
    if (column_y >= 0) plane.y = axis_of(parts, columns, column_y, {});
    plane.x = axis_of(parts, columns, column_x, plane.y);
    if (column_y < 0) plane.y = axis_of(parts, columns, column_y, plane.x);
    double whole = 0, inside = 0;
    bool any = false;
    plane.points = std::vector<Point>(count);
    Point* at = plane.points.data();
    for (const RowSpan& part : parts)
        for (int i = 0; i < part.count; ++i, ++at) {
            const float* row = part.row(i);
            const double length = dot(row, row, width);
            at->x = at->y = std::numeric_limits<double>::quiet_NaN();
            if (!std::isfinite(length)) continue;
            *at = {product(row, plane.x), product(row, plane.y)};
            any = true, whole += length, inside += dot(*at, *at);
        }
    plane.share = whole > 0 ? std::min(inside / whole, 1.0) : 1;
    if (!any) plane.x.clear();
    return plane;
}

double dot(const float* a, const float* b, int width) {
    double sum = 0;
    for (int i = 0; i < width; ++i) sum += static_cast<double>(a[i]) * static_cast<double>(b[i]);
    return sum;
}

}  // namespace headscope::lab
