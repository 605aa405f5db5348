// The matrix widget's parts: layout, selection, drawing, and the ways to edit share one frame's facts.
#pragma once

#include "ui/kit/control.hpp"
#include "ui/matrix/matrix.hpp"

namespace headscope::ui::matrix_parts {

/// Where everything lies. Heights and widths that are 0 are not there.
struct MatrixLayout {
    MatrixPlace place;
    float caption_height = 0, names_width = 0, names_height = 0;
    float name_size = 0;    // of row names
    float number_size = 0;  // of the numbers in the cells; 0 = they do not fit
    int decimals = 0;       // that they have room for
    float group_gap = 0, cell_width = 0, cell_height = 0;
};
MatrixLayout layout_of(const Context& c, const MatrixSpec& spec, ImVec2 at);
/// Type size at which numbers fit into a cell, 0 when they do not; and with how many decimals.
float fitting_number_size(const MatrixSpec& spec, float width, float height, int* decimals);

/// What of this matrix the current selection lights up; -1 = nothing.
struct Highlights {
    int query_row = -1, key_row = -1, key_col = -1;
    int row = -1, col = -1;            // the exact cell
    int used_row = -1, used_col = -1;  // what the selected number is made of, or goes into
    int head = -1;                     // block of columns (or rows)
    bool other_head = false;           // same place, another head: drawn fainter
};
Highlights highlights_of(const Context& c, const MatrixSpec& spec);

/// One matrix in one frame.
struct MatrixFrame {
    Context& c;
    const MatrixSpec& spec;
    MatrixLayout layout;
    Heatmap map;
    HeatmapAxis cols, rows;
    Control control;
    bool activated = false, released = false;  // the left button on it
    int row = 0, col = 0;                      // active cell
    float caption_end = 0;                     // right end of the caption's text
    ImRect sides{};                            // the cells, as far as they show: names stand at its sides

    ImRect cell(int r, int col_) const {
        const ImVec2 at(cols.at(col_), rows.at(r));
        return {at, at + ImVec2(cols.pitch, rows.pitch)};
    }
};

/// The address of a cell; and where a cell is in this matrix, {-1, -1} when it is not here.
lab::CellRef cell_of(const MatrixSpec& spec, int row, int col);
struct CellPlace {
    int row = -1, col = -1;
};
CellPlace place_of(const lab::Document& doc, const MatrixSpec& spec, const lab::CellRef& cell);
/// Where an entry into a cell is refused.
Spot spot_of(const MatrixFrame& m, int row, int col);
/// The cell is what pointer or focus is on now.
void hover_cell(MatrixFrame& m, int row, int col);
bool is_locked(const MatrixFrame& m, int row, int col);
void lock_cell(MatrixFrame& m, int row, int col, bool toggle);
void set_active(MatrixFrame& m, int row, int col, bool reveal);

// Editing ----------------------------------------------------------------------------------------------------------
/// The batch item or layer whose matrix edits go to. The matrix itself, or nullptr; and whether it has this cell.
int owner_of(const MatrixFrame& m, lab::TensorId matrix);
const lab::Matrix* target(const MatrixFrame& m);
bool can_edit(const MatrixFrame& m, int row, int col);
float value_of(const MatrixFrame& m, int row, int col);
void set_cell(MatrixFrame& m, int row, int col, double value, bool running = false);
/// How much one unit of dragging changes a number of that size.
double drag_step(const MatrixFrame& m, double value);
/// Rounded to the digits that a step of this size is about.
double rounded(double value, double step);

void handle_pointer(MatrixFrame& m);
void handle_keys(MatrixFrame& m);
void handle_mirror(MatrixFrame& m);
void handle_paste(MatrixFrame& m);
void begin_cell_typing(MatrixFrame& m, std::string text, bool select_all);
/// The field over the cell that is typed into, when it is one of this matrix.
void draw_cell_typing(MatrixFrame& m);
void copy(MatrixFrame& m, bool whole);
void open_operations(MatrixFrame& m, int row, int col);
/// The sign beside the caption and the menu it opens.
void draw_operations(MatrixFrame& m);
void paint_to(MatrixFrame& m, int row, int col, bool first);

// Drawing ----------------------------------------------------------------------------------------------------------
void draw_caption(MatrixFrame& m);
/// The sign beside the caption that puts the matrix on the stage.
void draw_enlarge(MatrixFrame& m);
void draw_names(MatrixFrame& m, const Highlights& lit);
void draw_numbers(MatrixFrame& m);
void draw_selection(MatrixFrame& m, const Highlights& lit);
/// Outlines what the last change reached: one rectangle, however many cells.
void draw_changed(const MatrixFrame& m);
/// A corner in each cell that MatrixSpec::marked is about, where cells are large enough.
void draw_corners(const MatrixFrame& m);
/// Outlines the cells that the view highlights.
void draw_highlights(MatrixFrame& m);
/// The value beside a cell that is dragged, or pointed at while too small to print its number.
void draw_bubble(MatrixFrame& m, int row, int col);
void report(MatrixFrame& m);
ImGuiID cell_id(const MatrixFrame& m);

}  // namespace headscope::ui::matrix_parts
