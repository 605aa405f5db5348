// Rows as points of a plane, against eigenvalues found by Jacobi's rotations.
#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <random>

#include "lab/edit/edit.hpp"
#include "lab/program/evaluate.hpp"
#include "lab/readings/plane.hpp"

using namespace headscope::lab;
using Catch::Approx;

namespace {

using Square = std::vector<std::vector<double>>;

/// Sums of products of the columns of rows that lie behind each other.
Square products_of(const std::vector<float>& rows, int width) {
    const auto n = static_cast<std::size_t>(width);
    Square sums(n, std::vector<double>(n));
    for (std::size_t at = 0; at < rows.size(); at += n)
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t j = 0; j < n; ++j)
                sums[i][j] += static_cast<double>(rows[at + i]) * static_cast<double>(rows[at + j]);
    return sums;
}

/// Of a symmetric matrix, the largest first: every pair of rows is turned until nothing is left beside the diagonal.
std::vector<double> eigenvalues(Square a) {
    for (int sweep = 0; sweep < 60; ++sweep)
        for (std::size_t p = 0; p < a.size(); ++p)
            for (std::size_t q = p + 1; q < a.size(); ++q) {
                if (a[p][q] == 0) continue;
                const double angle = 0.5 * std::atan2(2 * a[p][q], a[p][p] - a[q][q]), c = std::cos(angle), s = std::sin(angle);
                for (std::size_t k = 0; k < a.size(); ++k) {
                    const double x = a[k][p], y = a[k][q];
                    a[k][p] = c * x + s * y, a[k][q] = c * y - s * x;
                }
                for (std::size_t k = 0; k < a.size(); ++k) {
                    const double x = a[p][k], y = a[q][k];
                    a[p][k] = c * x + s * y, a[q][k] = c * y - s * x;
                }
            }
    std::vector<double> values;
    for (std::size_t i = 0; i < a.size(); ++i) values.push_back(a[i][i]);
    std::sort(values.begin(), values.end(), std::greater<>());
    return values;
}

Plane plane_of_rows(const std::vector<float>& rows, int width, int x = -1, int y = -1) {
    const RowSpan part{rows.data(), static_cast<int>(rows.size()) / width, width};
    return plane_of({&part, 1}, width, x, y);
}

double squares(const Plane& plane, double Point::*coordinate) {
    double sum = 0;
    for (const Point& point : plane.points) sum += point.*coordinate * point.*coordinate;
    return sum;
}

double length(const std::vector<double>& axis) {
    double sum = 0;
    for (const double value : axis) sum += value * value;
    return std::sqrt(sum);
}

}  // namespace

TEST_CASE("principal axes hold as much of the rows as the two largest eigenvalues of their products, uncentred") {
    std::mt19937 random(7);
    std::normal_distribution<float> normal(0.3f, 1.0f);
    for (const int width : {2, 3, 4, 16, 33})
        for (const int count : {1, 2, 7, 40}) {
            INFO(count << " rows of " << width);
            std::vector<float> rows(static_cast<std::size_t>(width * count));
            for (float& value : rows) value = normal(random);
            const std::vector<double> values = eigenvalues(products_of(rows, width));
            double all = 0;
            for (const double value : values) all += value;
            const Plane plane = plane_of_rows(rows, width);
            CHECK(squares(plane, &Point::x) == Approx(values[0]).epsilon(1e-6));
            CHECK(squares(plane, &Point::y) == Approx(values[1]).epsilon(1e-5).margin(1e-6));
            CHECK(plane.share == Approx((values[0] + values[1]) / all).epsilon(1e-6));
            CHECK(length(plane.x) == Approx(1));
            CHECK(length(plane.y) == Approx(1));
            double across = 0;
            for (std::size_t i = 0; i < plane.x.size(); ++i) across += plane.x[i] * plane.y[i];
            CHECK(std::fabs(across) < 1e-9);
            for (const std::vector<double>* axis : {&plane.x, &plane.y}) {
                const auto [least, most] = std::minmax_element(axis->begin(), axis->end());
                CHECK(*most >= -*least);
            }
        }
}

TEST_CASE("the longest row is not taken for the principal axis when shorter ones together reach further") {
    const Plane plane = plane_of_rows({3, 0, 0, 2, 0, 2.5f}, 2);
    CHECK(plane.x[1] == Approx(1));
    CHECK(squares(plane, &Point::x) == Approx(10.25));
    CHECK(plane.share == Approx(1));
}

TEST_CASE("chosen columns are the coordinates, and a principal axis beside one is found in what it leaves") {
    const std::vector<float> rows{1, 2, 3, 4, 5, 6, -1, 0, 2};
    const Plane columns = plane_of_rows(rows, 3, 2, 0);
    REQUIRE(columns.points.size() == 3);
    CHECK((columns.points[1].x == 6 && columns.points[1].y == 4));
    for (const bool first : {true, false}) {
        const Plane mixed = first ? plane_of_rows(rows, 3, 1, -1) : plane_of_rows(rows, 3, -1, 1);
        CHECK((first ? mixed.points[0].x : mixed.points[0].y) == 2);
        // Of columns 0 and 2 alone: the sums of products are 18, 25 and 49.
        const std::vector<double> values = eigenvalues({{18, 25}, {25, 49}});
        CHECK(squares(mixed, first ? &Point::y : &Point::x) == Approx(values[0]));
    }
}

TEST_CASE("rows of zeros, a single row, a single column and what is no number have their places, or none") {
    const Plane zeros = plane_of_rows(std::vector<float>(12), 4);
    CHECK(length(zeros.x) == Approx(1));
    for (const Point& point : zeros.points) CHECK((point.x == 0 && point.y == 0));
    const Plane one = plane_of_rows({0, -3, 0, -4}, 4);
    CHECK(std::fabs(one.points[0].x) == Approx(5));
    CHECK(one.points[0].y == Approx(0).margin(1e-9));
    const Plane thin = plane_of_rows({2, -1}, 1);
    CHECK((thin.points[0].x == 2 && thin.points[1].x == -1 && thin.points[1].y == 0));
    CHECK(thin.share == 1);

    constexpr float kNan = std::numeric_limits<float>::quiet_NaN(), kInf = std::numeric_limits<float>::infinity();
    const Plane some = plane_of_rows({kNan, 0, 0, 2, kInf, 1}, 2);
    REQUIRE(some.points.size() == 3);
    CHECK((std::isnan(some.points[0].x) && std::isnan(some.points[2].x)));
    CHECK(some.points[1].x == Approx(2));
    CHECK(plane_of_rows({kNan, 0}, 2).empty());
    CHECK(plane_of_rows({}, 2).empty());
}

TEST_CASE("the product of a query and a key is their score, and in a plane of all their columns nothing of it is lost") {
    for (const int head_dim : {2, 4}) {
        Edit edit(SetParam{Param::head_dim, static_cast<double>(head_dim)});
        const Document doc = apply(initial_document(), edit).value();
        Evaluator evaluator;
        REQUIRE(evaluator.update(doc, {TensorId::scores}));
        const Trace& trace = evaluator.trace();
        const TensorView q = trace.view(TensorId::query), k = trace.view(TensorId::key), scores = trace.view(TensorId::scores);
        const RowSpan rows[] = {{q.row(0, 1, 0), q.dims[2], q.strides[2]}, {k.row(0, 1, 0), k.dims[2], k.strides[2]}};
        const Plane plane = plane_of(rows, head_dim, -1, -1);
        double largest = 0;
        for (int i = 0; i < q.dims[2]; ++i)
            for (int j = 0; j < k.dims[2]; ++j) {
                const double score = static_cast<double>(scores.at(0, 1, i, j));
                CHECK(dot(q.row(0, 1, i), k.row(0, 1, j), head_dim) == Approx(score).margin(1e-5));
                const auto at = [&](int index) { return plane.points[static_cast<std::size_t>(index)]; };
                largest = std::max(largest, std::fabs(dot(at(i), at(q.dims[2] + j)) - score));
            }
        CHECK((largest < 1e-5) == (head_dim == 2));
    }
}
