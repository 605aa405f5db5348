// Rows of numbers as points of a plane: in two of their columns, or in the directions most of their length lies in.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace headscope::lab {

/// `count` rows that begin `stride` floats apart.
struct RowSpan {
    const float* data = nullptr;
    int count = 0;
    std::ptrdiff_t stride = 0;
    const float* row(int index) const { return data + index * stride; }
};

struct Point {
    double x = 0, y = 0;
};

struct Plane {
    std::vector<double> x, y;   // its axes: of length 1 and at right angles; y is 0 where no direction is left
    std::vector<Point> points;  // of every row, in order; x is NaN where a row is not finite
    double share = 0;           // of the sum of all rows' squared lengths, what lies in the plane
    bool empty() const { return x.empty(); }
};

/// The plane of two different columns of rows of this width. A column of -1 stands for a principal axis: the direction at a right angle
/// to the axis before it, columns first, along which the rows' coordinates have the largest sum of squares. It goes through the
/// origin (rows are not centred, so that arrows and products keep their meaning), and its largest component is positive. Rows that
/// are not finite do not count; without any other the plane is empty.
Plane plane_of(std::span<const RowSpan> rows, int width, int column_x, int column_y);

/// The product of two rows, in double; of two points, what of that lies in their plane.
double dot(const float* a, const float* b, int width);
inline double dot(Point a, Point b) { return a.x * b.x + a.y * b.y; }

}  // namespace headscope::lab
