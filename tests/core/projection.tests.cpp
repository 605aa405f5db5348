// The linear map: against float64, by ranges, and after edits.
#include <catch2/catch_test_macros.hpp>

#include "core/agreement.hpp"
#include "core/attention/projection.hpp"
#include "core/random_attention.hpp"
#include "reference/float64.hpp"

using namespace headscope::core;
using namespace headscope::core::test;

namespace {

struct Linear {
    std::int32_t rows, in, out;
    std::vector<float> x, w, b;
    Linear(Draw& draw, std::int32_t rows_, std::int32_t in_, std::int32_t out_)
        : rows(rows_),
          in(in_),
          out(out_),
          x(draw.numbers(count(rows, in), 1.0f)),
          w(draw.numbers(count(in, out), 1.0f)),
          b(draw.numbers(count(out, 1), 1.0f)) {}
    static std::size_t count(std::int32_t a, std::int32_t c) {
        return static_cast<std::size_t>(a) * static_cast<std::size_t>(c);
    }
    ConstMatrixView input() const { return dense_matrix(x.data(), rows, in); }
    ConstMatrixView weights() const { return dense_matrix(w.data(), in, out); }
};

}  // namespace

TEST_CASE("A projection agrees with float64 for every small size and some large ones") {
    Draw draw(31);
    Workspace workspace;
    const auto check = [&](std::int32_t rows, std::int32_t in, std::int32_t out) {
        Linear linear(draw, rows, in, out);
        PackedMatrix packed;
        REQUIRE(packed.pack(linear.weights()).ok());
        for (const TileKernel tile : {TileKernel::narrow, TileKernel::wide})
            for (const float* bias : {static_cast<const float*>(nullptr), static_cast<const float*>(linear.b.data())}) {
                std::vector<float> y(Linear::count(rows, out), -9.0f);
                workspace.tile = tile;
                REQUIRE(project(linear.input(), packed, bias, dense_matrix(y.data(), rows, out), workspace).ok());
                CAPTURE(rows, in, out);
                REQUIRE(first_difference("y", y, reference::project(linear.input(), linear.weights(), bias),
                                         1e-5 + 1e-6 * in) == "");
            }
    };
    for (std::int32_t rows = 1; rows <= 14; ++rows)
        for (std::int32_t out = 1; out <= 35; ++out) check(rows, draw.integer(1, 9), out);
    check(70, 600, 50);
    check(3, 1024, 130);
}

TEST_CASE("Any rows and columns of a projection have the bits of the whole, and nothing else is written") {
    Draw draw(32);
    Workspace workspace;
    for (int round = 0; round < 500; ++round) {
        const Linear linear(draw, draw.integer(1, 90), draw.one_in(5) ? draw.integer(250, 700) : draw.integer(1, 40),
                            draw.integer(1, 70));
        PackedMatrix packed;
        REQUIRE(packed.pack(linear.weights()).ok());
        std::vector<float> whole(Linear::count(linear.rows, linear.out)), part(whole.size(), 77.0f);
        workspace.tile = TileKernel::narrow;
        REQUIRE(project(linear.input(), packed, linear.b.data(), dense_matrix(whole.data(), linear.rows, linear.out), workspace)
                    .ok());
        workspace.tile = TileKernel::wide;
        const std::int32_t row = draw.integer(0, linear.rows - 1), column = draw.integer(0, linear.out - 1);
        const Range rows{row, draw.integer(row + 1, linear.rows)}, columns{column, draw.integer(column + 1, linear.out)};
        REQUIRE(project(linear.input(), packed, linear.b.data(), dense_matrix(part.data(), linear.rows, linear.out), rows,
                        columns, workspace)
                    .ok());
        for (std::int32_t r = 0; r < linear.rows; ++r)
            for (std::int32_t c = 0; c < linear.out; ++c) {
                const std::size_t at = Linear::count(r, linear.out) + static_cast<std::size_t>(c);
                const bool inside = r >= rows.begin && r < rows.end && c >= columns.begin && c < columns.end;
                if (part[at] != (inside ? whole[at] : 77.0f)) FAIL("differs at " << r << ", " << c);
            }
    }
}

TEST_CASE("After an edit, repacking the edited columns is enough") {
    Draw draw(33);
    Workspace workspace;
    Linear linear(draw, 9, 17, 43);
    PackedMatrix packed, fresh;
    REQUIRE(packed.pack(linear.weights()).ok());
    linear.w[5 * 43 + 20] = 3.0f;
    linear.w[16 * 43 + 21] = -2.0f;
    REQUIRE(packed.repack_columns(linear.weights(), {20, 22}).ok());
    REQUIRE(fresh.pack(linear.weights()).ok());
    std::vector<float> edited(9 * 43), expected(9 * 43);
    REQUIRE(project(linear.input(), packed, nullptr, dense_matrix(edited.data(), 9, 43), workspace).ok());
    REQUIRE(project(linear.input(), fresh, nullptr, dense_matrix(expected.data(), 9, 43), workspace).ok());
    CHECK(edited == expected);
}
