// A matrix brought down to about one texel per pixel: see minify.hpp.
#include "app/drawing/minify.hpp"

#include <algorithm>
#include <cmath>

namespace headscope::app {

int minification(float cells_x, float cells_y) {
    const float cells = std::max(cells_x, cells_y);
    // A little more than one cell per pixel still shows every cell somewhere.
    return cells <= 1.05f ? 1 : static_cast<int>(std::ceil(cells));
}

void minify(const float* values, std::ptrdiff_t row_stride, int rows, int cols, const ui::Hatch* hatches, int factor,
            std::vector<float>& out) {
    const int out_rows = texels(rows, factor), out_cols = texels(cols, factor);
    out.resize(static_cast<std::size_t>(out_rows) * static_cast<std::size_t>(out_cols));
    float* to = out.data();
    for (int r0 = 0; r0 < rows; r0 += factor) {
        const int r1 = std::min(rows, r0 + factor);
        for (int c0 = 0; c0 < cols; c0 += factor) {
            const int c1 = std::min(cols, c0 + factor);
            float low = 0, high = 0, sum = 0, count = 0;
            bool any_nan = false;
            for (int r = r0; r < r1; ++r) {
                const float* row = values + r * row_stride;
                const ui::Hatch* hatched = hatches ? hatches + static_cast<std::ptrdiff_t>(r) * cols : nullptr;
                for (int c = c0; c < c1; ++c) {
                    const float v = row[c];
                    if (hatched && hatched[c] != ui::Hatch::none) continue;
                    if (v != v) {
                        any_nan = true;
                        continue;
                    }
                    low = std::min(low, v);
                    high = std::max(high, v);
                    sum += v;
                    count += 1;
                }
            }
            const float extreme = high >= -low ? high : low;
            if (any_nan) *to = std::nanf("");
            else if (count > 0) *to = std::isinf(extreme) ? extreme : 0.5f * (extreme + sum / count);
            else *to = 0.0f;
            ++to;
        }
    }
}

void minify_hatches(const ui::Hatch* hatches, int rows, int cols, int factor, std::vector<ui::Hatch>& out) {
    const int out_cols = texels(cols, factor);
    out.assign(static_cast<std::size_t>(texels(rows, factor)) * static_cast<std::size_t>(out_cols), ui::Hatch::none);
    for (int r = 0; r < rows; ++r) {
        ui::Hatch* to = out.data() + static_cast<std::ptrdiff_t>(r / factor) * out_cols;
        const ui::Hatch* from = hatches + static_cast<std::ptrdiff_t>(r) * cols;
        for (int c = 0; c < cols; ++c) {
            const bool first = r % factor == 0 && c % factor == 0;
            if (first) to[c / factor] = from[c];
            else if (from[c] == ui::Hatch::none) to[c / factor] = ui::Hatch::none;
        }
    }
}

}  // namespace headscope::app
