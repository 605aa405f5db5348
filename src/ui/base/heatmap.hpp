// A heatmap as the interface asks for it; the app draws it: one texture and one quad per matrix, coloured by a shader.
#pragma once

#include <cstddef>
#include <cstdint>

#include "imgui.h"

namespace headscope::ui {

/// How numbers become colours.
enum class Scale {
    sequential,  // from 0 to limit
    root,        // the same, by the square root: small numbers show
    diverging,   // symmetric around zero, saturated at +-limit
};

/// Why a cell is hatched; each has a hatching of its own. The first that applies, of several. What comes later while one decodes is
/// blank paper: Heatmap says where, no texture does.
enum class Hatch : std::uint8_t { none, padding, causal, window, painted, dropped, later };

/// One matrix to draw. Pointers stay valid until the frame is rendered; the painter uploads straight from them,
/// and only when `revision` (or the size) differs from what it holds under `key`.
struct Heatmap {
    std::uint64_t key = 0;  // names the texture: stage or matrix, item, head
    std::uint64_t revision = 0;
    const float* values = nullptr;
    int rows = 0, cols = 0;          // as drawn
    bool transposed = false;         // the picture's rows are the columns of `values`
    std::ptrdiff_t row_stride = 0;   // of `values`, in floats
    int made_rows = -1;              // while one decodes: those there are so far, the last of them made in this step; -1: all
    int made_cols = -1;              // the same of columns that count keys
    bool cached = false;             // those before it are in the cache, not only of earlier steps
    int present = -1;                // rows that are there, the others are padding; -1: all
    const Hatch* hatches = nullptr;  // [rows, cols], anything but `none` is drawn as hatched paper; nullptr = none
    std::uint64_t hatches_key = 0, hatches_revision = 0;
    Scale scale = Scale::diverging;
    float limit = 1;
    bool nan = false;                    // some number is none
    bool whole = false;                  // every number is a whole one: printed without decimals
    ImVec2 min, max;                     // rectangle on screen, in ImGui units
    float gap = 1;                       // between cells, in ImGui units; the painter drops it when cells are small
    float rounding = 0;                  // of the whole matrix's corners
    int group_cols = 0, group_rows = 0;  // a wider gap after every so many columns / rows (heads), 0 = none
    float group_gap = 0;                 // that gap, in ImGui units; nothing is drawn in it
    float opacity = 1;
    /// The smallest block that holds every number the last change touched; no rows: nothing is marked.
    int changed_row = 0, changed_rows = 0, changed_col = 0, changed_cols = 0;

    /// Of `values` as they lie in memory.
    int stored_rows() const { return transposed ? cols : present < 0 ? rows : present; }
    int stored_cols() const { return transposed ? rows : cols; }
    bool is_present(int row) const { return present < 0 || row < present; }
    /// Only of a row that is present.
    float value(int row, int col) const { return transposed ? values[col * row_stride + row] : values[row * row_stride + col]; }
    bool is_later(int row, int col) const {
        return (made_rows >= 0 && row >= made_rows) || (made_cols >= 0 && col >= made_cols);
    }
    Hatch hatch(int row, int col) const {
        if (is_later(row, col)) return Hatch::later;
        if (!is_present(row)) return Hatch::padding;
        return hatches ? hatches[static_cast<std::ptrdiff_t>(row) * cols + col] : Hatch::none;
    }
    bool hidden(int row, int col) const { return hatch(row, col) != Hatch::none; }
};

/// Where cells lie along one axis: the geometry the shader, the numbers and the pointer share.
struct HeatmapAxis {
    float start, pitch, group_gap;
    int count, group;
    HeatmapAxis(float from, float to, int count_, int group_, float gap)
        : start(from), group_gap(gap), count(count_), group(group_) {
        const int gaps = group > 0 && count > 0 ? (count - 1) / group : 0;
        pitch = count > 0 ? (to - from - static_cast<float>(gaps) * gap) / static_cast<float>(count) : 0;
    }
    /// Where cell `i` begins; it ends `pitch` later.
    float at(int i) const {
        return start + static_cast<float>(i) * pitch + (group > 0 ? static_cast<float>(i / group) * group_gap : 0);
    }
    /// The cell at a position; the nearest one when outside or in a gap.
    int find(float position) const {
        if (count <= 0 || pitch <= 0) return 0;
        const float offset = position - start;
        int i;
        if (group > 0) {
            const float block = static_cast<float>(group) * pitch + group_gap;
            const int b = offset > 0 ? static_cast<int>(offset / block) : 0;
            const int in = static_cast<int>((offset - static_cast<float>(b) * block) / pitch);
            i = b * group + (in < group ? in : group - 1);
        } else {
            i = static_cast<int>(offset / pitch);
        }
        return i < 0 || offset < 0 ? 0 : i >= count ? count - 1 : i;
    }
};
inline HeatmapAxis columns_of(const Heatmap& h) { return {h.min.x, h.max.x, h.cols, h.group_cols, h.group_gap}; }
inline HeatmapAxis rows_of(const Heatmap& h) { return {h.min.y, h.max.y, h.rows, h.group_rows, h.group_gap}; }

/// Colours as the shader and the contrast rule use them; sRGB, 5 stops each, low to high.
struct Palette {
    ImU32 sequential[5];
    ImU32 diverging[5];
    ImU32 paper, hatch;  // masked cells
    ImU32 nan;           // no number: on neither scale
};

/// Implemented by the app (WebGL2) and by the test host (records only).
class HeatmapPainter {
public:
    virtual ~HeatmapPainter() = default;
    virtual void begin_frame(const Palette& palette) = 0;
    /// Adds the heatmap to the draw list at this point of the drawing order (one draw call).
    virtual void draw(ImDrawList* list, const Heatmap& heatmap) = 0;
};

}  // namespace headscope::ui
