// The colours stay apart for eyes without one of the three cones.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "ui/base/theme.hpp"

using namespace headscope::ui;

namespace {

using Vector = std::array<double, 3>;
using Matrix3 = std::array<Vector, 3>;

Vector times(const Matrix3& m, const Vector& v) {
    Vector out{};
    for (size_t i = 0; i < 3; ++i)
        for (size_t j = 0; j < 3; ++j) out[i] += m[i][j] * v[j];
    return out;
}

struct Vision {
    std::string_view name;
    Matrix3 matrix;
};

/// Machado, Oliveira, Fernandes 2009, severity 1, on linear RGB.
constexpr Vision kVisions[] = {
    {"full", {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}},
    {"protan", {{{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}}},
    {"deutan", {{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}}},
    {"tritan", {{{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}}},
};

/// Ottosson 2020: OKLab of what such an eye sees.
Vector seen(ImU32 colour, const Vision& vision) {
    Vector rgb;
    const int shifts[] = {IM_COL32_R_SHIFT, IM_COL32_G_SHIFT, IM_COL32_B_SHIFT};
    for (size_t i = 0; i < 3; ++i) {
        const double c = static_cast<double>(colour >> shifts[i] & 255) / 255;
        rgb[i] = c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    }
    rgb = times(vision.matrix, rgb);
    for (double& c : rgb) c = std::clamp(c, 0.0, 1.0);
    constexpr Matrix3 kToCones = {{{0.4122214708, 0.5363325363, 0.0514459929},
                                   {0.2119034982, 0.6806995451, 0.1073969566},
                                   {0.0883024619, 0.2817188376, 0.6299787005}}};
    constexpr Matrix3 kToLab = {{{0.2104542553, 0.7936177850, -0.0040720468},
                                 {1.9779984951, -2.4285922050, 0.4505937099},
                                 {0.0259040371, 0.7827717662, -0.8086757660}}};
    Vector cones = times(kToCones, rgb);
    for (double& c : cones) c = std::cbrt(c);
    return times(kToLab, cones);
}

double distance(ImU32 a, ImU32 b, const Vision& vision) {
    const Vector x = seen(a, vision), y = seen(b, vision);
    return std::hypot(x[0] - y[0], x[1] - y[1], x[2] - y[2]);
}

}  // namespace

TEST_CASE("Query, key, value and output stay apart for every kind of colour vision") {
    for (const Theme& t : {light_theme(), dark_theme()})
        for (const Vision& vision : kVisions) {
            const ImU32 meanings[] = {t.query, t.key, t.value, t.output};
            for (int i = 0; i < 4; ++i)
                for (int j = 0; j < i; ++j) {
                    INFO("dark " << t.dark << ", " << vision.name << ", " << j << " and " << i);
                    CHECK(distance(meanings[i], meanings[j], vision) >= 0.08);
                }
        }
}

TEST_CASE("A larger weight is darker on paper and lighter on black, step by step, for every kind of colour vision") {
    for (const Theme& t : {light_theme(), dark_theme()})
        for (const Vision& vision : kVisions)
            for (int i = 1; i <= 20; ++i) {
                const auto at = [&](int step) {
                    return seen(colour_of(static_cast<float>(step) / 20, Scale::sequential, 1, t.palette), vision)[0];
                };
                INFO("dark " << t.dark << ", " << vision.name << ", step " << i);
                CHECK((t.dark ? at(i) - at(i - 1) : at(i - 1) - at(i)) > 0.01);
            }
}

TEST_CASE("A number and its negative look different, and larger sizes stand out more, for every kind of colour vision") {
    for (const Theme& t : {light_theme(), dark_theme()})
        for (const Vision& vision : kVisions) {
            const auto colour = [&](int step) {
                return colour_of(static_cast<float>(step) / 10, Scale::diverging, 1, t.palette);
            };
            for (int i = 1; i <= 10; ++i) {
                INFO("dark " << t.dark << ", " << vision.name << ", size " << i);
                if (i >= 3) CHECK(distance(colour(i), colour(-i), vision) >= 0.08);
                for (const int sign : {-1, 1})
                    CHECK(distance(colour(sign * i), colour(0), vision) > distance(colour(sign * (i - 1)), colour(0), vision));
            }
        }
}
