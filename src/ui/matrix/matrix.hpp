// One matrix on screen: a heatmap, its numbers when they fit, captions, selection, and every way to edit it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "lab/edit/edit.hpp"
#include "ui/base/context.hpp"

namespace headscope::ui {

/// What the widget shows and may do. Values are read only; edits go to the context.
struct MatrixSpec {
    std::string_view key;                // stable: "input", "W_q", "weights"
    std::string caption, symbol, shape;  // "Attention weights", "A", "7×7"; an empty caption and symbol: no caption row
    ImU32 colour = 0;                    // of the caption (query blue, ...)
    Heatmap heatmap;                     // values, scale, visible, revision; rectangle is filled in by the widget
    std::span<const std::string> row_names, col_names;  // tokens or dimensions; may be empty: then they take no room
    bool row_names_right = false;
    float name_max = 96;                // row names are never wider; 0: only said, not drawn
    float cell_max = 44, cell_min = 0;  // size limits of a cell; it fits into `area` unless cell_min forbids it
    bool stretch = false;               // cells need not be square: width and height fitted on their own
    ImVec2 area;                        // room for caption + matrix + names
    float caption_room = 0;             // how wide the caption may be when that is more than area.x
    ImVec2 exact;                       // size of the cells together, instead of what fits into `area`; 0: none
    bool captioned = true;              // false: caption, symbol and shape are only said, not drawn
    bool slanted_names = false;         // column names rise, where they are too long for their columns
    float column_names = 20;            // height of the column names; 0: only said, not drawn
    float names_reach = 0;              // how far those that rise may begin left of the cells and the row names
    bool names_stay = false;            // caption and names stay at the sides of the window while the cells scroll
    bool enlargeable = false;           // a sign beside the caption puts it on the stage
    bool marked = false;                // a corner marks each number that is not 0
    int decimals = 2;

    lab::CellRef origin{lab::TensorId::weights};  // the first cell: of a stage, or of a matrix where that is no stage
    bool rows_are_queries = false, rows_are_keys = false, cols_are_keys = false;  // how the selection lights it up
    // A transposed heatmap's origin and flags speak of the picture: its columns are the tensor's rows.
    int group = 1;               // query heads that share one of its heads
    int cols_per_head = 0;       // column blocks belong to heads (Q, K, V, concat, W_q ...)
    bool rows_per_head = false;  // row blocks of cols_per_head belong to heads (W_o)

    std::optional<lab::TensorId> editable;   // drag, type, paste, fill; nothing of that in a view that is read only
    std::optional<lab::TensorId> paintable;  // drag paints this mask instead
};

/// Where things landed, for curves between matrices and for layout.
struct MatrixPlace {
    ImVec2 min, max;              // the cells
    ImVec2 outer_min, outer_max;  // with caption and names
    float cell = 0;
};  // the smaller side of a cell

/// Lays out and draws at the cursor. Mouse: hover selects, a click locks (again or Escape unlocks), double click types, a drag
/// on an editable cell changes it (up or right = more; Shift coarser, Alt finer; one drag is one undo step), the right button or
/// the sign beside the caption opens the operations. Keyboard: arrows, Home, End, Page keys move; Enter or digits type (Enter goes
/// down, Tab right, Escape gives up), Delete zeroes, Space locks (or paints), Ctrl+C copies the row, Ctrl+Shift+C the matrix.
/// Finger: a tap selects; dragging from the selected cell changes it; a double tap types; a long press opens the operations;
/// any other drag scrolls. Where `paintable` is set, every drag paints.
MatrixPlace matrix(Context& c, const MatrixSpec& spec);
/// A cell was pressed: it is pinned, in the place of the others unless Ctrl is down or one more is asked for; `toggle`: or let go.
void pin_pressed(Context& c, const lab::CellRef& cell, bool toggle);
/// Height of the caption row.
float caption_height(const Context& c);
/// Where `matrix` would land, drawn at the current cursor.
MatrixPlace measure_matrix(const Context& c, const MatrixSpec& spec);

}  // namespace headscope::ui
