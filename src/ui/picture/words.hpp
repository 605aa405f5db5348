// What a tensor is called and how it is coloured: its row of the table in the words and the theme of the frame.
#pragma once

#include <string>

#include "lab/link/profiles.hpp"
#include "lab/program/trace.hpp"
#include "lab/readings/head_statistics.hpp"
#include "ui/base/context.hpp"
#include "ui/base/theme.hpp"

namespace headscope::ui {

/// The library that pictures are compared with: View::against, which is not the start.
inline const lab::Profile& against(const View& view) { return lab::profiles()[static_cast<size_t>(view.against - 1)]; }

/// "Attention weights", "Query", ...; of a stage while positions are added to it, what that makes it.
std::string_view word_of(const Context& c, lab::TensorId tensor);
/// A step from scores to weights as the stepper calls it: by the scoring and scale of the document.
std::string step_word(const Context& c, lab::TensorId step);
/// The colour that means query, key, value or output; ink for what is none of them.
ImU32 colour_of(lab::TensorId tensor, const Theme& theme);
/// "Head 3" of head 2.
std::string head_name(const Context& c, int head);
/// "Layer 3" of layer 2.
std::string layer_name(const Context& c, int layer);
/// Of a cell's head; "K/V head 1, for heads 1–4" where several share it.
std::string head_name(const Context& c, const lab::CellRef& cell);
/// "[1,4,7,7]": without the head dimension for a stage that has none.
std::string shape_text(lab::TensorId stage, const lab::TensorView& view);

/// A matrix counts as the stage it becomes while nothing is added to it: X as `input` without positions. Everything else is itself.
lab::CellRef shown_cell(const lab::Document& doc, lab::CellRef cell);

/// The matrix that edits of this cell in a picture go to; none where it takes no edits.
lab::TensorId matrix_behind(const lab::Document& doc, const lab::CellRef& cell);
/// Whether a cell takes edits: of a matrix, or of the stage that one counts as.
bool is_editable(const lab::Document& doc, const lab::CellRef& cell);

/// What the cards of all heads are sorted by; nullptr: by their numbers.
const lab::HeadStatisticInfo* order_statistic(const Context& c);
/// "1.92".
std::string head_number_text(const lab::HeadStatisticInfo& statistic, const lab::HeadNumbers& numbers);

}  // namespace headscope::ui
